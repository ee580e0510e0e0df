/**
 * Milliseconds the processor worked while something ran. Limits on the cost of a text or a file compare these: on a machine that is
 * busy with other things the clock goes on while the test waits for its turn.
 */
export function processorTimer(): () => number {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
}
