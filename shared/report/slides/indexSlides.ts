import { subjectNames } from '../../analyses/csiIndexValues.ts';
import type { AnalysisResult, ChartFigure } from '../../analyses/types.ts';
import { applyFigureStyle, figureColours } from '../../charts/applyFigureStyle.ts';
import { barWithError } from '../../charts/barWithError.ts';
import { ink, okabeIto, themedLayout } from '../../charts/theme.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import { capitalised, inLocale, type Locale } from '../../model/text.ts';
import type { FigureStyle } from '../../model/project.ts';
import { figureForPage } from '../figureForPage.ts';
import { keptBack } from '../guard/keptBack.ts';
import type { ReportGuard } from '../guard/reportGuard.ts';
import { isFew } from '../guard/withheld.ts';
import type { Outcomes } from '../resolve.ts';
import { sentenceRuns } from '../textRuns.ts';
import type { SlideBlock, SlideCards } from './deck.ts';
import { textRun } from './slideBlocks.ts';
import { findAnalysis } from '../../analyses/catalogue.ts';

interface IndexNode {
  readonly id: string;
  readonly leaf: boolean;
  readonly score: number | null;
  readonly n: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** What slides read of the index's values. */
export interface IndexValues {
  readonly overall: {
    readonly index: number;
    readonly n: number;
    readonly interval: { readonly lower: number; readonly upper: number } | null;
    readonly weighted: boolean;
    readonly satisfiedShare: number;
    readonly notSatisfiedShare: number;
  };
  readonly nodes: readonly IndexNode[];
  readonly items: readonly unknown[];
  readonly first: readonly number[];
  readonly lowest: readonly number[];
}

/**
 * The values of an estimated index; null for every other result, and for one of so few people that it is kept back. Indicators answered by
 * too few have no score.
 */
export function indexValues(result: AnalysisResult, guard: ReportGuard | null): IndexValues | null {
  if (result.analysis !== 'csi.index' || result.status !== 'ok') return null;
  const values = result.values as unknown as IndexValues;
  if (!guard) return values;
  if (keptBack(result, guard)) return null;
  const shown = (node: IndexNode, place: number): IndexNode =>
    isFew(result, `nodes.${place}.score`, guard.smallest) ? { ...node, score: null, lower: null, upper: null } : node;
  return { ...values, nodes: values.nodes.map(shown) };
}

const levelText = (result: AnalysisResult, locale: Locale): string =>
  formatNumber(Number(result.options['level']), 'share1', locale).replace('.0%', '%');

const named = (result: AnalysisResult) => subjectNames(result.options['subject']);

/** The index, its interval, the forms, the satisfied: as numbers set large. */
export function coverCards(result: AnalysisResult, { overall }: IndexValues, locale: Locale): SlideCards {
  const say = (zh: string, en: string): string => inLocale({ zh, en }, locale);
  const number = (value: number): string => formatNumber(value, 'number2', locale);
  return {
    type: 'cards',
    cards: [
      {
        value: number(overall.index),
        label: say(
          `${named(result).long.zh}（${named(result).letters}）`,
          `${capitalised(named(result).long.en)} (${named(result).letters})`,
        ),
        note: overall.interval
          ? say(
              `${levelText(result, locale)} 置信区间 ${number(overall.interval.lower)} 至 ${number(overall.interval.upper)}`,
              `${levelText(result, locale)} interval ${number(overall.interval.lower)} to ${number(overall.interval.upper)}`,
            )
          : say('0–100 分', '0-100'),
      },
      {
        value: formatNumber(overall.satisfiedShare, 'share1', locale),
        label: say('满意的比例', 'Satisfied'),
        note: say(
          `得分不低于 ${formatNumber(Number(result.options['threshold']), 'integer', locale)} 分`,
          `score of ${formatNumber(Number(result.options['threshold']), 'integer', locale)} or more`,
        ),
      },
      {
        value: formatNumber(overall.n, 'integer', locale),
        label: say('有效问卷（份）', 'Valid forms'),
        note: overall.weighted ? say('经加权', 'weighted') : '',
      },
    ],
  };
}

/** More bars than these cannot be read on a slide beside the numbers. */
const mostFirst = 12;
/** Of more indicators, so many from the top and as many from the bottom. */
const fromEachEnd = 5;

const indexTitles = {
  all: { zh: '指数与一级指标得分，附置信区间', en: 'The index and the first-level indicators, with intervals' },
  ends: {
    zh: `指数与得分最高、最低的各 ${fromEachEnd} 个一级指标，附置信区间`,
    en: `The index, the ${fromEachEnd} highest and the ${fromEachEnd} lowest first-level indicators, with intervals`,
  },
  flatEnds: {
    zh: `指数与得分最高、最低的各 ${fromEachEnd} 个指标，附置信区间`,
    en: `The index, the ${fromEachEnd} highest and the ${fromEachEnd} lowest indicators, with intervals`,
  },
} as const;

/**
 * The index with its interval above the first-level indicators with theirs, in the style chosen for the figure of those; of a system of many, as one without levels is, the highest and
 * the lowest.
 */
export function indexFigure(
  result: AnalysisResult,
  { overall, nodes, first }: IndexValues,
  locale: Locale,
  style?: FigureStyle,
): ChartFigure {
  const scored = first.filter((place) => nodes[place]!.score !== null);
  const many = scored.length > mostFirst;
  const byScore = scored.toSorted((a, b) => nodes[b]!.score! - nodes[a]!.score!);
  const ordered =
    style?.order === 'descending' ? byScore : style?.order === 'ascending' ? byScore.toReversed() : scored;
  const shown = many ? [...byScore.slice(0, fromEachEnd), ...byScore.slice(-fromEachEnd)] : ordered;
  const title = indexTitles[many ? (first.every((place) => nodes[place]!.leaf) ? 'flatEnds' : 'ends') : 'all'];
  const figure = barWithError({
    id: 'slideIndex',
    title: inLocale(title, locale),
    altText: inLocale({ zh: `${title.zh}。`, en: `${title.en}.` }, locale),
    bars: [
      {
        label: named(result).letters,
        value: overall.index,
        interval: overall.interval ? [overall.interval.lower, overall.interval.upper] : null,
        text: formatNumber(overall.index, 'number2', locale),
        emphasis: true,
      },
      ...shown.map((place) => {
        const node = nodes[place]!;
        return {
          label: result.labels[node.id] ?? node.id,
          value: node.score,
          interval: node.lower === null || node.upper === null ? null : ([node.lower, node.upper] as const),
          text: formatNumber(node.score, 'number1', locale),
          doubtful: node.n < 30,
        };
      }),
    ],
    valueTitle: inLocale({ zh: '得分（0–100 分）', en: 'Score (0-100)' }, locale),
    range: [0, 108],
    scale: [0, 100],
  });
  const onPage = { ...figureForPage(figure), title: figure.title };
  return style ? applyFigureStyle(onPage, styleOfIndex(result, style, onPage, locale)) : onPage;
}

/**
 * What was chosen for the figure of the first-level indicators, for the slide's figure with the index above them: its colours go by what
 * they stand in place of, and the title and the order of the slide are its own.
 */
function styleOfIndex(result: AnalysisResult, style: FigureStyle, figure: ChartFigure, locale: Locale): FigureStyle {
  const { title: _title, order: _order, colours, ...rest } = style;
  const first = findAnalysis(result.analysis)
    ?.figures(result, locale)
    .find(({ id }) => id === 'first');
  if (!colours || !first) return rest;
  const chosen = new Map(figureColours(first).map((colour, place) => [colour, colours[place] ?? colour]));
  return { ...rest, colours: figureColours(figure).map((colour) => chosen.get(colour) ?? colour) };
}

/** The satisfied and the others as a ring. */
export function satisfiedFigure({ overall }: IndexValues, locale: Locale): ChartFigure {
  const labels = [
    inLocale({ zh: '满意', en: 'Satisfied' }, locale),
    inLocale({ zh: '未达到满意', en: 'Not satisfied' }, locale),
  ];
  return {
    id: 'slideSatisfied',
    title: inLocale({ zh: '满意与未达到满意的比例', en: 'Satisfied and not satisfied' }, locale),
    altText: inLocale(
      {
        zh: `满意的占 ${formatNumber(overall.satisfiedShare, 'share1', locale)}，未达到的占 ${formatNumber(overall.notSatisfiedShare, 'share1', locale)}。`,
        en: `${formatNumber(overall.satisfiedShare, 'share1', locale)} are satisfied, ${formatNumber(overall.notSatisfiedShare, 'share1', locale)} are not.`,
      },
      locale,
    ),
    aspect: 0.5,
    data: [
      {
        type: 'pie',
        labels,
        values: [overall.satisfiedShare, overall.notSatisfiedShare],
        hole: 0.55,
        sort: false,
        marker: { colors: [okabeIto[0], ink.rule] },
      },
    ],
    layout: themedLayout('', {}),
  };
}

const bullet = (head: string, runs: ReturnType<typeof sentenceRuns>): SlideBlock => ({
  type: 'text',
  runs: [textRun(head, { bold: true }), ...runs],
  level: 1,
  mark: '•',
});

/** How the numbers came about, in a few points. */
export function methodPoints(
  result: AnalysisResult,
  { overall, nodes, first, items }: IndexValues,
  outcomes: Outcomes,
  locale: Locale,
): readonly SlideBlock[] {
  const say = (zh: string, en: string): string => inLocale({ zh, en }, locale);
  const returns = [...outcomes.values()].find(
    (one) => one.ok && one.result.analysis === 'sample.returns' && one.result.status === 'ok',
  );
  const sample = returns?.ok ? returns.result : null;
  const told = sample ? findAnalysis('sample.returns')!.narrative(sample, locale)[0] : undefined;
  const days = sample ? answeringDays(sample, locale) : '';
  const leaves = nodes.filter(({ leaf }) => leaf).length;
  const branches = first.some((place) => !nodes[place]!.leaf);
  const threshold = formatNumber(Number(result.options['threshold']), 'integer', locale);
  return [
    ...(sample && told
      ? [bullet(say('样本：', 'Sample: '), [...sentenceRuns(told, sample, locale), textRun(days)])]
      : []),
    bullet(say('指标：', 'Indicators: '), [
      textRun(
        branches
          ? say(
              `${first.length} 个一级指标、${leaves} 个末级指标，由 ${items.length} 道题测量。`,
              `${first.length} on the first level, ${leaves} on the lowest, measured by ${items.length} questions.`,
            )
          : say(
              `${leaves} 个指标，由 ${items.length} 道题测量。`,
              `${leaves} indicators, measured by ${items.length} questions.`,
            ),
      ),
    ]),
    bullet(say('量化：', 'Scores: '), [
      textRun(
        say(
          `题目按量表的声明范围换算为 0–100 分；指数达到 ${threshold} 分的问卷计为满意。`,
          `Answers are mapped to 0-100 on the declared range of their scale; a form with an index of ${threshold} or more counts as satisfied.`,
        ),
      ),
    ]),
    bullet(say('指数：', 'Index: '), [
      textRun(
        say(
          `末级指标得分按综合权重加权平均${overall.weighted ? '，问卷按抽样权重计' : ''}。`,
          `Mean of the lowest-level scores by composite weight${overall.weighted ? ', forms by their survey weights' : ''}.`,
        ),
      ),
    ]),
    bullet(say('误差：', 'Error: '), [
      textRun(
        say(
          `横线为 ${levelText(result, locale)} 置信区间；回答不足 30 份的结果只供参考。`,
          `Whiskers are ${levelText(result, locale)} intervals; results of fewer than 30 answers are to be read with care.`,
        ),
      ),
    ]),
  ];
}

function answeringDays({ values }: AnalysisResult, locale: Locale): string {
  const [from, to] = [values['answeredFrom'], values['answeredTo']];
  if (typeof from !== 'number' || typeof to !== 'number') return '';
  const [first, last] = [formatNumber(from, 'date', locale), formatNumber(to, 'date', locale)];
  if (first === last) return inLocale({ zh: `填答于 ${first}。`, en: ` Answered on ${first}.` }, locale);
  return inLocale({ zh: `填答时间 ${first}至 ${last}。`, en: ` Answered from ${first} to ${last}.` }, locale);
}
