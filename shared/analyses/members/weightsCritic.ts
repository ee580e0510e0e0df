import { directionsOf, directionsOption } from '../weightDirections.ts';
import { defineWeightsFromData } from '../weightMember.ts';

export const weightsCritic = defineWeightsFromData({
  id: 'weights.critic',
  way: 'critic',
  title: { zh: 'CRITIC 权重', en: 'CRITIC weights' },
  note: {
    what: {
      zh: '既看评价的差异，也看与其他指标是否重复。',
      en: 'Weighs spread together with how little the other indicators say the same.',
    },
    formula: {
      zh: 'C_j = s_j Σ_k(1 − r_jk)，极差标准化后计算；w_j = C_j / Σ C。',
      en: 'C_j = sd_j sum_k (1 - r_jk) after min-max; w_j = C_j / sum C.',
    },
    source: 'Diakoulaki, Mavrotas & Papayannakis (1995). Computers & Operations Research, 22.',
  },
  keywords: ['CRITIC', '客观赋权', 'objective weights'],
  basisTitle: { zh: '信息量 C', en: 'Information C' },
  options: { directions: directionsOption },
  read: (options) => directionsOf(options.directions),
});
