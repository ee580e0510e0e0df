import { defineWeightsFromData } from '../weightMember.ts';

export const weightsCorrelation = defineWeightsFromData({
  id: 'weights.correlation',
  way: 'correlation',
  title: { zh: '相关系数权重', en: 'Correlation weights' },
  note: {
    what: {
      zh: '与总体满意度关系越密切的指标权重越大。',
      en: 'The closer an indicator goes along with overall satisfaction, the more it weighs.',
    },
    formula: {
      zh: 'w_i = max(r_i, 0) / Σ max(r_j, 0)，r 为 Pearson 相关系数（两者都答的问卷）。',
      en: 'w_i = max(r_i, 0) / sum max(r_j, 0), r Pearson over the forms that have both.',
    },
    source: 'Pearson (1895).',
  },
  keywords: ['相关系数', 'correlation'],
  basisTitle: { zh: '相关系数', en: 'Correlation' },
  options: {},
});
