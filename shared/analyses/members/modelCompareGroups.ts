import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import type { VariableId } from '../../model/ids.ts';
import { inLocale } from '../../model/text.ts';
import { permutationTest } from '../../plssem/permutation.ts';
import { comparedGroups } from '../comparedGroups.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { mergeLeftOut } from '../design.ts';
import {
  modelOf,
  modelOption,
  plsData,
  plsMissingOption,
  plsOptions,
  schemeOption,
  toleranceOption,
} from '../plsRun.ts';
import { joinNames, sentence } from '../sentence.ts';
import type { Estimate } from '../types.ts';

type Difference = {
  readonly first: number | null;
  readonly second: number | null;
  readonly difference: number | null;
  readonly p: number | null;
};
type GroupValues = {
  readonly groups: readonly { readonly label: string; readonly n: number }[];
  readonly paths: readonly (Difference & { readonly from: string; readonly to: string })[];
  readonly indices: readonly (Difference & { readonly name: string })[];
  readonly permutations: number;
  readonly failed: number;
};

export const modelCompareGroups = defineAnalysis({
  id: 'model.compareGroups',
  version: 1,
  group: 'model',
  title: { zh: '结构方程的两组比较', en: 'Structural model in two groups' },
  note: {
    what: {
      zh: '同一模型在两组顾客中是否不同：路径系数与潜变量指数之差的置换检验。',
      en: 'Is the model the same in two groups of customers? Permutation tests of path coefficients and indices.',
    },
    formula: {
      zh: '保持两组大小，把问卷随机重新分组并重新估计；p =（1 + 差异不小于实际差异的次数）/（1 + 次数），双侧。缺答以全体均值替代。',
      en: 'Forms are dealt to two groups of the same sizes anew and the model refitted; p = (1 + differences at least as large)/(1 + permutations), two-sided. Missing answers take the mean of all.',
    },
    source: 'Chin and Dibbern (2010).',
  },
  keywords: ['多组分析', '分组比较', '置换检验', 'multigroup', 'MGA', 'permutation'],
  inputs: {
    feature: {
      kind: 'variable',
      title: { zh: '分组特征', en: 'Feature' },
      measures: ['nominal', 'ordinal'],
      roles: ['profile'],
    },
  },
  options: {
    model: modelOption,
    first: {
      kind: 'text',
      title: { zh: '第一组（空 = 人数最多的）', en: 'First group (none = the largest)' },
      default: '',
      of: 'levels',
      levelsOf: 'feature',
    },
    second: {
      kind: 'text',
      title: { zh: '第二组（空 = 人数第二多的）', en: 'Second group (none = the second largest)' },
      default: '',
      of: 'levels',
      levelsOf: 'feature',
    },
    permutations: {
      kind: 'number',
      title: { zh: '置换次数', en: 'Permutations' },
      default: 999,
      min: 99,
      max: 100_000,
      integer: true,
    },
    seed: {
      kind: 'number',
      title: { zh: '随机种子', en: 'Random seed' },
      default: 20260101,
      min: 0,
      max: 2_147_483_647,
      integer: true,
      setting: 'seed',
    },
    scheme: schemeOption,
    missing: plsMissingOption,
    tolerance: { ...toleranceOption, default: 1e-7 },
  },
  honours: { weights: 'both', design: false },
  random: true,
  estimate(snapshot, { inputs, options }, control): Estimate<GroupValues> {
    const given = modelOf(snapshot, options.model);
    if (!given) return noEstimate('noModel', 0, []);
    if (given.model.constructs.length < 2) return noEstimate('tooFewConstructs', 0, [], given.warnings);
    const data = plsData(snapshot, given);
    const { specification } = data;
    const alone = specification.constructs.find(
      ({ predecessors, successors }) => predecessors.length + successors.length === 0,
    );
    if (alone)
      return noEstimate('unconnected', 0, data.leftOut, [{ code: 'pls.inTheWay', details: { name: alone.name } }]);
    const groups = comparedGroups(snapshot, data, inputs.feature as VariableId, options);
    if (!groups) return noEstimate('tooFewGroups', 0, data.leftOut, data.warnings);
    const { first, second, missed, rows, groupOf } = groups;
    const leftOut = mergeLeftOut(data.leftOut, [
      { reason: 'filtered', count: groups.outside },
      { reason: 'incomplete', count: rows.nIncomplete },
    ]);
    const test = permutationTest(
      {
        specification,
        rows,
        options: plsOptions(options),
        groupOf,
        kind: data.kind,
        seed: options.seed,
      },
      options.permutations,
      control,
    );
    const sizes = [1, 2].map((group) => groupOf.filter((one) => one === group).length) as [number, number];
    if (!test.first || !test.second) return noEstimate('groupNotEstimable', rows.rows, leftOut, data.warnings);
    const { layout, p } = test;
    const compare = (place: number): Difference => ({
      first: test.first![place]!,
      second: test.second![place]!,
      difference: test.first![place]! - test.second![place]!,
      p: p[place]!,
    });
    const warnings = [
      ...data.warnings,
      ...(missed.length > 0 ? [{ code: 'pls.unknownGroup', details: { count: missed.length, names: missed } }] : []),
    ];
    for (const [place, { label }] of [first, second].entries())
      if (sizes[place]! < 100) warnings.push({ code: 'pls.smallGroup', details: { group: label, n: sizes[place]! } });
    if (test.failed > 0)
      warnings.push({ code: 'pls.resamplesFailed', details: { failed: test.failed, resamples: options.permutations } });
    const name = (place: number): string => specification.constructs[place]!.name;
    return {
      status: 'ok',
      reason: null,
      n: rows.rows,
      leftOut,
      warnings,
      values: {
        groups: [
          { label: first.label, n: sizes[0] },
          { label: second.label, n: sizes[1] },
        ],
        paths: specification.paths.map(({ from, to }, place) => ({
          from: name(from),
          to: name(to),
          ...compare(layout.paths + place),
        })),
        indices: specification.constructs.map((construct, place) => ({
          name: construct.name,
          ...compare(layout.indices + place),
        })),
        permutations: test.permutations,
        failed: test.failed,
      },
    };
  },
  tables({ values }) {
    const [first, second] = values.groups;
    const columns = (format: 'coefficient' | 'number2') => [
      { key: 'first', title: first!.label, format },
      { key: 'second', title: second!.label, format },
      { key: 'difference', title: { zh: '差', en: 'Difference' }, format },
      { key: 'p', title: { zh: 'p（置换）', en: 'p (permutation)' }, format: 'pValue' as const },
    ];
    const cells = ({ first: a, second: b, difference, p }: Difference) => ({ first: a, second: b, difference, p });
    const notes = [
      {
        zh: `${first!.label} ${first!.n} 份，${second!.label} ${second!.n} 份；置换 ${values.permutations} 次。p 未作多重比较校正。`,
        en: `${first!.label}: ${first!.n} forms, ${second!.label}: ${second!.n}; ${values.permutations} permutations. p without correction for several tests.`,
      },
    ];
    return [
      {
        id: 'paths',
        title: { zh: '路径系数的组间差异', en: 'Path coefficients by group' },
        columns: [
          { key: 'from', title: { zh: '从', en: 'From' }, format: 'text' },
          { key: 'to', title: { zh: '到', en: 'To' }, format: 'text' },
          ...columns('coefficient'),
        ],
        rows: values.paths.map((one) => ({
          emphasis: (one.p ?? 1) < 0.05,
          cells: { from: one.from, to: one.to, ...cells(one) },
        })),
        notes,
      },
      {
        id: 'indices',
        title: { zh: '潜变量指数的组间差异', en: 'Indices by group' },
        columns: [{ key: 'name', title: { zh: '潜变量', en: 'Construct' }, format: 'text' }, ...columns('number2')],
        rows: values.indices.map((one) => ({
          emphasis: (one.p ?? 1) < 0.05,
          cells: { name: one.name, ...cells(one) },
        })),
        notes,
      },
    ];
  },
  figures({ values }, locale) {
    return [
      barWithError({
        id: 'differences',
        title: inLocale(
          {
            zh: `路径系数之差：${values.groups[0]!.label} − ${values.groups[1]!.label}`,
            en: `Difference of path coefficients: ${values.groups[0]!.label} - ${values.groups[1]!.label}`,
          },
          locale,
        ),
        altText: inLocale(
          { zh: '两组路径系数之差。', en: 'Differences of the path coefficients of two groups.' },
          locale,
        ),
        shape: 'points',
        bars: values.paths.map((path) => ({
          label: `${path.from} → ${path.to}`,
          value: path.difference,
          interval: null,
          text: formatNumber(path.difference, 'coefficient', locale),
          emphasis: (path.p ?? 1) < 0.05,
        })),
        valueTitle: inLocale({ zh: '系数之差', en: 'Difference' }, locale),
        reference: { value: 0, label: '0' },
      }),
    ];
  },
  narrative({ values }, locale) {
    const clear = values.paths.filter(({ p }) => (p ?? 1) < 0.05).map(({ from, to }) => `“${from} → ${to}”`);
    const words = { first: values.groups[0]!.label, second: values.groups[1]!.label };
    return [
      clear.length === 0
        ? sentence(
            locale,
            'paths',
            {
              zh: '“{@first}”与“{@second}”的路径系数没有发现显著差异（.05 水平）。',
              en: 'No path differs significantly between “{@first}” and “{@second}” (.05).',
            },
            words,
          )
        : sentence(
            locale,
            'paths',
            {
              zh: '“{@first}”与“{@second}”在{@names}上的路径系数有显著差异（.05 水平，未作多重比较校正）。',
              en: '“{@first}” and “{@second}” differ significantly in {@names} (.05, without correction for several tests).',
            },
            { ...words, names: joinNames(clear, locale) },
          ),
    ];
  },
  propose: () => [],
});
