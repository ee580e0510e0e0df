import { statedReadingOption } from '../commonOptions.ts';
import { defineWeightsFromData } from '../weightMember.ts';

export const weightsImproved = defineWeightsFromData({
  id: 'weights.improved',
  way: 'improved',
  title: { zh: '双重评价改进法权重', en: 'Improved double rating weights' },
  note: {
    what: {
      zh: '把顾客说的重要与数据显示的重要合在一起求权重。',
      en: 'Weights from what customers call important and what turns out to be.',
    },
    formula: {
      zh: 'w_i ∝ √(陈述重要度_i × 推导重要度_i)，推导重要度 = max(r_i, 0)，r_i 为指标与总体满意度的相关系数；陈述重要度先在每份问卷内中心化，以去除习惯性高评。',
      en: 'w_i in proportion to sqrt(stated_i x derived_i), derived = max(r_i, 0), r_i the correlation with overall satisfaction; stated importance is centred within each form to take out habitual high rating.',
    },
    source: 'Martilla and James (1977). Journal of Marketing 41(1).',
  },
  keywords: ['双重评价改进', '重要度', '推导重要度', 'derived importance'],
  basisTitle: { zh: '相关系数', en: 'Correlation' },
  options: { reading: statedReadingOption },
  read: (options) => ({ reading: options.reading as 'raw' }),
});
