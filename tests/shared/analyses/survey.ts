import type { Exclusion, Snapshot, SurveyDesign } from '../../../shared/model/dataset.ts';
import { defaultSettings, simpleDesign } from '../../../shared/model/dataset.ts';
import { type IndicatorId, indicatorId, type VariableId, variableId } from '../../../shared/model/ids.ts';
import type { Indicator } from '../../../shared/model/indicator.ts';
import type { Measure, Role, Scale, Variable } from '../../../shared/model/variable.ts';

export const oneToTen: Scale = {
  min: 1,
  max: 10,
  direction: 'ascending',
  labels: [],
  nonAnswers: [{ value: 99, label: '无法回答' }],
};
export const zeroToHundred: Scale = { min: 0, max: 100, direction: 'ascending', labels: [], nonAnswers: [] };

export interface Question {
  readonly name: string;
  readonly answers: readonly (number | string)[];
  readonly role?: Role;
  readonly measure?: Measure;
  readonly scale?: Scale | null;
  readonly indicator?: string;
}

export const node = (id: string, parent: string | null, weight: number, order = 0): Indicator => ({
  id: indicatorId(id),
  parentId: parent === null ? null : indicatorId(parent),
  name: id,
  definition: '',
  weight,
  order,
});

/** A project in memory. NaN or '' = blank. */
export function survey(
  questions: readonly Question[],
  extra: {
    indicators?: readonly Indicator[];
    exclusions?: readonly Exclusion[];
    design?: SurveyDesign;
    filter?: Uint8Array;
  } = {},
): Snapshot {
  const variables = questions.map(
    (question, order): Variable => ({
      id: variableId(`v${order}`),
      name: question.name,
      label: `${question.name}？`,
      type: typeof question.answers[0] === 'string' ? 'text' : 'number',
      measure: question.measure ?? (typeof question.answers[0] === 'string' ? 'nominal' : 'scale'),
      role: question.role ?? 'none',
      scale: question.scale ?? null,
      valueLabels: [],
      indicatorId: question.indicator === undefined ? null : (indicatorId(question.indicator) as IndicatorId),
      order,
      source: null,
      personal: false,
    }),
  );
  const columns = new Map<VariableId, NonNullable<ReturnType<Snapshot['columns']['get']>>>();
  questions.forEach((question, order) => {
    if (typeof question.answers[0] === 'string') {
      const dictionary = [...new Set(question.answers as readonly string[])].filter((text) => text !== '');
      columns.set(variables[order]!.id, {
        kind: 'text',
        dictionary,
        codes: Int32Array.from(question.answers as readonly string[], (text) => dictionary.indexOf(text)),
      });
    } else {
      columns.set(variables[order]!.id, {
        kind: 'numeric',
        values: Float64Array.from(question.answers as readonly number[]),
      });
    }
  });
  return {
    revision: 7,
    rowCount: questions[0]?.answers.length ?? 0,
    variables,
    columns,
    indicators: extra.indicators ?? [],
    exclusions: extra.exclusions ?? [],
    design: extra.design ?? simpleDesign,
    settings: defaultSettings,
    filter: extra.filter ?? null,
  };
}

/** A fixed sequence of numbers 0-1 for made-up answers. */
export function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

/** 120 forms: two first-level nodes with two leaves each, expectation, feature, overall satisfaction; some gaps and a non-answer. */
export function storeSurvey(forms = 120, more: readonly Question[] = []): Snapshot {
  const next = sequence(11);
  const answer = (mean: number): number => Math.min(10, Math.max(1, Math.round(mean + 4 * (next() - 0.5))));
  const column = (mean: number): number[] => Array.from({ length: forms }, () => answer(mean));
  const fresh = column(8);
  fresh[3] = Number.NaN;
  fresh[4] = 99;
  return survey(
    [
      { name: 'P1', answers: fresh, role: 'perception', scale: oneToTen, indicator: '新鲜' },
      { name: 'P2', answers: column(7), role: 'perception', scale: oneToTen, indicator: '齐全' },
      { name: 'P3', answers: column(5), role: 'perception', scale: oneToTen, indicator: '收银' },
      { name: 'P4', answers: column(8), role: 'perception', scale: oneToTen, indicator: '态度' },
      { name: 'E1', answers: column(9), role: 'expectation', scale: oneToTen, indicator: '新鲜' },
      { name: 'E2', answers: column(6), role: 'expectation', scale: oneToTen, indicator: '齐全' },
      { name: 'E3', answers: column(8), role: 'expectation', scale: oneToTen, indicator: '收银' },
      { name: 'E4', answers: column(7), role: 'expectation', scale: oneToTen, indicator: '态度' },
      {
        name: '性别',
        answers: Array.from({ length: forms }, (_, i) => (i % 2 === 0 ? '男' : '女')),
        role: 'profile',
        measure: 'nominal',
      },
      {
        name: '年龄段',
        answers: Array.from({ length: forms }, (_, i) => (i < 10 ? '少' : i < 70 ? '中' : '老')),
        role: 'profile',
        measure: 'ordinal',
      },
      { name: '权重', answers: Array.from({ length: forms }, (_, i) => 1 + (i % 3)), role: 'weight' },
      {
        name: '意见',
        answers: Array.from({ length: forms }, (_, i) => ['', '收银排队太久', '无', '蔬菜不新鲜', '品种齐全'][i % 5]!),
        role: 'openComment',
      },
      ...more,
    ],
    {
      indicators: [
        node('商品', null, 0.6, 0),
        node('服务', null, 0.4, 1),
        node('新鲜', '商品', 0.5, 0),
        node('齐全', '商品', 0.5, 1),
        node('收银', '服务', 0.7, 0),
        node('态度', '服务', 0.3, 1),
      ],
      exclusions: [{ row: 0, code: 'speeder', note: '' }],
    },
  );
}
