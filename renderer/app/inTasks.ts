/**
 * Runs steps of work one after the other, each in a task of its own, between which the window draws and listens. A step may take several
 * tasks itself: the next waits for its promise. Gives what stops it.
 */
export function inTasks(steps: readonly (() => void | Promise<void>)[]): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  const plan = ([step, ...rest]: readonly (() => void | Promise<void>)[]): void => {
    if (!step || isStopped) return;
    timer = setTimeout(() => {
      const done = step();
      if (done) void done.then(() => plan(rest));
      else plan(rest);
    });
  };
  plan(steps);
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
