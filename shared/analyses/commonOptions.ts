import type { InputSpec, OptionSpec } from './types.ts';

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

export const resamplesOption = {
  kind: 'number',
  title: { zh: '重抽样次数', en: 'Resamples' },
  default: 2000,
  min: 200,
  max: 20_000,
  step: 100,
  integer: true,
} as const satisfies OptionSpec;

/** Questions that take the place of the project's indicator tree. */
export const itemsInput = {
  kind: 'variables',
  title: { zh: '只用这些题目（空 = 项目的指标体系）', en: 'These questions only (none = the indicator tree)' },
  min: 1,
  max: 500,
  optional: true,
  asIndicators: true,
} as const satisfies InputSpec;

/** A feature of the customers whose groups are compared. */
export const segmentInput = {
  kind: 'variable',
  title: { zh: '按顾客特征分组（可不选）', en: 'By customer feature (optional)' },
  measures: ['nominal', 'ordinal'],
  roles: ['profile'],
  optional: true,
} as const satisfies InputSpec;

export const statedReadingOption = {
  kind: 'choice',
  title: { zh: '陈述重要度的处理', en: 'Stated importance' },
  default: 'centred',
  choices: [
    { value: 'raw', title: { zh: '直接取均值', en: 'Means as they are' } },
    { value: 'centred', title: { zh: '问卷内中心化', en: 'Centred within the form' } },
    { value: 'standardised', title: { zh: '问卷内标准化', en: 'Standardised within the form' } },
  ],
} as const satisfies OptionSpec;
