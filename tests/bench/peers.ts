import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Figure, median } from './figures.ts';

/** The same task in other programs: an expression of R over the data frame d, and commands of PSPP over the active file. */
export interface PeerTask {
  readonly name: string;
  readonly r?: string;
  /** The package of R the expression needs beside its own. */
  readonly rPackage?: string;
  readonly pspp?: string;
}

export type Times = ReadonlyMap<string, readonly { readonly program: 'R' | 'PSPP'; readonly ms: number }[]>;

export const noTimes: Times = new Map();
const installed = (program: string): boolean => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
const rRuns = 3;

function writeTable(path: string, columns: ReadonlyMap<string, Float64Array>): void {
  const names = [...columns.keys()];
  const values = [...columns.values()];
  const rows = values[0]?.length ?? 0;
  const lines = [names.join(',')];
  for (let row = 0; row < rows; row++) lines.push(values.map((column) => column[row]).join(','));
  writeFileSync(path, `${lines.join('\n')}\n`);
}

/** Milliseconds by task, the middle of three runs, reading the file not counted. A task whose package is absent is passed over. */
function timesInR(table: string, tasks: readonly PeerTask[]): Map<string, number> {
  const asked = tasks.filter((task) => task.r !== undefined);
  const steps = asked.map(({ r, rPackage }, place) => {
    const step = `for (i in 1:${rRuns}) cat("time", ${place}, system.time(suppressWarnings(${r}))[["elapsed"]], "\\n")`;
    return rPackage ? `if (requireNamespace("${rPackage}", quietly = TRUE)) ${step}` : step;
  });
  const script = [`d <- read.csv(${JSON.stringify(table)})`, ...steps].join('\n');
  const { stdout } = spawnSync('Rscript', ['--vanilla', '-'], { input: script, encoding: 'utf8', maxBuffer: 2 ** 26 });
  const runs = new Map<string, number[]>();
  for (const [, place, seconds] of stdout.matchAll(/^time (\d+) ([\d.]+)/gm)) {
    const { name } = asked[Number(place)]!;
    runs.set(name, [...(runs.get(name) ?? []), 1000 * Number(seconds)]);
  }
  return new Map([...runs].map(([name, all]) => [name, median(all)]));
}

/** Milliseconds by task, one run each, less a run that only reads the file. */
function timesInPspp(
  folder: string,
  table: string,
  names: readonly string[],
  tasks: readonly PeerTask[],
): Map<string, number> {
  const data = join(folder, 'table.sav');
  const run = (commands: string): number => {
    const syntax = join(folder, 'task.sps');
    writeFileSync(syntax, commands);
    const started = performance.now();
    const { status } = spawnSync('pspp', ['-O', 'format=txt', '-o', join(folder, 'out.txt'), syntax], {
      stdio: 'ignore',
    });
    return status === 0 ? performance.now() - started : Number.NaN;
  };
  const fields = names.map((name) => `${name} F8.0`).join(' ');
  run(
    `GET DATA /TYPE=TXT /FILE='${table}' /ARRANGEMENT=DELIMITED /FIRSTCASE=2 /DELIMITERS=',' /VARIABLES=${fields}.\nSAVE OUTFILE='${data}'.\n`,
  );
  const open = `GET FILE='${data}'.\n`;
  const reading = run(`${open}EXECUTE.\n`);
  return new Map(
    tasks.flatMap(({ name, pspp }): [string, number][] => {
      const ms = pspp === undefined ? Number.NaN : run(`${open}${pspp}\n`) - reading;
      return ms > 0 ? [[name, ms]] : [];
    }),
  );
}

/** The tasks over the same table in those of R and PSPP that are installed; empty where none is. */
export function peerTimes(columns: ReadonlyMap<string, Float64Array>, tasks: readonly PeerTask[]): Times {
  const [r, pspp] = [installed('Rscript'), installed('pspp')];
  if (!r && !pspp) return new Map();
  const folder = mkdtempSync(join(tmpdir(), 'csi-bench-'));
  try {
    const table = join(folder, 'table.csv');
    writeTable(table, columns);
    const inR = r ? timesInR(table, tasks) : new Map<string, number>();
    const inPspp = pspp ? timesInPspp(folder, table, [...columns.keys()], tasks) : new Map<string, number>();
    return new Map(
      tasks.map(({ name }) => [
        name,
        [
          ...(inR.has(name) ? [{ program: 'R' as const, ms: inR.get(name)! }] : []),
          ...(inPspp.has(name) ? [{ program: 'PSPP' as const, ms: inPspp.get(name)! }] : []),
        ],
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How many times our time each program takes for the task. */
export function ratiosOf(times: Times, task: string, ours: number): readonly Figure[] {
  return (times.get(task) ?? []).map(({ program, ms }) => ({
    name: `${task}: ${program} here (${ms.toFixed(0)} ms) over ours`,
    value: ms / ours,
    unit: 'ratio',
    runs: program === 'R' ? rRuns : 1,
  }));
}
