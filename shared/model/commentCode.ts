import { InputError } from './errors.ts';

/**
 * One code of the code book for open comments: a comment gets it when one of any and each of all occurs in it and none of not does.
 * A word may be a pattern: a*b = b within six characters after a, a+b = both somewhere. At least one of any and all is given.
 */
export type CommentCode = {
  readonly name: string;
  readonly any: readonly string[];
  readonly all: readonly string[];
  readonly not: readonly string[];
  /** Lowest-level indicator it speaks of, by id or name; null = the one of the code's own name, if there is one. */
  readonly indicator: string | null;
  /** '#rrggbb' of its bar and its marks; null = the usual colour. */
  readonly colour: string | null;
};

/** Code books as they are kept and sent: a list of codes, or lines "name: word, a*b, a+b, -not" as people type them. */
export type GivenCodes = string | readonly CommentCode[];

export const mostCodes = 200;
export const mostPatterns = 100;
export const longestPattern = 60;
export const longestName = 80;

/** Is there anything to look for in the pattern, and is it short enough? */
export const isUsablePattern = (pattern: string): boolean =>
  /[^\s*+-]/u.test(pattern) && pattern.length <= longestPattern;

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
    const any = patterns.filter((pattern) => !pattern.startsWith('-'));
    const not = patterns.filter((pattern) => pattern.startsWith('-')).map((pattern) => pattern.slice(1).trim());
    if (name === '' || any.length === 0 || ![...any, ...not].every(isUsablePattern) || patterns.length > mostPatterns)
      throw new InputError('comments.codeRule', { line: line.slice(0, 80) });
    return { name, any, all: [], not, indicator: null, colour: null };
  });
}

const isWords = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length <= mostPatterns && value.every((one) => typeof one === 'string');

/** One code of a list: missing parts are empty. @throws InputError 'comments.codeRule' {line} = its name or place */
function readCode(given: unknown, place: number): CommentCode {
  const wrong = (name: unknown): InputError =>
    new InputError('comments.codeRule', {
      line: typeof name === 'string' && name !== '' ? name.slice(0, 80) : `${place + 1}`,
    });
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw wrong(null);
  const {
    name,
    any = [],
    all = [],
    not = [],
    indicator = null,
    colour = null,
    ...unknown
  } = given as {
    readonly [key: string]: unknown;
  };
  if (typeof name !== 'string' || name.trim() === '' || name.length > longestName) throw wrong(name);
  if (Object.keys(unknown).length > 0 || !isWords(any) || !isWords(all) || !isWords(not)) throw wrong(name);
  if (any.length + all.length === 0 || ![...any, ...all, ...not].every(isUsablePattern)) throw wrong(name);
  if (indicator !== null && (typeof indicator !== 'string' || indicator.length > 200)) throw wrong(name);
  if (colour !== null && (typeof colour !== 'string' || !/^#[0-9a-f]{6}$/i.test(colour))) throw wrong(name);
  return { name: name.trim(), any: [...any], all: [...all], not: [...not], indicator, colour };
}

/**
 * A code book as it was given: lines of text, or a list of codes whose missing parts are empty.
 *
 * @throws InputError 'comments.codeRule' {line} where one cannot be used, 'comments.tooManyCodes' {max}
 */
export function readCommentCodes(given: unknown): readonly CommentCode[] {
  if (typeof given === 'string') return parseCommentCodes(given);
  if (!Array.isArray(given)) throw new InputError('comments.codeRule', { line: typeof given });
  if (given.length > mostCodes) throw new InputError('comments.tooManyCodes', { max: mostCodes });
  return given.map(readCode);
}
