import { type ChildProcess, spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkProjectFile } from '../../../electron/storage/checkProjectFile.ts';
import { takeLock } from '../../../electron/storage/lockFile.ts';
import { cellOf } from '../../../electron/storage/memoryColumn.ts';
import { ProjectStore } from '../../../electron/storage/projectStore.ts';
import { fingerprintOf, publish } from '../../../electron/storage/publish.ts';
import { type Fault, failingFiles } from '../support/failingFiles.ts';
import { firstQuestion, newStore, noon, setCell, withFolder } from '../support/projects.ts';

const program = fileURLToPath(new URL('./workUntilKilled.ts', import.meta.url));

/** A program that is loaded and waits for its task, so that the next round costs no start. */
interface Waiting {
  readonly child: ChildProcess;
  /** Resolves with everything it said when it has ended. */
  readonly ended: Promise<string>;
  said(): string;
}

/** Compiled sources of the program, kept by its first run, which ends by itself: two hundred starts would compile them anew. */
let cache = '';
beforeAll(async () => {
  cache = mkdtempSync(join(tmpdir(), 'csi-compiled-'));
  const first = start();
  first.child.stdin!.end();
  await first.ended;
});
afterAll(() => rmSync(cache, { recursive: true, force: true }));

function start(): Waiting {
  const env = { ...process.env, NODE_COMPILE_CACHE: cache };
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'], env });
  let text = '';
  child.stdout!.on('data', (data: Buffer) => {
    text += data.toString();
  });
  const ended = new Promise<string>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve(text));
  });
  return { child, ended, said: () => text };
}

const tell = ({ child }: Waiting, task: object): void => void child.stdin!.write(`${JSON.stringify(task)}\n`);

async function when(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
}

const rounds = 200;
const stackRounds = 20;

describe('kill -9', () => {
  it(
    'at random moments in 200 rounds loses no acknowledged command and keeps none by half',
    () =>
      withFolder(async (folder) => {
        const path = join(folder, 'a.db');
        newStore(path, 4000).close();
        let next = 0;
        let ready = start();
        for (let round = 0; round < rounds; round++) {
          const running = ready;
          ready = start();
          await when(() => running.said().includes('ready'));
          tell(running, { task: 'edit', path, first: next });
          // A different place of a commit in every round: after so many commits, and a fraction of one.
          await when(() => running.said().split('\n').length - 2 > round % 7);
          const until = performance.now() + (round % 13) / 4;
          while (performance.now() < until);
          running.child.kill('SIGKILL');
          const lines = (await running.ended).trimEnd().split('\n');
          const last = Number(lines.at(-1));
          expect(last).toBeGreaterThanOrEqual(next);
          const store = new ProjectStore(path);
          expect(store.connection.pragma('integrity_check', { simple: true })).toBe('ok');
          const questions = [...store.allEntities.variable.keys()].slice(0, 10);
          for (let row = Math.max(0, next - 5); row <= last + 5; row++) {
            const answers = new Set(questions.map((id) => cellOf(store.allColumns.get(id)!, row)));
            expect(answers.size).toBe(1);
            if (row <= last) expect([...answers][0]).toBe(1 + (row % 10));
            if ([...answers][0] !== null) next = row + 1;
          }
          expect(store.history(1)[0]?.at).toBe(next - 1);
          store.close();
        }
        ready.child.kill('SIGKILL');
        await ready.ended;
        const store = new ProjectStore(path);
        const questions = [...store.allEntities.variable.keys()].slice(0, 10);
        for (const id of questions) {
          const column = store.allColumns.get(id)!;
          for (let row = 0; row < next; row++) expect(cellOf(column, row)).toBe(1 + (row % 10));
        }
        store.close();
      }),
    300_000,
  );

  it(
    'while files are stacked leaves every acknowledged file whole and none by half, with its cells, and can take it back',
    () =>
      withFolder(async (folder) => {
        const path = join(folder, 'a.db');
        newStore(path, 0, null).close();
        const forms = 300;
        let rows = 0;
        let ready = start();
        for (let round = 0; round < stackRounds; round++) {
          const running = ready;
          ready = start();
          await when(() => running.said().includes('ready'));
          tell(running, { task: 'stack', path, forms });
          await when(() => running.said().split('\n').length - 2 > round % 3);
          const until = performance.now() + (round % 7) * 4;
          while (performance.now() < until);
          running.child.kill('SIGKILL');
          const last = Number((await running.ended).trimEnd().split('\n').at(-1));
          const store = new ProjectStore(path);
          expect(store.connection.pragma('integrity_check', { simple: true })).toBe('ok');
          expect([last, last + forms]).toContain(store.rowCount);
          expect(last).toBeGreaterThan(rows);
          expect(store.allEntities.import.size * forms).toBe(store.rowCount);
          const first = [...store.allEntities.variable.values()].find(({ name }) => name === 'Q0');
          for (let row = rows; row < store.rowCount; row += 100) {
            expect(cellOf(store.allColumns.get(first!.id)!, row)).toBe(1 + ((row % forms) % 10));
            expect(store.origin(first!.id, row).cell?.cell).toBe(`A${(row % forms) + 2}`);
          }
          store.undo();
          rows = store.rowCount;
          store.close();
        }
        ready.child.kill('SIGKILL');
        await ready.ended;
      }),
    120_000,
  );

  it(
    'at each step of saving leaves the old or the new file, whole',
    () =>
      withFolder(async (folder) => {
        const work = join(folder, 'work');
        const place = join(folder, '项目　全角（测試）');
        mkdirSync(work);
        mkdirSync(place);
        const target = join(place, '满意度.csi');
        const path = join(work, 'a.db');
        const store = newStore(path, 300);
        const { id } = firstQuestion(store);
        publish(store.connection, target, work, null, noon);
        const old = store.contentHash();
        store.apply(setCell(id, 7, 9), noon);
        const wanted = store.contentHash();
        store.close();
        const kept = join(folder, 'old.csi');
        copyFileSync(target, kept);
        const outcomes: string[] = [];
        let ready = start();
        for (let step = 1; ; step++) {
          copyFileSync(kept, target);
          rmSync(`${target}.bak`, { force: true });
          const running = ready;
          ready = start();
          await when(() => running.said().includes('ready'));
          tell(running, { task: 'publish', path, target, folder: work, step, fingerprint: fingerprintOf(target) });
          const done = (await running.ended).includes('published');
          checkProjectFile(target);
          const copy = join(folder, 'look.db');
          copyFileSync(target, copy);
          const saved = new ProjectStore(copy);
          const found = saved.contentHash();
          saved.close();
          for (const part of ['', '-wal', '-shm']) rmSync(copy + part, { force: true });
          expect([old, wanted]).toContain(found);
          outcomes.push(found === old ? 'old' : 'new');
          if (existsSync(`${target}.bak`)) checkProjectFile(`${target}.bak`);
          if (done) break;
        }
        ready.child.kill('SIGKILL');
        await ready.ended;
        expect(outcomes.length).toBeGreaterThan(10);
        expect(outcomes[0]).toBe('old');
        expect(outcomes.at(-1)).toBe('new');
        // Once the new file stands it stays.
        expect(outcomes).toEqual(outcomes.toSorted((a, b) => (a === b ? 0 : a === 'old' ? -1 : 1)));
      }),
    120_000,
  );
});

describe('saving', () => {
  it.each(['ENOSPC', 'EIO', 'EPERM', 'EBUSY', 'short'] as const satisfies readonly Fault[])(
    'keeps the old file and says why when any step fails with %s',
    (code) =>
      withFolder((folder) => {
        const work = join(folder, 'work');
        const place = join(folder, 'place');
        mkdirSync(work);
        mkdirSync(place);
        const target = join(place, 'a.csi');
        const store = newStore(join(work, 'a.db'), 50);
        const { id } = firstQuestion(store);
        let { fingerprint } = publish(store.connection, target, work, null, noon);
        for (let n = 1; ; n++) {
          store.apply(setCell(id, 0, 1 + (n % 9)), noon);
          const before = readFileSync(target);
          const { files, failed } = failingFiles(n, code);
          let problem: unknown = null;
          try {
            ({ fingerprint } = publish(store.connection, target, work, fingerprint, noon, files));
          } catch (error) {
            problem = error;
          }
          checkProjectFile(target);
          if (problem) {
            const expected =
              code === 'ENOSPC' ? ['project.diskFull'] : ['project.targetUnwritable', 'project.targetBusy'];
            expect(expected).toContain((problem as { code: string }).code);
            expect(readFileSync(target).equals(before)).toBe(true);
          } else expect(readFileSync(target).equals(before)).toBe(false);
          // Nothing half-written stays; where removing itself was made to fail, one working file may.
          const left = [...readdirSync(work), ...readdirSync(place)].filter((name) => /\.(publish|tmp)$/.test(name));
          expect(left.length).toBeLessThanOrEqual(1);
          for (const name of left) for (const home of [work, place]) rmSync(join(home, name), { force: true });
          // What failed once can be saved afterwards.
          if (problem) ({ fingerprint } = publish(store.connection, target, work, fingerprint, noon));
          if (!failed()) break;
        }
        store.close();
      }),
    120_000,
  );

  it('asks for room before it begins', () =>
    withFolder((folder) => {
      const store = newStore(join(folder, 'a.db'), 50);
      const { files } = failingFiles(Number.POSITIVE_INFINITY, 'EIO');
      const full = { ...files, freeBytes: () => 1000 };
      const target = join(folder, 'a.csi');
      expect(() => publish(store.connection, target, folder, null, noon, full)).toThrow(
        expect.objectContaining({ code: 'project.diskFull' }),
      );
      expect(existsSync(target)).toBe(false);
      store.close();
    }));

  it('reads back what it wrote: a drive that keeps another byte than it was given loses nothing', () =>
    withFolder((folder) => {
      const store = newStore(join(folder, 'a.db'), 50);
      const { id } = firstQuestion(store);
      const target = join(folder, 'a.csi');
      const { fingerprint } = publish(store.connection, target, folder, null, noon);
      const before = readFileSync(target);
      store.apply(setCell(id, 0, 9), noon);
      const { files } = failingFiles(Number.POSITIVE_INFINITY, 'EIO');
      const lying = {
        ...files,
        copy: (from: string, to: string) => {
          const bytes = readFileSync(from);
          bytes[bytes.length - 100]! ^= 1;
          writeFileSync(to, bytes);
        },
      };
      expect(() => publish(store.connection, target, folder, fingerprint, noon, lying)).toThrow(
        expect.objectContaining({ code: 'project.targetUnwritable', details: { code: 'readBack' } }),
      );
      expect(readFileSync(target).equals(before)).toBe(true);
      expect(readdirSync(folder).filter((name) => /\.(publish|tmp)$/.test(name))).toEqual([]);
      publish(store.connection, target, folder, fingerprint, noon);
      checkProjectFile(target);
      store.close();
    }));

  it('writes the file anew when it was moved away while it was open', () =>
    withFolder((folder) => {
      const store = newStore(join(folder, 'a.db'), 50);
      const target = join(folder, '测评（一）.csi');
      const { fingerprint } = publish(store.connection, target, folder, null, noon);
      renameSync(target, join(folder, 'moved.csi'));
      const saved = publish(store.connection, target, folder, fingerprint, noon);
      expect(saved.conflictKept).toBeNull();
      store.close();
      checkProjectFile(target);
      checkProjectFile(join(folder, 'moved.csi'));
    }));
});

describe('an open project', () => {
  it('refuses a change that finds no room, unchanged, and takes it when there is room again', () =>
    withFolder((folder) => {
      const store = newStore(join(folder, 'a.db'), 60_000);
      const { id } = firstQuestion(store);
      const pages = store.connection.pragma('page_count', { simple: true }) as number;
      store.connection.pragma(`max_page_count = ${pages + 1}`);
      const before = store.contentHash();
      const edits = Array.from({ length: 20_000 }, (_, row) => ({
        variableId: id,
        row,
        value: 1 + ((row * row * 31) % 10),
      }));
      expect(() => store.apply({ type: 'cells.set', edits }, noon)).toThrow(
        expect.objectContaining({ code: 'SQLITE_FULL' }),
      );
      expect(store.contentHash()).toBe(before);
      expect(store.connection.pragma('integrity_check', { simple: true })).toBe('ok');
      store.connection.pragma('max_page_count = 1000000');
      store.apply({ type: 'cells.set', edits }, noon);
      expect(cellOf(store.allColumns.get(id)!, 1)).toBe(2);
      store.close();
    }));

  it('is locked for a second program until that one ends', () =>
    withFolder(async (folder) => {
      const target = join(folder, '测评.csi');
      const other = start();
      await when(() => other.said().includes('ready'));
      tell(other, { task: 'lock', target });
      await when(() => other.said().includes('locked'));
      await expect(takeLock(target, Date.now())).rejects.toMatchObject({ code: 'project.locked' });
      other.child.kill('SIGKILL');
      await other.ended;
      const lock = await takeLock(target, Date.now());
      await lock.release();
    }));
});
