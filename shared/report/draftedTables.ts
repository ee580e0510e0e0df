import type { JsonObject } from '../analyses/types.ts';

/**
 * Tables the program drafts of a project, after an author has been at work in them: the facts of the survey with their names in the first
 * column, and tables with a head (definitions, questions, advice).
 */
const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const contentOf = (node: JsonObject): readonly JsonObject[] =>
  Array.isArray(node['content']) ? node['content'].filter(isObject) : [];
const textOf = (node: JsonObject): string =>
  node['type'] === 'text' ? String(node['text']) : contentOf(node).map(textOf).join('');
const isHead = (cell: JsonObject | undefined): boolean => cell?.['type'] === 'tableHeader';
const cellsOf = (table: JsonObject): readonly (readonly JsonObject[])[] => contentOf(table).map(contentOf);

/** The names of its rows or columns, as far as they are marked as such. */
const headsOf = (table: JsonObject): readonly string[] =>
  cellsOf(table).flatMap((cells) => cells.filter(isHead).map((cell) => textOf(cell).trim()));

/** Names in the first column and none above: facts. */
const isFacts = (table: JsonObject): boolean => {
  const rows = cellsOf(table);
  return rows.length > 0 && rows.every((cells) => cells.length > 1 && isHead(cells[0]) && !cells.slice(1).some(isHead));
};

const leastShared = 0.5;

/** Is it the same table of another state or project: of the same build, with most of its names? */
export function isSameTable(table: JsonObject, other: JsonObject): boolean {
  const [heads, others] = [headsOf(table), headsOf(other)];
  if (isFacts(table) !== isFacts(other) || heads.length === 0 || others.length === 0) return false;
  const shared = heads.filter((head) => others.includes(head)).length;
  return shared / Math.max(heads.length, others.length) >= leastShared;
}

/** For each of the author's rows the place of the program's row it stands for: by its name, else, between two that are known, in order. */
function pairRows(own: readonly string[], drafted: readonly string[]): readonly (number | null)[] {
  const found: (number | null)[] = own.map((name) => {
    const at = drafted.indexOf(name);
    return at < 0 ? null : at;
  });
  own.forEach((_, row) => {
    if (found[row] !== null) return;
    const next = row === 0 ? 0 : (found[row - 1] ?? -2) + 1;
    if (next >= 0 && next < drafted.length && !found.includes(next)) found[row] = next;
  });
  return found;
}

/** A whole sentence is the author's wording, shorter words are facts of the project before. */
const isProse = (cell: JsonObject): boolean => /.{12,}[。！.!]\s*$/u.test(textOf(cell));

export interface FactWords {
  /** What asks to be filled in. */
  readonly blank: string;
  /** The fact that is the author's own and the same in every project: who writes the report. */
  readonly author: string;
}

const blankCell = (cell: JsonObject, blank: string): JsonObject => ({
  ...cell,
  content: [{ type: 'paragraph', attrs: { origin: null }, content: [{ type: 'text', text: blank }] }],
});

function factRows(own: JsonObject, drafted: JsonObject, { blank, author }: FactWords): readonly JsonObject[] {
  const theirs = contentOf(drafted);
  const rows = contentOf(own);
  const name = (row: JsonObject): string => textOf(contentOf(row)[0] ?? {}).trim();
  const pairs = pairRows(rows.map(name), theirs.map(name));
  return rows.map((row, place) => {
    const [head, value, ...rest] = contentOf(row);
    const at = pairs[place] ?? null;
    const fact = at === null ? null : theirs[at]!;
    const told = fact ? contentOf(fact)[1]! : null;
    const unknown = told === null || textOf(told).trim() === blank;
    const keep = unknown && (isProse(value!) || (fact !== null && name(fact) === author));
    const now = keep ? value! : (told ?? blankCell(value!, blank));
    return { ...row, content: [head!, now, ...rest.map((cell) => (isProse(cell) ? cell : blankCell(cell, '')))] };
  });
}

/**
 * The program's table of a project in the author's form: names, caption and rows are the author's, facts are the project's. Of tables with
 * a head the head stays where it has as many columns.
 *
 * @param own  the author's table, from a report on another project
 * @param drafted  what the program writes of this project
 */
export function inAuthorsForm(own: JsonObject, drafted: JsonObject, words: FactWords): JsonObject {
  const attrs = { ...(drafted['attrs'] as JsonObject | undefined), ...(own['attrs'] as JsonObject | undefined) };
  const shown = { ...drafted, ...(Object.keys(attrs).length > 0 ? { attrs } : {}) };
  if (isFacts(own) && isFacts(drafted)) return { ...shown, content: factRows(own, drafted, words) };
  const [head] = contentOf(own);
  const [theirs, ...body] = contentOf(drafted);
  const headed = (row: JsonObject | undefined): boolean => row !== undefined && contentOf(row).every(isHead);
  const sameColumns = head && theirs && contentOf(head).length === contentOf(theirs).length;
  return headed(head) && headed(theirs) && sameColumns ? { ...shown, content: [head!, ...body] } : shown;
}
