/**
 * What the sample survey is made from: the truths planted in it, so that an analysis can be asked whether it finds them.
 * Scores are means on the 1-10 scale for an ordinary form at the reference store; derived is the slope of overall satisfaction.
 */
export interface PlantedIndicator {
  readonly name: string;
  readonly dimension: string;
  readonly perception: number;
  readonly expectation: number;
  readonly importance: number;
  readonly derived: number;
}

export const plantedIndicators: readonly PlantedIndicator[] = [
  { name: '商品新鲜度', dimension: '商品质量', perception: 8.5, expectation: 9.0, importance: 9.3, derived: 0.16 },
  { name: '商品品质可靠', dimension: '商品质量', perception: 8.2, expectation: 8.7, importance: 9.0, derived: 0.1 },
  { name: '食品安全', dimension: '商品质量', perception: 8.6, expectation: 9.2, importance: 9.5, derived: 0.08 },
  { name: '品种齐全', dimension: '商品种类', perception: 7.9, expectation: 8.2, importance: 8.3, derived: 0.06 },
  { name: '品牌选择', dimension: '商品种类', perception: 7.7, expectation: 7.8, importance: 7.4, derived: 0.02 },
  { name: '缺货情况', dimension: '商品种类', perception: 7.0, expectation: 8.0, importance: 8.1, derived: 0.05 },
  { name: '价格水平', dimension: '价格', perception: 7.1, expectation: 8.3, importance: 8.9, derived: 0.12 },
  { name: '促销活动', dimension: '价格', perception: 7.4, expectation: 7.7, importance: 7.6, derived: 0.03 },
  { name: '标价准确', dimension: '价格', perception: 8.0, expectation: 8.8, importance: 8.6, derived: 0.05 },
  { name: '店内整洁', dimension: '购物环境', perception: 8.4, expectation: 8.4, importance: 8.2, derived: 0.04 },
  { name: '空气温度', dimension: '购物环境', perception: 8.0, expectation: 7.9, importance: 7.2, derived: 0.01 },
  { name: '通道宽敞', dimension: '购物环境', perception: 7.5, expectation: 7.7, importance: 7.1, derived: 0.02 },
  { name: '指示标识', dimension: '购物环境', perception: 7.6, expectation: 7.8, importance: 7.0, derived: 0.01 },
  { name: '员工态度', dimension: '服务', perception: 7.8, expectation: 8.5, importance: 8.6, derived: 0.09 },
  { name: '员工专业', dimension: '服务', perception: 7.3, expectation: 7.9, importance: 7.8, derived: 0.04 },
  { name: '收银速度', dimension: '服务', perception: 6.0, expectation: 8.5, importance: 8.8, derived: 0.15 },
  { name: '退换货服务', dimension: '服务', perception: 6.9, expectation: 8.2, importance: 8.3, derived: 0.06 },
  { name: '营业时间', dimension: '便利性', perception: 8.3, expectation: 8.1, importance: 7.5, derived: 0.02 },
  { name: '停车便利', dimension: '便利性', perception: 6.2, expectation: 7.6, importance: 7.3, derived: 0.05 },
  { name: '交通便利', dimension: '便利性', perception: 7.8, expectation: 8.0, importance: 7.7, derived: 0.03 },
];

/** Shift of every perception in 1-10 points by store; 西城店 is the weak one. */
export const storeEffects: Readonly<Record<string, number>> = { 中心店: 0.1, 东湖店: 0, 西城店: -0.8, 大学城店: 0.05 };
/** Members are more satisfied by this much; age and sex have no effect. */
export const memberEffect = 0.35;

/** Kano category each asked feature was made to fall into. */
export const kanoTruth: Readonly<Record<string, 'A' | 'O' | 'M' | 'I'>> = {
  自助收银: 'O',
  线上下单送货到家: 'A',
  免费停车两小时: 'M',
  儿童购物车: 'I',
  熟食试吃: 'A',
};

/** Share of customers who chose each channel. */
export const channelTruth: Readonly<Record<string, number>> = {
  微信公众号: 0.55,
  店内海报: 0.42,
  短信: 0.12,
  亲友介绍: 0.25,
  短视频平台: 0.33,
};

/** Forms made bad on purpose, by kind, beside scattered blanks (about 1.5 %) and 无法回答 (about 2 %). */
export const plantedFaults = {
  speeders: 12,
  straightLiners: 10,
  duplicates: 6,
  impossibleValues: 8,
  mostlyBlank: 5,
} as const;
export const ordinaryForms = 565;
