import { beforeLeaving } from './beforeLeaving.ts';

let last: Promise<void> = Promise.resolve();
let waiting = 0;

/** Works on the answers one after another, in the order asked for: a later one reads what an earlier one has left. Starts at once when nothing is before it. */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = waiting === 0 ? work() : last.then(work);
  waiting += 1;
  const end = (): void => {
    waiting -= 1;
  };
  last = done.then(end, end);
  return done;
}

/** Every change of answers asked for so far has been made or refused. */
export const editsMade = (): Promise<void> => last;

beforeLeaving(editsMade);
