import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunnerTask } from 'vitest';
import { root, type Workbench } from './workbench.ts';

const folder = join(root, 'tests/.output/failures');

/** After a failed test: what the window shows, as tests/.output/failures/<test>.png and in words among the test's output. For afterEach. */
export async function pictureOfFailure(workbench: Workbench | null, task: Readonly<RunnerTask>): Promise<void> {
  if (task.result?.state !== 'fail' || !workbench || workbench.page.isClosed()) return;
  const { page, complaints } = workbench;
  const words = await page.evaluate(() => document.body.innerText.replace(/\s*\n\s*/g, ' | ').slice(0, 2000));
  const focus = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
  console.error(`the window shows: ${words}\nfocus: ${focus}\ncomplaints: ${complaints.join('\n')}`);
  mkdirSync(folder, { recursive: true });
  const name = `${workbench.kind} ${task.name}`.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
