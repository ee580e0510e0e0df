import type { Locale } from '../model/text.ts';
import type { Evaluation } from './evaluateAll.ts';
import { screenSentence } from './members/influenceFeatureScreen.ts';
import { sentence } from './sentence.ts';
import type { AnalysisRequest, AnalysisResult, Sentence } from './types.ts';

/** What a finding is about, in the order in which kinds are told. */
export const findingKinds = ['level', 'lostPoints', 'gap', 'featureDiffers', 'comments', 'weakScale'] as const;
export type FindingKind = (typeof findingKinds)[number];

/** One thing worth knowing of a whole evaluation. Every number of the sentence is a path into the values of the result of request. */
export interface Finding {
  readonly kind: FindingKind;
  readonly request: AnalysisRequest;
  /** How large within its kind, in the kind's own units; larger comes first. */
  readonly size: number;
  sentence(locale: Locale): Sentence;
}

type Finder = (evaluation: {
  readonly request: AnalysisRequest;
  readonly result: AnalysisResult;
}) => readonly Finding[];

const most = { lostPoints: 5, gap: 5, featureDiffers: 8, comments: 3, weakScale: 5 } as const;

const isWhole = (request: AnalysisRequest): boolean => Object.keys(request.inputs).length === 0;
const valuesOf = <T>(result: AnalysisResult): T => result.values as unknown as T;

/** The index itself, and the indicators that cost most points: composite weight times what is missing to 100. */
const fromIndex: Finder = ({ request, result }) => {
  if (!isWhole(request)) return [];
  const { overall, nodes } = valuesOf<{
    overall: { index: number; interval: unknown };
    nodes: readonly { id: string; leaf: boolean; compositeWeight: number; score: number | null }[];
  }>(result);
  const leaves = nodes.filter((node) => node.leaf && node.score !== null);
  const lost = (node: (typeof leaves)[number]): number => node.compositeWeight * (100 - node.score!);
  const total = leaves.reduce((sum, node) => sum + lost(node), 0);
  const typical = total / Math.max(1, leaves.length);
  const heavy = leaves
    .filter((node) => lost(node) > typical && node.score! < overall.index)
    .toSorted((a, b) => lost(b) - lost(a))
    .slice(0, most.lostPoints);
  return [
    {
      kind: 'level',
      request,
      size: overall.index,
      sentence: (locale) =>
        sentence(
          locale,
          'level',
          overall.interval === null
            ? { zh: '满意度指数为 {overall.index|number1}。', en: 'The satisfaction index is {overall.index|number1}.' }
            : {
                zh: '满意度指数为 {overall.index|number1}（区间 {overall.interval.lower|number1} 至 {overall.interval.upper|number1}，{overall.n|integer} 份），{overall.satisfiedShare|share1} 的顾客满意。',
                en: 'The satisfaction index is {overall.index|number1} (interval {overall.interval.lower|number1} to {overall.interval.upper|number1}, {overall.n|integer} forms); {overall.satisfiedShare|share1} of the customers are satisfied.',
              },
        ),
    },
    ...heavy.map((node): Finding => {
      const place = nodes.indexOf(node);
      return {
        kind: 'lostPoints',
        request,
        size: total > 0 ? lost(node) / total : 0,
        sentence: (locale) =>
          sentence(
            locale,
            `lostPoints ${node.id}`,
            {
              zh: `“{@name}”使指数失分较多：综合权重 {nodes.${place}.compositeWeight|weight}，得分 {nodes.${place}.score|number1}，低于总指数 {overall.index|number1}。`,
              en: `“{@name}” costs the index more than most: composite weight {nodes.${place}.compositeWeight|weight}, score {nodes.${place}.score|number1}, below the index of {overall.index|number1}.`,
            },
            { name: result.labels[node.id] ?? node.id },
          ),
      };
    }),
  ];
};

/** Indicators whose perception stays clearly behind expectation. */
const fromGaps: Finder = ({ request, result }) => {
  if (!isWhole(request)) return [];
  const { rows } = valuesOf<{ rows: readonly { id: string; gap: number; upper: number | null }[] }>(result);
  return rows
    .map((row, place) => ({ row, place }))
    .filter(({ row }) => row.upper !== null && row.upper < 0)
    .toSorted((a, b) => a.row.gap - b.row.gap)
    .slice(0, most.gap)
    .map(
      ({ row, place }): Finding => ({
        kind: 'gap',
        request,
        size: -row.gap,
        sentence: (locale) =>
          sentence(
            locale,
            `gap ${row.id}`,
            {
              zh: `“{@name}”的感受低于期望：期望 {rows.${place}.expectation|number1}，感受 {rows.${place}.perception|number1}，差 {rows.${place}.gap|number1}（区间 {rows.${place}.lower|number1} 至 {rows.${place}.upper|number1}）。`,
              en: `“{@name}” falls short of what is expected: {rows.${place}.expectation|number1} expected, {rows.${place}.perception|number1} felt, gap {rows.${place}.gap|number1} (interval {rows.${place}.lower|number1} to {rows.${place}.upper|number1}).`,
            },
            { name: result.labels[row.id] ?? row.id },
          ),
      }),
    );
};

type ScreenTests = readonly (Parameters<typeof screenSentence>[1] & { holm: number; spread: number | null })[];

/** Features that differ after correction for all tests of the screen; per feature the index first, else its clearest indicator. */
const fromScreen: Finder = ({ request, result }) => {
  if (!isWhole(request)) return [];
  const { tests, level } = valuesOf<{ level: number; tests: ScreenTests }>(result);
  const clear = tests
    .map((test, place) => ({ test, place }))
    .filter(({ test }) => test.holm < 1 - level && test.spread !== null);
  const told = new Map<string, (typeof clear)[number]>();
  for (const one of clear) if (!told.has(one.test.feature) || one.test.node === null) told.set(one.test.feature, one);
  return [...told.values()]
    .toSorted((a, b) => b.test.spread! - a.test.spread!)
    .slice(0, most.featureDiffers)
    .map(
      ({ test, place }): Finding => ({
        kind: 'featureDiffers',
        request,
        size: test.spread!,
        sentence: (locale) => screenSentence(locale, test, place, result.labels),
      }),
    );
};

/** What comments name most. */
const fromComments: Finder = ({ request, result }) => {
  const { codes } = valuesOf<{ codes: readonly { name: string; comments: number; share: number }[] }>(result);
  return codes.slice(0, most.comments).flatMap((code, place): readonly Finding[] =>
    code.comments < 5
      ? []
      : [
          {
            kind: 'comments',
            request,
            size: code.share,
            sentence: (locale) =>
              sentence(
                locale,
                `code ${code.name}`,
                {
                  zh: `开放题中 {codes.${place}.comments|integer} 条意见提到“{@code}”，占全部意见的 {codes.${place}.share|share1}。`,
                  en: `{codes.${place}.comments|integer} comments name “{@code}”, {codes.${place}.share|share1} of all comments.`,
                },
                { code: code.name },
              ),
          },
        ],
  );
};

/** Dimensions whose questions do not hold together. */
const fromAlpha: Finder = ({ request, result }) => {
  if (!isWhole(request)) return [];
  const { dimensions } = valuesOf<{ dimensions: readonly { id: string; alpha: number | null }[] }>(result);
  return dimensions
    .map((one, place) => ({ one, place }))
    .filter(({ one }) => one.alpha !== null && one.alpha < 0.7)
    .toSorted((a, b) => a.one.alpha! - b.one.alpha!)
    .slice(0, most.weakScale)
    .map(
      ({ one, place }): Finding => ({
        kind: 'weakScale',
        request,
        size: 1 - one.alpha!,
        sentence: (locale) =>
          sentence(
            locale,
            `weakScale ${one.id}`,
            {
              zh: `“{@name}”的信度不足：{dimensions.${place}.k|integer} 道题的 α 为 {dimensions.${place}.alpha|coefficient}，低于 .7，该维度的得分须谨慎使用。`,
              en: `“{@name}” is not reliable: alpha of its {dimensions.${place}.k|integer} questions is {dimensions.${place}.alpha|coefficient}, below .7; use its score with care.`,
            },
            { name: result.labels[one.id] ?? one.id },
          ),
      }),
    );
};

const finders: Readonly<Record<string, Finder>> = {
  'csi.index': fromIndex,
  'describe.expectationGap': fromGaps,
  'influence.featureScreen': fromScreen,
  'text.comments': fromComments,
  'reliability.cronbachAlpha': fromAlpha,
};

/** The ids of the analyses findings come from, for the test that each is a member. */
export const findingSources: readonly string[] = Object.keys(finders);

/** Kinds in the order in which they are told, within a kind the largest first. */
export const compareFindings = (
  a: { readonly kind: FindingKind; readonly size: number },
  b: { readonly kind: FindingKind; readonly size: number },
): number => findingKinds.indexOf(a.kind) - findingKinds.indexOf(b.kind) || b.size - a.size;

/** The findings of an evaluation, by kind and within it the largest first. */
export function findingsOf(evaluations: readonly Pick<Evaluation, 'request' | 'result'>[]): readonly Finding[] {
  return evaluations
    .flatMap(({ request, result }) =>
      result?.status === 'ok' ? (finders[request.analysis]?.({ request, result }) ?? []) : [],
    )
    .toSorted(compareFindings);
}
