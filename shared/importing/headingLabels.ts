import type { ColumnHeading } from './headings.ts';
import { questionNumber } from './headerWords.ts';
import { normaliseText } from './looseValues.ts';

const longestName = 24;
const identifier = /^[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*$/;

const asName = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}_]+/gu, '_')
    .replace(/^_+|_+$/g, '');

/** A group heading without its number and without instructions in brackets: "一、期望（1-10分，99=无法回答）" -> "期望". */
function shortGroup(group: string): string {
  const short = group
    .replace(/^[一二三四五六七八九十]{1,3}[、.．]\s*|^第[一二三四五六七八九十\d]{1,3}部分[：:、\s]*/, '')
    .replace(/[(（【[][^)）】\]]*\d[^)）】\]]*[)）】\]]/g, '')
    .trim();
  return short === '' ? group : short;
}

const option = /^[[【(（]/;

/** "（1-5分）", "(1=男，2=女)" behind a question. */
const scaleBehind = /[(（【[][^()（）【】[\]]*\d\s*分?\s*[-–—~～至到=＝:：][^()（）【】[\]]*[)）】\]]\s*$/u;

/** A heading without what it says of its scale and codes, which a name needs not. */
function withoutScale(own: string): string {
  const bare = own.replace(scaleBehind, '').trim();
  return bare === '' ? own : bare;
}

/** A heading without its question number. "F1_importance" is an identifier as it stands, not question F1. */
function questionText(own: string): string {
  const numbered = identifier.test(own) ? null : questionNumber(own);
  return numbered && numbered.rest !== '' ? numbered.rest : own;
}

function countTexts(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(normaliseText(text), (counts.get(normaliseText(text)) ?? 0) + 1);
  return counts;
}

export interface NamedHeading {
  readonly name: string;
  readonly label: string;
}

/**
 * A short unique name and the question text for every column. The name is the question number if the heading begins with one, else
 * the heading itself (without its scale) where it is short, else V and the place of the column; a name that is taken gets _2, _3, …
 */
export function nameHeadings(headings: readonly ColumnHeading[], firstColumn: number): readonly NamedHeading[] {
  const ownCounts = countTexts(headings.map(({ own }) => own));
  const questionCounts = countTexts(headings.map(({ own }) => questionText(own)));
  const taken = new Set<string>();
  /** The last number tried after each name, so that a thousand equal headings are not tried a thousand times each. */
  const copies = new Map<string, number>();
  return headings.map((heading, index) => {
    const { own, group } = heading;
    const given = heading.name === undefined ? '' : asName(heading.name);
    const numbered = identifier.test(own) ? null : questionNumber(own);
    const shared = (ownCounts.get(normaliseText(own)) ?? 0) > 1;
    const bare = withoutScale(own);
    const plain = group !== '' && shared ? `${shortGroup(group)}_${bare}` : bare;
    const short = asName(plain);
    let base =
      given !== ''
        ? given
        : (numbered?.name ?? (short !== '' && short.length <= longestName ? short : `V${firstColumn + index + 1}`));
    if (/^\d/.test(base)) base = `Q${base}`;
    let name = base;
    let copy = copies.get(base.toLowerCase()) ?? 1;
    while (taken.has(name.toLowerCase())) name = `${base}_${++copy}`;
    copies.set(base.toLowerCase(), copy);
    taken.add(name.toLowerCase());
    const question = given === '' ? questionText(own) : own;
    // The group is said only where the question alone would not tell: asked in several groups, or an option of a multiple choice.
    const ambiguous = (questionCounts.get(normaliseText(question)) ?? 0) > 1 || option.test(question);
    const label = group !== '' && ambiguous ? `${shortGroup(group)} / ${question}` : question;
    return { name, label: label === '' ? name : label };
  });
}
