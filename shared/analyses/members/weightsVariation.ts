import { defineWeightsFromData } from '../weightMember.ts';

export const weightsVariation = defineWeightsFromData({
  id: 'weights.variation',
  way: 'variation',
  title: { zh: '变异系数法', en: 'Coefficient of variation weights' },
  note: {
    what: { zh: '评价的相对离散程度作权重。', en: 'The relative spread of the ratings as weights.' },
    formula: { zh: 'v_j = s_j / x̄_j，w_j = v_j / Σ v。', en: 'v_j = sd_j / mean_j, w_j = v_j / sum v.' },
    source: 'Pearson (1896).',
  },
  keywords: ['变异系数', 'CV', 'coefficient of variation'],
  basisTitle: { zh: '变异系数', en: 'CV' },
  options: {},
});
