import { describe, expect, it } from 'vitest';
import { applyPlan } from '../../../shared/importing/applyPlan.ts';
import { doubtMessages } from '../../../shared/importing/messages.ts';
import type { ColumnPlan } from '../../../shared/importing/plan.ts';
import { planFromSav } from '../../../shared/importing/planFromSav.ts';
import { cellKind } from '../../../shared/importing/rawCells.ts';
import { msToSavDate, savDateToMs, savTimeKind } from '../../../shared/importing/savDates.ts';
import type { SavColumn, SavFile, SavFormat, SavVariable } from '../../../shared/importing/savFile.ts';
import { sheetFromSav } from '../../../shared/importing/sheetFromSav.ts';
import { savVariable, surveyFile } from '../../fixtures/sav/surveyFile.ts';

const grades = ['很不满意', '不满意', '一般', '满意', '很满意'].map((label, i) => ({ value: i + 1, label }));

function planned(
  parts: readonly (readonly [SavVariable, SavColumn])[],
  more: Partial<SavFile> = {},
): { readonly columns: readonly ColumnPlan[]; readonly applied: ReturnType<typeof applyPlan> } {
  const file: SavFile = {
    ...surveyFile(),
    multipleResponseSets: [],
    weight: null,
    variables: parts.map(([variable]) => variable),
    columns: parts.map(([, column]) => column),
    rowCount: parts[0]![1].length,
    ...more,
  };
  const { sheet } = sheetFromSav(file, 'sav');
  const plan = planFromSav(file, sheet);
  for (const { doubts } of plan.columns) for (const { code } of doubts) expect(doubtMessages[code]).toBeDefined();
  return { columns: plan.columns, applied: applyPlan(sheet, plan) };
}

const codes = (plan: ColumnPlan): readonly string[] => plan.doubts.map((doubt) => doubt.code);

describe('planFromSav', () => {
  it('takes name, label, measure and labels from the file; a labelled grading is a scale', () => {
    const variable = savVariable('Q1', 0, {
      label: '您对本店的总体满意度',
      measure: 'ordinal',
      valueLabels: [...grades, { value: 99, label: '不清楚' }],
    });
    const { columns, applied } = planned([[variable, Float64Array.of(5, 99, 3, 4)]]);
    expect(columns[0]).toMatchObject({
      name: 'Q1',
      header: 'Q1',
      label: '您对本店的总体满意度',
      type: 'number',
      measure: 'ordinal',
      role: 'overallSatisfaction',
      scale: {
        min: 1,
        max: 5,
        direction: 'ascending',
        labels: grades,
        nonAnswers: [{ value: 99, label: '不清楚' }],
      },
    });
    expect(codes(columns[0]!)).toContain('doubt.savLabelMissing');
    expect(applied.summary.facts[0]).toMatchObject({ answered: 3, nonAnswer: 1, outOfRange: 0 });
  });

  it('labels from good to bad make small numbers good', () => {
    const turned = grades.map(({ label }, i) => ({ value: 5 - i, label }));
    const { columns } = planned([[savVariable('x', 0, { valueLabels: turned }), Float64Array.of(1, 2)]]);
    expect(columns[0]!.scale).toMatchObject({ min: 1, max: 5, direction: 'descending' });
    expect(codes(columns[0]!)).toContain('doubt.directionGuessed');
  });

  it('user-missing codes and the codes of a missing range are non-answers', () => {
    const variable = savVariable('income', 0, {
      measure: 'scale',
      missing: { values: [999], range: { low: null, high: -1 } },
      valueLabels: [{ value: -2, label: '拒答' }],
    });
    const { columns, applied } = planned([[variable, Float64Array.of(30, 45.5, 999, -1, -7, Number.NaN)]]);
    expect(columns[0]!.scale).toMatchObject({
      min: 30,
      max: 45.5,
      nonAnswers: [
        { value: -7, label: '-7' },
        { value: -2, label: '拒答' },
        { value: -1, label: '-1' },
        { value: 999, label: '999' },
      ],
    });
    expect(codes(columns[0]!)).toContain('doubt.rangeGuessed');
    expect(applied.summary.facts[0]).toMatchObject({ answered: 2, nonAnswer: 3 });
  });

  it.each([
    ['one answer', [7, 9, 7], { min: 7, max: 8 }, 2],
    ['one answer next to the missing code', [8, 9], { min: 8, max: 10 }, 1],
    ['none', [9, 9], { min: 10, max: 11 }, 0],
  ])('missing codes stay missing beside %s', (_, values, range, answered) => {
    const variable = savVariable('tenure', 0, { measure: 'scale', missing: { values: [9], range: null } });
    const { columns, applied } = planned([[variable, Float64Array.from(values)]]);
    expect(columns[0]!.scale).toMatchObject({ ...range, nonAnswers: [{ value: 9, label: '9' }] });
    expect(codes(columns[0]!)).toContain('doubt.rangeGuessed');
    expect(applied.summary.facts[0]).toMatchObject({ answered, nonAnswer: values.length - answered, outOfRange: 0 });
  });

  it('plain labels stay labels; the weight and the members of sets get their roles', () => {
    const sex = [
      { value: 1, label: '男' },
      { value: 2, label: '女' },
    ];
    const { columns } = planned(
      [
        [savVariable('sex', 0, { label: '性别', valueLabels: sex }), Float64Array.of(1, 2)],
        [savVariable('w', 0, { measure: 'scale' }), Float64Array.of(1.5, 0.5)],
        [savVariable('m1'), Float64Array.of(1, 0)],
        [savVariable('m2'), Float64Array.of(0, 0)],
      ],
      {
        weight: 'w',
        multipleResponseSets: [
          {
            name: '$m',
            label: '',
            kind: 'dichotomy',
            countedValue: '1',
            categoryLabels: 'variableLabels',
            labelFromVariable: false,
            variables: ['m1', 'm2'],
          },
        ],
      },
    );
    expect(columns[0]).toMatchObject({ scale: null, valueLabels: sex, role: 'profile' });
    expect(columns.map((column) => column.role).slice(1)).toEqual(['weight', 'multipleResponse', 'multipleResponse']);
  });

  it('texts most of which are labelled become codes, an unlabelled one under its own name; others stay texts', () => {
    const city = [
      { value: 'BJ', label: '北京' },
      { value: 'SH', label: '上海' },
    ];
    const missing = { values: ['ZZ'], range: null };
    const { columns, applied } = planned([
      [savVariable('a', 4, { valueLabels: city, missing }), ['BJ', 'SH', 'ZZ', '']],
      [savVariable('b', 4, { valueLabels: city, missing }), ['BJ', 'TJ', 'TJ', 'GZ']],
      [savVariable('c', 4, { valueLabels: city }), ['BJ', 'TJ', 'SH', 'BJ']],
    ]);
    expect(columns[0]).toMatchObject({
      type: 'number',
      textCodes: [
        { text: 'BJ', code: 1 },
        { text: 'SH', code: 2 },
        { text: 'ZZ', code: 3 },
      ],
      scale: { min: 1, max: 2, nonAnswers: [{ value: 3, label: 'ZZ' }] },
    });
    expect(applied.columns[0]).toEqual({ kind: 'numeric', values: Float64Array.of(1, 2, 3, Number.NaN) });
    expect(columns[1]).toMatchObject({ type: 'text', valueLabels: [], textCodes: [] });
    expect(codes(columns[1]!)).toEqual(expect.arrayContaining(['doubt.savTextMissing', 'doubt.savTextLabels']));
    expect(columns[2]!.valueLabels.map(({ label }) => label)).toEqual(['北京', '上海', 'TJ']);
    expect(applied.columns[2]).toEqual({ kind: 'numeric', values: Float64Array.of(1, 3, 2, 1) });
  });

  it('dates are dates, times and lengths of time seconds, with missing codes in seconds', () => {
    const sdate: SavFormat = { name: 'SDATE', width: 10, decimals: 0 };
    const time: SavFormat = { name: 'TIME', width: 8, decimals: 0 };
    const { columns, applied } = planned([
      [savVariable('day', 0, { print: sdate, write: sdate }), Float64Array.of(13_928_630_400, Number.NaN)],
      [savVariable('time', 0, { print: time, write: time }), Float64Array.of(43_200, 1)],
      [
        savVariable('taken', 0, { print: time, write: time, missing: { values: [5999], range: null } }),
        Float64Array.of(90, 5999),
      ],
    ]);
    expect(columns.map((column) => column.type)).toEqual(['date', 'number', 'number']);
    expect(applied.columns[0]).toEqual({
      kind: 'numeric',
      values: Float64Array.of(Date.UTC(2024, 2, 1), Number.NaN),
    });
    expect(applied.columns[1]).toEqual({ kind: 'numeric', values: Float64Array.of(43_200, 1) });
    expect(applied.columns[2]).toEqual({ kind: 'numeric', values: Float64Array.of(90, 5999) });
    expect(applied.summary.facts[2]).toMatchObject({ answered: 1, nonAnswer: 1 });
  });
});

describe('dates of SPSS', () => {
  it('count from 1582-10-14', () => {
    expect(savDateToMs(0)).toBe(Date.UTC(1582, 9, 14));
    expect(savDateToMs(13_744_980_610.25)).toBe(Date.UTC(2018, 4, 6, 10, 10, 10, 250));
    expect(savDateToMs(-1)).toBeNull();
    expect(savDateToMs(1e15)).toBeNull();
    expect(msToSavDate(savDateToMs(13_744_980_610)!)).toBe(13_744_980_610);
  });

  it('kinds by format', () => {
    const kind = (name: SavFormat['name']): string => savTimeKind({ name, width: 10, decimals: 0 });
    expect((['DATE', 'DATETIME', 'QYR', 'YMDHMS'] as const).map(kind)).toEqual(['date', 'date', 'date', 'date']);
    expect((['TIME', 'DTIME', 'MTIME'] as const).map(kind)).toEqual(['duration', 'duration', 'duration']);
    expect((['F', 'MONTH', 'WKDAY', 'PCT'] as const).map(kind)).toEqual(['number', 'number', 'number', 'number']);
  });

  it('a number no date can be stays a number and is named', () => {
    const format: SavFormat = { name: 'DATE', width: 11, decimals: 0 };
    const file: SavFile = {
      ...surveyFile(),
      variables: [savVariable('day', 0, { print: format, write: format })],
      columns: [Float64Array.of(-5, 0)],
      rowCount: 2,
    };
    const { sheet, notices } = sheetFromSav(file, 'sav');
    expect([...sheet.columns[0]!.kinds]).toEqual([cellKind.text, cellKind.number, cellKind.date]);
    expect(notices).toEqual([{ code: 'read.dateOutOfRange', sheet: 'sav', cell: 'A2', details: { value: -5 } }]);
  });
});
