import { plainSegmenter, type Segmenter } from '../model/segmenter.ts';

export interface CommentWordsOptions {
  readonly segmenter?: Segmenter;
  /** Words that stay whole whatever the segmenter thinks, e.g. names of products. */
  readonly userWords?: readonly string[];
  /** Words that say nothing; compared without regard to case. */
  readonly stopWords?: ReadonlySet<string>;
}

const han = /\p{Script=Han}/u;
const letter = /\p{L}/u;

/**
 * A function that gives the words of a comment in order: user words first (the longest wins), the rest by the segmenter; a Chinese negation
 * (不, 没, 未) stays with the word it denies, so that 不新鲜 is not counted as praise of freshness. Latin letters are made small. Left out: stop
 * words, numbers and signs, single Chinese characters and single letters that are not user words.
 * The rules are our own. Checked: tests/shared/stats/comments.
 */
export function commentWords(options: CommentWordsOptions = {}): (comment: string) => readonly string[] {
  const { segmenter = plainSegmenter, userWords = [], stopWords = new Set<string>() } = options;
  const own = new Set(userWords.map((word) => word.trim().toLowerCase()).filter((word) => word !== ''));
  const byLength = [...own].toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const byFirst = new Map<string, string[]>();
  for (const word of byLength) byFirst.set(word[0]!, [...(byFirst.get(word[0]!) ?? []), word]);

  function cutPlain(text: string, into: string[]): void {
    let denial = '';
    for (const raw of segmenter.cut(text)) {
      const word = raw.trim();
      if (word === '') continue;
      if (word === '不' || word === '没' || word === '未') {
        denial = word;
        continue;
      }
      const denied = denial !== '' && han.test(word) && !stopWords.has(word);
      const whole = denied ? denial + word : word;
      denial = '';
      if (!letter.test(whole) || stopWords.has(whole) || Array.from(whole).length < 2) continue;
      into.push(whole);
    }
  }

  return (comment) => {
    const text = comment.normalize('NFKC').toLowerCase();
    const words: string[] = [];
    let from = 0;
    for (let at = 0; byFirst.size > 0 && at < text.length; at++) {
      const word = byFirst.get(text[at]!)?.find((one) => text.startsWith(one, at));
      if (word === undefined) continue;
      cutPlain(text.slice(from, at), words);
      if (!stopWords.has(word)) words.push(word);
      from = at + word.length;
      at = from - 1;
    }
    cutPlain(text.slice(from), words);
    return words;
  };
}

export interface WordCount {
  readonly word: string;
  /** Comments that hold the word, once each however often it occurs in them. */
  readonly comments: number;
  /** Sum of the weights of these comments; their number without weights. */
  readonly weight: number;
  /** The same of the comments of each group. */
  readonly byGroup: readonly number[];
}

/**
 * In how many comments each word occurs, commonest first (ties by the word itself, so that the order of the forms does not matter).
 *
 * @param words   words of each comment; equal texts may share one list
 * @param groups  group of each comment, -1 = none; same length
 * @param weights  positive, or null = all 1; commonest is then the largest weight
 * Checked: tests/shared/stats/comments.
 */
export function countWords(
  words: readonly (readonly string[])[],
  groups: ArrayLike<number>,
  groupCount: number,
  weights: ArrayLike<number> | null = null,
): readonly WordCount[] {
  const counts = new Map<string, { comments: number; weight: number; byGroup: number[] }>();
  words.forEach((list, place) => {
    const group = groups[place] ?? -1;
    const weight = weights ? weights[place]! : 1;
    for (const word of new Set(list)) {
      let count = counts.get(word);
      if (!count)
        counts.set(word, (count = { comments: 0, weight: 0, byGroup: Array.from({ length: groupCount }, () => 0) }));
      count.comments++;
      count.weight += weight;
      if (group >= 0) count.byGroup[group]! += weight;
    }
  });
  return [...counts]
    .map(([word, count]) => ({ word, ...count }))
    .toSorted((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1));
}
