/** Runs steps of work one after the other, each in a task of its own, between which the window draws and listens. Gives what stops it. */
export function inTasks(steps: readonly (() => void)[]): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const plan = ([step, ...rest]: readonly (() => void)[]): void => {
    if (!step) return;
    timer = setTimeout(() => {
      // Planned first: a step may stop what follows.
      plan(rest);
      step();
    });
  };
  plan(steps);
  return () => clearTimeout(timer);
}
