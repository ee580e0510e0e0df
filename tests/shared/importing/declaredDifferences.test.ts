import { describe, expect, it } from 'vitest';
import { applyPlan } from '../../../shared/importing/applyPlan.ts';
import { comparePlan, differenceSeverity } from '../../../shared/importing/comparePlan.ts';
import { doubtMessages, fillMessage } from '../../../shared/importing/messages.ts';
import type { ImportPlan } from '../../../shared/importing/plan.ts';
import { planFromSav } from '../../../shared/importing/planFromSav.ts';
import type { SavColumn, SavFile, SavVariable } from '../../../shared/importing/savFile.ts';
import { sheetFromSav } from '../../../shared/importing/sheetFromSav.ts';
import { savVariable, surveyFile } from '../../fixtures/sav/surveyFile.ts';

type Parts = readonly (readonly [SavVariable, SavColumn])[];

function fileOf(parts: Parts): SavFile {
  return {
    ...surveyFile(),
    multipleResponseSets: [],
    weight: null,
    variables: parts.map(([variable]) => variable),
    columns: parts.map(([, column]) => column),
    rowCount: parts[0]![1].length,
  };
}

const planOf = (parts: Parts): ImportPlan => {
  const file = fileOf(parts);
  return planFromSav(file, sheetFromSav(file, 'sav').sheet);
};

/** Next month's file under this month's plan, as the import does it. */
function compared(remembered: ImportPlan, parts: Parts) {
  const file = fileOf(parts);
  const { sheet } = sheetFromSav(file, 'sav');
  const result = comparePlan(
    remembered,
    sheet,
    {},
    (own, options) => planFromSav(file, own, options),
    () => true,
  );
  for (const { code, details } of result.differences)
    expect(fillMessage(doubtMessages[code]!, details, 'zh-CN')).not.toMatch(/\{\w+\}/);
  return { ...result, codes: result.differences.map(({ code }) => code), applied: applyPlan(sheet, result.plan) };
}

const labels = (...words: readonly string[]) => words.map((label, i) => ({ value: i + 1, label }));
const grades = labels('很不满意', '不满意', '一般', '满意', '很满意');
const service = savVariable('Q1', 0, { label: '服务态度', valueLabels: grades });
const city = savVariable('city', 0, { label: '城市', valueLabels: labels('北京', '上海') });
const shop = savVariable('shop', 8, {
  label: '门店',
  valueLabels: [
    { value: 'A', label: '人民路店' },
    { value: 'B', label: '解放路店' },
  ],
});
const month: Parts = [
  [service, Float64Array.of(5, 4, 3, 2)],
  [city, Float64Array.of(1, 2, 1, 2)],
  [shop, ['A', 'B', 'A', 'B']],
];
const remembered = planOf(month);

describe("a remembered plan and next month's dictionary", () => {
  it('finds nothing to say about the same dictionary', () => {
    const same = compared(remembered, month);
    expect(same.differences).toEqual([]);
    expect(same.plan).toEqual({
      ...remembered,
      columns: remembered.columns.map((column) => ({ ...column, doubts: [] })),
    });
  });

  it('says nothing of a wording the user has edited, until the file has another one', () => {
    const edited: ImportPlan = {
      ...remembered,
      columns: remembered.columns.map((column, i) => (i === 0 ? { ...column, label: '您对服务态度满意吗？' } : column)),
    };
    const next = compared(edited, month);
    expect(next.codes).toEqual([]);
    expect(next.plan.columns[0]).toMatchObject({ label: '您对服务态度满意吗？', declaredLabel: '服务态度' });
    const later = compared(next.plan, [
      [{ ...service, label: '服务水平' }, Float64Array.of(5, 4, 3, 2)],
      ...month.slice(1),
    ]);
    expect(later.codes).toEqual(['difference.question']);
  });

  it('takes new labels over, in numbers and in texts that are codes, and leaves the old codes alone', () => {
    const next = compared(remembered, [
      [service, Float64Array.of(5, 4, 3, 2)],
      [
        savVariable('city', 0, { label: '城市', valueLabels: labels('北京', '上海', '广州') }),
        Float64Array.of(3, 2, 1, 3),
      ],
      [
        savVariable('shop', 8, {
          label: '门店',
          valueLabels: [{ value: '0', label: '中山路店' }, ...shop.valueLabels],
        }),
        ['0', 'B', 'A', 'B'],
      ],
    ]);
    expect(next.codes).toEqual(['difference.newLabels', 'difference.newLabels']);
    expect(next.differences.map(({ details }) => details['labels'])).toEqual([['3=广州'], ['3=中山路店']]);
    expect(next.plan.columns[1]!.valueLabels).toEqual(labels('北京', '上海', '广州'));
    expect(next.plan.columns[2]!.valueLabels).toEqual(labels('人民路店', '解放路店', '中山路店'));
    expect(next.applied.columns[2]).toMatchObject({ values: Float64Array.of(3, 2, 1, 2) });
    expect(next.applied.summary.facts[2]).toMatchObject({ answered: 4, unreadable: 0 });
  });

  it('a code in letters that nobody has labelled yet is taken over under its own name', () => {
    const next = compared(remembered, [month[0]!, month[1]!, [shop, ['A', 'B', 'C', 'B']]]);
    expect(next.differences).toEqual([{ code: 'difference.newLabels', details: { header: 'shop', labels: ['3=C'] } }]);
    expect(next.applied.columns[2]).toMatchObject({ values: Float64Array.of(1, 2, 3, 2) });
    expect(next.applied.summary.facts[2]).toMatchObject({ answered: 4, unreadable: 0 });
  });

  it('a new category is an answer beside missing codes, too; a rating keeps its ends', () => {
    const missing = { values: [9], range: null };
    const before = planOf([
      [{ ...service, label: '服务态度满意度', missing }, Float64Array.of(5, 4, 3, 9)],
      [{ ...city, missing }, Float64Array.of(1, 2, 9, 2)],
    ]);
    const next = compared(before, [
      [
        {
          ...service,
          label: '服务态度满意度',
          missing,
          valueLabels: [...grades, { value: 6, label: '极满意' }],
        },
        Float64Array.of(5, 6, 3, 2),
      ],
      [{ ...city, missing, valueLabels: labels('北京', '上海', '广州') }, Float64Array.of(3, 2, 1, 9)],
    ]);
    expect(next.codes).toEqual(['difference.newLabels', 'difference.range', 'difference.newLabels']);
    expect(next.plan.columns.map(({ scale }) => [scale!.min, scale!.max, scale!.labels.length])).toEqual([
      [1, 5, 5],
      [1, 3, 3],
    ]);
    expect(next.applied.summary.facts.map(({ outOfRange }) => outOfRange)).toEqual([1, 0]);
  });

  it('takes new missing codes as missing: they would be answers otherwise', () => {
    const missing = { values: [9], range: null };
    const next = compared(remembered, [
      [{ ...service, missing, valueLabels: [...grades, { value: 9, label: '拒答' }] }, Float64Array.of(5, 9, 3, 2)],
      [{ ...city, missing: { values: [99], range: null } }, Float64Array.of(1, 99, 1, 2)],
      month[2]!,
    ]);
    expect(next.codes).toEqual(['difference.newMissing', 'difference.newMissing']);
    expect(next.plan.columns[0]!.scale).toMatchObject({ min: 1, max: 5, nonAnswers: [{ value: 9, label: '拒答' }] });
    expect(next.plan.columns[1]!).toMatchObject({
      valueLabels: [],
      scale: { min: 1, max: 2, labels: labels('北京', '上海'), nonAnswers: [{ value: 99, label: '99' }] },
    });
    expect(next.applied.summary.facts.map(({ nonAnswer, outOfRange }) => [nonAnswer, outOfRange])).toEqual([
      [1, 0],
      [1, 0],
      [0, 0],
    ]);
  });

  it('a code that names something else altogether has changed its meaning, another wording has not', () => {
    const renamed = (...words: readonly string[]) =>
      compared(remembered, [
        month[0]!,
        [{ ...city, valueLabels: labels(...words) }, Float64Array.of(1, 2, 1, 2)],
        month[2]!,
      ]).codes;
    expect(renamed('北京', '天津')).toEqual(['difference.labelsMoved']);
    expect(renamed('北京市', '上海（含郊区）')).toEqual(['difference.relabelled']);
    expect(renamed('Beijing', 'Shanghai')).toEqual(['difference.relabelled']);
  });

  it('says first and above all where codes have changed places, and keeps the plan', () => {
    const turned = grades.map(({ value, label }) => ({ value: 6 - value, label }));
    const next = compared(remembered, [
      [{ ...service, valueLabels: turned }, Float64Array.of(5, 4, 3, 2)],
      [{ ...city, label: '所在城市', valueLabels: labels('北京市', '上海') }, Float64Array.of(1, 2, 1, 2)],
      month[2]!,
    ]);
    expect(next.codes).toEqual(['difference.labelsMoved', 'difference.question', 'difference.relabelled']);
    expect(next.codes.map((code) => differenceSeverity({ code, details: {} }))).toEqual(['high', 'medium', 'medium']);
    expect(next.differences[0]!.details['changes']).toContain('1: 很不满意 → 很满意');
    expect(next.plan.columns[0]!.scale!.labels).toEqual(grades);
    expect(next.plan.columns[1]!).toMatchObject({ label: '城市', valueLabels: labels('北京', '上海') });
  });

  it('lists a code as missing that the plan names as an answer, and leaves it one', () => {
    const next = compared(remembered, [
      [{ ...service, missing: { values: [3], range: null } }, Float64Array.of(5, 4, 3, 2)],
      month[1]!,
      month[2]!,
    ]);
    expect(next.codes).toEqual(['difference.newMissing']);
    expect(next.plan.columns[0]!.scale!.nonAnswers).toEqual([]);
  });

  it('knows a renamed variable by its question; lists new and missing ones', () => {
    const next = compared(remembered, [
      [{ ...service, name: 'V7_service' }, Float64Array.of(5, 4, 3, 2)],
      month[1]!,
      [savVariable('age', 0, { label: '年龄' }), Float64Array.of(20, 30, 40, 50)],
    ]);
    expect(next.codes).toEqual(['difference.missing', 'difference.renamed', 'difference.new']);
    expect(next.plan.columns[0]).toMatchObject({ name: 'Q1', header: 'V7_service', label: '服务态度' });
  });
});
