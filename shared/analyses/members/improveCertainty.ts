import { quadrantFigure } from '../../charts/quadrantFigure.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { decodeScores } from '../../model/decode.ts';
import { type Bilingual, inLocale } from '../../model/text.ts';
import type { RunControl } from '../../model/runControl.ts';
import type { CrosshairRule, Quadrant } from '../../satisfaction/quadrant.ts';
import { quadrantCertainty } from '../../satisfaction/quadrantCertainty.ts';
import { leafScoreColumn } from '../../satisfaction/respondentIndices.ts';
import { resampleSums } from '../../stats/resampleSums.ts';
import { levelOption, resamplesOption, seedOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import type { DesignRows } from '../design.ts';
import { meanOf } from '../designStatistics.ts';
import { improvementData, improvementInputs } from '../improvementData.ts';
import { hasIndex, questionsByLeaf } from '../projectIndex.ts';
import { axes, axisTitles, quadrantNames } from '../quadrantValues.ts';
import { joinNames, sentence } from '../sentence.ts';
import type { Estimate } from '../types.ts';
import { correlationWith, type WeightData } from '../weightData.ts';
import { defaultAxis, quadrantOptions } from './improveQuadrant.ts';

type Axis = (typeof axes)[number];
type CertaintyValues = {
  readonly axis: Axis;
  readonly rule: string;
  readonly level: number;
  readonly certainty: number;
  readonly resamples: number;
  readonly crosshair: { readonly x: number; readonly y: number };
  readonly points: readonly {
    readonly id: string;
    readonly label: string;
    readonly x: number;
    /** 0-100 */
    readonly y: number;
    readonly quadrant: Quadrant;
    /** Shares of the resamples, 0-1. */
    readonly I: number;
    readonly II: number;
    readonly III: number;
    readonly IV: number;
    readonly probability: number;
    readonly ellipse: { readonly major: number; readonly minor: number; readonly angle: number };
    /** Standard deviations over the resamples of the distances from the crosshair. */
    readonly sdX: number;
    readonly sdY: number;
    /** Further forms that would make the field certain enough; 0 = it is; null = no number would be enough to speak of. */
    readonly moreForms: number | null;
  }[];
  /** Places in field II by probability, and elsewhere with a probability of at least one in ten of being there. */
  readonly chosen: readonly number[];
  readonly candidates: readonly number[];
};

/** Forms that have all of these values: 1 = has. */
function present(...columns: readonly Float64Array[]): Uint8Array {
  const mask = new Uint8Array(columns[0]!.length).fill(1);
  for (const column of columns)
    for (let row = 0; row < mask.length; row++) if (Number.isNaN(column[row]!)) mask[row] = 0;
  return mask;
}

function sameMask(a: Uint8Array, b: Uint8Array): boolean {
  if (a === b) return true;
  for (let row = 0; row < a.length; row++) if (a[row] !== b[row]) return false;
  return true;
}

/** A mask once, with the columns that depend on nothing else: each is summed over all resamples, so none is kept twice. */
interface Masked {
  readonly mask: Uint8Array;
  readonly count: number;
  /** Sum and sum of squares of the outcome over these forms, once asked for. */
  outcome: { readonly sum: number; readonly squares: number } | null;
}

/** Collects columns of contributions, the same column once. */
class Contributions {
  readonly columns: Float64Array[] = [];
  private readonly weights: Float64Array | null;
  private readonly masks: Masked[] = [];
  constructor(weights: Float64Array | null) {
    this.weights = weights;
  }
  /** (values - centre) to a power of 0 to 2, times (other - its centre), times the row's weight; rows outside the mask count 0. */
  add(mask: Uint8Array, values: Float64Array, centre: number, power: 0 | 1 | 2, times?: Centred): number {
    const column = new Float64Array(mask.length);
    const { weights } = this;
    for (let row = 0; row < mask.length; row++) {
      if (mask[row] === 0) continue;
      const deviation = values[row]! - centre;
      let value = power === 0 ? 1 : power === 1 ? deviation : deviation ** 2;
      if (times) value *= times.values[row]! - times.centre;
      column[row] = weights ? value * weights[row]! : value;
    }
    this.columns.push(column);
    return this.columns.length - 1;
  }
  /** The forms that have all of these values. */
  masked(...columns: readonly Float64Array[]): Masked {
    const mask = present(...columns);
    const known = this.masks.find((one) => sameMask(one.mask, mask));
    if (known) return known;
    const found: Masked = { mask, count: this.add(mask, columns[0]!, 0, 0), outcome: null };
    this.masks.push(found);
    return found;
  }
}

interface Centred {
  readonly values: Float64Array;
  readonly centre: number;
}

/** A mean or correlation of every resample, as a function of the sums at a resample's offset. */
type Reader = (sums: Float64Array, offset: number) => number;

function meanReader(contributions: Contributions, values: Float64Array, centre: number): Reader {
  const { mask, count } = contributions.masked(values);
  const sum = contributions.add(mask, values, centre, 1);
  return (sums, offset) => centre + sums[offset + sum]! / sums[offset + count]!;
}

/** Reads score and correlation with the outcome from six sums where the same forms have both. */
function correlationReaders(
  contributions: Contributions,
  values: Float64Array,
  centre: number,
  outcome: Centred,
): { readonly x: Reader; readonly y: Reader } {
  const both = contributions.masked(values, outcome.values);
  const { mask, count: w } = both;
  both.outcome ??= {
    sum: contributions.add(mask, outcome.values, outcome.centre, 1),
    squares: contributions.add(mask, outcome.values, outcome.centre, 2),
  };
  const { sum: sb, squares: bb } = both.outcome;
  const sa = contributions.add(mask, values, centre, 1);
  const aa = contributions.add(mask, values, centre, 2);
  const ab = contributions.add(mask, values, centre, 1, outcome);
  const x: Reader = (sums, offset) => {
    const at = (place: number): number => sums[offset + place]!;
    const count = at(w);
    const scale = Math.sqrt((at(aa) - at(sa) ** 2 / count) * (at(bb) - at(sb) ** 2 / count));
    return scale > 1e-9 * count ? Math.max(-1, Math.min(1, (at(ab) - (at(sa) * at(sb)) / count) / scale)) : Number.NaN;
  };
  const y: Reader = sameMask(mask, present(values))
    ? (sums, offset) => centre + sums[offset + sa]! / sums[offset + w]!
    : meanReader(contributions, values, centre);
  return { x, y };
}

interface Place {
  readonly id: string;
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly readX: Reader | number;
  readonly readY: Reader;
}

/** Stated expectation or importance per indicator. */
function statedColumns(snapshot: Snapshot, data: WeightData, axis: Axis): readonly (Float64Array | null)[] {
  if (axis !== 'expectation' && axis !== 'importance') return data.ids.map(() => null);
  const { byLeaf } = questionsByLeaf(snapshot, data.index.tree, axis);
  return data.ids.map((id) => {
    const columns = (byLeaf.get(id) ?? []).map((one) => decodeScores(snapshot, one, data.design.rows).values);
    return columns.length === 0 ? null : leafScoreColumn(columns, 'renormalise');
  });
}

function replicatesOf(
  places: readonly Place[],
  contributions: Contributions,
  design: DesignRows,
  resamples: number,
  seed: number,
  control: RunControl,
): { readonly x: readonly Float64Array[]; readonly y: readonly Float64Array[] } {
  const { sums, columns } = resampleSums(contributions.columns, {
    resamples,
    seed,
    copies: design.weightKind === 'frequency' ? design.weights : null,
    strata: design.strata?.codes ?? null,
    clusters: design.clusters,
    control,
  });
  const read = (reader: Reader | number): Float64Array =>
    Float64Array.from({ length: resamples }, (_, r) =>
      typeof reader === 'number' ? reader : reader(sums, r * columns),
    );
  return { x: places.map((place) => read(place.readX)), y: places.map((place) => read(place.readY)) };
}

export const improveCertainty = defineAnalysis({
  id: 'improve.certainty',
  version: 2,
  group: 'improve',
  title: { zh: '象限归属有多可靠', en: 'How certain are the fields?' },
  note: {
    what: {
      zh: '换一批顾客来答，各指标还会落在同一象限吗？不够可靠的，还需要多少份问卷。',
      en: 'Would the indicators fall into the same fields with other customers, and how many more forms would settle it?',
    },
    formula: {
      zh: '对问卷有放回重抽样（分层内、整群为单位，加权），每次重算各点与分界；概率为落入各象限的比例，椭圆含给定比例的重抽样点。需增份数：n[(z·s/d)² − 1]，d 为点到分界的距离，s 为其重抽样标准差，z 对应所要求的把握。超过 2048 份时先随机并组再抽样。',
      en: 'Forms are resampled with replacement (within strata, clusters as units, weighted); points and crosshair are computed anew each time. Probability: share of the resamples in a field; the ellipse holds the given share of a point’s resamples. Further forms: n [(z s/d)^2 - 1], d the distance from the crosshair, s its standard deviation over resamples, z that of the wanted certainty. Beyond 2048 forms, forms are first put together at random into groups.',
    },
    source: 'Efron & Tibshirani (1993); Rao & Wu (1988), JASA 83.',
  },
  keywords: ['象限', '自助法', '置信椭圆', '样本量', 'bootstrap', 'certainty', '可靠'],
  inputs: improvementInputs,
  options: {
    ...quadrantOptions,
    certainty: {
      kind: 'number',
      title: { zh: '要求的把握', en: 'Wanted certainty' },
      default: 0.9,
      min: 0.6,
      max: 0.99,
      step: 0.01,
    },
    level: levelOption,
    resamples: resamplesOption,
    seed: seedOption,
  },
  honours: { weights: 'both', design: true },
  random: true,
  estimate(snapshot, { inputs, options }, control): Estimate<CertaintyValues> {
    const read = improvementData(snapshot, inputs.items, inputs.outcome, ['simple']);
    if (!read.ok) return noEstimate(read.reason, 0, read.leftOut, read.warnings);
    const { data, outcome } = read;
    const { design } = data;
    const asked = options.axis === 'auto' ? defaultAxis(snapshot) : (options.axis as Axis);
    // Chosen questions have no tree, and so neither expectations nor weights of their own.
    const axis: Axis = inputs.items.length > 0 && asked !== 'weight' ? 'correlation' : asked;
    const contributions = new Contributions(design.weightKind === 'survey' ? design.weights : null);
    const stated = statedColumns(snapshot, data, axis);
    const outcomeCentre = meanOf(outcome, design.weights);
    const places = data.ids.flatMap((id, place): readonly Place[] => {
      const scores = data.scores[place]!;
      const y = meanOf(scores, design.weights)!;
      const base = { id: id as string, label: data.labels[place]!, y };
      if (axis === 'weight') {
        const x = data.current[place]!;
        return [{ ...base, x, readX: x, readY: meanReader(contributions, scores, y) }];
      }
      if (axis === 'correlation') {
        const x = correlationWith(scores, outcome, design);
        if (x === null || outcomeCentre === null) return [];
        const readers = correlationReaders(contributions, scores, y, { values: outcome, centre: outcomeCentre });
        return [{ ...base, x, readX: readers.x, readY: readers.y }];
      }
      const column = stated[place];
      const x = column ? meanOf(column, design.weights) : null;
      if (!column || x === null) return [];
      return [{ ...base, x, readX: meanReader(contributions, column, x), readY: meanReader(contributions, scores, y) }];
    });
    const warnings = [...read.warnings];
    const absent = data.labels.filter((_, place) => !places.some((one) => one.id === data.ids[place]));
    if (absent.length > 0 && places.length > 0)
      warnings.push({ code: 'quadrant.noImportance', details: { count: absent.length, names: absent } });
    if (places.length === 0) return noEstimate('noImportance', 0, data.leftOut, warnings);
    const n = Math.max(...read.points.map((point) => point.n));
    if (n < 2) return noEstimate('tooFewRows', n, data.leftOut, warnings);
    const rule = options.crosshair as CrosshairRule;
    const replicates = replicatesOf(places, contributions, design, options.resamples, options.seed, control);
    const xs = places.map((place) => place.x);
    const middleX = axis === 'weight' || axis === 'correlation' ? (Math.min(...xs) + Math.max(...xs)) / 2 : 50;
    const result = quadrantCertainty(places, replicates, {
      rule,
      at: rule === 'own' ? { x: options.ownX, y: options.ownY } : { x: middleX, y: 50 },
      level: options.level,
      certainty: options.certainty,
    });
    if (result.resamples < 100) return noEstimate('noVariance', n, data.leftOut, warnings);
    const most = 1_000_000;
    const points = places.map((place, index) => {
      const point = result.points[index]!;
      const more = point.sampleTimes === null ? null : Math.ceil(n * (point.sampleTimes - 1));
      return {
        id: place.id,
        label: place.label,
        x: place.x,
        y: place.y,
        quadrant: point.quadrant,
        ...point.probabilities,
        probability: point.probabilities[point.quadrant],
        ellipse: point.ellipse,
        sdX: point.sdX,
        sdY: point.sdY,
        moreForms: more === null || more > most ? null : more,
      };
    });
    return {
      status: 'ok',
      reason: null,
      n,
      leftOut: data.leftOut,
      warnings,
      values: {
        axis,
        rule,
        level: options.level,
        certainty: options.certainty,
        resamples: result.resamples,
        crosshair: result.crosshair,
        points,
        chosen: points
          .flatMap((point, place) => (point.quadrant === 'II' ? [place] : []))
          .toSorted((a, b) => points[b]!.II - points[a]!.II || a - b),
        candidates: points
          .flatMap((point, place) => (point.quadrant !== 'II' && point.II >= 0.1 ? [place] : []))
          .toSorted((a, b) => points[b]!.II - points[a]!.II || a - b),
      },
    };
  },
  tables({ values }) {
    const unsettled = values.points.some((point) => point.moreForms === null);
    return [
      {
        id: 'certainty',
        title: { zh: '各指标落入各象限的概率', en: 'Probability of each field' },
        columns: [
          { key: 'label', title: { zh: '指标', en: 'Indicator' }, format: 'text' },
          { key: 'quadrant', title: { zh: '象限', en: 'Field' }, format: 'text' },
          { key: 'I', title: quadrantTitle('I'), format: 'share1' },
          { key: 'II', title: quadrantTitle('II'), format: 'share1' },
          { key: 'III', title: quadrantTitle('III'), format: 'share1' },
          { key: 'IV', title: quadrantTitle('IV'), format: 'share1' },
          { key: 'moreForms', title: { zh: '还需问卷数', en: 'Further forms' }, format: 'integer' },
        ],
        rows: values.points.map((point) => ({
          emphasis: point.quadrant === 'II',
          cells: {
            label: point.label,
            quadrant: point.quadrant,
            I: point.I,
            II: point.II,
            III: point.III,
            IV: point.IV,
            moreForms: point.moreForms,
          },
        })),
        notes: unsettled
          ? [
              {
                zh: '空白：该点几乎正在分界上，增加问卷也难以确定。',
                en: 'Blank: the point lies on the crosshair so nearly that more forms would hardly settle it.',
              },
            ]
          : [],
      },
    ];
  },
  figures({ values }, locale) {
    const t = (text: Bilingual): string => inLocale(text, locale);
    const name = (field: Quadrant): string => `${field} ${t(quadrantNames[field])}`;
    const sure = values.chosen.filter((place) => values.points[place]!.probability >= values.certainty);
    return [
      quadrantFigure({
        id: 'certainty',
        title: t({
          zh: `改进突破区 ${values.chosen.length} 项，其中 ${sure.length} 项把握足够`,
          en: `${values.chosen.length} to improve first, ${sure.length} of them certain enough`,
        }),
        altText: t({
          zh: `${values.points.length} 个指标的象限图，每点的椭圆表示抽样的不确定范围。`,
          en: `Quadrant of ${values.points.length} indicators with an ellipse of sampling uncertainty around each.`,
        }),
        xTitle: t(axisTitles[values.axis]),
        yTitle: t({ zh: '感知得分（0–100 分）', en: 'Perceived score (0-100)' }),
        points: values.points.map((point) => ({
          label: point.label,
          x: point.x,
          y: point.y,
          emphasis: point.quadrant === 'II' && point.probability >= values.certainty,
          ellipse: point.ellipse,
        })),
        crosshair: values.crosshair,
        names: { highHigh: name('I'), highLow: name('II'), lowHigh: name('III'), lowLow: name('IV') },
      }),
    ];
  },
  narrative({ values }, locale) {
    const names = (places: readonly number[]): string =>
      joinNames(
        places.map((place) => `“${values.points[place]!.label}”`),
        locale,
      );
    const sure = values.chosen.filter((place) => values.points[place]!.probability >= values.certainty);
    const unsure = values.chosen.filter((place) => values.points[place]!.probability < values.certainty);
    const sentences = [];
    if (values.chosen.length === 0)
      sentences.push(
        sentence(locale, 'chosen', {
          zh: '没有指标落入改进突破区。',
          en: 'No indicator falls into the field to improve first.',
        }),
      );
    if (sure.length > 0)
      sentences.push(
        sentence(
          locale,
          'chosen',
          {
            zh: '{@names}属于改进突破区，把握不低于 {certainty|share1}。',
            en: 'With a certainty of at least {certainty|share1}, {@names} belong to the field to improve first.',
          },
          { names: names(sure) },
        ),
      );
    const doubtful = unsure[0];
    if (doubtful !== undefined) {
      sentences.push(
        sentence(
          locale,
          'unsure',
          {
            zh: '{@names}也落入改进突破区，但把握不足。',
            en: '{@names} fall there too, with less certainty than wanted.',
          },
          { names: names(unsure) },
        ),
        values.points[doubtful]!.moreForms === null
          ? sentence(
              locale,
              'moreForms',
              {
                zh: '“{@name}”几乎正在分界上，增加问卷也难以确定。',
                en: '“{@name}” lies on the crosshair so nearly that more forms would hardly settle it.',
              },
              { name: values.points[doubtful]!.label },
            )
          : sentence(
              locale,
              'moreForms',
              {
                zh: `“{@name}”的把握为 {points.${doubtful}.probability|share1}，约需再收 {points.${doubtful}.moreForms|integer} 份问卷才能确定。`,
                en: `“{@name}” is {points.${doubtful}.probability|share1} certain; about {points.${doubtful}.moreForms|integer} further forms would settle it.`,
              },
              { name: values.points[doubtful]!.label },
            ),
      );
    }
    if (values.candidates.length > 0)
      sentences.push(
        sentence(
          locale,
          'candidates',
          {
            zh: '{@names}不在改进突破区，但有一成以上的可能属于它。',
            en: '{@names} lie outside it, with one chance in ten or more of belonging there.',
          },
          { names: names(values.candidates) },
        ),
      );
    return sentences;
  },
  propose: (snapshot) => (hasIndex(snapshot) ? [{ analysis: 'improve.certainty', inputs: {}, options: {} }] : []),
});

function quadrantTitle(field: Quadrant): Bilingual {
  return { zh: `${field} ${quadrantNames[field].zh}`, en: `${field} ${quadrantNames[field].en}` };
}
