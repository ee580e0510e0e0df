import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Files at once: half the processors, at least two. */
const maxWorkers = Math.max(2, Math.floor(availableParallelism() / 2));

const part = (name: string, include: string[], extra: object = {}) => ({
  test: { name, include, environment: 'node' as const, maxWorkers, ...extra },
});

/** Parts of the suite; those with a browser come last. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    reporters: ['default'],
    projects: [
      part(
        'unit',
        [
          'tests/shared/**/*.test.ts',
          'tests/electron/**/*.test.ts',
          'tests/renderer/**/*.test.{ts,tsx}',
          'tests/config/**/*.test.ts',
        ],
        { testTimeout: 30_000 },
      ),
      part('golden', ['tests/golden/**/*.test.ts'], { testTimeout: 120_000 }),
      part('property', ['tests/property/**/*.test.ts'], { testTimeout: 120_000 }),
      part('contract', ['tests/contract/**/*.test.ts'], { testTimeout: 60_000 }),
      part('e2e', ['tests/e2e/**/*.test.ts'], {
        testTimeout: 180_000,
        hookTimeout: 120_000,
        sequence: { groupOrder: 1 },
        // Each file has a server and a browser of its own.
        maxWorkers: 2,
        expect: { poll: { timeout: 45_000, interval: 100 } },
      }),
    ],
  },
});
