/** The turns of one piece of work that several workers share: a counter everybody takes from, and a flag that sends helpers home. */
export type SharedTurns = SharedArrayBuffer;

const [counter, helpersGo] = [0, 1];

export const createTurns = (): SharedTurns => new SharedArrayBuffer(8);

/** The next turn of 0 .. total - 1; null when all are taken, or for a helper who is needed elsewhere. */
export function nextTurn(turns: SharedTurns, helper: boolean, total: number): number | null {
  const cells = new Int32Array(turns);
  if (helper && Atomics.load(cells, helpersGo) !== 0) return null;
  const turn = Atomics.add(cells, counter, 1);
  return turn < total ? turn : null;
}

/** Helpers take no further turn; what is left falls to the one who began. */
export function releaseHelpers(turns: SharedTurns): void {
  Atomics.store(new Int32Array(turns), helpersGo, 1);
}
