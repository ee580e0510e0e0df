import type { ColumnHeading } from './layout.ts';
import { questionNumber } from './headerWords.ts';
import { normaliseText } from './looseValues.ts';

const longestName = 24;

const asName = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}_]+/gu, '_')
    .replace(/^_+|_+$/g, '');

export interface NamedHeading {
  readonly name: string;
  readonly label: string;
}

/**
 * A short unique name and the question text for every column. The name is the question number if the heading begins with one, else
 * the heading itself where it is short, else V and the place of the column; a name that is taken gets _2, _3, …
 */
export function nameHeadings(headings: readonly ColumnHeading[], firstColumn: number): readonly NamedHeading[] {
  const ownCounts = new Map<string, number>();
  for (const { own } of headings) ownCounts.set(normaliseText(own), (ownCounts.get(normaliseText(own)) ?? 0) + 1);
  const taken = new Set<string>();
  return headings.map((heading, index) => {
    const { own, group } = heading;
    const numbered = questionNumber(own);
    const shared = (ownCounts.get(normaliseText(own)) ?? 0) > 1;
    const plain = group !== '' && shared ? `${group}_${own}` : own;
    const short = asName(plain);
    let base = numbered?.name ?? (short !== '' && short.length <= longestName ? short : `V${firstColumn + index + 1}`);
    if (/^\d/.test(base)) base = `Q${base}`;
    let name = base;
    for (let copy = 2; taken.has(name.toLowerCase()); copy++) name = `${base}_${copy}`;
    taken.add(name.toLowerCase());
    const question = numbered && numbered.rest !== '' ? numbered.rest : own;
    const label = group === '' ? question : `${group} / ${question}`;
    return { name, label: label === '' ? name : label };
  });
}
