import type * as b from '../templateBlocks.ts';
import type { DraftContext } from './draftContext.ts';

/** The index, the indicators and the groups. */
export function resultsPart({
  csi,
  heading,
  findings,
  paragraph,
  figures,
  tables,
  normality,
  features,
  study,
}: DraftContext): readonly b.NodeJson[] {
  const results = csi
    ? [
        heading(1, '测评结果', 'Results'),
        heading(2, `${study.person.zh}满意度指数`, 'Satisfaction index'),
        ...findings(csi, 0, 2),
        paragraph(
          '按 −60 至 60 的满意级度（CSM）表示为 {csi:overall.csm|number2}。',
          'On the scale of satisfaction grades (CSM, −60 to 60) this is {csi:overall.csm|number2}.',
          { csi: csi.request },
        ),
        heading(2, '各级指标得分', 'Scores of the indicators'),
        ...findings(csi, 2),
        ...figures(csi, ['first', 'leaves']),
        ...tables(csi, ['indicators']),
        ...(normality
          ? [
              heading(2, '分布与正态性', 'Distribution'),
              ...findings(normality),
              ...figures(normality, ['histogram']),
              ...figures(normality, ['pp']),
              ...tables(normality, ['tests']),
            ]
          : []),
        ...(features.length > 0
          ? [
              heading(2, `不同${study.person.zh}群体的满意度`, `Groups of ${study.person.en}s`),
              ...features.flatMap((one) => [...findings(one), ...figures(one).slice(0, 1), ...tables(one).slice(0, 1)]),
            ]
          : []),
      ]
    : [];
  return results;
}

/** What to improve first, and what was expected. */
export function analysisPart({
  quadrant,
  gap,
  heading,
  findings,
  figures,
  tables,
}: DraftContext): readonly b.NodeJson[] {
  const analysis =
    quadrant || gap
      ? [
          heading(1, '分析', 'Analysis'),
          ...(quadrant
            ? [
                heading(2, '改进对象的选择（象限法）', 'Choosing what to improve (quadrants)'),
                ...findings(quadrant),
                ...figures(quadrant).slice(0, 1),
                ...tables(quadrant).slice(0, 1),
              ]
            : []),
          ...(gap
            ? [
                heading(2, '期望与感知', 'Expectation and perception'),
                ...findings(gap),
                ...figures(gap).slice(0, 1),
                ...tables(gap).slice(0, 1),
              ]
            : []),
        ]
      : [];
  return analysis;
}
