import { defineWeightsFromData } from '../weightMember.ts';

export const weightsEqual = defineWeightsFromData({
  id: 'weights.equal',
  way: 'equal',
  title: { zh: '等权', en: 'Equal weights' },
  note: {
    what: {
      zh: '每个末级指标权重相同，作为比较的基准。',
      en: 'Every lowest-level indicator weighs the same: the measure the others are held against.',
    },
    formula: { zh: 'w_i = 1/k。', en: 'w_i = 1/k.' },
    source: 'Dawes, R. M. (1979). American Psychologist, 34, 571-582.',
  },
  keywords: ['等权', 'equal weights'],
  options: {},
});
