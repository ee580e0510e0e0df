import { isolateName } from '../format/isolateNames.ts';
import type { Bilingual } from '../model/text.ts';
import { kanoCategories, type KanoCategory } from '../satisfaction/kano.ts';
import { smallBase } from './featureGroups.ts';
import { kanoCategoryTitles, type KanoValues } from './kanoValues.ts';
import type { AnalysisResult, ResultTable } from './types.ts';

const withLetter = (category: KanoCategory): Bilingual => ({
  zh: `${category} ${kanoCategoryTitles[category].zh}`,
  en: `${category} ${kanoCategoryTitles[category].en}`,
});

/** The features with their shares and categories; with a segment, the categories of each group beside each other. */
export function kanoTables({ values, labels }: AnalysisResult<KanoValues>): readonly ResultTable[] {
  const share = (category: KanoCategory) => ({
    key: category,
    title: withLetter(category),
    format: 'share1' as const,
  });
  const main: ResultTable = {
    id: 'features',
    title: { zh: '各项功能的 Kano 类别', en: 'Kano categories of the features' },
    columns: [
      { key: 'label', title: { zh: '功能', en: 'Feature' }, format: 'text' },
      { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' },
      ...kanoCategories.map(share),
      { key: 'category', title: { zh: '类别', en: 'Category' }, format: 'text' },
      { key: 'better', title: { zh: 'Better', en: 'Better' }, format: 'number3' },
      { key: 'worse', title: { zh: 'Worse', en: 'Worse' }, format: 'number3' },
      { key: 'categoryStrength', title: { zh: '类别强度', en: 'Category strength' }, format: 'share1' },
      { key: 'totalStrength', title: { zh: '总强度', en: 'Total strength' }, format: 'share1' },
      { key: 'fong', title: { zh: 'Fong 检验', en: 'Fong' }, format: 'text' },
    ],
    rows: values.features.map((one) => ({
      cells: {
        label: one.label,
        n: one.n,
        ...one.shares,
        category: {
          zh: `${withLetter(one.category).zh}${one.close.length > 0 ? '*' : ''}`,
          en: `${withLetter(one.category).en}${one.close.length > 0 ? '*' : ''}`,
        },
        better: one.better,
        worse: one.worse,
        categoryStrength: one.categoryStrength,
        totalStrength: one.totalStrength,
        fong: one.fong.significant ? { zh: '显著', en: 'significant' } : { zh: '不显著', en: 'not significant' },
      },
    })),
    notes: values.features.some((one) => one.close.length > 0)
      ? [
          {
            zh: '* 前几类占比相差不超过界限，按 M > O > A > I 取。',
            en: '* The first categories are within the closeness: the first of M > O > A > I is taken.',
          },
        ]
      : [],
  };
  if (values.segment === null) return [main];
  const name = isolateName(labels[values.segment] ?? values.segment);
  return [
    main,
    {
      id: 'segments',
      title: { zh: `按${name}的类别（Better / Worse）`, en: `Categories by ${name} (Better / Worse)` },
      columns: [
        { key: 'label', title: { zh: '功能', en: 'Feature' }, format: 'text' },
        ...values.groups.flatMap((group, index) => [
          { key: `category${index}`, title: group.label, format: 'text' as const },
          { key: `better${index}`, title: 'Better', format: 'number2' as const },
          { key: `worse${index}`, title: 'Worse', format: 'number2' as const },
        ]),
      ],
      rows: values.features.map((one, place) => ({
        emphasis: values.differing.includes(place),
        cells: {
          label: one.label,
          ...Object.fromEntries(
            values.groups.flatMap((group, index) => {
              const part = group.features[place]!;
              const small = part.n < smallBase ? '†' : '';
              return [
                [
                  `category${index}`,
                  part.category === null
                    ? null
                    : {
                        zh: `${withLetter(part.category).zh}${small}`,
                        en: `${withLetter(part.category).en}${small}`,
                      },
                ],
                [`better${index}`, part.better],
                [`worse${index}`, part.worse],
              ];
            }),
          ),
        },
      })),
      notes: values.groups.some((group) => group.features.some((one) => one.n < smallBase))
        ? [{ zh: '† 少于 30 份，结果仅供参考。', en: '† Fewer than 30 forms: read with care.' }]
        : [],
    },
  ];
}
