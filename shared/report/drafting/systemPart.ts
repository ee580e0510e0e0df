import { formatNumber } from '../../format/formatNumber.ts';
import * as b from '../templateBlocks.ts';
import { type DraftContext, scaleText } from './draftContext.ts';

/** The tree of indicators, how they are measured and weighed. */
export function systemPart({
  variables,
  entities,
  say,
  tables,
  csi,
  indicators,
  heading,
  paragraph,
  tree,
  text,
  locale,
  settings,
  all,
  findings,
  blank,
  study,
}: DraftContext): readonly b.NodeJson[] {
  const perception = variables.filter((variable) => variable.role === 'perception');
  const scale = perception.find((variable) => variable.scale !== null)?.scale ?? null;
  const methods = new Set([...entities.weighting.values()].map((weighting) => weighting.method));
  const methodNames = {
    direct: say('直接给定', 'set directly'),
    equal: say('等权', 'equal'),
    ahp: say('层次分析法（AHP）', 'analytic hierarchy process (AHP)'),
  };
  const structure = tables(csi, ['structure']);
  const system =
    indicators.length === 0
      ? []
      : [
          heading(1, '测评指标体系', 'Indicator system'),
          heading(2, '指标体系的构成', 'Structure'),
          paragraph(
            `测评指标体系共 ${tree.depth} 级，包括 ${tree.roots.length} 个一级指标和 ${tree.leaves.length} 个末级指标，逐级由抽象到具体，末级指标对应问卷中的题目。`,
            `The system has ${tree.depth} levels, ${tree.roots.length} indicators on the first and ${tree.leaves.length} on the lowest, which the questions measure.`,
          ),
          ...structure,
          ...(indicators.some((indicator) => indicator.definition.trim() !== '')
            ? [
                b.tableNode(
                  [
                    [text(say('指标', 'Indicator')), text(say('定义', 'Definition'))],
                    ...tree.nodes.flatMap(({ indicator }) =>
                      indicator.definition.trim() === '' ? [] : [[text(indicator.name), text(indicator.definition)]],
                    ),
                  ],
                  [170, 430],
                  { caption: say('指标的定义', 'Definitions of the indicators'), head: true },
                ),
              ]
            : []),
          heading(2, '指标的量化', 'Quantification'),
          ...(scale
            ? [
                paragraph(
                  `满意程度采用 ${scaleText(scale, locale)}量表测量，按量表的声明范围换算为 0–100 分；以 ${formatNumber(settings.satisfiedThreshold, 'integer', locale)} 分及以上为满意。${study.person.zh}满意度指数（CSI）为末级指标得分的加权平均，权重为各级权重的连乘积（综合权重）。`,
                  `Satisfaction is rated on a scale of ${scaleText(scale, locale)} and mapped to 0-100 on its declared range; a score of ${formatNumber(settings.satisfiedThreshold, 'integer', locale)} or more counts as satisfied. The index (CSI) is the mean of the lowest-level scores weighted by the product of weights along the path.`,
                ),
              ]
            : []),
          heading(2, '权重的确定', 'Weights'),
          methods.size > 0
            ? paragraph(
                `指标权重的确定方法：${[...methods].map((method) => methodNames[method]).join('、')}。同一上级指标之下各指标的权重之和为 1。`,
                `Weights were set by: ${[...methods].map((method) => methodNames[method]).join(', ')}. The weights under one indicator sum to 1.`,
              )
            : paragraph(
                `指标权重由测评单位给定，依据：${blank}。同一上级指标之下各指标的权重之和为 1。`,
                `The weights were given by the evaluating organisation; grounds: ${blank}. The weights under one indicator sum to 1.`,
              ),
          ...all('weights.ahp').flatMap((one) => findings(one)),
        ];
  return system;
}
