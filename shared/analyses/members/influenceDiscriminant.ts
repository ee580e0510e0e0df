import { findVariable } from '../../model/decode.ts';
import { discriminant } from '../../stats/discriminant.ts';
import { thresholdOption } from '../commonOptions.ts';
import { matrixRows } from '../correlationSource.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, mergeLeftOut } from '../design.ts';
import { groupingOf } from '../discriminantGroups.ts';
import { discriminantFigures, discriminantNarrative, discriminantTables } from '../discriminantTables.ts';
import type { DiscriminantValues } from '../discriminantValues.ts';
import { itemColumns, perceptionItems } from '../items.ts';
import { questionLabel } from '../labels.ts';
import { hasIndex } from '../projectIndex.ts';
import type { Estimate, Warning } from '../types.ts';

const honours = { weights: 'both', design: false } as const;

export const influenceDiscriminant = defineAnalysis({
  id: 'influence.discriminant',
  version: 1,
  group: 'influence',
  title: { zh: '判别分析', en: 'Discriminant analysis' },
  note: {
    what: {
      zh: '哪些题目把满意与不满意的顾客区分开，区分得有多准。',
      en: 'Which items tell satisfied from dissatisfied customers, and how well.',
    },
    formula: {
      zh: '典型判别函数为 W⁻¹B 的特征向量，组内合并方差为 1；结构系数为题目与函数的组内相关；Λ = Π1/(1 + λ)，χ² = −(n − 1 − (p + g)/2)·lnΛ；按 Fisher 线性函数归入得分最大的组，留一法用逆矩阵的更新公式逐份剔除，先验概率不变。',
      en: 'Canonical functions are eigenvectors of inverse(W) B with pooled within variance 1; structure = within-group correlations of items and function; lambda = product of 1/(1 + eigenvalue), chi-square = -(n - 1 - (p + g)/2) ln lambda; rows go to the group with the largest Fisher function; leaving one out updates the inverse, with the same priors.',
    },
    source:
      'Fisher (1936), Annals of Eugenics 7; Rao (1948); Lachenbruch & Mickey (1968), Technometrics 10; Box (1949).',
  },
  keywords: [
    '判别',
    'Fisher',
    '线性判别',
    '典型判别',
    'Wilks',
    'Mahalanobis',
    '命中率',
    '留一法',
    'discriminant',
    'LDA',
  ],
  inputs: {
    items: {
      kind: 'variables',
      title: { zh: '题目（空 = 全部感知题）', en: 'Items (none = all perception questions)' },
      min: 1,
      max: 200,
      optional: true,
    },
    overall: {
      kind: 'variable',
      title: {
        zh: '按哪道题分满意与否（空 = 总体满意度）',
        en: 'Satisfied by which question (none = overall satisfaction)',
      },
      roles: ['overallSatisfaction'],
      optional: true,
    },
    group: {
      kind: 'variable',
      title: { zh: '或按顾客特征分组', en: 'Or groups of a feature' },
      measures: ['nominal', 'ordinal'],
      roles: ['profile'],
      optional: true,
    },
  },
  options: {
    threshold: { ...thresholdOption, when: { notGiven: ['group'] } },
    priors: {
      kind: 'choice',
      title: { zh: '先验概率', en: 'Prior probabilities' },
      default: 'proportional',
      choices: [
        { value: 'proportional', title: { zh: '按各组份数', en: 'Shares of the groups' } },
        { value: 'equal', title: { zh: '各组相等', en: 'Equal' } },
      ],
    },
  },
  honours,
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<DiscriminantValues> {
    const design = designRows(snapshot, honours);
    const grouping = groupingOf(snapshot, inputs.group, inputs.overall, options.threshold, design);
    const warnings: Warning[] = [...design.warnings, ...(grouping?.warnings ?? [])];
    const refuse = (reason: string, n: number): Estimate<DiscriminantValues> =>
      noEstimate(
        reason,
        n,
        mergeLeftOut(design.leftOut, [{ reason: 'incomplete', count: design.rows.length - n }]),
        warnings,
      );
    if (!grouping) return refuse('noOverall', design.rows.length);
    const chosen = inputs.items.length > 0 ? inputs.items : perceptionItems(snapshot);
    const ids = chosen.filter((id) => !grouping.own.includes(id));
    if (ids.length === 0) return refuse('noPerception', design.rows.length);
    const columns = itemColumns(snapshot, ids, new Set(), design);
    // Only groups with at least one complete form take part.
    const seen = new Set<number>();
    for (let row = 0; row < grouping.codes.length && seen.size < grouping.labels.length; row++) {
      const code = grouping.codes[row]!;
      if (code >= 0 && !seen.has(code) && columns.every((column) => !Number.isNaN(column[row]!))) seen.add(code);
    }
    const present = [...seen].toSorted((a, b) => a - b);
    if (present.length < 2) return refuse('tooFewGroups', 0);
    const place = new Map(present.map((code, index) => [code, index]));
    const result = discriminant(
      columns,
      grouping.codes.map((code) => place.get(code) ?? -1),
      present.length,
      {
        weights: design.weights,
        weightKind: design.weightKind === 'survey' ? 'survey' : 'frequency',
        priors: options.priors === 'equal' ? 'equal' : 'proportional',
      },
    );
    if (result.status !== 'ok') return refuse(result.reason, result.n);
    const labels = present.map((code) => grouping.labels[code]!);
    const used = result.used.map((index) => ids[index]!);
    if (result.redundant.length > 0)
      warnings.push({
        code: 'discriminant.redundant',
        details: {
          count: result.redundant.length,
          names: result.redundant.map((index) => questionLabel(findVariable(snapshot, ids[index]!))),
        },
      });
    result.groupSizes.forEach((size, index) => {
      const label = labels[index]!;
      if (size < 2 * used.length)
        warnings.push({
          code: 'discriminant.smallGroup',
          details: {
            group: typeof label === 'string' ? label : label.zh,
            n: Math.round(size),
            items: used.length,
          },
        });
    });
    if (result.boxM && result.boxM.p < 0.001) warnings.push({ code: 'discriminant.unequalCovariances', details: {} });
    const total = result.groupSizes.reduce((sum, size) => sum + size, 0);
    return {
      status: 'ok',
      reason: null,
      n: result.n,
      leftOut: mergeLeftOut(design.leftOut, [{ reason: 'incomplete', count: result.nLeftOut }]),
      warnings,
      values: {
        n: result.n,
        kind: grouping.kind,
        threshold: grouping.kind === 'threshold' ? options.threshold : null,
        dependent: grouping.dependent,
        groups: labels.map((label, index) => ({
          label,
          n: result.groupSizes[index]!,
          prior: result.priors[index]!,
        })),
        items: used.map((id, item) => ({
          id: id as string,
          name: findVariable(snapshot, id).name,
          means: result.groupMeans.map((means) => means[item]!),
          ...result.univariate[item]!,
          raw: result.functions.map((one) => one.raw[item]!),
          standardized: result.functions.map((one) => one.standardized[item]!),
          structure: result.functions.map((one) => one.structure[item]!),
          classification: result.classification.map((one) => one.coefficients[item]!),
        })),
        functions: result.functions.map(({ raw: _raw, standardized: _std, structure: _str, ...one }) => one),
        classificationConstants: result.classification.map((one) => one.constant),
        withinCovariance: matrixRows(result.withinCovariance),
        boxM: result.boxM,
        pair: result.pair,
        inSample: result.inSample,
        leaveOneOut: result.leaveOneOut,
        chance: Math.max(...result.groupSizes) / total,
        ranked: Array.from(used.keys()).toSorted(
          (a, b) =>
            Math.abs(result.functions[0]!.structure[b]!) - Math.abs(result.functions[0]!.structure[a]!) || a - b,
        ),
      },
    };
  },
  tables: discriminantTables,
  figures: discriminantFigures,
  narrative: discriminantNarrative,
  propose: (snapshot) => (hasIndex(snapshot) ? [{ analysis: 'influence.discriminant', inputs: {}, options: {} }] : []),
});
