import type { Role } from '../../model/variable.ts';
import type * as b from '../templateBlocks.ts';
import { type DraftContext, roleNames } from './draftContext.ts';

/** The questions and whether they measure reliably. */
export function questionnairePart({
  variables,
  zh,
  heading,
  paragraph,
  indicators,
  alpha,
  findings,
  figures,
  tables,
}: DraftContext): readonly b.NodeJson[] {
  const counts = (role: Role): number => variables.filter((variable) => variable.role === role).length;
  const present = roleNames.flatMap(([role, zhName, enName]) =>
    counts(role) > 0 ? [zh ? `${zhName} ${counts(role)} 道` : `${counts(role)} ${enName}`] : [],
  );
  const questionnaire =
    variables.length === 0
      ? []
      : [
          heading(1, '问卷设计与检验', 'Questionnaire and its tests'),
          heading(2, '问卷的结构', 'Structure'),
          paragraph(
            present.length === 0
              ? '题目的用途尚未指定。'
              : `问卷${indicators.length > 0 ? '依据指标体系设计，' : ''}包括${present.join('、')}；全部题目见附录。`,
            present.length === 0
              ? 'The questions have no roles yet.'
              : `The questionnaire ${indicators.length > 0 ? 'follows the indicator system' : 'has these questions'}: ${present.join(', ')}. All questions are in the annex.`,
          ),
          ...(alpha
            ? [
                heading(2, '信度检验', 'Reliability'),
                ...findings(alpha),
                ...figures(alpha).slice(0, 1),
                ...tables(alpha, ['scales']),
              ]
            : []),
        ];
  return questionnaire;
}

/** How the answers came in and what was done to them. */
export function collectionPart({
  design,
  entities,
  heading,
  paragraph,
  findings,
  returns,
  figures,
  tables,
  blank,
}: DraftContext): readonly b.NodeJson[] {
  const weightName = design.weight ? (entities.variable.get(design.weight.variableId)?.label ?? '') : '';
  const collection = [
    heading(1, '数据收集与整理', 'Data collection'),
    paragraph(`调查方式与抽样方法：${blank}。`, `Way of surveying and sampling: ${blank}.`),
    ...findings(returns),
    ...figures(returns).slice(0, 1),
    ...tables(returns).slice(0, 1),
    ...(design.weight
      ? [
          paragraph(
            `计算使用${design.weight.kind === 'survey' ? '抽样权重' : '频数权重'}“${weightName}”${design.stratum ? '，并考虑分层' : ''}${design.cluster ? '和整群抽样' : ''}对误差的影响。`,
            `Computations use the ${design.weight.kind} weights “${weightName}”${design.stratum ? ', with strata' : ''}${design.cluster ? ' and clusters' : ''} entering the standard errors.`,
          ),
        ]
      : []),
  ];
  return collection;
}
