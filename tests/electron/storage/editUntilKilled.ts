import { writeSync } from 'node:fs';
import { ProjectStore } from '../../../electron/storage/projectStore.ts';

/** Started by killed.test.ts: fills form after form with one score, each form in one command, and says so after each commit. */
const path = process.argv[2];
if (!path) throw new Error('usage: editUntilKilled FILE');
const store = new ProjectStore(path);
const questions = [...store.allEntities.variable.keys()].slice(0, 10);
const first = Number(process.argv[3] ?? '0');
for (let row = first; row < store.rowCount; row++) {
  store.apply(
    { type: 'cells.set', edits: questions.map((variableId) => ({ variableId, row, value: 1 + (row % 10) })) },
    row,
  );
  writeSync(1, `${row}\n`);
}
