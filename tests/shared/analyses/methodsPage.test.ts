import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { methodsPage } from '../../../resources/docs/methods/makeMethods.ts';

test('the page of methods says what the catalogue says', () => {
  const page = readFileSync(new URL('../../../resources/docs/methods/README.md', import.meta.url), 'utf8');
  expect(page).toBe(methodsPage());
});
