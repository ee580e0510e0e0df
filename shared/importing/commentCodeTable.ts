import { parseCommentCodes, readCommentCodes, type CommentCode } from '../model/commentCode.ts';
import { InputError } from '../model/errors.ts';
import type { Locale } from '../model/text.ts';

const heads = {
  'zh-CN': ['类名', '任一', '全部', '除外', '指标', '颜色'],
  en: ['code', 'any', 'all', 'not', 'indicator', 'colour'],
} as const;
const keys = ['name', 'any', 'all', 'not', 'indicator', 'colour'] as const;
type Key = (typeof keys)[number];

/** Words as typed in one field: between commas, 、, semicolons, bars or lines; the same word counts once. */
export const wordsIn = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[,，、;；|\n]/)
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  ),
];

/** A spreadsheet takes =, +, -, @ for the start of a formula. */
const harmless = (text: string): string => (/^[=+\-@]/.test(text) ? `'${text}` : text);
const cell = (text: string): string => (/[",;\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The code book as a table for a spreadsheet (comma separated, one code a line). nameOf: of an indicator by its id, as it is read back. */
export function codesAsCsv(
  codes: readonly CommentCode[],
  nameOf: (indicator: string) => string,
  locale: Locale,
): string {
  const rows = codes.map(({ name, any, all, not, indicator, colour }) => [
    name,
    any.join('; '),
    all.join('; '),
    not.join('; '),
    indicator === null ? '' : nameOf(indicator),
    colour ?? '',
  ]);
  // The mark at the start tells Excel that the text is UTF-8.
  return `\uFEFF${[heads[locale], ...rows].map((row) => row.map((text) => cell(harmless(text))).join(',')).join('\r\n')}\r\n`;
}

/** Lines of cells; cells in quotes may hold separators, lines and doubled quotes. */
function cellsOf(text: string): readonly (readonly string[])[] {
  const firstLine = /^[^\r\n]*/.exec(text)![0];
  const separator = firstLine.includes('\t') ? '\t' : firstLine.includes(',') || !firstLine.includes(';') ? ',' : ';';
  const rows: string[][] = [[]];
  let [current, quoted] = ['', false];
  const endCell = (): void => {
    rows.at(-1)!.push(current.trim().replace(/^'(?=[=+\-@])/, ''));
    current = '';
  };
  for (let at = 0; at < text.length; at++) {
    const one = text[at]!;
    if (quoted && one === '"' && text[at + 1] === '"') {
      current += '"';
      at++;
    } else if (one === '"' && (quoted || current.trim() === '')) {
      quoted = !quoted;
      if (quoted) current = '';
    } else if (!quoted && one === separator) endCell();
    else if (!quoted && one === '\n') {
      endCell();
      rows.push([]);
    } else if (quoted || one !== '\r') current += one;
  }
  endCell();
  return rows.filter((row) => row.some((one) => one !== ''));
}

const keyOf = (head: string): Key | null => {
  const place = [heads['zh-CN'], heads.en]
    .map((names) => names.findIndex((name) => name === head.toLowerCase()))
    .find((found) => found >= 0);
  return place === undefined ? null : keys[place]!;
};

/**
 * Reads a code book from a table (comma, semicolon or tab separated, with the heads that codesAsCsv writes in either language, in any
 * order, or without heads in that order), or from lines "name: word, a*b, -not".
 *
 * @throws InputError 'comments.codeRule' {line}, 'comments.tooManyCodes' {max}, 'comments.noCodes' where there is none
 */
export function codesFromText(text: string): readonly CommentCode[] {
  const plain = text.replace(/^\uFEFF/, '');
  const rows = cellsOf(plain);
  const first = rows[0];
  if (!first) throw new InputError('comments.noCodes');
  const named = first.map(keyOf);
  const headed = named.includes('name');
  if (!headed && /^[^,\t"]+[:：]/.test(plain.trimStart())) return parseCommentCodes(plain);
  const order: readonly (Key | null)[] = headed ? named : keys;
  const codes = (headed ? rows.slice(1) : rows).map((row) => {
    const of = (key: Key): string => row[order.indexOf(key)] ?? '';
    return {
      name: of('name'),
      any: wordsIn(of('any')),
      all: wordsIn(of('all')),
      not: wordsIn(of('not')),
      indicator: of('indicator') || null,
      colour: of('colour').toLowerCase() || null,
    };
  });
  if (codes.length === 0) throw new InputError('comments.noCodes');
  return readCommentCodes(codes);
}
