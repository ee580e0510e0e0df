import type { CommentCode } from '../model/commentCode.ts';
import type { Column, Snapshot } from '../model/dataset.ts';
import { blankReason, findVariable, type LeftOut } from '../model/decode.ts';
import { InputError } from '../model/errors.ts';
import type { VariableId } from '../model/ids.ts';
import type { Segmenter } from '../model/segmenter.ts';
import { type IndicatorTree, indicatorTree, type TreeNode } from '../satisfaction/indicatorTree.ts';
import { commentCoder } from '../stats/commentCodes.ts';
import { commentWords } from '../stats/commentWords.ts';
import { saysNothing, usualStopWords } from '../stats/stopWords.ts';
import { type DesignRows, mergeLeftOut } from './design.ts';
import { questionsByLeaf } from './projectIndex.ts';

/** The comments of one open question among the forms in use. */
export interface CommentSource {
  readonly column: Extract<Column, { kind: 'text' }>;
  /** Places in the rows of the design of the forms that hold a comment. */
  readonly said: readonly number[];
  /** Of these, in the same order: the answer's code in the dictionary of the column. */
  readonly answers: readonly number[];
  /** Forms asked but blank, and forms that wrote "none" or the like. */
  readonly nothing: number;
  readonly leftOut: readonly LeftOut[];
  /** Weight of the forms with a comment and of all that were asked; numbers of forms without weights. */
  readonly saidWeight: number;
  readonly askedWeight: number;
}

/** @throws InputError 'comments.notText' when the question's answers are no text */
export function commentSource(snapshot: Snapshot, question: VariableId, design: DesignRows): CommentSource {
  const variable = findVariable(snapshot, question);
  const column = snapshot.columns.get(variable.id);
  if (column?.kind !== 'text') throw new InputError('comments.notText', { variable: variable.name });
  const nothing = new Set<number>();
  column.dictionary.forEach((text, code) => {
    if (saysNothing(text)) nothing.add(code);
  });
  const said: number[] = [];
  let [blank, notAsked, text, empty] = [0, 0, 0, 0];
  let [saidWeight, askedWeight] = [0, 0];
  design.rows.forEach((row, place) => {
    const code = column.codes[row]!;
    const reason = code < 0 ? blankReason(variable, row) : null;
    if (reason === 'notAsked') {
      notAsked++;
      return;
    }
    const weight = design.weights ? design.weights[place]! : 1;
    askedWeight += weight;
    if (reason === 'text') text++;
    else if (reason) blank++;
    else if (nothing.has(code)) empty++;
    else {
      said.push(place);
      saidWeight += weight;
    }
  });
  return {
    column,
    said,
    answers: said.map((place) => column.codes[design.rows[place]!]!),
    nothing: empty,
    leftOut: mergeLeftOut(design.leftOut, [
      { reason: 'blank', count: blank },
      { reason: 'notAsked', count: notAsked },
      { reason: 'text', count: text },
      { reason: 'nonAnswer', count: empty },
    ]),
    saidWeight,
    askedWeight,
  };
}

/** Words between commas, spaces or on lines of their own. */
const listed = (text: string): readonly string[] =>
  text.split(/[\s,，、;；]+/).flatMap((word) => (word === '' ? [] : [word.normalize('NFKC').toLowerCase()]));

/** What text.comments is told about words and codes. */
export interface CommentOptions {
  readonly userWords: string;
  readonly stopWords: string;
  readonly usualStopWords: boolean;
  readonly codes: readonly CommentCode[];
  readonly indicatorCodes: boolean;
}

/** A function that gives the words of a comment that count. */
export function wordCutter(options: CommentOptions, segmenter: Segmenter): (comment: string) => readonly string[] {
  const stopWords = new Set([...(options.usualStopWords ? usualStopWords : []), ...listed(options.stopWords)]);
  return commentWords({ segmenter, stopWords, userWords: listed(options.userWords) });
}

/** A code in use with the lowest-level indicator it speaks of. */
export interface UsedCode extends CommentCode {
  /** From the code book; false where made from the name of an indicator. */
  readonly own: boolean;
}

/**
 * Rules made from the names of the lowest-level indicators: a comment speaks of an indicator when it holds a word of its name that no
 * other indicator's name has.
 */
function codesOfIndicators(snapshot: Snapshot, tree: IndicatorTree, segmenter: Segmenter): readonly UsedCode[] {
  const asked = questionsByLeaf(snapshot, tree, 'perception').byLeaf;
  const cut = commentWords({ segmenter, stopWords: usualStopWords });
  const names = tree.leaves
    .filter((leaf) => asked.has(leaf.indicator.id))
    .map(({ indicator: { id, name } }) => ({ id, name, words: [...new Set(cut(name))] }));
  const uses = new Map<string, number>();
  for (const { words } of names) for (const word of words) uses.set(word, (uses.get(word) ?? 0) + 1);
  return names.map(({ id, name, words }) => {
    const single = words.filter((word) => uses.get(word) === 1);
    const any = single.length > 0 ? single : [name];
    return { name, any, all: [], not: [], indicator: id, colour: null, own: false };
  });
}

/**
 * The code book, each code with the id of its indicator (null where there is none of that id or name), then the codes from the names of
 * those indicators that no code of the book speaks of.
 *
 * @param leaves  lowest-level indicators a code may speak of
 */
export function codesInUse(
  snapshot: Snapshot,
  options: CommentOptions,
  segmenter: Segmenter,
  leaves: readonly TreeNode[] = indicatorTree(snapshot.indicators).leaves,
): readonly UsedCode[] {
  const leafOf = (wanted: string): string | null =>
    (
      leaves.find(({ indicator }) => indicator.id === wanted) ??
      leaves.find(({ indicator }) => indicator.name === wanted)
    )?.indicator.id ?? null;
  const given = options.codes.map((code) => ({ ...code, indicator: leafOf(code.indicator ?? code.name), own: true }));
  if (!options.indicatorCodes) return given;
  const spoken = new Set(given.flatMap(({ name, indicator }) => [name, indicator]));
  const made = codesOfIndicators(snapshot, indicatorTree(snapshot.indicators), segmenter);
  return [...given, ...made.filter(({ name, indicator }) => !spoken.has(name) && !spoken.has(indicator))];
}

/** A function that reads an answer by its code in the dictionary; forms that wrote the same share one reading. */
export function codeReader(
  codes: readonly UsedCode[],
  column: CommentSource['column'],
): (answer: number) => readonly number[] {
  const codesOf = commentCoder(codes);
  const known = new Map<number, readonly number[]>();
  return (answer) => {
    let found = known.get(answer);
    if (!found) known.set(answer, (found = codesOf(column.dictionary[answer]!)));
    return found;
  };
}
