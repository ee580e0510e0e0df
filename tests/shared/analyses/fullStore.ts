import type { AnalysisRequest } from '../../../shared/analyses/types.ts';
import type { Snapshot } from '../../../shared/model/dataset.ts';
import type { StructuralModel } from '../../../shared/model/structuralModel.ts';
import { oneToTen, sequence, storeSurvey } from './survey.ts';

const step = { type: 'cells.set', who: '王', label: { zh: '修改', en: 'Edit' }, cells: 2, forms: 1 };
const next = sequence(3);
const rated = (mean: number): number[] =>
  Array.from({ length: 120 }, () => Math.min(10, Math.max(1, Math.round(mean + 5 * (next() - 0.5)))));
const coded = (count: number, from = 1): number[] =>
  Array.from({ length: 120 }, () => from + Math.floor(count * next()));
const zeroToTen = { ...oneToTen, min: 0 };
/** The store's survey with every kind of question there is. */
export const full = storeSurvey(120, [
  ...['新鲜', '齐全', '收银', '态度'].map((indicator, place) => ({
    name: `I${place + 1}`,
    answers: rated(7),
    role: 'importance' as const,
    scale: oneToTen,
    indicator,
  })),
  { name: 'D1', answers: rated(7), role: 'overallSatisfaction', scale: oneToTen },
  { name: 'D2', answers: rated(6), role: 'overallSatisfaction', scale: oneToTen },
  { name: 'L1', answers: coded(11, 0), role: 'loyalty', scale: zeroToTen },
  { name: 'F1a', answers: coded(5), role: 'kanoFunctional', measure: 'nominal' },
  { name: 'F1b', answers: coded(5), role: 'kanoDysfunctional', measure: 'nominal' },
  { name: 'M / 1', answers: coded(2, 0), role: 'multipleResponse', measure: 'nominal' },
  { name: 'M / 2', answers: coded(2, 0), role: 'multipleResponse', measure: 'nominal' },
]);
const drawn = (name: string, role: string): StructuralModel['constructs'][number] => ({
  name,
  items: full.variables.filter((variable) => variable.role === role).map(({ id }) => id),
  mode: 'A',
  x: 0,
  y: 0,
});
const model: StructuralModel = {
  constructs: [drawn('期望', 'expectation'), drawn('感知', 'perception'), drawn('满意', 'overallSatisfaction')],
  paths: [
    { from: '期望', to: '感知' },
    { from: '感知', to: '满意' },
  ],
};
/** With a structural model drawn and a step of cleaning. */
export const store: Snapshot = { ...full, model, steps: [{ ...step, at: '2025-03-01T08:00:00.000Z' }] };
/**
 * Why a member is not part of the whole evaluation: it works on numbers that only its user has. Each with a request of its own, so that
 * it is shown and told like the others.
 */
export const askedFor: Readonly<
  Record<string, { readonly why: string; readonly request: Omit<AnalysisRequest, 'analysis'> }>
> = {
  'weights.ahp': {
    why: 'judgments of experts',
    request: {
      inputs: {
        judgments: {
          labels: ['甲', '乙'],
          rows: [
            [1, 3],
            [1 / 3, 1],
          ],
        },
      },
      options: {},
    },
  },
  'weights.ahpGroup': {
    why: 'judgments of several experts',
    request: {
      inputs: {
        judgments: {
          labels: ['甲', '乙'],
          rows: [
            [1, 3],
            [1 / 3, 1],
            [1, 5],
            [1 / 5, 1],
          ],
        },
      },
      options: {},
    },
  },
  'model.compareGroups': {
    why: 'which two groups to compare is a question of the study, and permutations take time',
    request: {
      inputs: { feature: full.variables.find(({ name }) => name === '性别')!.id },
      options: { permutations: 100 },
    },
  },
  'model.compareModels': {
    why: 'which models to compare is a question of the study',
    request: { inputs: {}, options: {} },
  },
  'sample.size': { why: 'planning before there are data', request: { inputs: {}, options: {} } },
  'sample.allocation': {
    why: 'planning before there are data',
    request: {
      inputs: {
        strata: {
          labels: ['甲', '乙'],
          rows: [
            [100, 1],
            [300, 2],
          ],
        },
      },
      options: { n: 40 },
    },
  },
  'sample.pps': {
    why: 'planning before there are data',
    request: { inputs: { units: { labels: ['甲', '乙'], rows: [[3], [30]] } }, options: { n: 1 } },
  },
  'weights.expertRounds': {
    why: 'scores given by experts',
    request: {
      inputs: {
        round1: {
          labels: ['甲', '乙'],
          rows: [
            [9, 8, 7],
            [5, 6, 4],
          ],
        },
      },
      options: {},
    },
  },
  'weights.pairedWins': {
    why: 'wins counted elsewhere',
    request: {
      inputs: {
        wins: {
          labels: ['甲', '乙'],
          rows: [
            [0, 7],
            [3, 0],
          ],
        },
      },
      options: {},
    },
  },
  'weights.ranking': {
    why: 'rank questions have no role to be known by',
    request: {
      inputs: {
        rankings: {
          labels: ['甲', '乙'],
          rows: [
            [1, 1, 2],
            [2, 2, 1],
          ],
        },
      },
      options: {},
    },
  },
  'csi.rollUp': {
    why: 'which features are levels of an organisation only the user knows',
    request: { inputs: { levels: ['性别'] }, options: {} },
  },
  'value.delivered': {
    why: 'value and cost questions have no role to be known by',
    request: { inputs: { value: ['P1', 'P2'], cost: ['P3', 'P4'] }, options: {} },
  },
};
