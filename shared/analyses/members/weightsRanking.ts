import type { Snapshot } from '../../model/dataset.ts';
import { decodeNumeric, findVariable } from '../../model/decode.ts';
import { InputError } from '../../model/errors.ts';
import type { VariableId } from '../../model/ids.ts';
import type { Bilingual } from '../../model/text.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import { ahp, type RandomIndexTable } from '../../satisfaction/ahp.ts';
import {
  rankingJudgments,
  type RankingRule,
  rankingRules,
  rankingSummary,
} from '../../satisfaction/rankingJudgments.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, mergeLeftOut } from '../design.ts';
import { questionLabel } from '../labels.ts';
import { sentence } from '../sentence.ts';
import type { Estimate, MatrixInput } from '../types.ts';
import { byWeight, heaviestSentence, weightBars, weightTable } from '../weightResult.ts';
import { consistencyWarnings, prioritiesOption, randomIndexOption } from './weightsAhp.ts';

type RankingValues = {
  readonly rule: RankingRule;
  readonly respondents: number;
  readonly elements: readonly {
    readonly label: string;
    readonly weight: number;
    /** Mean rank score, k = most important. */
    readonly score: number;
    readonly geometric: number;
    readonly linear: number;
    readonly preference: number;
  }[];
  readonly order: readonly number[];
  readonly rules: readonly {
    readonly rule: RankingRule;
    readonly lambdaMax: number;
    readonly consistencyIndex: number;
    readonly consistencyRatio: number | null;
    readonly matrix: readonly (readonly number[])[];
  }[];
  /** Of the rule in force. */
  readonly consistencyRatio: number | null;
};

const ruleTitles: Readonly<Record<RankingRule, Bilingual>> = {
  geometric: { zh: '几何转换', en: 'Geometric' },
  linear: { zh: '线性转换', en: 'Linear' },
  preference: { zh: '偏好比例', en: 'Preference share' },
};

interface Rankings {
  readonly labels: readonly string[];
  readonly columns: readonly Float64Array[];
  readonly weights: Float64Array | null;
  readonly leftOut: Estimate['leftOut'];
  readonly warnings: Estimate['warnings'];
}

/** Ranks typed in: one line per indicator, one column per respondent. */
function typedRankings(matrix: MatrixInput): Rankings {
  if (matrix.labels.length !== matrix.rows.length || matrix.rows.length < 2)
    throw new InputError('ranking.shape', { labels: matrix.labels.length, rows: matrix.rows.length });
  const count = matrix.rows[0]!.length;
  if (count === 0 || matrix.rows.some((row) => row.length !== count))
    throw new InputError('ranking.shape', { labels: matrix.labels.length, rows: matrix.rows.length });
  return {
    labels: matrix.labels,
    columns: matrix.rows.map((row) => Float64Array.from(row)),
    weights: null,
    leftOut: [],
    warnings: [],
  };
}

function surveyRankings(snapshot: Snapshot, items: readonly VariableId[]): Rankings {
  const design = designRows(snapshot, { weights: 'both', design: false });
  return {
    labels: items.map((id) => questionLabel(findVariable(snapshot, id))),
    columns: items.map((id) => decodeNumeric(snapshot, id, design.rows).values),
    weights: design.weights,
    leftOut: design.leftOut,
    warnings: design.warnings,
  };
}

export const weightsRanking = defineAnalysis({
  id: 'weights.ranking',
  version: 1,
  group: 'weights',
  title: { zh: '排序转判断矩阵的权重', en: 'AHP weights from rankings' },
  note: {
    what: {
      zh: '由顾客或员工对指标重要性的排序得到判断矩阵和权重，三种转换规则并列。',
      en: 'Judgment matrix and weights from how customers or employees rank the indicators, under three rules side by side.',
    },
    formula: {
      zh: 'r_i 为平均排序得分（k 个指标中第一名得 k 分），R = max r − min r。几何：a_ij = c^((r_i − r_j)/R)；线性：a_ij = 1 + 8(r_i − r_j)/R（r_i ≥ r_j，其余取倒数）；偏好比例：a_ij = p/(1 − p)，p 为认为 i 比 j 重要的比例，限于 1/9 至 9。权重与 CR 同层次分析法。',
      en: 'r_i = mean rank score (first of k scores k), R = max r - min r. Geometric: a_ij = c^((r_i - r_j)/R); linear: a_ij = 1 + 8 (r_i - r_j)/R for r_i >= r_j, reciprocal below; preference share: a_ij = p/(1 - p), p the share who rank i above j, kept within 1/9 and 9. Weights and CR as in AHP.',
    },
    source: 'Saaty (1980). The Analytic Hierarchy Process.',
  },
  keywords: ['排序', '判断矩阵', '层次分析', 'AHP', 'ranking', '重要性排序'],
  inputs: {
    items: {
      kind: 'variables',
      title: { zh: '排序题（每个指标一列名次）', en: 'Rank questions (one column of ranks per indicator)' },
      min: 2,
      max: 15,
      optional: true,
    },
    rankings: {
      kind: 'matrix',
      title: {
        zh: '或直接录入：每行一个指标，各列为每人给的名次',
        en: 'Or typed in: a line per indicator, a column per person',
      },
      optional: true,
    },
  },
  options: {
    rule: {
      kind: 'choice',
      title: { zh: '采用的规则', en: 'Rule in force' },
      default: 'geometric',
      choices: rankingRules.map((rule) => ({ value: rule, title: ruleTitles[rule] })),
    },
    first: {
      kind: 'choice',
      title: { zh: '名次 1 表示', en: 'Rank 1 is' },
      default: 'most',
      choices: [
        { value: 'most', title: { zh: '最重要', en: 'The most important' } },
        { value: 'least', title: { zh: '最不重要', en: 'The least important' } },
      ],
    },
    base: {
      kind: 'choice',
      title: { zh: '几何转换的最大比 c', en: 'Largest ratio c of the geometric rule' },
      default: '9',
      choices: ['9', '7', '5'].map((value) => ({ value, title: { zh: value, en: value } })),
    },
    priorities: prioritiesOption,
    randomIndex: randomIndexOption,
  },
  honours: { weights: 'both', design: false },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<RankingValues> {
    if (inputs.items.length > 0 === (inputs.rankings !== null)) throw new InputError('ranking.source');
    const given = inputs.rankings ? typedRankings(inputs.rankings) : surveyRankings(snapshot, inputs.items);
    const columns =
      options.first === 'most' ? given.columns : given.columns.map((column) => column.map((rank) => -rank));
    const summary = rankingSummary(columns, given.weights);
    const people = columns[0]!.length;
    const leftOut = mergeLeftOut(given.leftOut, [{ reason: 'incomplete', count: people - (summary?.n ?? 0) }]);
    if (!summary) return noEstimate('tooFewRows', 0, leftOut, given.warnings);
    const table = options.randomIndex as RandomIndexTable;
    const results = rankingRules.map((rule) => {
      const matrix = rankingJudgments(summary, rule, Number(options.base));
      return { rule, matrix, result: ahp(matrix, { priorities: options.priorities as 'eigenvector' }) };
    });
    const of = (rule: RankingRule) => results.find((one) => one.rule === rule)!.result;
    const rule = options.rule as RankingRule;
    const chosen = of(rule);
    return {
      status: 'ok',
      reason: null,
      n: summary.n,
      leftOut,
      warnings: [...given.warnings, ...consistencyWarnings(chosen, table)],
      values: {
        rule,
        respondents: summary.n,
        elements: given.labels.map((label, place) => ({
          label,
          weight: chosen.weights[place]!,
          score: summary.scores[place]!,
          geometric: of('geometric').weights[place]!,
          linear: of('linear').weights[place]!,
          preference: of('preference').weights[place]!,
        })),
        order: byWeight(chosen.weights),
        rules: results.map(({ rule: one, matrix, result }) => ({
          rule: one,
          lambdaMax: result.lambdaMax,
          consistencyIndex: result.consistencyIndex,
          consistencyRatio: result.consistencyRatio[table],
          matrix,
        })),
        consistencyRatio: chosen.consistencyRatio[table],
      },
    };
  },
  tables({ values }) {
    return [
      weightTable(
        { zh: '由排序得到的权重', en: 'Weights from rankings' },
        values.elements,
        [
          {
            key: 'score',
            title: { zh: '平均排序得分', en: 'Mean rank score' },
            format: 'number2',
            value: (one) => one.score,
          },
          ...rankingRules.map((rule) => ({
            key: rule,
            title: ruleTitles[rule],
            format: 'weight' as const,
            value: (one: RankingValues['elements'][number]) => one[rule],
          })),
        ],
        [
          {
            zh: `采用${ruleTitles[values.rule].zh}；CR = ${formatNumber(values.consistencyRatio, 'number3', 'zh-CN')}。`,
            en: `Rule in force: ${ruleTitles[values.rule].en.toLowerCase()}; CR = ${formatNumber(values.consistencyRatio, 'number3', 'en')}.`,
          },
        ],
      ),
      {
        id: 'rules',
        title: { zh: '三种规则的一致性', en: 'Consistency under the three rules' },
        columns: [
          { key: 'rule', title: { zh: '规则', en: 'Rule' }, format: 'text' },
          { key: 'lambdaMax', title: { zh: 'λ', en: 'lambda' }, format: 'number3' },
          { key: 'consistencyIndex', title: { zh: 'CI', en: 'CI' }, format: 'number3' },
          { key: 'consistencyRatio', title: { zh: 'CR', en: 'CR' }, format: 'number3' },
        ],
        rows: values.rules.map((one) => ({
          emphasis: one.rule === values.rule,
          cells: {
            rule: ruleTitles[one.rule],
            lambdaMax: one.lambdaMax,
            consistencyIndex: one.consistencyIndex,
            consistencyRatio: one.consistencyRatio,
          },
        })),
        notes: [],
      },
    ];
  },
  figures({ values }, locale) {
    return [
      weightBars(
        { zh: '由排序得到的权重', en: 'Weights from rankings' },
        {
          zh: `${values.elements.length} 个指标的权重条形图，须线为三种规则的范围。`,
          en: `Bars of the weights of ${values.elements.length} indicators; whiskers span the three rules.`,
        },
        values.elements,
        locale,
        (one) => [
          Math.min(one.geometric, one.linear, one.preference),
          Math.max(one.geometric, one.linear, one.preference),
        ],
      ),
    ];
  },
  narrative({ values }, locale) {
    const leaders = new Set(rankingRules.map((rule) => byWeight(values.elements.map((element) => element[rule]))[0]!));
    return [
      heaviestSentence(values.elements, locale, {
        zh: `综合 ${values.respondents} 人的排序，`,
        en: `Across ${values.respondents} rankings, `,
      }),
      leaders.size === 1
        ? sentence(locale, 'rules', {
            zh: '三种转换规则下权重最大的指标相同。',
            en: 'The heaviest indicator is the same under all three rules.',
          })
        : sentence(locale, 'rules', {
            zh: '三种转换规则下权重最大的指标不同，采用哪种规则需要说明理由。',
            en: 'The heaviest indicator differs between the rules: say why one of them was chosen.',
          }),
    ];
  },
  propose: () => [],
});
