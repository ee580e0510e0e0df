import { expect } from 'vitest';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { AnalysisRequest, AnalysisResult, Json } from '../../../shared/analyses/types.ts';
import { warningText, warningTexts } from '../../../shared/analyses/warningTexts.ts';
import { weightWays } from '../../../shared/analyses/weightWays.ts';
import { formatCell } from '../../../shared/format/formatCell.ts';
import { sentenceText, valueAt } from '../../../shared/format/sentenceText.ts';
import type { Snapshot, SurveyDesign } from '../../../shared/model/dataset.ts';
import { simpleDesign } from '../../../shared/model/dataset.ts';
import { variableId } from '../../../shared/model/ids.ts';
import { node, oneToTen, type Question, sequence, survey } from './survey.ts';

export const run = (
  snapshot: Snapshot,
  analysis: string,
  inputs: AnalysisRequest['inputs'] = {},
  options: AnalysisRequest['options'] = {},
): AnalysisResult => runAnalysis(snapshot, { analysis, inputs, options });
export const at = (result: AnalysisResult, path: string): Json | undefined => valueAt(result.values, path);
export const number = (result: AnalysisResult, path: string): number => {
  const value = at(result, path);
  if (typeof value !== 'number') throw new Error(`${path} is ${String(value)}`);
  return value;
};
export const code = (wanted: string) => expect.objectContaining({ code: wanted });

export interface Answers {
  readonly perception: readonly (readonly number[])[];
  readonly expectation: readonly (readonly number[])[];
  readonly importance: readonly (readonly number[])[];
  readonly overall: readonly number[];
  readonly loyalty: readonly number[];
  readonly kano: readonly (readonly [number, number])[];
  readonly feature: readonly string[];
  readonly weight: readonly number[];
}

/** Three indicators under two nodes with everything a satisfaction study asks. */
export function study(
  answers: Answers,
  kind: 'survey' | 'frequency' | null = null,
  extra: Partial<SurveyDesign> = {},
): Snapshot {
  const leaves = ['快', '好', '省'];
  const block = (
    role: 'perception' | 'expectation' | 'importance',
    lists: readonly (readonly number[])[],
  ): Question[] =>
    lists.map((list, j) => ({ name: `${role[0]}${j}`, answers: list, role, scale: oneToTen, indicator: leaves[j]! }));
  const questions: Question[] = [
    ...block('perception', answers.perception),
    ...block('expectation', answers.expectation),
    ...block('importance', answers.importance),
    { name: 'overall', answers: answers.overall, role: 'overallSatisfaction', scale: oneToTen },
    { name: 'recommend', answers: answers.loyalty, role: 'loyalty', scale: oneToTen },
    { name: 'Kf', answers: answers.kano.map(([f]) => f), role: 'kanoFunctional', scale: { ...oneToTen, max: 5 } },
    { name: 'Kd', answers: answers.kano.map(([, d]) => d), role: 'kanoDysfunctional', scale: { ...oneToTen, max: 5 } },
    { name: 'store', answers: answers.feature, role: 'profile', measure: 'nominal' },
    { name: 'w', answers: answers.weight, role: 'weight' },
  ];
  const weightAt = questions.length - 1;
  return survey(questions, {
    indicators: [
      node('服务', null, 0.6, 0),
      node('价格', null, 0.4, 1),
      node('快', '服务', 0.5, 0),
      node('好', '服务', 0.5, 1),
      node('省', '价格', 1, 0),
    ],
    design: {
      ...simpleDesign,
      ...extra,
      weight: kind === null ? null : { variableId: variableId(`v${weightAt}`), kind },
    },
  });
}

export function madeUp(forms: number, seed = 5): Answers {
  const next = sequence(seed);
  const whole = (mean: number, spread: number, max = 10): number =>
    Math.min(max, Math.max(1, Math.round(mean + spread * (next() - 0.5))));
  const mood = Array.from({ length: forms }, () => 5 * (next() - 0.5));
  const column = (mean: number): number[] => mood.map((shift) => whole(mean + shift, 3));
  return {
    perception: [column(7), column(5), column(8)],
    expectation: [column(8), column(8), column(7)],
    importance: [column(9), column(7), column(5)],
    overall: column(7),
    loyalty: column(8),
    kano: Array.from({ length: forms }, () => [whole(2, 4, 5), whole(4, 4, 5)]),
    feature: Array.from({ length: forms }, (_, i) => (i % 3 === 0 ? '东' : '西')),
    weight: Array.from({ length: forms }, (_, i) => 1 + (i % 3)),
  };
}

export const rowsOf = (answers: Answers, places: readonly number[]): Answers => {
  const take = <T>(list: readonly T[]): T[] => places.map((place) => list[place]!);
  return {
    perception: answers.perception.map(take),
    expectation: answers.expectation.map(take),
    importance: answers.importance.map(take),
    overall: take(answers.overall),
    loyalty: take(answers.loyalty),
    kano: take(answers.kano),
    feature: take(answers.feature),
    weight: take(answers.weight),
  };
};

/** Every member of this part on a study, with the inputs it cannot do without. */
export const requests: readonly (readonly [string, AnalysisRequest['inputs'], AnalysisRequest['options']])[] = [
  ['csi.index', {}, {}],
  ['csi.fiveWays', {}, {}],
  ['csi.interval', {}, { resamples: 200 }],
  ['csi.ratio', {}, {}],
  ['index.byFeature', { feature: 'store' }, {}],
  ['csi.rollUp', { levels: ['store'] }, {}],
  ['improve.quadrant', {}, {}],
  ['improve.coefficient', {}, { source: 'exact' }],
  ['improve.expectedGain', {}, { goal: 'best' }],
  ['improve.zone', {}, {}],
  ['improve.agreement', {}, {}],
  ['improve.certainty', {}, { resamples: 200, axis: 'correlation' }],
  ['kano.table', { segment: 'store' }, {}],
  ['value.delivered', { value: ['p0', 'p1'], cost: ['e0'], segment: 'store' }, {}],
  ['loyalty.nps', { question: 'recommend', segment: 'store' }, {}],
  ['loyalty.types', {}, {}],
  ...weightWays.map((way): [string, AnalysisRequest['inputs'], AnalysisRequest['options']] => [
    `weights.${way}`,
    {},
    {},
  ]),
  ['weights.duel', {}, {}],
];
export const randomOnes = new Set(['csi.interval', 'improve.certainty']);

/** Tables have their cells, sentences their numbers, in both languages; nothing shows as NaN. */
export function expectPresentable(result: AnalysisResult): void {
  const analysis = findAnalysis(result.analysis)!;
  for (const locale of ['zh-CN', 'en'] as const) {
    for (const table of analysis.tables(result))
      for (const row of table.rows)
        for (const column of table.columns) {
          expect(Object.keys(row.cells), `${analysis.id} ${table.id} ${column.key}`).toContain(column.key);
          expect(formatCell(row.cells[column.key]!, column.format, locale)).not.toMatch(/NaN|undefined|Infinity/);
        }
    expect(analysis.narrative(result, locale).length, analysis.id).toBeGreaterThan(0);
    for (const one of analysis.narrative(result, locale))
      expect(sentenceText(one, result.values, locale)).not.toMatch(/NaN|undefined|[{}]/);
    for (const figure of analysis.figures(result, locale))
      expect(JSON.stringify(figure), `${analysis.id} ${figure.id}`).not.toMatch(/NaN|undefined/);
  }
  for (const warning of result.warnings) {
    expect(warningTexts[warning.code], warning.code).toBeDefined();
    expect(warningText(warning, 'en')).not.toMatch(/[{}]/);
  }
}

/** Equal up to rounding. */
export function expectSame(a: unknown, b: unknown, path: string): void {
  if (typeof a === 'number' && typeof b === 'number')
    expect(Math.abs(a - b), `${path}: ${a} and ${b}`).toBeLessThanOrEqual(1e-8 * Math.max(1, Math.abs(a), Math.abs(b)));
  else if (a !== null && typeof a === 'object' && b !== null && typeof b === 'object') {
    expect(Object.keys(a), path).toEqual(Object.keys(b));
    for (const [key, value] of Object.entries(a))
      expectSame(value, (b as Record<string, unknown>)[key], `${path}.${key}`);
  } else expect(a, path).toEqual(b);
}
