import type { Bilingual } from './text.ts';

/**
 * Words of the reasons for which forms are excluded, by the code saved with the exclusion: those the window offers. Reports and exported
 * files call a reason as the window does (`reasons` of resources/locales data.json).
 */
export const exclusionReasons: Readonly<Record<string, Bilingual>> = {
  byHand: { zh: '人工剔除', en: 'Manual decision' },
  blank: { zh: '漏答过多', en: 'Too many blanks' },
  speeder: { zh: '作答过快', en: 'Speeder' },
  duplicate: { zh: '重复提交', en: 'Duplicate' },
  straightLine: { zh: '一律同分', en: 'Straight-lining' },
  outOfRange: { zh: '超出量表', en: 'Out of scale' },
};
