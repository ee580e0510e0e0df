import { directionsOf, directionsOption } from '../weightDirections.ts';
import { defineWeightsFromData } from '../weightMember.ts';

export const weightsEntropy = defineWeightsFromData({
  id: 'weights.entropy',
  way: 'entropy',
  title: { zh: '熵权法', en: 'Entropy weights' },
  note: {
    what: {
      zh: '顾客评价差异越大的指标提供的信息越多，权重越大。',
      en: 'Indicators on which customers differ more carry more information and weigh more.',
    },
    formula: {
      zh: 'p_ij = x_ij / Σ_i x_ij，e_j = −Σ p ln p / ln n，w_j = (1 − e_j) / Σ(1 − e)；x 为 0–100 分，可选极差标准化。',
      en: 'p_ij = x_ij / sum_i x_ij, e_j = -sum p ln p / ln n, w_j = (1 - e_j) / sum (1 - e); x scores 0-100, optionally min-max.',
    },
    source: 'Shannon (1948). Bell System Technical Journal, 27.',
  },
  keywords: ['熵权', '信息熵', 'entropy'],
  basisTitle: { zh: '冗余度 1 − e', en: 'Redundancy 1 - e' },
  options: {
    normalise: {
      kind: 'choice',
      title: { zh: '标准化', en: 'Normalise' },
      default: 'raw',
      choices: [
        { value: 'raw', title: { zh: '直接用 0–100 分', en: 'Scores 0-100 as they are' } },
        { value: 'minmax', title: { zh: '极差标准化', en: 'Min-max' } },
      ],
    },
    shift: {
      when: { is: { normalise: ['minmax'] } },
      kind: 'number',
      title: { zh: '极差标准化后加的小数', en: 'Added after min-max' },
      default: 0,
      min: 0,
      max: 1,
      step: 0.0001,
    },
    directions: directionsOption,
  },
  read: (options) => ({
    normalise: options.normalise as 'raw',
    shift: options.shift,
    ...directionsOf(options.directions),
  }),
});
