import type { ColumnProfile } from './profileColumn.ts';

/** Chinese signs are twice as wide as letters. */
const widthOf = (text: string): number => text.length + (text.match(/[\u2e80-\uffef]/g)?.length ?? 0);
const widestOption = 32;
const mostOptions = 40;
const fewestAnswers = 20;

type Words = ColumnProfile['words'];

function averageWidth(pieces: ReadonlySet<string>): number {
  let sum = 0;
  for (const piece of pieces) sum += widthOf(piece);
  return sum / Math.max(1, pieces.size);
}

/** Signs that separate answers and stand in few texts otherwise; where several answers are asked for, commas too. */
function byClearSigns(words: Words, asked: boolean): boolean {
  const total = words.reduce((sum, word) => sum + word.count, 0);
  if (total === 0) return false;
  const separators = asked ? /[┋;；|｜、,，/]/ : /[┋;；|｜]/;
  let split = 0;
  const pieces = new Set<string>();
  for (const { text, count } of words) {
    if (separators.test(text)) split += count;
    for (const piece of text.split(separators)) pieces.add(piece.trim());
  }
  return (
    split >= 0.1 * total &&
    pieces.size <= mostOptions &&
    averageWidth(pieces) <= widestOption &&
    (asked || total >= fewestAnswers)
  );
}

/**
 * "Food, Toys": commas separate answers, as Google Forms joins them, where few pieces come again and again in many combinations and
 * in varying number. "Shenzhen, Guangdong" always has two, a comment has pieces of its own.
 */
function byCommas(words: Words): boolean {
  const total = words.reduce((sum, word) => sum + word.count, 0);
  if (total < fewestAnswers || words.length < 4) return false;
  const counts = new Map<string, number>();
  const lengths = new Set<number>();
  let split = 0;
  for (const { text, count } of words) {
    const pieces = text
      .split(/,(?!\d)|，|、/)
      .map((piece) => piece.trim())
      .filter((piece) => piece !== '');
    lengths.add(pieces.length);
    if (pieces.length > 1) split += count;
    for (const piece of pieces) {
      counts.set(piece, (counts.get(piece) ?? 0) + count);
      if (counts.size > 2 * mostOptions) return false;
    }
  }
  const often = Math.max(3, 0.04 * total);
  let [all, recurring] = [0, 0];
  for (const count of counts.values()) {
    all += count;
    if (count >= often) recurring += count;
  }
  return (
    split >= 0.3 * total &&
    lengths.size > 1 &&
    recurring >= 0.85 * all &&
    words.length >= 0.7 * counts.size &&
    averageWidth(new Set(counts.keys())) <= widestOption
  );
}

/** Does a cell of this column list several answers? asked: the heading says that several may be given. */
export function listsAnswers(profile: ColumnProfile, asked: boolean): boolean {
  return byClearSigns(profile.words, asked) || byCommas(profile.words);
}
