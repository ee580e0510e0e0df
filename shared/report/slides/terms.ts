import type { AnyAnalysis } from '../../analyses/types.ts';
import { type Bilingual, inLocale, type Locale } from '../../model/text.ts';
import type { SlideTable } from './deck.ts';
import { tableBlock } from './slideBlocks.ts';

interface Term {
  readonly name: Bilingual;
  readonly meaning: Bilingual;
}

const ofEveryStudy: readonly Term[] = [
  {
    name: { zh: '置信区间', en: 'Confidence interval' },
    meaning: {
      zh: '由样本推断总体的误差范围：区间越窄，结果越精确；两个区间互不重叠，差别通常不是偶然。',
      en: 'The margin within which the population lies: the narrower, the more precise. Where two intervals do not overlap, the difference is seldom chance.',
    },
  },
  {
    name: { zh: 'n', en: 'n' },
    meaning: { zh: '得出该结果的有效问卷份数。', en: 'Number of valid forms behind a result.' },
  },
];

const ofTheIndex: readonly Term[] = [
  {
    name: { zh: '得分', en: 'Score' },
    meaning: {
      zh: '题目按量表的声明范围换算到 0–100 分，便于不同量表之间比较。',
      en: 'Answers on the declared range of their scale mapped to 0-100, so that scales can be compared.',
    },
  },
  {
    name: { zh: '综合权重', en: 'Composite weight' },
    meaning: {
      zh: '末级指标在指数中的份量：自上而下各级权重的乘积，全部末级指标之和为 1。',
      en: 'What a lowest-level indicator counts in the index: the product of the weights above it; they sum to 1.',
    },
  },
];

/** The words a reader of the slides may ask about; null when there is nothing to explain. */
export function termsTable(analyses: readonly AnyAnalysis[], index: boolean, locale: Locale): SlideTable | null {
  if (analyses.length === 0) return null;
  const terms: readonly Term[] = [
    ...analyses.map(({ title, note }) => ({ name: title, meaning: note.what })),
    ...(index ? ofTheIndex : []),
    ...ofEveryStudy,
  ];
  return tableBlock('', {
    columns: [
      { title: inLocale({ zh: '术语', en: 'Term' }, locale), align: 'left' },
      { title: inLocale({ zh: '含义', en: 'Meaning' }, locale), align: 'left' },
    ],
    rows: terms.map(({ name, meaning }) => ({
      cells: [inLocale(name, locale), inLocale(meaning, locale)],
      depth: 0,
      emphasis: false,
    })),
    notes: [],
  });
}
