import { barWithError } from '../charts/barWithError.ts';
import { formatNumber } from '../format/formatNumber.ts';
import { inLocale, type Locale } from '../model/text.ts';
import { reasonTexts } from './reasonTexts.ts';
import { sentence } from './sentence.ts';
import type { AnalysisResult, ChartFigure, ResultTable, Sentence, TableColumn } from './types.ts';

export type ModelValues = {
  readonly label: { readonly zh: string; readonly en: string };
  /** Why it has no estimate; its numbers are null then. */
  readonly reason: string | null;
  readonly constructs: number;
  readonly paths: number;
  /** Of the target. */
  readonly rSquared: number | null;
  readonly adjusted: number | null;
  readonly aic: number | null;
  readonly bic: number | null;
  /** BIC less the smallest of the models. */
  readonly behind: number | null;
  readonly weight: number | null;
  readonly q2: number | null;
  readonly index: number | null;
  /** Of the whole model. */
  readonly srmr: number | null;
  readonly gof: number | null;
};

export type ComparisonValues = {
  readonly target: string;
  /** The models are the first one less a path at a time. */
  readonly reduced: boolean;
  readonly models: readonly ModelValues[];
  /** Constructs of any model, by name; one number a model, null where it has none. */
  readonly constructs: readonly {
    readonly name: string;
    readonly rSquared: readonly (number | null)[];
    readonly index: readonly (number | null)[];
  }[];
  readonly paths: readonly {
    readonly from: string;
    readonly to: string;
    readonly coefficients: readonly (number | null)[];
  }[];
};

/** Criteria, R2, indices and paths, one column a model. */
export function comparisonTables({ values }: AnalysisResult<ComparisonValues>): readonly ResultTable[] {
  const { models, target } = values;
  const best = models.findIndex(({ behind }) => behind === 0);
  const column = (key: string, zh: string, en: string, format: TableColumn['format']): TableColumn => ({
    key,
    title: { zh, en },
    format,
  });
  const beside = (format: TableColumn['format']): readonly TableColumn[] =>
    models.map(({ label }, place) => ({ key: `m${place}`, title: label, format }));
  const across = (numbers: readonly (number | null)[]) =>
    Object.fromEntries(numbers.map((value, place) => [`m${place}`, value]));
  const criteria: ResultTable = {
    id: 'criteria',
    title: { zh: `模型比较（目标：${target}）`, en: `Models compared (target: ${target})` },
    columns: [
      column('label', '模型', 'Model', 'text'),
      column('constructs', '潜变量', 'Constructs', 'integer'),
      column('paths', '路径', 'Paths', 'integer'),
      column('rSquared', 'R²', 'R2', 'coefficient'),
      column('adjusted', '调整后 R²', 'Adjusted R2', 'coefficient'),
      column('q2', 'Q²', 'Q2', 'coefficient'),
      column('aic', 'AIC', 'AIC', 'number1'),
      column('bic', 'BIC', 'BIC', 'number1'),
      column('behind', 'ΔBIC', 'Difference of BIC', 'number1'),
      column('weight', 'BIC 权重', 'Weight by BIC', 'share1'),
      column('srmr', 'SRMR', 'SRMR', 'coefficient'),
      column('gof', 'GoF', 'GoF', 'coefficient'),
      column('index', '指数', 'Index', 'number2'),
    ],
    rows: models.map((own, place) => ({
      emphasis: place === best,
      cells: {
        label: own.label,
        constructs: own.constructs,
        paths: own.paths,
        rSquared: own.rSquared,
        adjusted: own.adjusted,
        q2: own.q2,
        aic: own.aic,
        bic: own.bic,
        behind: own.behind,
        weight: own.weight,
        srmr: own.srmr,
        gof: own.gof,
        index: own.index,
      },
    })),
    notes: [
      {
        zh: '加粗：BIC 最小。ΔBIC 小于 2 不足以区分，2–6 有一定区别，6–10 明显，大于 10 很明显。SRMR 属于测量部分，只去掉路径时变化很小。',
        en: 'Bold: smallest BIC. Differences of BIC below 2 tell nothing apart, 2-6 something, 6-10 much, above 10 very much. SRMR belongs to the measurement and hardly changes with a path.',
      },
      ...(values.reduced
        ? [
            {
              zh: `“去掉 X”：原模型去掉 X 指向“${target}”的路径。`,
              en: `“Without X”: the original model less the path from X to “${target}”.`,
            },
          ]
        : []),
      ...models.flatMap(({ label, reason }) => {
        const why = reason === null ? undefined : (reasonTexts[reason] ?? { zh: reason, en: reason });
        return why ? [{ zh: `${label.zh}：${why.zh}。`, en: `${label.en}: ${why.en}.` }] : [];
      }),
    ],
  };
  const name = column('name', '潜变量', 'Construct', 'text');
  return [
    criteria,
    {
      id: 'rSquared',
      title: { zh: '各潜变量的 R²', en: 'R2 of the constructs' },
      columns: [name, ...beside('coefficient')],
      rows: values.constructs
        .filter((one) => one.rSquared.some((value) => value !== null))
        .map((one) => ({ emphasis: one.name === target, cells: { name: one.name, ...across(one.rSquared) } })),
      notes: [],
    },
    {
      id: 'indices',
      title: { zh: '各潜变量的指数（0–100）', en: 'Indices of the constructs (0-100)' },
      columns: [name, ...beside('number2')],
      rows: values.constructs.map((one) => ({
        emphasis: one.name === target,
        cells: { name: one.name, ...across(one.index) },
      })),
      notes: [{ zh: '非标准化权重。', en: 'Unstandardised weights.' }],
    },
    {
      id: 'paths',
      title: { zh: '路径系数', en: 'Path coefficients' },
      columns: [column('from', '从', 'From', 'text'), column('to', '到', 'To', 'text'), ...beside('coefficient')],
      rows: values.paths.map(({ from, to, coefficients }) => ({ cells: { from, to, ...across(coefficients) } })),
      notes: [],
    },
  ];
}

/** How far each model's BIC lies above the smallest. */
export function comparisonFigures(
  { values }: AnalysisResult<ComparisonValues>,
  locale: Locale,
): readonly ChartFigure[] {
  const shown = values.models.filter(({ behind }) => behind !== null);
  if (shown.length < 2) return [];
  return [
    barWithError({
      id: 'bic',
      title: inLocale(
        { zh: `各模型的 BIC 比最小者大多少：${values.target}`, en: `BIC above the smallest: ${values.target}` },
        locale,
      ),
      altText: inLocale(
        { zh: `${shown.length} 个模型的 BIC 与最小者之差。`, en: `BIC of ${shown.length} models less the smallest.` },
        locale,
      ),
      bars: shown.map(({ label, behind }) => ({
        label: inLocale(label, locale),
        value: behind!,
        interval: null,
        text: formatNumber(behind, 'number1', locale),
        emphasis: behind === 0,
      })),
      valueTitle: inLocale({ zh: 'ΔBIC（越小越好）', en: 'Difference of BIC (smaller is better)' }, locale),
    }),
  ];
}

/** Which model explains the target best, and how sure that is. */
export function comparisonNarrative({ values }: AnalysisResult<ComparisonValues>, locale: Locale): readonly Sentence[] {
  const ranked = values.models
    .map((own, place) => ({ own, place }))
    .filter(({ own }) => own.behind !== null)
    .toSorted((a, b) => a.own.behind! - b.own.behind!);
  const [first, next] = ranked;
  if (!first || !next)
    return [
      sentence(locale, 'best', {
        zh: '能够比较的模型不足两个。',
        en: 'Fewer than two models can be compared.',
      }),
    ];
  const words = {
    target: values.target,
    first: inLocale(first.own.label, locale),
    other: inLocale(next.own.label, locale),
  };
  const at = (part: string, format: string): string => `{models.${first.place}.${part}|${format}}`;
  const behind = `{models.${next.place}.behind|number1}`;
  return [
    next.own.behind! < 2
      ? sentence(
          locale,
          'best',
          {
            zh: `按 BIC，“{@first}”与“{@other}”对“{@target}”的解释不相上下（相差 ${behind}），宜取较简单的一个。`,
            en: `By BIC “{@first}” and “{@other}” explain “{@target}” equally well (difference ${behind}): prefer the simpler one.`,
          },
          words,
        )
      : sentence(
          locale,
          'best',
          {
            zh: `按 BIC，对“{@target}”以“{@first}”为最优（R² ${at('rSquared', 'coefficient')}）；次之的“{@other}”的 BIC 大 ${behind}。`,
            en: `By BIC “{@first}” is the best model of “{@target}” (R2 ${at('rSquared', 'coefficient')}); next is “{@other}”, ${behind} above.`,
          },
          words,
        ),
    sentence(
      locale,
      'weight',
      {
        zh: `按 BIC 权重，“{@first}”在所比较的模型中最好的可能性为 ${at('weight', 'share1')}。`,
        en: `By its weight, “{@first}” is the best of the models compared with probability ${at('weight', 'share1')}.`,
      },
      words,
    ),
  ];
}
