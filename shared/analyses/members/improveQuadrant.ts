import { quadrantFigure } from '../../charts/quadrantFigure.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { decodeNumeric, decodeScores, findVariable } from '../../model/decode.ts';
import { InputError } from '../../model/errors.ts';
import type { VariableId } from '../../model/ids.ts';
import { type Bilingual, inLocale } from '../../model/text.ts';
import { type CrosshairRule, type Quadrant, quadrant } from '../../satisfaction/quadrant.ts';
import { leafScoreColumn } from '../../satisfaction/respondentIndices.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, type DesignRows } from '../design.ts';
import { meanWithInterval } from '../designStatistics.ts';
import { itemNames } from '../labels.ts';
import { indexInputs, type ProjectIndex, projectIndex, questionsByLeaf } from '../projectIndex.ts';
import { quadrantTables } from '../quadrantTables.ts';
import {
  axes,
  type Axis,
  axisTitles,
  quadrantNames,
  type QuadrantPoint,
  type QuadrantValues,
} from '../quadrantValues.ts';
import { joinNames, listNames, sentence } from '../sentence.ts';
import type { Estimate, OptionSpecs, Warning } from '../types.ts';
import { correlationWith } from '../weightData.ts';

/** The same in a sentence. */
const axisWords: Readonly<Record<Axis, Bilingual>> = {
  expectation: { zh: '期望', en: 'expectation' },
  importance: { zh: '重要度', en: 'importance' },
  weight: { zh: '综合权重', en: 'composite weight' },
  correlation: { zh: '与总体指数的相关', en: 'correlation with the whole' },
  given: { zh: '重要度', en: 'importance' },
};

interface Point {
  readonly id: string;
  readonly label: string;
  readonly x: number | null;
  readonly y: number | null;
  readonly n: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Points of the project's lowest-level indicators. */
function leafPoints(
  snapshot: Snapshot,
  index: ProjectIndex,
  axis: (typeof axes)[number],
  outcome: Float64Array,
  design: DesignRows,
  level: number,
): readonly Point[] {
  const stated =
    axis === 'expectation' || axis === 'importance' ? questionsByLeaf(snapshot, index.tree, axis).byLeaf : null;
  return index.tree.leaves.flatMap((leaf): readonly Point[] => {
    const { id, name } = leaf.indicator;
    const scores = index.leafScores.get(id);
    if (!scores) return [];
    const y = meanWithInterval(scores, design, level);
    let x: number | null;
    if (axis === 'weight') x = index.composite.get(id)!;
    else if (axis === 'correlation') x = correlationWith(scores, outcome, design);
    else {
      const ids = stated!.get(id) ?? [];
      const columns = ids.map((one) => decodeScores(snapshot, one, design.rows).values);
      x = columns.length === 0 ? null : meanWithInterval(leafScoreColumn(columns, 'renormalise'), design, level).mean;
    }
    return [{ id, label: name, x, y: y.mean, n: y.n, lower: y.lower, upper: y.upper }];
  });
}

export function defaultAxis(snapshot: Snapshot): (typeof axes)[number] {
  for (const axis of ['expectation', 'importance'] as const) {
    if (snapshot.variables.some((variable) => variable.role === axis && variable.indicatorId !== null)) return axis;
  }
  return 'weight';
}

/** How the plane is drawn: what lies across, and where it is cut. */
export const quadrantOptions = {
  axis: {
    when: { notGiven: ['points'] },
    kind: 'choice',
    title: { zh: '横轴', en: 'Horizontal axis' },
    default: 'auto',
    choices: [
      {
        value: 'auto',
        title: { zh: '自动（期望、重要度、权重中先有的）', en: 'Automatic (the first there is)' },
      },
      { value: 'expectation', title: { zh: '期望', en: 'Expectation' } },
      { value: 'importance', title: { zh: '重要度', en: 'Importance' } },
      { value: 'weight', title: { zh: '综合权重', en: 'Composite weight' } },
      { value: 'correlation', title: { zh: '与指数的相关系数', en: 'Correlation with the index' } },
    ],
  },
  crosshair: {
    kind: 'choice',
    title: { zh: '分界', en: 'Crosshair' },
    default: 'mean',
    choices: [
      { value: 'mean', title: { zh: '均值', en: 'Mean' } },
      { value: 'median', title: { zh: '中位数', en: 'Median' } },
      { value: 'midpoint', title: { zh: '量表中点', en: 'Midpoint of the scale' } },
      { value: 'own', title: { zh: '自定', en: 'Own values' } },
    ],
  },
  ownX: {
    when: { is: { crosshair: ['own'] } },
    kind: 'number',
    title: { zh: '自定分界：横轴', en: 'Own crosshair: horizontal' },
    default: 50,
  },
  ownY: {
    when: { is: { crosshair: ['own'] } },
    kind: 'number',
    title: { zh: '自定分界：纵轴', en: 'Own crosshair: vertical' },
    default: 75,
  },
} as const satisfies OptionSpecs;

/** Fewest questions without a tree that a crosshair of means says something about. */
const fewestFlat = 4;

export const improveQuadrant = defineAnalysis({
  id: 'improve.quadrant',
  version: 1,
  group: 'improve',
  title: { zh: '象限法选择改进对象', en: 'Quadrant: what to improve' },
  note: {
    what: {
      zh: '按重要程度（期望、重要度、权重或相关）与得分把指标分入四个象限，第 II 象限先改进。',
      en: 'Sorts indicators into four fields by importance (expectation, stated importance, weight or correlation) and score; field II comes first.',
    },
    formula: {
      zh: '横轴 x 与纵轴 y 各与分界比较（均值、中位数、量表中点或自定），等于分界计为高；I 高高，II 重要高得分低，III 重要低得分高，IV 低低。',
      en: 'x and y against a crosshair (mean, median, scale midpoint or own value), equal counts as high; I both high, II important but low, III less important but high, IV both low.',
    },
    source: 'Martilla & James (1977), Journal of Marketing 41.',
  },
  keywords: ['象限', '四分图', '改进对象', '重要度', '期望', 'IPA', 'importance performance', 'quadrant'],
  inputs: {
    items: {
      kind: 'variables',
      title: { zh: '只用这些题目（空 = 末级指标）', en: 'These questions only (none = lowest-level indicators)' },
      min: 2,
      max: 300,
      optional: true,
      asIndicators: true,
    },
    outcome: {
      kind: 'variable',
      title: { zh: '相关系数的对象（空 = 总体指数）', en: 'Correlate with (none = the whole index)' },
      optional: true,
    },
    /** One label per point, rows of [x, y]. */
    points: {
      kind: 'matrix',
      title: { zh: '直接给出的点：重要度、得分', en: 'Points given directly: importance, performance' },
      optional: true,
    },
  },
  options: {
    ...quadrantOptions,
    performance: {
      when: { given: ['items'] },
      kind: 'choice',
      title: { zh: '所选题目的纵轴', en: 'Vertical axis for chosen questions' },
      default: 'score',
      choices: [
        { value: 'score', title: { zh: '0–100 得分', en: 'Score 0-100' } },
        { value: 'own', title: { zh: '原量表均值', en: 'Mean on the own scale' } },
      ],
    },
  },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<QuadrantValues> {
    const level = snapshot.settings.level;
    const finish = (
      axis: Axis,
      yUnit: QuadrantValues['yUnit'],
      all: readonly Point[],
      middle: { x: number | null; y: number },
      leftOut: Estimate['leftOut'],
      given: readonly Warning[],
    ): Estimate<QuadrantValues> => {
      const warnings = [...given];
      const absent = all.filter((point) => point.x === null || point.y === null);
      if (absent.length > 0 && absent.length < all.length)
        warnings.push({
          code: 'quadrant.noImportance',
          details: { count: absent.length, names: absent.map((point) => point.label) },
        });
      const points = all.flatMap((point) =>
        point.x === null || point.y === null ? [] : [{ ...point, x: point.x, y: point.y }],
      );
      if (points.length === 0) return noEstimate('noImportance', 0, leftOut, warnings);
      const rule = options.crosshair as CrosshairRule;
      if (points.length < 4 && (rule === 'mean' || rule === 'median'))
        warnings.push({ code: 'quadrant.fewPoints', details: { count: points.length } });
      const xs = points.map((point) => point.x);
      const midX = middle.x ?? (Math.min(...xs) + Math.max(...xs)) / 2;
      const result = quadrant(points, {
        rule,
        at: rule === 'own' ? { x: options.ownX, y: options.ownY } : { x: midX, y: middle.y },
      });
      const values = points.map(
        (point, place): QuadrantPoint => ({
          ...point,
          gap: point.y - point.x,
          quadrant: result.quadrants[place]!,
          borderline:
            point.lower !== null &&
            point.upper !== null &&
            point.lower <= result.crosshair.y &&
            result.crosshair.y <= point.upper,
        }),
      );
      const inField = (field: Quadrant): readonly number[] =>
        values.flatMap((point, place) => (point.quadrant === field ? [place] : []));
      return {
        status: 'ok',
        reason: null,
        n: Math.max(...points.map((point) => point.n)),
        leftOut,
        warnings,
        values: {
          axis,
          yUnit,
          rule,
          crosshair: result.crosshair,
          points: values,
          fields: {
            I: inField('I'),
            II: inField('II').toSorted((a, b) => values[b]!.x - values[a]!.x || a - b),
            III: inField('III'),
            IV: inField('IV'),
          },
        },
      };
    };
    if (inputs.points) {
      const { labels, rows } = inputs.points;
      if (labels.length !== rows.length || rows.length === 0 || rows.some((row) => row.length !== 2))
        throw new InputError('quadrant.points', { labels: labels.length, rows: rows.length });
      const points = rows.map((row, place) => ({
        id: '',
        label: labels[place]!,
        x: row[0]!,
        y: row[1]!,
        n: 0,
        lower: null,
        upper: null,
      }));
      const ys = rows.map((row) => row[1]!);
      return finish('given', 'given', points, { x: null, y: (Math.min(...ys) + Math.max(...ys)) / 2 }, [], []);
    }
    const design = designRows(snapshot, { weights: 'both', design: true });
    const outcome = inputs.outcome === null ? null : decodeNumeric(snapshot, inputs.outcome, design.rows).values;
    if (inputs.items.length > 0) {
      // Chosen questions have no tree: their importance is what drives the outcome, or their mean score.
      if (options.axis !== 'auto' && options.axis !== 'correlation')
        throw new InputError('quadrant.axisNeedsTree', { axis: options.axis });
      const own = options.performance === 'own';
      const whole =
        outcome ??
        projectIndex(snapshot, { items: inputs.items, weights: [], missing: 'renormalise' }, design)!.indices.get(
          null,
        )!;
      const names = itemNames(snapshot, inputs.items);
      const points = inputs.items.map((id, place): Point => {
        const { values } = own ? decodeNumeric(snapshot, id, design.rows) : decodeScores(snapshot, id, design.rows);
        const y = meanWithInterval(values, design, level);
        return {
          id,
          label: names[place]!,
          x: correlationWith(values, whole, design),
          y: y.mean,
          n: y.n,
          lower: y.lower,
          upper: y.upper,
        };
      });
      return finish(
        'correlation',
        own ? 'own' : 'score',
        points,
        { x: null, y: own ? ownMiddle(snapshot, inputs.items, points) : 50 },
        design.leftOut,
        design.warnings,
      );
    }
    const index = projectIndex(snapshot, { items: [], weights: [], missing: 'renormalise' }, design);
    if (!index) return noEstimate('noIndicators', 0, design.leftOut, design.warnings);
    const axis = options.axis === 'auto' ? defaultAxis(snapshot) : (options.axis as (typeof axes)[number]);
    const points = leafPoints(snapshot, index, axis, outcome ?? index.indices.get(null)!, design, level);
    const stated = axis === 'expectation' || axis === 'importance';
    return finish(axis, 'score', points, { x: stated ? 50 : null, y: 50 }, design.leftOut, [
      ...design.warnings,
      ...index.warnings,
    ]);
  },
  tables: quadrantTables,
  figures({ values, labels }, locale) {
    const targets = values.fields.II.map((place) => values.points[place]!.label);
    const named = targets.slice(0, 3);
    const more = targets.length - named.length;
    const t = (text: Bilingual): string => inLocale(text, locale);
    const name = (field: Quadrant): string => `${field} ${t(quadrantNames[field])}`;
    const title =
      targets.length === 0
        ? t({ zh: '没有落入改进突破区的指标', en: 'No indicator falls into the field to improve first' })
        : t({
            zh: `先改进：${more > 0 ? `${listNames(named, locale)}等 ${targets.length} 项` : joinNames(named, locale)}`,
            en: `Improve first: ${more > 0 ? `${listNames(named, locale)} and ${more} more` : joinNames(named, locale)}`,
          });
    return [
      quadrantFigure({
        id: 'quadrant',
        title,
        altText: t({
          zh: `${values.points.length} 个指标的象限图，${targets.length} 个在改进突破区。`,
          en: `Quadrant of ${values.points.length} indicators, ${targets.length} in the field to improve first.`,
        }),
        xTitle: t(axisTitles[values.axis]),
        yTitle:
          values.yUnit === 'score'
            ? t({ zh: '感知得分（0–100 分）', en: 'Perceived score (0-100)' })
            : t({ zh: '得分', en: 'Performance' }),
        points: values.points.map((point) => ({
          label: point.id === '' ? point.label : (labels[point.id] ?? point.label),
          x: point.x,
          y: point.y,
          emphasis: point.quadrant === 'II',
        })),
        crosshair: values.crosshair,
        names: { highHigh: name('I'), highLow: name('II'), lowHigh: name('III'), lowLow: name('IV') },
      }),
    ];
  },
  narrative({ values }, locale) {
    const { II } = values.fields;
    if (II.length === 0)
      return [
        sentence(locale, 'first', {
          zh: '没有“重要而得分低”的指标落入改进突破区。',
          en: 'No indicator is both important and low.',
        }),
      ];
    const sure = II.filter((place) => !values.points[place]!.borderline);
    const unsure = II.filter((place) => values.points[place]!.borderline);
    const names = (places: readonly number[]): string =>
      joinNames(
        places.map((place) => `“${values.points[place]!.label}”`),
        locale,
      );
    const first = II[0]!;
    const sentences = [
      sentence(
        locale,
        'first',
        {
          zh:
            II.length === 1
              ? `宜先改进的指标是“{@first}”：{@axis}高，得分 {points.${first}.y|number1}（分界 {crosshair.y|number1}）。`
              : `宜先改进的指标有 {@count} 个：{@names}；其中“{@first}”${values.axis === 'correlation' ? '' : '的'}{@axis}最高，得分 {points.${first}.y|number1}（分界 {crosshair.y|number1}）。`,
          en:
            II.length === 1
              ? `To improve first: “{@first}”, with high {@axis} and a score of {points.${first}.y|number1} (crosshair {crosshair.y|number1}).`
              : `{@count} indicators to improve first: {@names}; of them “{@first}” has the highest {@axis} and scores {points.${first}.y|number1} (crosshair {crosshair.y|number1}).`,
        },
        {
          count: String(II.length),
          names: names(II),
          first: values.points[first]!.label,
          axis: inLocale(axisWords[values.axis], locale),
        },
      ),
    ];
    if (unsure.length > 0 && sure.length > 0)
      sentences.push(
        sentence(
          locale,
          'certainty',
          {
            zh: '{@names}的得分区间跨过分界，是否列为改进对象尚不确定。',
            en: 'The interval of {@names} holds the crosshair: whether to improve there is not certain.',
          },
          { names: names(unsure) },
        ),
      );
    else if (unsure.length > 0)
      sentences.push(
        sentence(locale, 'certainty', {
          zh: '它们的得分区间都跨过分界，结论尚不确定。',
          en: 'Their intervals all hold the crosshair: the finding is not certain.',
        }),
      );
    return sentences;
  },
  propose: (snapshot) => {
    const inputs = indexInputs(snapshot);
    return inputs && (inputs.items?.length ?? fewestFlat) >= fewestFlat
      ? [{ analysis: 'improve.quadrant', inputs, options: {} }]
      : [];
  },
});

/** Middle of the declared scale when all questions share one, else of the means. */
function ownMiddle(snapshot: Snapshot, items: readonly VariableId[], points: readonly Point[]): number {
  const middles = new Set(
    items.map((id) => findVariable(snapshot, id).scale).map((scale) => (scale ? (scale.min + scale.max) / 2 : null)),
  );
  const [only] = middles;
  if (middles.size === 1 && only !== null && only !== undefined) return only;
  const ys = points.flatMap((point) => (point.y === null ? [] : [point.y]));
  return ys.length === 0 ? 0 : (Math.min(...ys) + Math.max(...ys)) / 2;
}
