import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { takeLock } from '../../../electron/storage/lockFile.ts';
import { ProjectStore } from '../../../electron/storage/projectStore.ts';
import { type Fingerprint, publish } from '../../../electron/storage/publish.ts';
import { countedFiles } from '../support/failingFiles.ts';
import { sourceOf, tableOf } from '../support/tables.ts';

/** Started by durability.test.ts: says "ready", takes one task as a line of JSON, and works until it is killed or done. */
type Task =
  | { readonly task: 'edit'; readonly path: string; readonly first: number }
  | { readonly task: 'stack'; readonly path: string; readonly forms: number }
  | { readonly task: 'lock'; readonly target: string }
  | {
      readonly task: 'publish';
      readonly path: string;
      readonly target: string;
      readonly folder: string;
      readonly step: number;
      readonly fingerprint: Fingerprint;
    };

const say = (word: string): void => void writeSync(1, `${word}\n`);

/** One form per command, and its number after each commit. */
function edit(path: string, first: number): void {
  const store = new ProjectStore(path);
  const questions = [...store.allEntities.variable.keys()].slice(0, 10);
  for (let row = first; row < store.rowCount; row++) {
    store.apply(
      { type: 'cells.set', edits: questions.map((variableId) => ({ variableId, row, value: 1 + (row % 10) })) },
      row,
    );
    say(String(row));
  }
}

/** One file after another behind those before, and the number of forms after each commit. */
function stack(path: string, forms: number): void {
  const store = new ProjectStore(path);
  for (let file = 0; file < 100; file++) {
    const values = Array.from({ length: forms }, (_, form) => 1 + (form % 10));
    const table = tableOf(Array.from({ length: 10 }, (_, column) => ({ name: `Q${column}`, values })));
    store.combine({ type: 'data.stack', file: sourceOf(table), plan: {}, wave: null }, table, file);
    say(String(store.rowCount));
  }
}

async function work(task: Task): Promise<void> {
  if (task.task === 'edit') edit(task.path, task.first);
  else if (task.task === 'stack') stack(task.path, task.forms);
  else if (task.task === 'lock') {
    await takeLock(task.target, Date.now());
    say('locked');
    setInterval(() => undefined, 1000);
  } else {
    const files = countedFiles((step, _name, call) => {
      if (step === task.step) process.kill(process.pid, 'SIGKILL');
      return call();
    });
    const store = new ProjectStore(task.path);
    publish(store.connection, task.target, task.folder, task.fingerprint, Date.UTC(2025, 2, 1), files);
    store.close();
    say('published');
    process.exit(0);
  }
}

createInterface({ input: process.stdin }).on('line', (line) => void work(JSON.parse(line) as Task));
say('ready');
