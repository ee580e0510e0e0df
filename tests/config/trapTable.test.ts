import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const tests = fileURLToPath(new URL('..', import.meta.url));

/** Rows of the tables in tests/fixtures/README.md: trap, fixture, test file, title. */
const rows = readFileSync(`${tests}fixtures/README.md`, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| trap'))
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );

/** Quotes in the source of a title may be escaped. */
const unescaped = (source: string): string => source.replaceAll("\\'", "'");

describe('the table of traps', () => {
  it('is there', () => expect(rows.length).toBeGreaterThan(60));

  it.each(rows)('%s', (_trap, fixture, file, title) => {
    expect(
      [`${tests}fixtures/${fixture}`, `${tests}${fixture}`].some((path) => existsSync(path)),
      fixture,
    ).toBe(true);
    expect(unescaped(readFileSync(`${tests}${file}`, 'utf8'))).toContain(title);
  });
});
