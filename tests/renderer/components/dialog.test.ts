import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const renderer = join(import.meta.dirname, '../../../renderer');
const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.tsx'))
  .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(renderer, path), 'utf8') }));
const using = (pattern: RegExp): readonly string[] =>
  sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

describe('what floats over the window', () => {
  it('is framed by one component, which sees to the focus and to what would be lost', () => {
    expect(using(/import \{[^}]*\b(?:Modal|Drawer)\b[^}]*\} from 'antd'/)).toEqual(['components/Dialog.tsx']);
    expect(using(/<Dialog\b/).length).toBeGreaterThan(20);
  });

  it('takes the focus when it is a popover', () => {
    const popovers = using(/<Popover\b/);
    expect(popovers.length).toBeGreaterThan(3);
    expect(popovers.filter((path) => !using(/<FocusInside\b/).includes(path))).toEqual([]);
  });
});
