import { defineWeightsFromData } from '../weightMember.ts';

export const weightsRelative = defineWeightsFromData({
  id: 'weights.relative',
  way: 'relative',
  title: { zh: '相对重要性权重', en: 'Relative importance weights' },
  note: {
    what: {
      zh: '把回归所解释的方差分摊到彼此相关的指标上。',
      en: 'Shares out the variance a regression explains over indicators that go along with each other.',
    },
    formula: {
      zh: 'Johnson 相对权重：L = R^(1/2)，ε_i = Σ_k L_ik²(L⁻¹r)_k²，Σ ε = R²；w_i = ε_i / R²。',
      en: 'Johnson: L = R^(1/2), epsilon_i = sum_k L_ik^2 (L^-1 r)_k^2, which sum to R squared; w_i = epsilon_i / R squared.',
    },
    source: 'Johnson, J. W. (2000). Multivariate Behavioral Research, 35, 1-19.',
  },
  keywords: ['相对重要性', 'Johnson', 'relative importance', 'relative weights'],
  basisTitle: { zh: '相对权重 ε', en: 'Relative weight' },
  fitTitle: { zh: 'R² =', en: 'R squared' },
  options: {},
});
