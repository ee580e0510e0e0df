import { quadrantFigure } from '../../charts/quadrantFigure.ts';
import { type Bilingual, inLocale } from '../../model/text.ts';
import { type Zone, zonePriorities } from '../../satisfaction/improvementWays.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import {
  type ImportanceSource,
  improvementData,
  improvementInputs,
  missingImportance,
  sourceOption,
  sourceTitles,
  withImportance,
} from '../improvementData.ts';
import { hasIndex } from '../projectIndex.ts';
import { joinNames, sentence } from '../sentence.ts';
import type { Estimate } from '../types.ts';

type ZoneValues = {
  readonly source: ImportanceSource;
  readonly threshold: number;
  readonly points: readonly {
    readonly id: string;
    readonly label: string;
    readonly n: number;
    readonly rawImportance: number;
    /** 0-100 */
    readonly score: number;
    /** 0-1 over the indicators. */
    readonly importance: number;
    readonly performance: number;
    /** importance - performance, -1..1 */
    readonly priority: number;
    readonly zone: Zone;
  }[];
  /** Places by priority, most pressing first. */
  readonly order: readonly number[];
};

export const zoneTitles: Readonly<Record<Zone, Bilingual>> = {
  urgent: { zh: '优先改进', en: 'Improve first' },
  improve: { zh: '改进', en: 'Improve' },
  maintain: { zh: '保持', en: 'Maintain' },
  surplus: { zh: '过剩', en: 'Surplus' },
};

export const zoneThresholdOption = {
  kind: 'number',
  title: { zh: '分区界限', en: 'Threshold of the outer zones' },
  default: 0.5,
  min: 0.05,
  max: 0.95,
  step: 0.05,
} as const;

export const improveZone = defineAnalysis({
  id: 'improve.zone',
  version: 1,
  group: 'improve',
  title: { zh: '区域法选择改进对象', en: 'Zones: importance against performance' },
  note: {
    what: {
      zh: '把重要性与表现换算到同一尺度，看重要性高出表现多少。',
      en: 'Puts importance and performance on one scale and asks by how much importance exceeds performance.',
    },
    formula: {
      zh: '两轴在各指标间换算为 0–1，d = 重要性 − 表现；d ≥ 界限为优先改进，0 ≤ d < 界限为改进，−界限 ≤ d < 0 为保持，其余为过剩（界限默认 0.5）。斜线为 d 相等的线。本工作台的公式。',
      en: 'Both axes scaled to 0-1 over the indicators, d = importance - performance; d >= threshold improve first, 0 <= d improve, -threshold <= d < 0 maintain, below surplus (threshold 0.5). Slanted lines join equal d. A formula of this workbench.',
    },
    source: 'Martilla and James (1977). Journal of Marketing 41(1).',
  },
  keywords: ['区域法', '改进对象', '优先级', 'zone', 'iso-priority', 'improvement'],
  inputs: improvementInputs,
  options: { source: sourceOption, threshold: zoneThresholdOption },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<ZoneValues> {
    const read = improvementData(snapshot, inputs.items, inputs.outcome, [options.source as ImportanceSource]);
    if (!read.ok) return noEstimate(read.reason, 0, read.leftOut, read.warnings);
    const source = options.source as ImportanceSource;
    const points = withImportance(read.points, source);
    const warnings = [...read.warnings, ...missingImportance(read.points, source)];
    if (points.length === 0) return noEstimate('noCorrelation', 0, read.data.leftOut, warnings);
    if (points.length < 4) warnings.push({ code: 'quadrant.fewPoints', details: { count: points.length } });
    const result = zonePriorities(
      points.map((point) => point.importance),
      points.map((point) => point.score),
      options.threshold,
    );
    return {
      status: 'ok',
      reason: null,
      n: Math.max(...points.map((point) => point.n)),
      leftOut: read.data.leftOut,
      warnings,
      values: {
        source,
        threshold: options.threshold,
        points: points.map((point, place) => ({
          id: point.id,
          label: point.label,
          n: point.n,
          rawImportance: point.importance,
          score: point.score,
          importance: result.importance[place]!,
          performance: result.performance[place]!,
          priority: result.priority[place]!,
          zone: result.zones[place]!,
        })),
        order: points.map((_, place) => place).toSorted((a, b) => result.priority[b]! - result.priority[a]! || a - b),
      },
    };
  },
  tables({ values }) {
    return [
      {
        id: 'zones',
        title: { zh: '指标所在区域', en: 'Zones of the indicators' },
        columns: [
          { key: 'label', title: { zh: '指标', en: 'Indicator' }, format: 'text' },
          { key: 'rawImportance', title: sourceTitles[values.source], format: 'weight' },
          { key: 'score', title: { zh: '得分（0–100）', en: 'Score (0-100)' }, format: 'number2' },
          { key: 'priority', title: { zh: '优先度 d', en: 'Priority d' }, format: 'number2' },
          { key: 'zone', title: { zh: '区域', en: 'Zone' }, format: 'text' },
        ],
        rows: values.order.map((place) => {
          const point = values.points[place]!;
          return {
            emphasis: point.zone === 'urgent',
            cells: {
              label: point.label,
              rawImportance: point.rawImportance,
              score: point.score,
              priority: point.priority,
              zone: zoneTitles[point.zone],
            },
          };
        }),
        notes: [],
      },
    ];
  },
  figures({ values }, locale) {
    const t = (text: Bilingual): string => inLocale(text, locale);
    const urgent = values.order.map((place) => values.points[place]!).filter((point) => point.zone === 'urgent');
    return [
      quadrantFigure({
        id: 'zones',
        title:
          urgent.length === 0
            ? t({ zh: '没有落入优先改进区的指标', en: 'No indicator falls into the zone to improve first' })
            : t({
                zh: `优先改进：${joinNames(
                  urgent.slice(0, 3).map((point) => point.label),
                  locale,
                )}${urgent.length > 3 ? ` 等 ${urgent.length} 项` : ''}`,
                en: `Improve first: ${joinNames(
                  urgent.slice(0, 3).map((point) => point.label),
                  locale,
                )}${urgent.length > 3 ? ` and ${urgent.length - 3} more` : ''}`,
              }),
        altText: t({
          zh: `${values.points.length} 个指标的重要性与表现，${urgent.length} 个在优先改进区。`,
          en: `Importance and performance of ${values.points.length} indicators, ${urgent.length} in the zone to improve first.`,
        }),
        xTitle: t({ zh: '重要性（0–1）', en: 'Importance (0-1)' }),
        yTitle: t({ zh: '表现（0–1）', en: 'Performance (0-1)' }),
        points: values.points.map((point) => ({
          label: point.label,
          x: point.importance,
          y: point.performance,
          emphasis: point.zone === 'urgent',
        })),
        crosshair: null,
        names: {
          highHigh: '',
          highLow: t(zoneTitles.urgent),
          lowHigh: t(zoneTitles.surplus),
          lowLow: '',
        },
        lines: [values.threshold, 0, -values.threshold].map((d) => ({
          // y = x - d inside the unit square
          from: { x: Math.max(0, d), y: Math.max(0, -d) },
          to: { x: Math.min(1, 1 + d), y: Math.min(1, 1 - d) },
        })),
      }),
    ];
  },
  narrative({ values }, locale) {
    const first = values.order[0]!;
    const urgent = values.order.filter((place) => values.points[place]!.zone === 'urgent');
    return [
      urgent.length === 0
        ? sentence(
            locale,
            'first',
            {
              zh: `没有指标的优先度达到 {threshold|number2}；最高的是“{@name}”（{points.${first}.priority|number2}）。`,
              en: `No indicator reaches a priority of {threshold|number2}; “{@name}” comes nearest ({points.${first}.priority|number2}).`,
            },
            { name: values.points[first]!.label },
          )
        : sentence(
            locale,
            'first',
            {
              zh: `优先改进区有 {@count} 个指标：{@names}；“{@name}”的优先度最高（{points.${first}.priority|number2}）。`,
              en: `${urgent.length === 1 ? 'One indicator lies' : '{@count} indicators lie'} in the zone to improve first: {@names}; “{@name}” has the highest priority ({points.${first}.priority|number2}).`,
            },
            {
              count: String(urgent.length),
              names: joinNames(
                urgent.map((place) => `“${values.points[place]!.label}”`),
                locale,
              ),
              name: values.points[first]!.label,
            },
          ),
    ];
  },
  propose: (snapshot) =>
    hasIndex(snapshot)
      ? [
          { analysis: 'improve.zone', inputs: {}, options: {} },
          { analysis: 'improve.zone', inputs: {}, options: { source: 'exact' } },
        ]
      : [],
});
