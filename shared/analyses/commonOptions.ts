import type { OptionSpec } from './types.ts';

/** Options that mean the same in every member that has them. */
export const levelOption = {
  kind: 'number',
  title: { zh: '置信水平', en: 'Confidence level' },
  default: 0.95,
  min: 0.5,
  max: 0.9999,
  step: 0.01,
  setting: 'level',
} as const satisfies OptionSpec;

export const thresholdOption = {
  kind: 'number',
  title: { zh: '满意界限（0–100 分）', en: 'Satisfied from (score 0-100)' },
  default: 80,
  min: 0,
  max: 100,
  step: 1,
  setting: 'satisfiedThreshold',
} as const satisfies OptionSpec;

export const indexMissingOption = {
  kind: 'choice',
  title: { zh: '未答指标', en: 'Unanswered indicators' },
  default: 'renormalise',
  choices: [
    { value: 'renormalise', title: { zh: '权重在已答指标间重新分配', en: 'Share weights over answered indicators' } },
    { value: 'listwise', title: { zh: '剔除有缺答的问卷', en: 'Leave out forms with gaps' } },
  ],
} as const satisfies OptionSpec;

export const itemWeightsOption = {
  kind: 'numbers',
  title: { zh: '所选题目的权重（空 = 等权）', en: 'Weights of the chosen questions (none = equal)' },
  default: [],
} as const satisfies OptionSpec;

export const seedOption = {
  kind: 'number',
  title: { zh: '随机种子', en: 'Random seed' },
  default: 20260101,
  integer: true,
  setting: 'seed',
} as const satisfies OptionSpec;
