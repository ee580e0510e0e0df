import { InputError } from '../model/errors.ts';

/** One code of the code book: a comment gets it when any pattern occurs in it and none of the excluded ones does. */
export interface CommentCode {
  readonly name: string;
  readonly patterns: readonly string[];
}

const mostCodes = 200;
const mostPatterns = 100;
const longestPattern = 60;
/** How far apart the two sides of a * may lie, in characters. */
const reach = 6;

/**
 * Code rules as people write them, one per line or separated by ；or ;
 *
 *     收银: 排队, 收银台, 结账*慢, 收银+等, -自助收银
 *
 * Patterns are separated by commas or 、; + = both occur, * = up to 6 characters between, a leading - = not where this occurs.
 *
 * @throws InputError 'comments.codeRule' {line} where a line has no name or no pattern, 'comments.tooManyCodes' {max}
 */
export function parseCommentCodes(text: string): readonly CommentCode[] {
  const lines = text.split(/[\n;；]/).flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  if (lines.length > mostCodes) throw new InputError('comments.tooManyCodes', { max: mostCodes });
  return lines.map((line) => {
    const at = line.search(/[:：]/);
    const name = at < 0 ? '' : line.slice(0, at).trim();
    const patterns = line
      .slice(at + 1)
      .split(/[,，、|]/)
      .map((pattern) => pattern.trim())
      .filter((pattern) => pattern !== '');
    const positive = patterns.some((pattern) => !pattern.startsWith('-'));
    const usable = patterns.every((pattern) => /[^\s*+-]/u.test(pattern) && pattern.length <= longestPattern);
    if (name === '' || !positive || !usable || patterns.length > mostPatterns)
      throw new InputError('comments.codeRule', { line: line.slice(0, 80) });
    return { name, patterns };
  });
}

const sentenceEnds = new Set('。！？!?\n');

/** Do the pieces follow each other, each within reach of the one before and in the same sentence? Looks at each place of the text once a piece. */
function near(text: string, pieces: readonly string[]): boolean {
  const [first, ...rest] = pieces as [string, ...string[]];
  let ends = new Set<number>();
  for (let at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) ends.add(at + first.length);
  for (const piece of rest) {
    const next = new Set<number>();
    for (const end of ends)
      for (let at = end; at <= end + reach && at < text.length; at++) {
        if (text.startsWith(piece, at)) next.add(at + piece.length);
        if (sentenceEnds.has(text[at]!)) break;
      }
    ends = next;
  }
  return ends.size > 0;
}

/** Does the pattern occur? Plain characters are searched as they are; no pattern can run longer than the text allows. */
function matcher(pattern: string): (text: string) => boolean {
  const all = pattern
    .split('+')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== '')
    .map((part): ((text: string) => boolean) => {
      const pieces = part.split('*').filter((piece) => piece !== '');
      if (pieces.length === 1) return (text) => text.includes(pieces[0]!);
      return (text) => near(text, pieces);
    });
  return (text) => all.every((one) => one(text));
}

/** A function that gives the places in codes of the codes a comment gets, in order. */
export function commentCoder(codes: readonly CommentCode[]): (comment: string) => readonly number[] {
  const rules = codes.map(({ patterns }) => ({
    any: patterns.filter((pattern) => !pattern.startsWith('-')).map(matcher),
    none: patterns.filter((pattern) => pattern.startsWith('-')).map((pattern) => matcher(pattern.slice(1))),
  }));
  return (comment) => {
    const text = comment.normalize('NFKC').toLowerCase();
    return rules.flatMap(({ any, none }, place) =>
      any.some((one) => one(text)) && !none.some((one) => one(text)) ? [place] : [],
    );
  };
}
