import type { Bilingual } from './text.ts';
import type { Measure, Role, ValueType } from './variable.ts';

/** What files say for a role; the window's own words (resources/locales, common) are the same, which a test compares. */
export const roleWords: Readonly<Record<Role, Bilingual>> = {
  perception: { zh: '感知', en: 'Perception' },
  expectation: { zh: '期望', en: 'Expectation' },
  importance: { zh: '重要度', en: 'Importance' },
  kanoFunctional: { zh: 'Kano 正向', en: 'Kano functional' },
  kanoDysfunctional: { zh: 'Kano 反向', en: 'Kano dysfunctional' },
  overallSatisfaction: { zh: '总体满意度', en: 'Overall satisfaction' },
  loyalty: { zh: '忠诚', en: 'Loyalty' },
  profile: { zh: '顾客特征', en: 'Customer feature' },
  multipleResponse: { zh: '多选题', en: 'Multiple response' },
  openComment: { zh: '开放题', en: 'Open comment' },
  weight: { zh: '权重', en: 'Weight' },
  stratum: { zh: '分层', en: 'Stratum' },
  cluster: { zh: '整群', en: 'Cluster' },
  id: { zh: '编号', en: 'ID' },
  time: { zh: '时间', en: 'Time' },
  none: { zh: '未指定', en: 'Not set' },
};

export const typeWords: Readonly<Record<ValueType, Bilingual>> = {
  number: { zh: '数值', en: 'Number' },
  text: { zh: '文本', en: 'Text' },
  date: { zh: '日期', en: 'Date' },
};

/** Levels of measurement. */
export const measureWords: Readonly<Record<Measure, Bilingual>> = {
  nominal: { zh: '分类', en: 'Nominal' },
  ordinal: { zh: '有序', en: 'Ordinal' },
  scale: { zh: '数量', en: 'Scale' },
};
