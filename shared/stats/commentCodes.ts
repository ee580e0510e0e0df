import type { CommentCode } from '../model/commentCode.ts';
import { folded, type FoldedText, foldText } from './foldText.ts';

/** How far apart the two sides of a * may lie, in characters. */
const reach = 6;

const sentenceEnds = new Set('。！？!?\n');

/** A part of a folded text, from start to before end. */
export type Span = readonly [start: number, end: number];

/**
 * Where the pieces follow each other, each within reach of the one before and in the same sentence: the shortest stretch to each end.
 * Looks at each place of the text once a piece.
 */
function near(text: string, pieces: readonly string[]): readonly Span[] {
  const [first, ...rest] = pieces as [string, ...string[]];
  let starts = new Map<number, number>();
  for (let at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) starts.set(at + first.length, at);
  for (const piece of rest) {
    const next = new Map<number, number>();
    for (const [end, start] of starts)
      for (let at = end; at <= end + reach && at < text.length; at++) {
        if (text.startsWith(piece, at))
          next.set(at + piece.length, Math.max(start, next.get(at + piece.length) ?? start));
        if (sentenceEnds.has(text[at]!)) break;
      }
    starts = next;
  }
  return [...starts].map(([end, start]) => [start, end] as const);
}

interface Matcher {
  occurs(text: string): boolean;
  /** Where its parts are found; none unless it occurs. */
  spans(text: string): readonly Span[];
}

/** Plain characters are searched as they are; no pattern can run longer than the text allows. */
function matcher(pattern: string): Matcher {
  const parts = folded(pattern)
    .split('+')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => part.split('*').filter((piece) => piece !== ''));
  const occurs = (text: string): boolean =>
    parts.every((pieces) => (pieces.length === 1 ? text.includes(pieces[0]!) : near(text, pieces).length > 0));
  return { occurs, spans: (text) => (occurs(text) ? parts.flatMap((pieces) => near(text, pieces)) : []) };
}

interface Rule {
  readonly any: readonly Matcher[];
  readonly all: readonly Matcher[];
  readonly not: readonly Matcher[];
}

const ruleOf = (code: CommentCode): Rule => ({
  any: code.any.map(matcher),
  all: code.all.map(matcher),
  not: code.not.map(matcher),
});

const fits = ({ any, all, not }: Rule, text: string): boolean =>
  (any.length === 0 || any.some((one) => one.occurs(text))) &&
  all.every((one) => one.occurs(text)) &&
  !not.some((one) => one.occurs(text));

/**
 * A function that gives the places in codes of the codes a comment gets, in order.
 * The rules are those of parseCommentCodes, our own. Checked: tests/shared/stats/comments.
 */
export function commentCoder(codes: readonly CommentCode[]): (comment: string) => readonly number[] {
  const rules = codes.map(ruleOf);
  return (comment) => {
    const text = folded(comment);
    return rules.flatMap((rule, place) => (fits(rule, text) ? [place] : []));
  };
}

/** Overlapping stretches as one, in order, as places of the comment itself. */
function joined(spans: readonly Span[], { places }: FoldedText): readonly Span[] {
  const merged: [number, number][] = [];
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged.map(([start, end]) => [places[start]!, places[end]!]);
}

/**
 * A function that gives what in a comment made it get the code: stretches of the comment, in order and apart; none where it does not get
 * it. Checked to mark something in exactly the comments that get the code: tests/shared/stats/comments.
 */
export function commentMarker(code: CommentCode): (comment: string) => readonly Span[] {
  const rule = ruleOf(code);
  return (comment) => {
    const read = foldText(comment);
    if (!fits(rule, read.text)) return [];
    return joined(
      [...rule.any, ...rule.all].flatMap((one) => one.spans(read.text)),
      read,
    );
  };
}

/** Where words occur in a comment, in order and apart. */
export function wordMarker(words: readonly string[]): (comment: string) => readonly Span[] {
  const plain = words.map(folded).filter((word) => word !== '');
  return (comment) => {
    const read = foldText(comment);
    return joined(
      plain.flatMap((word) => near(read.text, [word])),
      read,
    );
  };
}
