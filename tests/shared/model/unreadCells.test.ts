import { describe, expect, it } from 'vitest';
import { unreadCells } from '../../../shared/model/checks/unreadCells.ts';
import { decodeCategories, decodeNumeric } from '../../../shared/model/decode.ts';
import { defaultSettings, simpleDesign, type Snapshot } from '../../../shared/model/dataset.ts';
import { formsOf, isInRanges, rangesOf } from '../../../shared/model/formRanges.ts';
import { variableId } from '../../../shared/model/ids.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { plainQuestion } from './plainQuestion.ts';

describe('ranges of forms', () => {
  it('hold the forms they were made of, and no others', () => {
    const forms = [0, 1, 2, 7, 9, 10, 400];
    const ranges = rangesOf(forms);
    expect(ranges).toEqual([
      { first: 0, count: 3 },
      { first: 7, count: 1 },
      { first: 9, count: 2 },
      { first: 400, count: 1 },
    ]);
    expect([...formsOf(ranges)]).toEqual(forms);
    const inside = Array.from({ length: 402 }, (_, form) => form).filter((form) => isInRanges(ranges, form));
    expect(inside).toEqual(forms);
    expect(rangesOf([])).toEqual([]);
    expect(isInRanges([], 0)).toBe(false);
  });
});

function survey(variables: readonly Variable[], excluded: readonly number[] = []): Snapshot {
  return {
    revision: 1,
    rowCount: 6,
    variables,
    columns: new Map([
      [variableId('a'), { kind: 'numeric', values: Float64Array.of(1, Number.NaN, 3, Number.NaN, Number.NaN, 6) }],
      [variableId('t'), { kind: 'text', codes: Int32Array.of(0, 0, -1, -1, 0, 0), dictionary: ['好'] }],
    ]),
    indicators: [],
    exclusions: excluded.map((row) => ({ row, code: 'byHand', note: '' })),
    design: simpleDesign,
    settings: defaultSettings,
    filter: null,
  };
}

describe('cells that could not be read', () => {
  // Form 5 of question a has been typed over since.
  const unread = rangesOf([1, 3, 5]);
  const variables = [plainQuestion('a', 'number', { unread }), plainQuestion('t', 'text', { unread: rangesOf([2]) })];
  const all = Int32Array.of(0, 1, 2, 3, 4, 5);

  it('are flagged where the answer is still blank', () => {
    expect(unreadCells(survey(variables), all)).toMatchObject({
      code: 'unreadCells',
      rows: [1, 2, 3],
      variableIds: ['a', 't'],
      checked: true,
    });
    expect(unreadCells(survey(variables, [1]), Int32Array.of(0, 2, 3, 4, 5))).toMatchObject({ rows: [2, 3] });
    expect(unreadCells(survey([plainQuestion('a', 'number')]), all)).toBeNull();
  });

  it('are words and no blanks to every computation', () => {
    const snapshot = survey(variables);
    expect(decodeNumeric(snapshot, variableId('a'), all).missing).toEqual({ text: 2, blank: 1 });
    expect(decodeCategories(snapshot, variableId('a'), all).missing).toEqual({ text: 2, blank: 1 });
    expect(decodeCategories(snapshot, variableId('t'), all).missing).toEqual({ text: 1, blank: 1 });
  });
});
