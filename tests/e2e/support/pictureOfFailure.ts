import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunnerTask } from 'vitest';
import { root, type Workbench } from './workbench.ts';

const folder = join(root, 'tests/.output/failures');

/** After a failed test: what the window shows, as tests/.output/failures/<test>.png. For afterEach. */
export async function pictureOfFailure(workbench: Workbench | null, task: Readonly<RunnerTask>): Promise<void> {
  if (task.result?.state !== 'fail' || !workbench || workbench.page.isClosed()) return;
  mkdirSync(folder, { recursive: true });
  const name = `${workbench.kind} ${task.name}`.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80);
  await workbench.page.screenshot({ path: join(folder, `${name}.png`) });
}
