import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cellOf } from '../../../electron/storage/memoryColumn.ts';
import { ProjectStore } from '../../../electron/storage/projectStore.ts';
import { newStore, withFolder } from '../support/projects.ts';

const program = fileURLToPath(new URL('./editUntilKilled.ts', import.meta.url));
const rounds = 20;

/** Kills the editing program some commits after it began; gives the last form it said was saved. */
function editAndKill(path: string, first: number, afterCommits: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, path, String(first)], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    let commits = 0;
    child.stdout.on('data', (data: Buffer) => {
      said += data.toString();
      commits = said.split('\n').length - 1;
      // Not at once: the kill must be able to fall into the middle of the next commit.
      if (commits >= afterCommits) setTimeout(() => child.kill('SIGKILL'), afterCommits % 3);
    });
    child.on('error', reject);
    child.on('close', () => resolve(Number(said.trimEnd().split('\n').at(-1) ?? first - 1)));
  });
}

it(
  'loses no acknowledged change and keeps none by half when the program is killed',
  () =>
    withFolder(async (folder) => {
      const path = join(folder, 'a.db');
      newStore(path, 20_000).close();
      let next = 0;
      for (let round = 0; round < rounds; round++) {
        const last = await editAndKill(path, next, 1 + ((round * 5) % 13));
        expect(last).toBeGreaterThanOrEqual(next);
        const store = new ProjectStore(path);
        expect(store.connection.pragma('integrity_check', { simple: true })).toBe('ok');
        const questions = [...store.allEntities.variable.keys()].slice(0, 10);
        for (let row = 0; row <= last + 20; row++) {
          const answers = questions.map((id) => cellOf(store.allColumns.get(id)!, row));
          expect(new Set(answers).size).toBe(1);
          if (row <= last) expect(answers[0]).toBe(1 + (row % 10));
          if (answers[0] !== null) next = row + 1;
        }
        expect(store.history(1)[0]?.at).toBe(next - 1);
        store.close();
      }
      expect(next).toBeGreaterThanOrEqual(rounds);
    }),
  120_000,
);
