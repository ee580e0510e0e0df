import type { DataStep } from '../model/dataset.ts';

const dayOf = (at: string): string => at.slice(0, 10);

const goesOn = (last: DataStep | undefined, step: DataStep): boolean =>
  last?.type === 'cells.set' && step.type === 'cells.set' && last.who === step.who && dayOf(last.at) === dayOf(step.at);

/** Steps by line of the log: what one person typed over by hand on one day is one line. */
export function cleaningRuns(steps: readonly DataStep[]): readonly (readonly DataStep[])[] {
  const runs: DataStep[][] = [];
  for (const step of steps) {
    const run = runs.at(-1);
    if (run && goesOn(run.at(-1), step)) run.push(step);
    else runs.push([step]);
  }
  return runs;
}
