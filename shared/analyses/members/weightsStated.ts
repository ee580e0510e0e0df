import { statedReadingOption } from '../commonOptions.ts';
import { defineWeightsFromData } from '../weightMember.ts';

export const weightsStated = defineWeightsFromData({
  id: 'weights.stated',
  way: 'stated',
  title: { zh: '双重评价法权重', en: 'Double rating weights' },
  note: {
    what: { zh: '由顾客给出的重要度评分求权重。', en: 'Weights from the importance customers state.' },
    formula: {
      zh: 'w_i = 平均重要度_i / Σ 平均重要度（重要度换算为 0–100 分）。',
      en: 'w_i = mean stated importance_i / sum (importance as scores 0-100).',
    },
    source: 'Martilla and James (1977). Journal of Marketing 41(1).',
  },
  keywords: ['双重评价', '重要度', 'stated importance', 'double rating'],
  basisTitle: { zh: '平均重要度', en: 'Mean importance' },
  options: { reading: statedReadingOption },
  read: (options) => ({ reading: options.reading as 'raw' }),
});
