import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { decodeCategories, decodeNumeric } from '../../model/decode.ts';
import { InputError } from '../../model/errors.ts';
import type { VariableId } from '../../model/ids.ts';
import { inLocale } from '../../model/text.ts';
import { allocation, type AllocationRule, type Stratum } from '../../stats/allocation.ts';
import { groupedSample, spreadOf } from '../../stats/groupedSample.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows } from '../design.ts';
import { sentence } from '../sentence.ts';
import type { Estimate, MatrixInput, Warning } from '../types.ts';

const rules = ['proportional', 'neyman', 'costOptimal', 'equal'] as const satisfies readonly AllocationRule[];
const ruleNames = {
  proportional: { zh: '按比例', en: 'Proportional' },
  neyman: { zh: 'Neyman（最优）', en: 'Neyman' },
  costOptimal: { zh: '按费用最优', en: 'Optimal with cost' },
  equal: { zh: '平均', en: 'Equal' },
} as const;

type RuleValues = {
  readonly rule: AllocationRule;
  readonly exact: readonly number[];
  readonly forms: readonly number[];
  readonly variance: number;
  /** Standard error of the stratified mean, and total cost of the forms. */
  readonly se: number;
  readonly cost: number;
};
type AllocationValues = {
  readonly n: number;
  readonly chosen: AllocationRule;
  readonly strata: readonly {
    readonly label: string;
    readonly size: number;
    readonly sd: number;
    readonly cost: number;
  }[];
  readonly population: number;
  /** Rules that could be applied; one that needs spreads is missing when no stratum has one. */
  readonly rules: readonly RuleValues[];
  /** Place of the chosen rule in rules. */
  readonly at: number;
};

interface Strata {
  readonly labels: readonly string[];
  readonly strata: readonly Stratum[];
}

/** Rows of size, standard deviation, cost; sd and cost may be left out (then 1). */
function typedStrata(input: MatrixInput): Strata {
  return {
    labels: input.rows.map((_, row) => input.labels[row] ?? String(row + 1)),
    strata: input.rows.map(([size, sd = 1, cost = 1, ...rest], row) => {
      if (size === undefined || rest.length > 0) throw new InputError('sample.strataRows', { row: row + 1 });
      return { size, sd, cost };
    }),
  };
}

/** Strata of the project with the sizes of its design and the spread of a question in the forms at hand. */
function projectStrata(snapshot: Snapshot, stratum: VariableId, variable: VariableId | null): Strata | null {
  const design = designRows(snapshot, { weights: 'none', design: false });
  const { codes, labels } = decodeCategories(snapshot, stratum, design.rows);
  const sizes = snapshot.design.populationSizes;
  if (labels.length === 0 || labels.some((label) => !(Number(sizes[label]) >= 1))) return null;
  const sample = variable
    ? groupedSample(decodeNumeric(snapshot, variable, design.rows).values, codes, labels.length)
    : null;
  return {
    labels,
    strata: labels.map((label, place) => {
      const group = sample?.groups[place];
      const sd = group && group.n > 1 ? Math.sqrt(spreadOf(group).squares / (group.n - 1)) : sample ? 0 : 1;
      return { size: Math.round(Number(sizes[label])), sd, cost: 1 };
    }),
  };
}

export const sampleAllocation = defineAnalysis({
  id: 'sample.allocation',
  version: 1,
  group: 'sample',
  title: { zh: '分层样本分配', en: 'Allocation to strata' },
  note: {
    what: {
      zh: '把样本量分到各层：按比例、Neyman 最优、按费用最优、平均，并列比较其标准误。',
      en: 'Share the sample out over strata: proportionally, by Neyman, optimally with cost, equally; their standard errors side by side.',
    },
    formula: {
      zh: '按比例 n_h ∝ N_h；Neyman n_h ∝ N_h S_h；费用最优 n_h ∝ N_h S_h/√c_h；取整后合计为 n，2 ≤ n_h ≤ N_h。方差 Σ W_h²S_h²(1/n_h − 1/N_h)。',
      en: 'Proportional n_h ~ N_h; Neyman ~ N_h S_h; with cost ~ N_h S_h/sqrt(c_h); rounded so that the sum is n and 2 <= n_h <= N_h. Variance sum W_h^2 S_h^2 (1/n_h - 1/N_h).',
    },
    source: 'Neyman (1934); Cochran (1977), ch. 5.',
  },
  keywords: ['分层抽样', '样本分配', 'Neyman', '最优分配', 'allocation', 'strata'],
  inputs: {
    strata: {
      kind: 'matrix',
      title: { zh: '各层：总数、标准差、单位费用', en: 'Strata: size, standard deviation, cost' },
      optional: true,
    },
    stratum: {
      kind: 'variable',
      title: { zh: '或项目中的分层变量', en: 'Or the stratum of the project' },
      measures: ['nominal', 'ordinal'],
      roles: ['stratum', 'profile'],
      optional: true,
    },
    variable: {
      kind: 'variable',
      title: { zh: '以哪道题的标准差分配', en: 'Spread of this question' },
      roles: ['overallSatisfaction', 'perception'],
      optional: true,
    },
  },
  options: {
    n: { kind: 'number', title: { zh: '样本量', en: 'Sample size' }, default: 400, min: 1, step: 1, integer: true },
    rule: {
      kind: 'choice',
      title: { zh: '分配方式', en: 'Allocation' },
      default: 'proportional',
      choices: rules.map((value) => ({ value, title: ruleNames[value] })),
    },
  },
  honours: { weights: 'none', design: false },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<AllocationValues> {
    const given = inputs.strata
      ? typedStrata(inputs.strata)
      : inputs.stratum
        ? projectStrata(snapshot, inputs.stratum, inputs.variable)
        : null;
    if (!given) return noEstimate('noStrata', 0, []);
    const { strata, labels } = given;
    const chosen = options.rule as AllocationRule;
    const spread = strata.some((stratum) => stratum.sd > 0);
    // The chosen rule may refuse; the others are shown only where they apply.
    const usable = rules.filter((rule) => rule === chosen || rule === 'equal' || rule === 'proportional' || spread);
    const results = usable.map((rule): RuleValues => {
      const result = allocation(strata, options.n, rule);
      return {
        ...result,
        se: Math.sqrt(Math.max(0, result.variance)),
        cost: result.forms.reduce((sum, forms, h) => sum + forms * strata[h]!.cost, 0),
      };
    });
    const warnings: Warning[] = [];
    const at = usable.indexOf(chosen);
    const small = results[at]!.forms.filter((forms) => forms < 30).length;
    if (small > 0) warnings.push({ code: 'allocation.smallStrata', details: { count: small } });
    return {
      status: 'ok',
      reason: null,
      n: options.n,
      leftOut: [],
      warnings,
      values: {
        n: options.n,
        chosen,
        strata: strata.map((stratum, place) => ({ label: labels[place]!, ...stratum })),
        population: strata.reduce((sum, stratum) => sum + stratum.size, 0),
        rules: results,
        at,
      },
    };
  },
  tables({ values }) {
    return [
      {
        id: 'allocation',
        title: { zh: '各层应抽份数', en: 'Forms per stratum' },
        columns: [
          { key: 'stratum', title: { zh: '层', en: 'Stratum' }, format: 'text' },
          { key: 'size', title: { zh: '总数', en: 'Size' }, format: 'integer' },
          { key: 'sd', title: { zh: '标准差', en: 'SD' }, format: 'number2' },
          ...values.rules.map(({ rule }) => ({ key: rule, title: ruleNames[rule], format: 'integer' as const })),
        ],
        rows: [
          ...values.strata.map((stratum, place) => ({
            cells: {
              stratum: stratum.label,
              size: stratum.size,
              sd: stratum.sd,
              ...Object.fromEntries(values.rules.map((one) => [one.rule, one.forms[place]!])),
            },
          })),
          {
            emphasis: true,
            cells: {
              stratum: { zh: '合计', en: 'Total' },
              size: values.population,
              sd: null,
              ...Object.fromEntries(values.rules.map((one) => [one.rule, values.n])),
            },
          },
        ],
        notes: [],
      },
      {
        id: 'rules',
        title: { zh: '分配方式比较', en: 'Rules compared' },
        columns: [
          { key: 'rule', title: { zh: '方式', en: 'Rule' }, format: 'text' },
          { key: 'se', title: { zh: '均值的标准误', en: 'SE of the mean' }, format: 'number3' },
          { key: 'cost', title: { zh: '总费用（单位费用之和）', en: 'Total cost' }, format: 'number1' },
        ],
        rows: values.rules.map((one) => ({
          emphasis: one.rule === values.chosen,
          cells: { rule: ruleNames[one.rule], se: one.se, cost: one.cost },
        })),
        notes: [],
      },
    ];
  },
  figures({ values }, locale) {
    const own = values.rules[values.at]!;
    return [
      barWithError({
        id: 'forms',
        title: inLocale({ zh: '各层应抽份数', en: 'Forms per stratum' }, locale),
        altText: inLocale({ zh: '各层分到的样本量。', en: 'Sample allotted to each stratum.' }, locale),
        bars: values.strata.map((stratum, place) => ({
          label: stratum.label,
          value: own.forms[place]!,
          interval: null,
          text: formatNumber(own.forms[place]!, 'integer', locale),
        })),
        valueTitle: inLocale({ zh: '份数', en: 'Forms' }, locale),
        whole: true,
      }),
    ];
  },
  narrative({ values }, locale) {
    const best = values.rules.reduce((least, one, place) => (one.se < values.rules[least]!.se ? place : least), 0);
    return [
      sentence(
        locale,
        'rule',
        {
          zh: `{n|integer} 份样本以“{@rule}”方式分到 {@count} 层，均值的标准误为 {rules.${values.at}.se|number3}。`,
          en: `A sample of {n|integer} shared over {@count} strata (“{@rule}”) gives the mean a standard error of {rules.${values.at}.se|number3}.`,
        },
        { rule: inLocale(ruleNames[values.chosen], locale), count: String(values.strata.length) },
      ),
      ...(best === values.at
        ? []
        : [
            sentence(
              locale,
              'best',
              {
                zh: `“{@rule}”的标准误最小（{rules.${best}.se|number3}）。`,
                en: `“{@rule}” would give the smallest ({rules.${best}.se|number3}).`,
              },
              { rule: inLocale(ruleNames[values.rules[best]!.rule], locale) },
            ),
          ]),
    ];
  },
  propose: () => [],
});
