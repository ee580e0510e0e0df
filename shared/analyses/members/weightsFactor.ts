import { defineWeightsFromData } from '../weightMember.ts';

export const weightsFactor = defineWeightsFromData({
  id: 'weights.factor',
  way: 'factor',
  title: { zh: '因子载荷权重', en: 'Factor loading weights' },
  note: {
    what: { zh: '各指标在第一主成分上的载荷作权重。', en: 'Loadings on the first principal component.' },
    formula: {
      zh: '相关矩阵的第一主成分载荷 l_i；负载荷记为 0；w_i = l_i / Σ l。',
      en: 'Loadings l_i on the first principal component of the correlation matrix; negative ones count as 0; w_i = l_i / sum l.',
    },
    source: 'Hotelling (1933). Journal of Educational Psychology, 24.',
  },
  keywords: ['主成分', '因子分析', '载荷', 'principal component', 'loading'],
  basisTitle: { zh: '载荷', en: 'Loading' },
  fitTitle: { zh: '解释方差比例', en: 'share of variance' },
  options: {},
});
