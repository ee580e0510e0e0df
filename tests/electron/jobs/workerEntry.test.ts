import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import entries from '../../../electron/jobs/entries.json' with { type: 'json' };
import { type WorkerName, workerEntry } from '../../../electron/jobs/workerEntry.ts';

it.each(Object.keys(entries) as WorkerName[])('finds %s in the sources and in the build', (name) => {
  expect(existsSync(fileURLToPath(workerEntry(name)))).toBe(true);
  expect(workerEntry(name, 'file:///app/out/main/web.js').pathname).toBe(`/app/out/main/${name}.js`);
  expect(workerEntry(name, 'file:///app/out/main/chunks/createServices-x1.js').pathname).toBe(
    `/app/out/main/${name}.js`,
  );
});
