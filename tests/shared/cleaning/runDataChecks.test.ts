import { describe, expect, it } from 'vitest';
import { runDataChecks } from '../../../shared/cleaning/runDataChecks.ts';
import { type Column, defaultSettings, simpleDesign, type Snapshot } from '../../../shared/model/dataset.ts';
import { variableId } from '../../../shared/model/ids.ts';
import type { Rule } from '../../../shared/model/rule.ts';
import type { Variable } from '../../../shared/model/variable.ts';

const scale = { min: 1, max: 5, direction: 'ascending' as const, labels: [], nonAnswers: [] };
const question = (name: string, type: Variable['type'], order: number): Variable => ({
  id: variableId(name),
  name,
  label: name,
  type,
  measure: 'scale',
  role: 'none',
  scale: type === 'number' ? scale : null,
  valueLabels: [],
  indicatorId: null,
  order,
  source: null,
  personal: false,
});
const words = ['1', '２', '3分', '4', '5', '不知道'];
const columns: readonly (readonly [string, Column])[] = [
  ['a', { kind: 'numeric', values: Float64Array.from([1, 2, 3, 5, Number.NaN, 5]) }],
  ['b', { kind: 'numeric', values: Float64Array.from([1, 4, 3, 5, 2, Number.NaN]) }],
  ['t', { kind: 'text', codes: Int32Array.from([0, 1, 2, 3, 4, 5]), dictionary: words }],
];
const snapshot = (excluded: readonly number[] = []): Snapshot => ({
  revision: 1,
  rowCount: 6,
  variables: [question('a', 'number', 0), question('b', 'number', 1), question('t', 'text', 2)],
  columns: new Map(columns.map(([id, column]) => [variableId(id), column])),
  indicators: [],
  exclusions: excluded.map((row) => ({ row, code: 'byHand', note: '' })),
  design: simpleDesign,
  settings: defaultSettings,
  filter: null,
});
const rule = (when: string, must: string): Rule => ({ id: 'r', name: '规则', order: 0, kind: 'formula', when, must });
const rowsOf = (given: Rule, excluded: readonly number[] = []) =>
  runDataChecks(snapshot(excluded), [given]).find((check) => check.code === 'rule:r')?.rows;

describe('rules of the user', () => {
  it('flags forms that meet the condition and not the demand', () => {
    expect(rowsOf(rule('a = 5', 'missing(b)'))).toEqual([3]);
    expect(rowsOf(rule('', 'a <= 3'))).toEqual([3, 5]);
    expect(rowsOf(rule('', 'a <= 3'), [3])).toEqual([5]);
  });

  it('takes nothing for wrong that is not known', () => {
    expect(rowsOf(rule('', 'a > 9 or b < 9'))).toEqual([]);
    expect(rowsOf(rule('a > 1', 'b > 9'))).toEqual([1, 2, 3]);
  });

  it('says when a rule can no longer be read', () => {
    const check = runDataChecks(snapshot(), [rule('gone = 1', 'a > 0')]).find(({ code }) => code === 'rule:r');
    expect(check).toMatchObject({ rows: [], checked: false });
    expect(check?.details.en).toContain('not checked');
  });

  it('doubts the same answer to a reversed pair, but not in the middle', () => {
    const pair: Rule = {
      id: 'r',
      name: '反',
      order: 0,
      kind: 'reversedPair',
      first: variableId('a'),
      second: variableId('b'),
    };
    expect(rowsOf(pair)).toEqual([0, 3]);
  });
});

describe('words among numbers', () => {
  it('flags the forms with words', () => {
    const found = runDataChecks(snapshot(), []).find(({ code }) => code === 'textInNumbers');
    expect(found).toMatchObject({ rows: [5], variableIds: ['t'], checked: true });
  });

  it('names several questions in the punctuation of each language', () => {
    const one = snapshot();
    const again = one.columns.get(variableId('t'))!;
    const both: Snapshot = {
      ...one,
      variables: [...one.variables, question('u', 'text', 3)],
      columns: new Map([...one.columns, [variableId('u'), again]]),
    };
    const found = runDataChecks(both, []).find(({ code }) => code === 'textInNumbers');
    expect(found?.details.zh).toContain('“t、u”');
    expect(found?.details.en).toContain('“t, u”');
  });
});
