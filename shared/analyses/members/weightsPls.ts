import { defineWeightsFromData } from '../weightMember.ts';

export const weightsPls = defineWeightsFromData({
  id: 'weights.pls',
  way: 'pls',
  title: { zh: '结构方程权重（PLS）', en: 'Structural model weights (PLS)' },
  note: {
    what: {
      zh: '各方面对总体满意度的影响，按指标在该方面中的外部权重分到指标。',
      en: 'What each dimension does to satisfaction, handed on to its indicators by their outer weights.',
    },
    formula: {
      zh: 'PLS 路径模型：一级指标为潜变量（模式 A，路径加权），都指向满意度；w_i ∝ max(0, 外部权重 × 总效应)，负值记 0 并列出。没有层次时全部指标为一个潜变量。只用答全的问卷。',
      en: 'PLS path model: first-level indicators are constructs (mode A, path scheme) that all point at satisfaction; w_i in proportion to max(0, outer weight x total effect), negative ones count as 0 and are named. Without levels all indicators measure one construct. Complete forms only.',
    },
    source: 'Wold (1982); Lohmöller (1989), Latent Variable Path Modeling with Partial Least Squares.',
  },
  keywords: ['结构方程', 'PLS', '外部权重', '总效应', 'structural equation', 'outer weights', 'total effects'],
  basisTitle: { zh: '外部权重 × 总效应', en: 'Outer weight x total effect' },
  fitTitle: { zh: 'R² =', en: 'R squared' },
  options: {},
});
