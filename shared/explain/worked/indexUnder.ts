import { designRows, type DesignRows } from '../../analyses/design.ts';
import { isCopied, isPlain, meanWithInterval } from '../../analyses/designStatistics.ts';
import { projectIndex } from '../../analyses/projectIndex.ts';
import { indicesUnder, type WeightData } from '../../analyses/weightData.ts';
import { significant as s } from '../../format/significant.ts';
import { studentTTwoSidedQuantile } from '../../numeric/distributions.ts';
import type { WorkedStep } from '../types.ts';
import { type Given, type Rule, step, sum, sumText } from './given.ts';

/** The index of every form under other weights of the indicators: its mean, and the bounds of that. */
export function* indexUnder(given: Given, data: WeightData, weights: readonly number[]): ReturnType<Rule> {
  if (weights.length !== data.ids.length) return;
  const first = firstForm(data, weights);
  for (const steps of meanOfForms(given, indicesUnder(data, weights), data.design, '这组权重', 'these weights'))
    yield [...first, ...steps];
}

/** How the index of a form is put together: of the first that has one. */
function firstForm({ scores, design }: WeightData, weights: readonly number[]): readonly WorkedStep[] {
  const row = Array.from(design.rows.keys()).find((one) => scores.some((column) => !Number.isNaN(column[one]!)));
  if (row === undefined) return [];
  const terms = scores.flatMap((column, place) =>
    Number.isNaN(column[row]!) ? [] : [[weights[place]!, column[row]!] as const],
  );
  const whole = sum(terms.map(([weight]) => weight));
  const form = design.rows[row]! + 1;
  return whole > 0
    ? [
        step(
          `每份问卷 = Σ(权重 × 得分)/Σ权重；如第 ${form} 份`,
          `each form = Σ(weight × score)/Σ weight; form ${form}, for one`,
          `(${sumText(
            terms.map(([weight, score]) => `${s(weight, 4)}×${s(score, 5)}`),
            sum(terms.map(([weight, score]) => weight * score)),
          )}) / ${s(whole)}`,
          sum(terms.map(([weight, score]) => weight * score)) / whole,
        ),
      ]
    : [];
}

export function* currentIndex(given: Given): ReturnType<Rule> {
  const design = designRows(given.snapshot, { weights: 'both', design: true });
  const index = projectIndex(given.snapshot, { items: [], weights: [], missing: 'renormalise' }, design);
  if (index) yield* meanOfForms(given, index.indices.get(null)!, design, '现行权重', 'the weights in force');
}

function* meanOfForms(
  { key, result }: Given,
  forms: Float64Array,
  design: DesignRows,
  zh: string,
  en: string,
): ReturnType<Rule> {
  const places = [...forms.keys()].filter((place) => !Number.isNaN(forms[place]!));
  const weightOf = (place: number): number => design.weights?.[place] ?? 1;
  const size = sum(places.map(weightOf));
  const total = sum(places.map((place) => weightOf(place) * forms[place]!));
  const mean = design.weights
    ? step(
        `Σ(各份的指数（按${zh}）× 该份权重)/Σ权重`,
        `Σ(index of the form under ${en} × weight of the form)/Σ weight`,
        `${s(total, 9)} / ${s(size, 9)}`,
        total / size,
      )
    : step(
        `各份的指数（按${zh}）之和/份数`,
        `sum of the forms’ indices under ${en}/forms`,
        `${s(total, 9)} / ${s(size)}`,
        total / size,
      );
  const threshold = result.options['threshold'];
  if (key === 'satisfiedShare' && typeof threshold === 'number') {
    const count = sum(places.map((place) => (forms[place]! >= threshold - 1e-9 ? weightOf(place) : 0)));
    const [unitZh, unitEn] = design.weights ? ['权重之和', 'weight'] : ['份数', 'forms'];
    yield [
      step(
        `指数达到 ${s(threshold)} 分的${unitZh}/${unitZh}`,
        `${unitEn} at ${s(threshold)} or above/${unitEn}`,
        `${s(count)} / ${s(size)}`,
        count / size,
      ),
    ];
  }
  const level = result.options['level'];
  if (/(?:lower|upper)$/i.test(key) && typeof level === 'number') {
    const error = errorOfMean(forms, design, level);
    if (!error) return;
    const t = studentTTwoSidedQuantile(level, error.df);
    const sign = /lower$/i.test(key) ? -1 : 1;
    const se = error.step.value;
    yield [
      mean,
      error.step,
      step(
        `指数 ${sign < 0 ? '−' : '+'} t(${s(level)}, df)·标准误`,
        `index ${sign < 0 ? '−' : '+'} t(${s(level)}, df) · standard error`,
        `${s(mean.value)} ${sign < 0 ? '−' : '+'} ${s(t)} × ${s(se)}　(df = ${s(error.df)})`,
        mean.value + sign * t * se,
      ),
    ];
  }
  yield [mean];
}

/** The standard error of a mean of forms under the design, as far as it can be put into a line. */
function errorOfMean(
  forms: Float64Array,
  design: DesignRows,
  level: number,
): { readonly step: WorkedStep; readonly df: number } | null {
  const { n, mean, sd, se, df } = meanWithInterval(forms, design, level);
  if (mean === null || sd === null || se === null || df === null) return null;
  if (isCopied(design)) {
    const size = design.weights ? df + 1 : n;
    const [zh, en] = design.weights ? ['√Σ频数', '√Σ frequency'] : ['√n', '√n'];
    const filled = `${s(sd)} / √${s(size)}`;
    return { step: step(`标准误 = 标准差/${zh}`, `standard error = standard deviation/${en}`, filled, se), df };
  }
  if (isPlain({ ...design, weights: null })) {
    const weights = design.weights!;
    const places = [...forms.keys()].filter((place) => !Number.isNaN(forms[place]!));
    const total = sum(places.map((place) => weights[place]!));
    const squares = sum(places.map((place) => (weights[place]! * (forms[place]! - mean)) ** 2));
    return {
      step: step(
        '标准误 = √(Σ(w(x − 均值))²·n/(n − 1))/Σw，w 为权重（线性化）',
        'standard error = √(Σ(w(x − mean))² · n/(n − 1))/Σw; w: weight (linearised)',
        `√(${s(squares)} × ${n}/${n - 1}) / ${s(total)}`,
        Math.sqrt(squares * (n / (n - 1))) / total,
      ),
      df,
    };
  }
  return {
    step: step(
      '标准误：在各层内由各抽样单位合计的离散程度得出（按抽样设计线性化）',
      'standard error: from the spread of the sampling units’ totals within strata (linearised for the design)',
      s(se),
      se,
    ),
    df,
  };
}
