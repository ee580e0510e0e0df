import { describe, expect, it } from 'vitest';
import {
  canCombine,
  firstKeys,
  firstWave,
  followsPlan,
  howOf,
  planToFollow,
  stackedCount,
  waveOf,
  firstNames,
} from '../../../renderer/features/import/combineDrafts.ts';
import type { CombineCheck } from '../../../renderer/features/import/useCombineCheck.ts';
import type { ColumnPlan, ImportPlan } from '../../../shared/importing/plan.ts';
import { variableId } from '../../../shared/model/ids.ts';
import type { ImportRecord } from '../../../shared/model/project.ts';
import type { Variable } from '../../../shared/model/variable.ts';

const variable = (id: string, label: string, role: Variable['role'] = 'none'): Variable => ({
  id: variableId(id),
  name: id,
  label,
  type: 'text',
  measure: 'nominal',
  role,
  scale: null,
  valueLabels: [],
  indicatorId: null,
  order: 0,
  source: null,
  personal: false,
});
const column = (place: number, label: string, more: Partial<ColumnPlan> = {}): ColumnPlan => ({
  column: place,
  include: true,
  header: label,
  name: label,
  label,
  type: 'text',
  measure: 'nominal',
  role: 'none',
  scale: null,
  valueLabels: [],
  textCodes: [],
  indicatorName: null,
  personal: false,
  doubts: [],
  ...more,
});
const planOf = (...columns: ColumnPlan[]): ImportPlan => ({
  sheet: 'S',
  headerRows: [0, 0],
  firstDataRow: 1,
  lastDataRow: 9,
  firstColumn: 0,
  lastColumn: columns.length - 1,
  indicatorTemplate: null,
  columns,
});
const record = (id: string, importedAt: string, how?: 'stack' | 'join'): ImportRecord => ({
  id,
  fileName: id,
  sha256: '',
  importedAt,
  plan: {},
  firstRow: 0,
  rows: 1,
  ...(how ? { how } : {}),
});
const examples = { count: 0, examples: [] };
const joinCheck = (more: object = {}): CombineCheck => ({
  kind: 'join',
  forms: 3,
  matched: 2,
  unmatchedForms: examples,
  formsWithoutKey: 0,
  unmatchedRows: examples,
  rowsWithoutKey: 0,
  repeatedInFile: examples,
  repeatedInProject: examples,
  columns: [{ label: 'x', name: 'x', renamed: false }],
  ...more,
});
const stackCheck = (typeDiffers: string[]): CombineCheck => ({
  kind: 'stack',
  same: 3,
  added: [],
  absent: [],
  derived: [],
  cleaned: [],
  typeDiffers,
  repeats: null,
  knownNumbers: null,
  waveIsNew: true,
});
const noKeys = { variableId: null, column: null, leaveBlank: false };

describe('drafts of stacking and joining', () => {
  it('propose the next number for a wave, and send it only when it is complete', () => {
    expect(waveOf(firstWave(0, '期次'))).toEqual({ name: 'wave', label: '期次', before: '1', now: '2' });
    expect(firstWave(2, '期次').now).toBe('4');
    expect(waveOf({ ...firstWave(0, '期次'), now: ' ' })).toBeNull();
    expect(waveOf({ ...firstWave(0, '期次'), use: false })).toBeNull();
  });

  it('follow the plan of the newest file whose forms came in', () => {
    const records = [record('a', '2025-01'), record('b', '2025-03', 'stack'), record('c', '2025-04', 'join')];
    expect(planToFollow(records)?.id).toBe('b');
    expect(planToFollow([record('c', '2025-04', 'join')])).toBeNull();
    expect(stackedCount(records)).toBe(1);
  });

  it('begin with the number both call by one name, else with the id questions of both sides, else with a heading both have', () => {
    const plan = planOf(column(0, '等级'), column(1, '客户 编号'), column(2, '会员号', { role: 'id' }));
    const keys = (...variables: Variable[]) => firstKeys(variables, plan);
    expect(keys(variable('a', '客户编号', 'id'))).toMatchObject({ variableId: 'a', column: 1 });
    expect(keys(variable('a', '序号', 'id'), variable('b', '会员号', 'id'))).toMatchObject({
      variableId: 'b',
      column: 2,
    });
    expect(keys(variable('a', '序号', 'id'), variable('b', '等级'))).toMatchObject({ variableId: 'a', column: 2 });
    expect(keys({ ...variable('a', '序号', 'id'), type: 'number' }, variable('b', '卡号', 'id'))).toMatchObject({
      variableId: 'b',
      column: 2,
    });
    expect(keys(variable('a', '客户编号'), variable('b', '等级'))).toMatchObject({ variableId: 'a', column: 1 });
    expect(keys(variable('a', '城市'))).toMatchObject({ variableId: null, column: 2 });
    expect(firstKeys([], planOf(column(0, 'x')))).toEqual(noKeys);
    expect(firstKeys([variable('a', 'x')], planOf(column(0, 'x', { include: false })))).toEqual(noKeys);
  });

  it('follow the last plan where the file is one more of the same questionnaire', () => {
    const proposed = (missing: number, added: number) => ({
      plan: { columns: Array.from({ length: 6 }, () => ({ include: true })) },
      summary: {
        differences: [
          ...Array.from({ length: missing }, () => ({ code: 'difference.missing' })),
          ...Array.from({ length: added }, () => ({ code: 'difference.new' })),
        ],
      },
    });
    expect(followsPlan(proposed(0, 0))).toBe(true);
    expect(followsPlan(proposed(2, 2))).toBe(true);
    expect(followsPlan(proposed(5, 1))).toBe(false);
    expect(followsPlan(proposed(3, 6))).toBe(false);
  });

  it('ask when everything is said, and go on when nothing stands against it', () => {
    const wave = firstWave(0, '期次');
    expect(howOf('replace', wave, noKeys)).toBeNull();
    expect(howOf('join', wave, noKeys)).toBeNull();
    expect(howOf('join', wave, { ...noKeys, variableId: 'a', column: 1 })).toEqual({
      kind: 'join',
      key: { variableId: 'a', column: 1 },
    });
    expect(howOf('append', { ...wave, use: false }, noKeys)).toEqual({ kind: 'stack', wave: null });
    expect(canCombine('replace', wave, noKeys, null)).toBe(true);
    expect(canCombine('append', wave, noKeys, null)).toBe(false);
    expect(canCombine('append', wave, noKeys, stackCheck([]))).toBe(true);
    expect(canCombine('append', wave, noKeys, stackCheck(['Q1']))).toBe(false);
    expect(canCombine('append', { ...wave, name: '' }, noKeys, stackCheck([]))).toBe(false);
    expect(canCombine('join', wave, noKeys, joinCheck())).toBe(true);
    expect(canCombine('join', wave, noKeys, joinCheck({ matched: 0 }))).toBe(false);
    expect(canCombine('join', wave, noKeys, joinCheck({ columns: [] }))).toBe(false);
    const repeated = joinCheck({ repeatedInFile: { count: 1, examples: ['4'] } });
    expect(canCombine('join', wave, noKeys, repeated)).toBe(false);
    expect(canCombine('join', wave, { ...noKeys, leaveBlank: true }, repeated)).toBe(true);
  });
});

describe('a list of questions in a sentence', () => {
  const more = (count: number): string => ` and ${count} more`;
  const letters = 'a b c d e f g h i j'.split(' ');

  it('is told whole up to eight names', () => {
    expect(firstNames(letters.slice(0, 8), ', ', more)).toBe('a, b, c, d, e, f, g, h');
    expect(firstNames([], ', ', more)).toBe('');
  });

  it('counts the names it does not tell', () => {
    expect(firstNames(letters, ', ', more)).toBe('a, b, c, d, e, f, g, h and 2 more');
  });
});
