import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Peak resident memory of a process in MB (Linux only; NaN elsewhere). */
export function peakMemoryMb(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** Begins the peak of this process anew, so that each step has its own (Linux, where the system allows it). */
export function forgetPeakMemory(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // The peak of the steps before stays in the figures.
  }
}

/** Runs one of our scripts in a process of its own and gives its duration, the JSON it printed last, and its exit code. */
export async function runScript(
  args: readonly string[],
): Promise<{ readonly ms: number; readonly lastLine: string; readonly code: number | null }> {
  const started = performance.now();
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (part: Buffer) => {
    output += part.toString('utf8');
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { ms: performance.now() - started, lastLine: output.trim().split('\n').at(-1) ?? '', code };
}

/** Waits for the line of a running process that matches. @throws when the process ends first */
export async function waitForLine(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout!.on('data', (part: Buffer) => {
      text += part.toString('utf8');
      const found = pattern.exec(text);
      if (found) resolve(found[0]);
    });
    child.on('close', () => reject(new Error(`ended before printing ${pattern}: ${text}`)));
  });
}
