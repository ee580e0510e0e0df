import { defineWeightsFromData } from '../weightMember.ts';

export const weightsRegression = defineWeightsFromData({
  id: 'weights.regression',
  way: 'regression',
  title: { zh: '回归权重', en: 'Regression weights' },
  note: {
    what: {
      zh: '以总体满意度对各指标作线性回归，标准化系数作权重。',
      en: 'Standardised coefficients of a linear regression of overall satisfaction on the indicators.',
    },
    formula: {
      zh: 'β = R⁻¹ r；负系数记为 0 并列出；w_i = β_i / Σ β。',
      en: 'beta = R^-1 r; negative coefficients count as 0 and are named; w_i = beta_i / sum beta.',
    },
    source: 'Draper & Smith (1998). Applied Regression Analysis.',
  },
  keywords: ['线性回归', '标准化系数', 'regression', 'beta'],
  basisTitle: { zh: '标准化系数 β', en: 'Beta' },
  fitTitle: { zh: 'R² =', en: 'R squared' },
  options: {},
});
