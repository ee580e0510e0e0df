import type { Snapshot } from '../model/dataset.ts';
import { InputError } from '../model/errors.ts';
import { variableId } from '../model/ids.ts';
import type { RunControl } from '../model/runControl.ts';
import { plainSegmenter } from '../model/segmenter.ts';
import { commentMarker, type Span, wordMarker } from '../stats/commentCodes.ts';
import { countWords } from '../stats/commentWords.ts';
import { findAnalysis } from './catalogue.ts';
import {
  codeReader,
  codesInUse,
  type CommentOptions,
  commentSource,
  type UsedCode,
  wordCutter,
} from './commentSource.ts';
import { designRows } from './design.ts';
import { resolveRequest } from './resolveRequest.ts';
import type { AnalysisRequest } from './types.ts';

/** Which comments are shown: those with the code at this place, those with none, or all; word: of these the ones that hold it. */
export interface CommentsAsked {
  readonly request: AnalysisRequest;
  readonly show: number | 'uncoded' | 'all';
  readonly word: string | null;
  readonly from: number;
  readonly count: number;
}

export interface CommentsRead {
  /** Forms that hold a comment, and of these those without a code. */
  readonly comments: number;
  readonly uncoded: number;
  /** The code book in its order, then the codes made from names of indicators. */
  readonly codes: readonly (Pick<UsedCode, 'name' | 'any' | 'indicator' | 'own'> & { readonly comments: number })[];
  /** How many comments are shown on all pages together. */
  readonly shown: number;
  readonly page: readonly { readonly row: number; readonly text: string; readonly marks: readonly Span[] }[];
  /** Most frequent words of the comments without a code. */
  readonly words: readonly { readonly word: string; readonly comments: number }[];
}

const wordsOffered = 40;

/**
 * The comments as the codes of a request of text.comments see them: how many get each, the ones with a code with what made them get it,
 * and what the rest speaks of. Counts are those of the analysis itself.
 *
 * @throws InputError what the analysis throws; 'comments.noSuchCode' {place, codes} where show is no place in the codes
 */
export function readComments(snapshot: Snapshot, asked: CommentsAsked, control: RunControl): CommentsRead {
  const resolved = resolveRequest(snapshot, findAnalysis('text.comments')!, asked.request);
  const options = resolved.options as unknown as CommentOptions;
  const design = designRows(snapshot, { weights: 'both', design: false });
  const { column, said, answers } = commentSource(snapshot, variableId(String(resolved.inputs['question'])), design);
  const segmenter = control.segmenter ?? plainSegmenter;
  const codes = codesInUse(snapshot, options, segmenter);
  const { show, word, from, count } = asked;
  if (typeof show === 'number' && show >= codes.length)
    throw new InputError('comments.noSuchCode', { place: show + 1, codes: codes.length });

  const codesOf = codeReader(codes, column);
  const counts = codes.map(() => 0);
  const uncoded: number[] = [];
  const chosen: number[] = [];
  answers.forEach((answer, place) => {
    if (place % 500 === 0) control.throwIfCancelled();
    const own = codesOf(answer);
    for (const one of own) counts[one]!++;
    if (own.length === 0) uncoded.push(place);
    if (show === 'all' || (show === 'uncoded' ? own.length === 0 : own.includes(show))) chosen.push(place);
  });

  const cut = wordCutter(options, segmenter);
  const words = new Map<number, readonly string[]>();
  const wordsOf = (place: number): readonly string[] => {
    const answer = answers[place]!;
    let known = words.get(answer);
    if (!known) words.set(answer, (known = cut(column.dictionary[answer]!)));
    return known;
  };
  const marksOf =
    word !== null ? wordMarker([word]) : typeof show === 'number' ? commentMarker(codes[show]!) : wordMarker([]);
  const holds = (place: number): boolean => word === null || marksOf(column.dictionary[answers[place]!]!).length > 0;
  const shown = chosen.filter(holds);
  return {
    comments: said.length,
    uncoded: uncoded.length,
    codes: codes.map(({ name, any, indicator, own }, place) => ({
      name,
      any,
      indicator,
      own,
      comments: counts[place]!,
    })),
    shown: shown.length,
    page: shown.slice(from, from + count).map((place) => {
      const text = column.dictionary[answers[place]!]!;
      return { row: design.rows[said[place]!]!, text, marks: marksOf(text) };
    }),
    words: countWords(uncoded.map(wordsOf), new Int32Array(uncoded.length).fill(-1), 0)
      .slice(0, wordsOffered)
      .map(({ word: one, comments }) => ({ word: one, comments })),
  };
}
