import { heatMap } from '../../charts/heatMap.ts';
import { likertBar } from '../../charts/likertBar.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { decodeCategories, findVariable, type LeftOut } from '../../model/decode.ts';
import type { VariableId } from '../../model/ids.ts';
import { inLocale } from '../../model/text.ts';
import { cramersVInterval } from '../../stats/cramersVInterval.ts';
import { crossCounts } from '../../stats/crossCounts.ts';
import { type ChiSquareTest, type CrossTable, crossTable } from '../../stats/crossTable.ts';
import { fisherExact, type FisherExact, oddsRatio, type OddsRatio } from '../../stats/fisherExact.ts';
import { type NominalAssociation, nominalAssociation } from '../../stats/nominalAssociation.ts';
import { type OrderedAssociation, orderedAssociation } from '../../stats/orderedAssociation.ts';
import { raoScott } from '../../stats/raoScott.ts';
import type { Interval } from '../../stats/types.ts';
import { levelOption, thresholdOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, type DesignRows, mergeLeftOut, missingLeftOut } from '../design.ts';
import { designOptions } from '../designStatistics.ts';
import { featureQuestions } from '../groupColumns.ts';
import { questionLabel } from '../labels.ts';
import { hasIndex, projectIndex } from '../projectIndex.ts';
import { sentence } from '../sentence.ts';
import type { Estimate, Warning } from '../types.ts';

/** More categories than this on one side make no table a reader can use. */
const mostCategories = 200;
/** Beyond so many cells the test under the design takes too long. */
const mostDesignCells = 120;

type Side = {
  readonly id: string | null;
  readonly title: { readonly zh: string; readonly en: string };
  readonly labels: readonly { readonly zh: string; readonly en: string }[];
  readonly ordered: boolean;
};
type CrossTableValues = {
  readonly level: number;
  readonly rows: Side;
  readonly columns: Side;
  readonly weighted: boolean;
  readonly percent: string;
  readonly table: Omit<CrossTable, 'rows' | 'columns'>;
  readonly test: {
    /** Which test the text goes by. */
    readonly reported: 'chiSquare' | 'fisher' | 'raoScott';
    readonly p: number;
    readonly likelihoodRatio: ChiSquareTest | null;
    readonly fisher: FisherExact | null;
    readonly raoScott: {
      readonly f: number | null;
      readonly df1: number;
      readonly df2: number;
      readonly p: number;
      readonly designEffect: number;
    } | null;
  };
  readonly cramersVInterval: Interval | null;
  readonly oddsRatio: OddsRatio | null;
  /** Signed, 2 x 2 tables only. */
  readonly phiSigned: number | null;
  readonly nominal: NominalAssociation;
  /** null unless both sides are ordered. */
  readonly ordered: OrderedAssociation | null;
  /** The cell that stands out most: places and adjusted residual; null when none is beyond the level. */
  readonly standsOut: { readonly row: number; readonly column: number; readonly residual: number } | null;
};

interface Categories {
  readonly id: string | null;
  readonly title: { readonly zh: string; readonly en: string };
  readonly codes: Int32Array;
  readonly labels: readonly { readonly zh: string; readonly en: string }[];
  readonly ordered: boolean;
  readonly leftOut: readonly LeftOut[];
}

const same = (text: string): { readonly zh: string; readonly en: string } => ({ zh: text, en: text });

function categoriesOf(snapshot: Snapshot, id: VariableId, design: DesignRows): Categories {
  const variable = findVariable(snapshot, id);
  const { codes, labels, missing } = decodeCategories(snapshot, id, design.rows);
  return {
    id,
    title: same(questionLabel(variable)),
    codes,
    labels: labels.map(same),
    ordered: variable.measure !== 'nominal',
    leftOut: missingLeftOut(missing),
  };
}

/** Satisfied or not by the forms' own indices. */
function satisfiedSplit(snapshot: Snapshot, threshold: number, design: DesignRows): Categories | null {
  const index = projectIndex(snapshot, { items: [], weights: [], missing: 'renormalise' }, design);
  if (!index) return null;
  const values = index.indices.get(null)!;
  let blank = 0;
  const codes = Int32Array.from(values, (value) => {
    if (Number.isNaN(value)) blank++;
    return Number.isNaN(value) ? -1 : value >= threshold ? 1 : 0;
  });
  return {
    id: null,
    title: { zh: '是否满意', en: 'Satisfied' },
    codes,
    labels: [
      { zh: '不满意', en: 'not satisfied' },
      { zh: '满意', en: 'satisfied' },
    ],
    ordered: true,
    leftOut: [{ reason: 'blank', count: blank }],
  };
}

function strengthWord(v: number, smaller: number): { readonly zh: string; readonly en: string } {
  // Cohen's w = V sqrt(smaller - 1): .1, .3, .5.
  const w = v * Math.sqrt(smaller - 1);
  if (w >= 0.5) return { zh: '强', en: 'strong' };
  if (w >= 0.3) return { zh: '中等', en: 'moderate' };
  return w >= 0.1 ? { zh: '弱', en: 'weak' } : { zh: '很弱', en: 'very weak' };
}

export const describeCrossTable = defineAnalysis({
  id: 'describe.crossTable',
  version: 1,
  group: 'describe',
  title: { zh: '交叉分组与列联表独立性', en: 'Cross table and independence' },
  note: {
    what: {
      zh: '两道分类题的联合分布，以及两者是否有关、关系多强、哪些格子突出；列可以是满意/不满意。',
      en: 'The joint distribution of two categorical questions: are they related, how closely, and which cells stand out; the columns may be satisfied / not satisfied.',
    },
    formula: {
      zh: 'χ² = Σ(O − E)²/E，E = 行合计×列合计/n；似然比 G²；Fisher 精确检验（2×2 及较小的表）；Cramér V = √(χ²/(n(min(r,c) − 1)))，区间由非中心 χ² 分布；校正残差 |r| > 1.96 的格子突出；有序题给出 γ、τ-b、Somers d。抽样权重或分层、整群设计下用 Rao-Scott 校正。',
      en: 'chi2 = sum (O - E)^2/E, E = row total x column total / n; likelihood ratio; Fisher’s exact test (2 x 2 and small tables); Cramer’s V = sqrt(chi2/(n (min(r, c) - 1))) with an interval from the noncentral chi-square law; cells with |adjusted residual| > 1.96 stand out; gamma, tau-b, Somers’ d for ordered questions. Under survey weights, strata or clusters with Rao and Scott’s correction.',
    },
    source:
      'Pearson (1900); Fisher (1935); Goodman and Kruskal (1954); Agresti (2013); Smithson (2003); Rao and Scott (1984).',
  },
  keywords: ['交叉表', '列联表', '卡方', '独立性', 'Cramer', 'Fisher', 'gamma', 'crosstab', 'chi-square', '残差'],
  inputs: {
    rows: { kind: 'variable', title: { zh: '行', en: 'Rows' }, roles: ['profile'] },
    columns: {
      kind: 'variable',
      title: { zh: '列（空 = 满意/不满意）', en: 'Columns (none = satisfied / not)' },
      optional: true,
    },
  },
  options: {
    level: levelOption,
    threshold: thresholdOption,
    percent: {
      kind: 'choice',
      title: { zh: '百分比', en: 'Percent' },
      default: 'row',
      choices: [
        { value: 'row', title: { zh: '行百分比', en: 'of the row' } },
        { value: 'column', title: { zh: '列百分比', en: 'of the column' } },
        { value: 'total', title: { zh: '总百分比', en: 'of the total' } },
      ],
    },
  },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<CrossTableValues> {
    const design = designRows(snapshot, { weights: 'both', design: true });
    const rows = categoriesOf(snapshot, inputs.rows!, design);
    const columns = inputs.columns
      ? categoriesOf(snapshot, inputs.columns, design)
      : satisfiedSplit(snapshot, options.threshold, design);
    if (!columns) return noEstimate('noIndicators', 0, design.leftOut, design.warnings);
    const warnings: Warning[] = [...design.warnings];
    const [r, c] = [rows.labels.length, columns.labels.length];
    if (r > mostCategories || c > mostCategories)
      return noEstimate('tooManyCategories', design.rows.length, design.leftOut, warnings);
    const { counts, forms } = crossCounts(rows.codes, columns.codes, r, c, design.weights);
    const missing = design.rows.length - forms;
    const leftOut = mergeLeftOut(design.leftOut, [{ reason: 'incomplete', count: missing }]);
    const survey = design.weightKind === 'survey';
    const byDesign = survey || design.strata !== null || design.clusters !== null;
    const total = survey
      ? design.weights!.reduce((sum, w, i) => sum + (rows.codes[i]! >= 0 && columns.codes[i]! >= 0 ? w : 0), 0)
      : 1;
    const scaled = survey ? counts.map((row) => row.map((count) => (count * forms) / total)) : counts;
    const result = crossTable(scaled);
    if (result.status !== 'ok') return noEstimate(forms === 0 ? 'noAnswers' : result.reason, forms, leftOut, warnings);
    const { status: _status, rows: keptRows, columns: keptColumns, ...table } = result;
    const corrected =
      byDesign && keptRows.length * keptColumns.length <= mostDesignCells
        ? raoScott(rows.codes, columns.codes, r, c, design.weights, structureOf(design, options.level))
        : null;
    if (byDesign && corrected === null) warnings.push({ code: 'crossTable.tooLargeForDesign', details: {} });
    const sparse = table.cellsBelow5 > 0.2 * keptRows.length * keptColumns.length || table.smallestExpected < 1;
    const twoByTwo = keptRows.length === 2 && keptColumns.length === 2;
    const fisher = byDesign || !(twoByTwo || sparse) ? null : fisherExact(table.counts);
    if (sparse && !fisher) warnings.push({ code: 'crossTable.smallExpected', details: { count: table.cellsBelow5 } });
    const design1 = corrected?.status === 'ok' ? corrected : null;
    const reported = design1 ? 'raoScott' : fisher && sparse ? 'fisher' : 'chiSquare';
    const p = design1 ? design1.test.p : reported === 'fisher' ? fisher!.p : table.chiSquare.p;
    const smaller = Math.min(keptRows.length, keptColumns.length);
    return {
      status: 'ok',
      reason: null,
      n: forms,
      leftOut,
      warnings,
      values: {
        level: options.level,
        rows: sideOf(rows, keptRows),
        columns: sideOf(columns, keptColumns),
        weighted: design.weights !== null,
        percent: options.percent,
        table,
        test: {
          reported,
          p,
          likelihoodRatio: table.likelihoodRatio,
          fisher,
          raoScott: design1 ? { ...design1.test, designEffect: design1.designEffect } : null,
        },
        cramersVInterval: byDesign
          ? null
          : cramersVInterval(table.chiSquare.statistic, table.chiSquare.df, table.n, smaller, options.level),
        oddsRatio: twoByTwo ? oddsRatio(table.counts, options.level) : null,
        phiSigned: twoByTwo ? signedPhi(table.counts, table.phi) : null,
        nominal: nominalAssociation(table.counts),
        ordered: rows.ordered && columns.ordered ? orderedAssociation(table.counts) : null,
        standsOut: outstanding(table.adjustedResiduals),
      },
    };
  },
  tables({ values }) {
    const { table, rows, columns, test } = values;
    const percents =
      values.percent === 'row' ? table.rowShares : values.percent === 'column' ? table.columnShares : table.totalShares;
    const whole = !values.weighted;
    const cellKey = (kind: string, column: number): string => `${kind}${column}`;
    const block = (
      id: string,
      title: { readonly zh: string; readonly en: string },
      format: 'integer' | 'number1' | 'number2' | 'share1',
      cells: readonly (readonly (number | null)[])[],
      sums: readonly (number | null)[] | null,
    ) => ({
      id,
      title: {
        zh: `${rows.title.zh} × ${columns.title.zh}：${title.zh}`,
        en: `${rows.title.en} by ${columns.title.en}: ${title.en}`,
      },
      columns: [
        { key: 'row', title: rows.title, format: 'text' as const },
        ...columns.labels.map((label, column) => ({ key: cellKey('c', column), title: label, format })),
        ...(sums ? [{ key: 'sum', title: { zh: '合计', en: 'Total' }, format }] : []),
      ],
      rows: [
        ...rows.labels.map((label, row) => ({
          cells: {
            row: label,
            ...Object.fromEntries(columns.labels.map((_, column) => [cellKey('c', column), cells[row]![column]!])),
            ...(sums ? { sum: sums[row]! } : {}),
          },
        })),
        ...(sums && sums.length > rows.labels.length
          ? [
              {
                emphasis: true,
                cells: {
                  row: { zh: '合计', en: 'Total' },
                  ...Object.fromEntries(
                    columns.labels.map((_, column) => [cellKey('c', column), cells[rows.labels.length]![column]!]),
                  ),
                  sum: sums[rows.labels.length]!,
                },
              },
            ]
          : []),
      ],
      notes: [],
    });
    const percentTitle =
      values.percent === 'row'
        ? { zh: '行百分比', en: 'percent of the row' }
        : values.percent === 'column'
          ? { zh: '列百分比', en: 'percent of the column' }
          : { zh: '总百分比', en: 'percent of the total' };
    const margin =
      values.percent === 'column' ? table.columnTotals.map(() => 1) : table.columnTotals.map((sum) => sum / table.n);
    const sums =
      values.percent === 'row'
        ? [...table.rowTotals.map(() => 1), 1]
        : [...table.rowTotals.map((sum) => sum / table.n), 1];
    const tests = [
      {
        name: { zh: 'Pearson χ²', en: 'Pearson chi-square' },
        statistic: table.chiSquare.statistic,
        df: table.chiSquare.df,
        p: values.test.raoScott ? null : table.chiSquare.p,
      },
      ...(values.test.raoScott
        ? [
            {
              name: { zh: 'Rao-Scott F（抽样设计）', en: 'Rao-Scott F (survey design)' },
              statistic: values.test.raoScott.f,
              df: values.test.raoScott.df1,
              p: values.test.raoScott.p,
            },
          ]
        : [
            {
              name: { zh: '似然比 G²', en: 'Likelihood ratio' },
              statistic: table.likelihoodRatio.statistic,
              df: table.likelihoodRatio.df,
              p: table.likelihoodRatio.p,
            },
          ]),
      ...(table.yates && !values.test.raoScott
        ? [
            {
              name: { zh: 'Yates 连续性校正 χ²', en: 'With Yates’ correction' },
              statistic: table.yates.statistic,
              df: table.yates.df,
              p: table.yates.p,
            },
          ]
        : []),
      ...(test.fisher
        ? [{ name: { zh: 'Fisher 精确检验', en: 'Fisher’s exact test' }, statistic: null, df: null, p: test.fisher.p }]
        : []),
      ...(values.ordered && !values.test.raoScott
        ? [
            {
              name: { zh: '线性趋势 χ²', en: 'Linear-by-linear' },
              statistic: values.ordered.linearByLinear.statistic,
              df: 1,
              p: values.ordered.linearByLinear.p,
            },
          ]
        : []),
    ];
    const { nominal, ordered } = values;
    const measures = [
      {
        name: { zh: 'Cramér V', en: 'Cramer’s V' },
        value: table.cramersV,
        lower: values.cramersVInterval?.lower ?? null,
        upper: values.cramersVInterval?.upper ?? null,
      },
      { name: { zh: 'Cramér V（偏差校正）', en: 'Cramer’s V, bias corrected' }, value: table.cramersVCorrected },
      { name: { zh: '列联系数', en: 'Contingency coefficient' }, value: table.contingencyCoefficient },
      ...(values.oddsRatio
        ? [
            {
              name: { zh: '比数比（OR）', en: 'Odds ratio' },
              value: values.oddsRatio.ratio,
              lower: values.oddsRatio.interval.lower,
              upper: values.oddsRatio.interval.upper,
            },
          ]
        : []),
      { name: { zh: 'λ（由行预测列）', en: 'Lambda, columns from rows' }, value: nominal.lambda.columns.value },
      { name: { zh: 'λ（由列预测行）', en: 'Lambda, rows from columns' }, value: nominal.lambda.rows.value },
      {
        name: { zh: 'Goodman-Kruskal τ（由行预测列）', en: 'Goodman-Kruskal tau, columns from rows' },
        value: nominal.tauColumns,
      },
      { name: { zh: '不确定系数（对称）', en: 'Uncertainty coefficient' }, value: nominal.uncertainty.symmetric.value },
      ...(ordered
        ? [
            ...(ordered.gamma ? [{ name: { zh: 'γ', en: 'Gamma' }, value: ordered.gamma.value }] : []),
            { name: { zh: 'Kendall τ-b', en: 'Kendall’s tau-b' }, value: ordered.tauB.value },
            {
              name: { zh: 'Somers d（列为因变量）', en: 'Somers’ d, columns dependent' },
              value: ordered.somersColumns.value,
            },
          ]
        : []),
    ];
    return [
      block(
        'counts',
        { zh: values.weighted ? '加权份数' : '份数', en: values.weighted ? 'weighted counts' : 'counts' },
        whole ? 'integer' : 'number1',
        [...table.counts, table.columnTotals],
        [...table.rowTotals, table.n],
      ),
      block('percents', percentTitle, 'share1', [...percents, margin], sums),
      block('residuals', { zh: '校正残差', en: 'adjusted residuals' }, 'number2', table.adjustedResiduals, null),
      {
        id: 'tests',
        title: { zh: '独立性检验', en: 'Tests of independence' },
        columns: [
          { key: 'name', title: { zh: '检验', en: 'Test' }, format: 'text' },
          { key: 'statistic', title: { zh: '统计量', en: 'Statistic' }, format: 'number3' },
          { key: 'df', title: { zh: '自由度', en: 'df' }, format: 'degrees' },
          { key: 'p', title: { zh: 'p', en: 'p' }, format: 'pValue' },
        ],
        rows: tests.map((one) => ({ cells: { name: one.name, statistic: one.statistic, df: one.df, p: one.p } })),
        notes:
          table.cellsBelow5 > 0
            ? [
                {
                  zh: `期望频数小于 5 的格子 ${table.cellsBelow5} 个，最小期望频数 ${formatNumber(table.smallestExpected, 'number2', 'zh-CN')}。`,
                  en: `${table.cellsBelow5} cells are expected below 5; the smallest expected count is ${formatNumber(table.smallestExpected, 'number2', 'en')}.`,
                },
              ]
            : [],
      },
      {
        id: 'measures',
        title: { zh: '关联程度', en: 'Strength of the relation' },
        columns: [
          { key: 'name', title: { zh: '系数', en: 'Measure' }, format: 'text' },
          { key: 'value', title: { zh: '值', en: 'Value' }, format: 'number3' },
          { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'number3' },
          { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'number3' },
        ],
        rows: measures.map((one) => ({
          cells: {
            name: one.name,
            value: one.value,
            lower: 'lower' in one ? one.lower : null,
            upper: 'upper' in one ? one.upper : null,
          },
        })),
        notes: [],
      },
    ];
  },
  figures({ values }, locale) {
    const { table, rows, columns } = values;
    const rowNames = rows.labels.map((label) => inLocale(label, locale));
    const columnNames = columns.labels.map((label) => inLocale(label, locale));
    const title = inLocale(
      { zh: `${rows.title.zh} × ${columns.title.zh}`, en: `${rows.title.en} by ${columns.title.en}` },
      locale,
    );
    const stacked =
      columnNames.length <= 12 && rowNames.length <= 40
        ? [
            likertBar({
              id: 'shares',
              title,
              altText: inLocale(
                {
                  zh: `${rows.title.zh}各组中${columns.title.zh}的比例。`,
                  en: `Shares of ${columns.title.en} by ${rows.title.en}.`,
                },
                locale,
              ),
              shareTitle: inLocale({ zh: '行百分比（%）', en: 'Percent of the row' }, locale),
              answers: columnNames,
              rows: rowNames.map((label, row) => ({
                label: `${label} (${formatNumber(table.rowTotals[row]!, 'integer', locale)})`,
                percents: table.rowShares[row]!.map((share) => 100 * share),
              })),
            }),
          ]
        : [];
    const residuals =
      rowNames.length * columnNames.length > 4 && rowNames.length <= 60 && columnNames.length <= 60
        ? [
            heatMap({
              id: 'residuals',
              title: inLocale({ zh: `校正残差：${title}`, en: `Adjusted residuals: ${title}` }, locale),
              altText: inLocale(
                {
                  zh: '各格与独立时相差多少，超过 ±1.96 者突出。',
                  en: 'How far each cell lies from independence; beyond 1.96 it stands out.',
                },
                locale,
              ),
              rows: rowNames,
              columns: columnNames,
              values: table.adjustedResiduals,
              texts: table.adjustedResiduals.map((row) => row.map((value) => formatNumber(value, 'number1', locale))),
              limit: Math.max(2, Math.min(10, Math.max(...table.adjustedResiduals.flat().map(Math.abs)))),
              legendTitle: inLocale({ zh: '残差', en: 'residual' }, locale),
            }),
          ]
        : [];
    return [...stacked, ...residuals];
  },
  narrative({ values }, locale) {
    const { rows, columns, table, test } = values;
    const words = {
      rows: inLocale(rows.title, locale),
      columns: inLocale(columns.title, locale),
      strength: inLocale(strengthWord(table.cramersV, Math.min(rows.labels.length, columns.labels.length)), locale),
    };
    const related = test.p < 1 - values.level;
    const sentences = [
      related
        ? sentence(
            locale,
            {
              zh: '“{@rows}”与“{@columns}”有关（p {test.p|pValue}，Cramér V = {table.cramersV|coefficient}，{@strength}相关）。',
              en: '“{@rows}” and “{@columns}” are related (p {test.p|pValue}, Cramer’s V = {table.cramersV|coefficient}, {@strength}).',
            },
            words,
          )
        : sentence(
            locale,
            {
              zh: '“{@rows}”与“{@columns}”之间的关系未超出抽样误差（p {test.p|pValue}，Cramér V = {table.cramersV|coefficient}）。',
              en: 'No relation between “{@rows}” and “{@columns}” beyond sampling error (p {test.p|pValue}, Cramer’s V = {table.cramersV|coefficient}).',
            },
            words,
          ),
    ];
    if (related && values.standsOut) {
      const { row, column, residual } = values.standsOut;
      sentences.push(
        sentence(
          locale,
          {
            zh: `最突出的是“{@row}”中的“{@column}”：占该行 {table.rowShares.${row}.${column}|share1}，${residual > 0 ? '多于' : '少于'}独立时的预期（校正残差 {standsOut.residual|number2}）。`,
            en: `“{@column}” among “{@row}” stands out: {table.rowShares.${row}.${column}|share1} of the row, ${residual > 0 ? 'more' : 'fewer'} than independence would give (adjusted residual {standsOut.residual|number2}).`,
          },
          { row: inLocale(rows.labels[row]!, locale), column: inLocale(columns.labels[column]!, locale) },
        ),
      );
    }
    if (test.reported === 'fisher')
      sentences.push(
        sentence(locale, {
          zh: '期望频数偏小，以 Fisher 精确检验为准。',
          en: 'Expected counts are small, so Fisher’s exact test is reported.',
        }),
      );
    return sentences;
  },
  propose: (snapshot) =>
    hasIndex(snapshot)
      ? featureQuestions(snapshot).map((variable) => ({
          analysis: 'describe.crossTable',
          inputs: { rows: variable.id as string },
          options: {},
        }))
      : [],
});

function sideOf(side: Categories, kept: readonly number[]): Side {
  return {
    id: side.id,
    title: side.title,
    labels: kept.map((place) => side.labels[place]!),
    ordered: side.ordered,
  };
}

function structureOf(design: DesignRows, level: number) {
  const { strata, clusters, populationSizes } = designOptions(design, level);
  return { strata, clusters, populationSizes };
}

function signedPhi(counts: readonly (readonly number[])[], phi: number): number {
  const [a, b, c, d] = counts.flat();
  return a! * d! < b! * c! ? -phi : phi;
}

function outstanding(residuals: readonly (readonly number[])[]): CrossTableValues['standsOut'] {
  let found: CrossTableValues['standsOut'] = null;
  residuals.forEach((cells, row) =>
    cells.forEach((residual, column) => {
      if (Math.abs(residual) > Math.max(1.96, Math.abs(found?.residual ?? 0))) found = { row, column, residual };
    }),
  );
  return found;
}
