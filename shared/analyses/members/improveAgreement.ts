import { barWithError } from '../../charts/barWithError.ts';
import { type Bilingual, inLocale } from '../../model/text.ts';
import { lostPointShares, type Zone, zonePriorities } from '../../satisfaction/improvementWays.ts';
import { type Quadrant, quadrant } from '../../satisfaction/quadrant.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import {
  type ImportanceSource,
  importanceSources,
  improvementData,
  improvementInputs,
  missingImportance,
  withImportance,
} from '../improvementData.ts';
import { hasIndex } from '../projectIndex.ts';
import { joinNames, sentence } from '../sentence.ts';
import type { CellValue, Estimate } from '../types.ts';
import { zoneThresholdOption, zoneTitles } from './improveZone.ts';

type Method = 'quadrant' | 'coefficient' | 'zone';

type AgreementValues = {
  readonly points: readonly {
    readonly id: string;
    readonly label: string;
    /** 0-100 */
    readonly score: number;
    /** How many of the ways choose it. */
    readonly chosen: number;
  }[];
  /** One per source and method that can be had: by point, what it says (null = not placed) and whether it chooses the point. */
  readonly ways: readonly {
    readonly source: ImportanceSource;
    readonly method: Method;
    readonly fields: readonly (Quadrant | null)[];
    readonly coefficients: readonly (number | null)[];
    readonly zones: readonly (Zone | null)[];
    readonly chooses: readonly boolean[];
  }[];
  /** Share of the indicators on which two ways agree, 0-1; rows and columns in the order of ways. */
  readonly agreement: readonly (readonly number[])[];
  /** Places chosen by all ways, and by at least half but not all of them, most often chosen first. */
  readonly byAll: readonly number[];
  readonly byHalf: readonly number[];
  readonly order: readonly number[];
};

const methodTitles: Readonly<Record<Method, Bilingual>> = {
  quadrant: { zh: '象限法', en: 'Quadrant' },
  coefficient: { zh: '系数法', en: 'Coefficient' },
  zone: { zh: '区域法', en: 'Zones' },
};
const shortSources: Readonly<Record<ImportanceSource, Bilingual>> = {
  simple: { zh: '简易', en: 'simple' },
  exact: { zh: '精确', en: 'exact' },
};
const wayTitle = (way: { readonly source: ImportanceSource; readonly method: Method }): Bilingual => ({
  zh: `${shortSources[way.source].zh}·${methodTitles[way.method].zh}`,
  en: `${methodTitles[way.method].en}, ${shortSources[way.source].en}`,
});

export const improveAgreement = defineAnalysis({
  id: 'improve.agreement',
  version: 1,
  group: 'improve',
  title: { zh: '六种选择方法的一致性', en: 'Six ways to choose, side by side' },
  note: {
    what: {
      zh: '两种重要性来源 × 三种选择方法，看哪些指标无论怎么选都要改进。',
      en: 'Two sources of importance and three methods: which indicators come up however one chooses?',
    },
    formula: {
      zh: '简易方法取综合权重，精确方法取与指数的相关系数；象限法以均值分界，第 II 象限为入选；系数法 K_i 高于平均（1/k）为入选；区域法 d ≥ 0 为入选。',
      en: 'Simple: composite weight; exact: correlation with the index. Chosen: field II of the quadrant cut at the means; a coefficient K_i above the average 1/k; a priority d of 0 or more.',
    },
    source: 'Martilla and James (1977). Journal of Marketing 41(1).',
  },
  keywords: ['改进对象', '一致性', '简易方法', '精确方法', '象限法', '系数法', '区域法', 'agreement', 'improvement'],
  inputs: improvementInputs,
  options: { threshold: zoneThresholdOption },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<AgreementValues> {
    const read = improvementData(snapshot, inputs.items, inputs.outcome, importanceSources);
    if (!read.ok) return noEstimate(read.reason, 0, read.leftOut, read.warnings);
    const { points } = read;
    const warnings = [...read.warnings, ...missingImportance(points, 'exact')];
    if (points.every((point) => point.correlation === null))
      warnings.push({ code: 'improve.noExact', details: { n: Math.max(...points.map((point) => point.n)) } });
    const ways = importanceSources.flatMap((source): AgreementValues['ways'] => {
      const placed = withImportance(points, source);
      if (placed.length === 0) return [];
      const [xs, ys] = [placed.map((point) => point.importance), placed.map((point) => point.score)];
      const spread = <T>(values: readonly T[]): (T | null)[] =>
        points.map((point) => {
          const place = placed.findIndex((one) => one.id === point.id);
          return place < 0 ? null : values[place]!;
        });
      const fields = spread(quadrant(placed.map((point) => ({ x: point.importance, y: point.score }))).quadrants);
      const coefficients = spread(lostPointShares(xs, ys));
      const zoned = zonePriorities(xs, ys, options.threshold);
      const zones = spread(zoned.zones);
      const none = points.map(() => null);
      const average = 1 / placed.length;
      return [
        {
          source,
          method: 'quadrant',
          fields,
          coefficients: none,
          zones: none,
          chooses: fields.map((one) => one === 'II'),
        },
        {
          source,
          method: 'coefficient',
          fields: none,
          coefficients,
          zones: none,
          chooses: coefficients.map((one) => one !== null && one > average + 1e-12),
        },
        {
          source,
          method: 'zone',
          fields: none,
          coefficients: none,
          zones,
          chooses: zones.map((one) => one === 'urgent' || one === 'improve'),
        },
      ];
    });
    const chosen = points.map((_, place) => ways.reduce((sum, way) => sum + (way.chooses[place] ? 1 : 0), 0));
    const order = points
      .map((_, place) => place)
      .toSorted((a, b) => chosen[b]! - chosen[a]! || points[a]!.score - points[b]!.score || a - b);
    return {
      status: 'ok',
      reason: null,
      n: Math.max(...points.map((point) => point.n)),
      leftOut: read.data.leftOut,
      warnings,
      values: {
        points: points.map((point, place) => ({
          id: point.id,
          label: point.label,
          score: point.score,
          chosen: chosen[place]!,
        })),
        ways,
        agreement: ways.map((one) =>
          ways.map(
            (other) =>
              points.reduce((sum, _, place) => sum + (one.chooses[place] === other.chooses[place] ? 1 : 0), 0) /
              points.length,
          ),
        ),
        byAll: order.filter((place) => chosen[place] === ways.length),
        byHalf: order.filter((place) => chosen[place]! < ways.length && chosen[place]! * 2 >= ways.length),
        order,
      },
    };
  },
  tables({ values }) {
    const cellOf = (way: AgreementValues['ways'][number], place: number): CellValue => {
      const mark = way.chooses[place] ? '✓ ' : '';
      if (way.method === 'quadrant') return way.fields[place] === null ? null : `${mark}${way.fields[place]}`;
      if (way.method === 'zone') {
        const zone = way.zones[place];
        return zone ? { zh: `${mark}${zoneTitles[zone].zh}`, en: `${mark}${zoneTitles[zone].en}` } : null;
      }
      const others = way.coefficients.filter((one) => one !== null && one > (way.coefficients[place] ?? 0)).length;
      return way.coefficients[place] === null
        ? null
        : { zh: `${mark}第 ${others + 1}`, en: `${mark}rank ${others + 1}` };
    };
    return [
      {
        id: 'ways',
        title: { zh: '六种方法的选择', en: 'What the six ways choose' },
        columns: [
          { key: 'label', title: { zh: '指标', en: 'Indicator' }, format: 'text' },
          { key: 'score', title: { zh: '得分', en: 'Score' }, format: 'number1' },
          ...values.ways.map((way, index) => ({ key: `way${index}`, title: wayTitle(way), format: 'text' as const })),
          { key: 'chosen', title: { zh: '入选次数', en: 'Times chosen' }, format: 'integer' },
        ],
        rows: values.order.map((place) => ({
          emphasis: values.points[place]!.chosen === values.ways.length,
          cells: {
            label: values.points[place]!.label,
            score: values.points[place]!.score,
            ...Object.fromEntries(values.ways.map((way, index) => [`way${index}`, cellOf(way, place)])),
            chosen: values.points[place]!.chosen,
          },
        })),
        notes: [{ zh: '✓ 为该方法选为改进对象。', en: '✓ chosen as something to improve.' }],
      },
      {
        id: 'agreement',
        title: { zh: '方法两两一致的比例', en: 'Share of indicators two ways agree on' },
        columns: [
          { key: 'way', title: { zh: '方法', en: 'Way' }, format: 'text' },
          ...values.ways.map((way, index) => ({ key: `way${index}`, title: wayTitle(way), format: 'share1' as const })),
        ],
        rows: values.ways.map((way, row) => ({
          cells: {
            way: wayTitle(way),
            ...Object.fromEntries(values.ways.map((_, index) => [`way${index}`, values.agreement[row]![index]!])),
          },
        })),
        notes: [],
      },
    ];
  },
  figures({ values }, locale) {
    return [
      barWithError({
        id: 'chosen',
        title: inLocale({ zh: '各指标入选为改进对象的次数', en: 'How many ways choose each indicator' }, locale),
        altText: inLocale(
          {
            zh: `${values.points.length} 个指标在 ${values.ways.length} 种方法中入选的次数。`,
            en: `How many of ${values.ways.length} ways choose each of ${values.points.length} indicators.`,
          },
          locale,
        ),
        bars: values.order.map((place) => ({
          label: values.points[place]!.label,
          value: values.points[place]!.chosen,
          interval: null,
          text: String(values.points[place]!.chosen),
          emphasis: values.points[place]!.chosen === values.ways.length,
        })),
        valueTitle: inLocale({ zh: '入选次数', en: 'Times chosen' }, locale),
        whole: true,
      }),
    ];
  },
  narrative({ values }, locale) {
    const names = (places: readonly number[]): string =>
      joinNames(
        places.map((place) => `“${values.points[place]!.label}”`),
        locale,
      );
    const count = String(values.ways.length);
    const sentences = [
      values.byAll.length > 0
        ? sentence(
            locale,
            'byAll',
            {
              zh: '{@count} 种方法一致选出的改进对象：{@names}。',
              en: 'All {@count} ways choose {@names}.',
            },
            { count, names: names(values.byAll) },
          )
        : sentence(
            locale,
            'byAll',
            { zh: '没有指标被 {@count} 种方法一致选出。', en: 'No indicator is chosen by all {@count} ways.' },
            { count },
          ),
    ];
    if (values.byHalf.length > 0)
      sentences.push(
        sentence(
          locale,
          'byHalf',
          {
            zh: '至少半数方法选出、但并不一致的还有{@names}。',
            en: 'Chosen by at least half of them, not by all: {@names}.',
          },
          { names: names(values.byHalf) },
        ),
      );
    return sentences;
  },
  propose: (snapshot) => (hasIndex(snapshot) ? [{ analysis: 'improve.agreement', inputs: {}, options: {} }] : []),
});
