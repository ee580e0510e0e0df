import { describe, expect, it } from 'vitest';
import { tooManyBlanks } from '../../../shared/model/checks/gaps.ts';
import type { Snapshot } from '../../../shared/model/dataset.ts';
import { decodeCategories, decodeNumeric, rowsInUse } from '../../../shared/model/decode.ts';
import { oneToTen, survey } from '../analyses/survey.ts';

/** Four forms; the first two come from a file without the second and third question. */
function waves(): Snapshot {
  const snapshot = survey([
    { name: 'Q1', answers: [5, 6, 7, 8], role: 'perception', scale: oneToTen },
    { name: 'Q2', answers: [Number.NaN, Number.NaN, Number.NaN, 9], role: 'perception', scale: oneToTen },
    { name: 'T', answers: ['', '', 'a', ''] },
  ]);
  const notAsked = [{ first: 0, count: 2 }];
  return {
    ...snapshot,
    variables: snapshot.variables.map((variable) => (variable.name === 'Q1' ? variable : { ...variable, notAsked })),
  };
}

describe('questions a file did not have', () => {
  it('are missing as not asked, apart from blanks', () => {
    const snapshot = waves();
    const [, q2, text] = snapshot.variables;
    const rows = rowsInUse(snapshot);
    expect(decodeNumeric(snapshot, q2!.id, rows).missing).toEqual({ notAsked: 2, blank: 1 });
    expect(decodeCategories(snapshot, text!.id, rows).missing).toEqual({ notAsked: 2, blank: 1 });
    expect(decodeCategories(snapshot, q2!.id, rows).missing).toEqual({ notAsked: 2, blank: 1 });
  });

  it('do not make a form look unanswered', () => {
    const snapshot = waves();
    expect(tooManyBlanks(snapshot, rowsInUse(snapshot))?.rows).toEqual([2]);
  });
});
