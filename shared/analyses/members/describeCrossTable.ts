import { isolateName } from '../../format/isolateNames.ts';
import { heatMap } from '../../charts/heatMap.ts';
import { likertBar } from '../../charts/likertBar.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { decodeCategories, type DecodedCategories, findVariable, type LeftOut } from '../../model/decode.ts';
import type { VariableId } from '../../model/ids.ts';
import { inLocale } from '../../model/text.ts';
import { cramersVInterval } from '../../stats/cramersVInterval.ts';
import { crossByteCounts, type CrossCounts, crossCounts } from '../../stats/crossCounts.ts';
import { crossTable } from '../../stats/crossTable.ts';
import { fisherExact, oddsRatio } from '../../stats/fisherExact.ts';
import { nominalAssociation } from '../../stats/nominalAssociation.ts';
import { orderedAssociation } from '../../stats/orderedAssociation.ts';
import { raoScott } from '../../stats/raoScott.ts';
import { levelOption, thresholdOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, type DesignRows, mergeLeftOut, missingLeftOut } from '../design.ts';
import { designOptions } from '../designStatistics.ts';
import { featureQuestions } from '../groupColumns.ts';
import { questionLabel } from '../labels.ts';
import { hasIndex, projectIndex } from '../projectIndex.ts';
import { relationOf, sentence } from '../sentence.ts';
import type { Estimate, Warning } from '../types.ts';
import { crossTableTables } from '../crossTableTables.ts';
import type { Side, CrossTableValues } from '../crossTableValues.ts';

/** More categories than this on one side make no table a reader can use. */
const mostCategories = 200;
/** Beyond so many cells the test under the design takes too long. */
const mostDesignCells = 120;

interface Categories {
  readonly id: string | null;
  readonly title: { readonly zh: string; readonly en: string };
  readonly decoded: Pick<DecodedCategories, 'codes' | 'small'>;
  readonly labels: readonly { readonly zh: string; readonly en: string }[];
  readonly ordered: boolean;
  readonly leftOut: readonly LeftOut[];
}

const same = (text: string): { readonly zh: string; readonly en: string } => ({ zh: text, en: text });

function categoriesOf(snapshot: Snapshot, id: VariableId, design: DesignRows): Categories {
  const variable = findVariable(snapshot, id);
  const decoded = decodeCategories(snapshot, id, design.rows);
  return {
    id,
    title: same(questionLabel(variable)),
    decoded,
    labels: decoded.labels.map(same),
    ordered: variable.measure !== 'nominal',
    leftOut: missingLeftOut(decoded.missing),
  };
}

function countsOf(rows: Categories, columns: Categories, weights: Float64Array | null): CrossCounts {
  const [a, b] = [rows.decoded, columns.decoded];
  return a.small && b.small && !weights
    ? crossByteCounts(a.small, b.small)
    : crossCounts(a.codes, b.codes, rows.labels.length, columns.labels.length, weights);
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
    decoded: { codes, small: null },
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
    threshold: { ...thresholdOption, when: { notGiven: ['columns'] } },
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
    const { counts, forms } = countsOf(rows, columns, design.weights);
    const missing = design.rows.length - forms;
    const leftOut = mergeLeftOut(design.leftOut, [{ reason: 'incomplete', count: missing }]);
    const survey = design.weightKind === 'survey';
    const byDesign = survey || design.strata !== null || design.clusters !== null;
    const total = survey ? counts.reduce((sum, row) => row.reduce((part, weight) => part + weight, sum), 0) : 1;
    const scaled = survey ? counts.map((row) => row.map((count) => (count * forms) / total)) : counts;
    const result = crossTable(scaled);
    if (result.status !== 'ok') return noEstimate(forms === 0 ? 'noAnswers' : result.reason, forms, leftOut, warnings);
    const { status: _status, rows: keptRows, columns: keptColumns, ...table } = result;
    const corrected =
      byDesign && keptRows.length * keptColumns.length <= mostDesignCells
        ? raoScott(rows.decoded.codes, columns.decoded.codes, r, c, design.weights, structureOf(design, options.level))
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
  tables: crossTableTables,
  figures({ values }, locale) {
    const { table, rows, columns } = values;
    const rowNames = rows.labels.map((label) => inLocale(label, locale));
    const columnNames = columns.labels.map((label) => inLocale(label, locale));
    const [rowTitle, columnTitle] = [rows.title, columns.title].map((one) => isolateName(inLocale(one, locale)));
    const title = inLocale({ zh: `${rowTitle} × ${columnTitle}`, en: `${rowTitle} by ${columnTitle}` }, locale);
    const stacked =
      columnNames.length <= 12 && rowNames.length <= 40
        ? [
            likertBar({
              id: 'shares',
              title,
              altText: inLocale(
                {
                  zh: `${rowTitle}各组中${columnTitle}的比例。`,
                  en: `Shares of ${columnTitle} by ${rowTitle}.`,
                },
                locale,
              ),
              shareTitle: inLocale({ zh: '行百分比（%）', en: 'Percent of the row' }, locale),
              answers: columnNames,
              rows: rowNames.map((label, row) => ({
                label: `${isolateName(label)} (${formatNumber(table.rowTotals[row]!, 'integer', locale)})`,
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
      relation: relationOf(test.p),
      strength: inLocale(strengthWord(table.cramersV, Math.min(rows.labels.length, columns.labels.length)), locale),
    };
    const related = test.p < 1 - values.level;
    const sentences = [
      related
        ? sentence(
            locale,
            'relation',
            {
              zh: '“{@rows}”与“{@columns}”有关（p {@relation}{test.p|pValue}，Cramér V = {table.cramersV|coefficient}，{@strength}相关）。',
              en: '“{@rows}” and “{@columns}” are related (p {@relation}{test.p|pValue}, Cramer’s V = {table.cramersV|coefficient}, {@strength}).',
            },
            words,
          )
        : sentence(
            locale,
            'relation',
            {
              zh: '“{@rows}”与“{@columns}”之间的关系未超出抽样误差（p {@relation}{test.p|pValue}，Cramér V = {table.cramersV|coefficient}）。',
              en: 'No relation between “{@rows}” and “{@columns}” beyond sampling error (p {@relation}{test.p|pValue}, Cramer’s V = {table.cramersV|coefficient}).',
            },
            words,
          ),
    ];
    if (related && values.standsOut) {
      const { row, column, residual } = values.standsOut;
      sentences.push(
        sentence(
          locale,
          'standsOut',
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
        sentence(locale, 'fisher', {
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
