import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { decodeCategories, findVariable } from '../../model/decode.ts';
import type { VariableId } from '../../model/ids.ts';
import { type Bilingual, inLocale } from '../../model/text.ts';
import { discriminant, type Discriminant } from '../../stats/discriminant.ts';
import { thresholdOption } from '../commonOptions.ts';
import { matrixRows } from '../correlationSource.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, type DesignRows, mergeLeftOut } from '../design.ts';
import { itemColumns, perceptionItems } from '../items.ts';
import { questionLabel } from '../labels.ts';
import { overallScore, type ResultLabel } from '../overallScore.ts';
import { hasIndex } from '../projectIndex.ts';
import { joinNames, relationOf, sentence } from '../sentence.ts';
import type { Estimate, ResultTable, TableColumn, Warning } from '../types.ts';

type Rates = { readonly counts: readonly (readonly number[])[]; readonly hitRate: number };
type DiscriminantValues = {
  readonly n: number;
  /** 'threshold': not satisfied, satisfied by score; 'feature': groups of a question. */
  readonly kind: 'threshold' | 'feature';
  readonly threshold: number | null;
  readonly dependent: ResultLabel;
  readonly groups: readonly { readonly label: ResultLabel; readonly n: number; readonly prior: number }[];
  readonly items: readonly {
    readonly id: string;
    readonly name: string;
    readonly means: readonly number[];
    readonly wilksLambda: number;
    readonly f: number | null;
    readonly df1: number;
    readonly df2: number;
    readonly p: number | null;
    readonly raw: readonly number[];
    readonly standardized: readonly number[];
    readonly structure: readonly number[];
    readonly classification: readonly number[];
  }[];
  readonly functions: readonly {
    readonly eigenvalue: number;
    readonly share: number;
    readonly canonicalCorrelation: number;
    readonly wilksLambda: number;
    readonly chiSquare: number;
    readonly df: number;
    readonly p: number;
    readonly constant: number;
    readonly centroids: readonly number[];
  }[];
  readonly classificationConstants: readonly number[];
  readonly withinCovariance: readonly (readonly number[])[];
  readonly boxM: Discriminant['boxM'];
  readonly pair: Discriminant['pair'];
  readonly inSample: Rates;
  readonly leaveOneOut: Rates;
  /** Hit rate of putting everyone into the largest group. */
  readonly chance: number;
  /** Places in items by size of the structure coefficient of the first function. */
  readonly ranked: readonly number[];
};

const honours = { weights: 'both', design: false } as const;

const satisfiedLabels: readonly ResultLabel[] = [
  { zh: '不满意', en: 'not satisfied' },
  { zh: '满意', en: 'satisfied' },
];

interface Grouping {
  readonly codes: Int32Array;
  readonly labels: readonly ResultLabel[];
  readonly dependent: ResultLabel;
  readonly kind: 'threshold' | 'feature';
  /** Questions that made the groups and cannot be items as well. */
  readonly own: readonly VariableId[];
  readonly warnings: readonly Warning[];
}

function groupingOf(
  snapshot: Snapshot,
  group: VariableId | null,
  overall: VariableId | null,
  threshold: number,
  design: DesignRows,
): Grouping | null {
  if (group !== null) {
    const { codes, labels } = decodeCategories(snapshot, group, design.rows);
    return {
      codes,
      labels,
      dependent: questionLabel(findVariable(snapshot, group)),
      kind: 'feature',
      own: [group],
      warnings: [],
    };
  }
  const score = overallScore(snapshot, overall, design);
  if (!score) return null;
  return {
    // The limit itself counts as satisfied; scores of exact answers carry rounding only in the last digit.
    codes: Int32Array.from(score.values, (value) => (Number.isNaN(value) ? -1 : value >= threshold - 1e-9 ? 1 : 0)),
    labels: satisfiedLabels,
    dependent: score.label,
    kind: 'threshold',
    own: score.ids,
    warnings: score.warnings,
  };
}

function matrixTable(id: string, title: Bilingual, values: DiscriminantValues, rates: Rates): ResultTable {
  return {
    id,
    title,
    columns: [
      { key: 'actual', title: { zh: '实际组', en: 'Actual group' }, format: 'text' },
      ...values.groups.map(
        (group, place): TableColumn => ({
          key: `g${place}`,
          title:
            typeof group.label === 'string'
              ? { zh: `判为 ${group.label}`, en: `Predicted ${group.label}` }
              : { zh: `判为${group.label.zh}`, en: `Predicted ${group.label.en}` },
          format: 'integer',
        }),
      ),
      { key: 'rate', title: { zh: '正确率', en: 'Correct' }, format: 'share1' },
    ],
    rows: [
      ...rates.counts.map((row, actual) => {
        const total = row.reduce((sum, count) => sum + count, 0);
        return {
          cells: {
            actual: values.groups[actual]!.label,
            ...Object.fromEntries(row.map((count, place) => [`g${place}`, count])),
            rate: total > 0 ? row[actual]! / total : null,
          },
        };
      }),
      {
        emphasis: true,
        cells: {
          actual: { zh: '合计', en: 'All' },
          ...Object.fromEntries(
            values.groups.map((_, place) => [`g${place}`, rates.counts.reduce((sum, row) => sum + row[place]!, 0)]),
          ),
          rate: rates.hitRate,
        },
      },
    ],
    notes: [],
  };
}

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
    threshold: thresholdOption,
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
          names: result.redundant.map((index) => questionLabel(findVariable(snapshot, ids[index]!))).join('、'),
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
  tables({ values, labels }) {
    const numbers = Array.from(values.functions.keys());
    const suffix = (k: number): string => (values.functions.length > 1 ? ` ${k + 1}` : '');
    const perFunction = (key: string, zh: string, en: string): readonly TableColumn[] =>
      numbers.map((k) => ({
        key: `${key}${k}`,
        title: { zh: `${zh}${suffix(k)}`, en: `${en}${suffix(k)}` },
        format: 'number3',
      }));
    return [
      {
        id: 'functions',
        title: { zh: '典型判别函数', en: 'Canonical functions' },
        columns: [
          { key: 'function', title: { zh: '函数', en: 'Function' }, format: 'integer' },
          { key: 'eigenvalue', title: { zh: '特征值', en: 'Eigenvalue' }, format: 'number3' },
          { key: 'share', title: { zh: '占比', en: 'Share' }, format: 'share1' },
          { key: 'canonical', title: { zh: '典型相关', en: 'Canonical r' }, format: 'coefficient' },
          { key: 'lambda', title: { zh: 'Wilks Λ', en: 'Wilks’ lambda' }, format: 'coefficient' },
          { key: 'chiSquare', title: { zh: 'χ²', en: 'Chi-square' }, format: 'number2' },
          { key: 'df', title: { zh: '自由度', en: 'df' }, format: 'integer' },
          { key: 'p', title: { zh: 'p', en: 'p' }, format: 'pValue' },
        ],
        rows: values.functions.map((one, k) => ({
          cells: {
            function: k + 1,
            eigenvalue: one.eigenvalue,
            share: one.share,
            canonical: one.canonicalCorrelation,
            lambda: one.wilksLambda,
            chiSquare: one.chiSquare,
            df: one.df,
            p: one.p,
          },
        })),
        notes: values.boxM
          ? [
              {
                zh: `Box M = ${formatNumber(values.boxM.m, 'number2', 'zh-CN')}，p = ${formatNumber(values.boxM.p, 'pValue', 'zh-CN')}。`,
                en: `Box’s M = ${formatNumber(values.boxM.m, 'number2', 'en')}, p = ${formatNumber(values.boxM.p, 'pValue', 'en')}.`,
              },
            ]
          : [],
      },
      {
        id: 'items',
        title: { zh: '判别系数', en: 'Coefficients' },
        columns: [
          { key: 'item', title: { zh: '题目', en: 'Item' }, format: 'text' },
          ...values.groups.map(
            (group, index): TableColumn => ({
              key: `mean${index}`,
              title:
                typeof group.label === 'string'
                  ? { zh: `${group.label} 均值`, en: `Mean, ${group.label}` }
                  : { zh: `${group.label.zh}组均值`, en: `Mean, ${group.label.en}` },
              format: 'number2',
            }),
          ),
          { key: 'f', title: { zh: 'F', en: 'F' }, format: 'number2' },
          { key: 'p', title: { zh: 'p', en: 'p' }, format: 'pValue' },
          ...perFunction('raw', '原始系数', 'Raw'),
          ...perFunction('std', '标准化系数', 'Standardised'),
          ...perFunction('str', '结构系数', 'Structure'),
        ],
        rows: [
          ...values.ranked.map((place) => {
            const item = values.items[place]!;
            return {
              cells: {
                item: labels[item.id] ?? item.name,
                ...Object.fromEntries(item.means.map((mean, index) => [`mean${index}`, mean])),
                f: item.f,
                p: item.p,
                ...Object.fromEntries(
                  numbers.flatMap((k) => [
                    [`raw${k}`, item.raw[k]!],
                    [`std${k}`, item.standardized[k]!],
                    [`str${k}`, item.structure[k]!],
                  ]),
                ),
              },
            };
          }),
          {
            emphasis: true,
            cells: {
              item: { zh: '常数', en: 'Constant' },
              ...Object.fromEntries(values.groups.map((_, index) => [`mean${index}`, null])),
              f: null,
              p: null,
              ...Object.fromEntries(numbers.flatMap((k) => [[`std${k}`, null] as const, [`str${k}`, null] as const])),
              ...Object.fromEntries(numbers.map((k) => [`raw${k}`, values.functions[k]!.constant])),
            },
          },
        ],
        notes: [{ zh: '按结构系数的大小排列。', en: 'By size of the structure coefficient.' }],
      },
      {
        id: 'groups',
        title: { zh: '各组的重心', en: 'Group centroids' },
        columns: [
          { key: 'group', title: { zh: '组', en: 'Group' }, format: 'text' },
          { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' },
          { key: 'prior', title: { zh: '先验概率', en: 'Prior' }, format: 'share1' },
          ...perFunction('centroid', '重心', 'Centroid'),
        ],
        rows: values.groups.map((group, index) => ({
          cells: {
            group: group.label,
            n: group.n,
            prior: group.prior,
            ...Object.fromEntries(numbers.map((k) => [`centroid${k}`, values.functions[k]!.centroids[index]!])),
          },
        })),
        notes: values.pair
          ? [
              {
                zh: `判别得分的分界为 ${formatNumber(values.pair.cutWithPriors, 'number3', 'zh-CN')}（两重心中点 ${formatNumber(values.pair.cut, 'number3', 'zh-CN')}）。`,
                en: `The cut on the score is ${formatNumber(values.pair.cutWithPriors, 'number3', 'en')} (half way between the centroids: ${formatNumber(values.pair.cut, 'number3', 'en')}).`,
              },
            ]
          : [],
      },
      matrixTable(
        'leaveOneOut',
        { zh: '判别结果（留一法）', en: 'Classification (leaving one out)' },
        values,
        values.leaveOneOut,
      ),
      matrixTable('inSample', { zh: '判别结果（样本内）', en: 'Classification (in sample)' }, values, values.inSample),
    ];
  },
  figures({ values, labels }, locale) {
    const top = values.ranked.slice(0, 20);
    return [
      barWithError({
        id: 'structure',
        title: inLocale(
          {
            zh: '各题目对分组的区分力（结构系数）',
            en: 'How the items tell the groups apart (structure coefficients)',
          },
          locale,
        ),
        altText: inLocale(
          {
            zh: `${top.length} 道题与判别函数的相关，由大到小。`,
            en: `Correlations of ${top.length} items with the discriminant function, largest first.`,
          },
          locale,
        ),
        bars: top.map((place) => {
          const item = values.items[place]!;
          return {
            label: labels[item.id] ?? item.name,
            value: item.structure[0]!,
            interval: null,
            text: formatNumber(item.structure[0]!, 'coefficient', locale),
            emphasis: Math.abs(item.structure[0]!) >= 0.5,
          };
        }),
        valueTitle: inLocale(
          { zh: '与判别函数的相关（组内）', en: 'Within-group correlation with the function' },
          locale,
        ),
      }),
    ];
  },
  narrative({ values, labels }, locale) {
    const name = (place: number): string => `“${labels[values.items[place]!.id] ?? values.items[place]!.name}”`;
    const strong = values.ranked.slice(0, Math.min(3, values.ranked.length));
    const better = values.leaveOneOut.hitRate > values.chance;
    return [
      sentence(
        locale,
        {
          zh: '按{@dependent}分组的{@significance}（Wilks Λ = {functions.0.wilksLambda|coefficient}，p {@relation}{functions.0.p|pValue}，典型相关 {functions.0.canonicalCorrelation|coefficient}，{n|integer} 份）。',
          en: 'The groups by {@dependent} {@significance} (Wilks’ lambda {functions.0.wilksLambda|coefficient}, p {@relation}{functions.0.p|pValue}, canonical correlation {functions.0.canonicalCorrelation|coefficient}, {n|integer} forms).',
        },
        {
          dependent: inLocale(values.dependent, locale),
          relation: relationOf(values.functions[0]!.p),
          significance: inLocale(
            values.functions[0]!.p < 0.05
              ? { zh: '各组差异显著', en: 'differ beyond chance' }
              : { zh: '各组差异不显著', en: 'do not differ beyond chance' },
            locale,
          ),
        },
      ),
      sentence(
        locale,
        better
          ? {
              zh: '留一法判别正确率为 {leaveOneOut.hitRate|share1}（样本内 {inSample.hitRate|share1}），高于全部判入最大组的 {chance|share1}。',
              en: 'Leaving one out, {leaveOneOut.hitRate|share1} are put where they belong ({inSample.hitRate|share1} in sample), against {chance|share1} for always guessing the largest group.',
            }
          : {
              zh: '留一法判别正确率为 {leaveOneOut.hitRate|share1}（样本内 {inSample.hitRate|share1}），不高于全部判入最大组的 {chance|share1}，判别函数没有用处。',
              en: 'Leaving one out, {leaveOneOut.hitRate|share1} are put where they belong ({inSample.hitRate|share1} in sample), no more than the {chance|share1} of always guessing the largest group: the function is of no use.',
            },
      ),
      sentence(
        locale,
        {
          zh: '区分力最强的是{@names}；这是关联，不等于因果。',
          en: '{@names} tell the groups apart best; this is association, not cause.',
        },
        { names: joinNames(strong.map(name), locale) },
      ),
    ];
  },
  propose: (snapshot) => (hasIndex(snapshot) ? [{ analysis: 'influence.discriminant', inputs: {}, options: {} }] : []),
});
