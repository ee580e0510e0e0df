import { significant as s } from '../../format/significant.ts';
import { leastSquares } from '../../numeric/leastSquares.ts';
import { accurateVariance } from '../../numeric/accurateSum.ts';
import { type Given, numberOf, numbersNamed, type Rule, step, sum } from './given.ts';
import { completeAnswers, questionsOf } from './scaleAnswers.ts';

const meanOf = (values: readonly number[]): number => sum(values) / values.length;

/** The questions of a scale and the place of the one a number is about. */
function itemOf(given: Given) {
  const id = given.ancestors[0]?.object['id'];
  const all = completeAnswers(given, questionsOf(given));
  const place = all?.ids.findIndex((one) => one === id) ?? -1;
  return all && place >= 0 ? { all, own: all.columns[place]!, place } : null;
}

/** Sums of squares of one question: about its mean, and of what the other questions leave unexplained of it. */
export function unexplained(
  columns: readonly Float64Array[],
  place: number,
  weights: Float64Array | null,
): { readonly spread: number; readonly left: number } {
  const others = columns.filter((_, other) => other !== place);
  const { ssTotal, ssResidual } = leastSquares(columns[place]!, others, { intercept: true, weights, degree: 1 });
  return { spread: ssTotal, left: ssResidual };
}

export const toldResidual = {
  zh: 'e 为该题中不能由其余题解释的部分（对其余题回归的残差）',
  en: 'e: what the other questions leave unexplained of this one (residuals of regressing it on them)',
};

function* squaredMultiple(given: Given): ReturnType<Rule> {
  const item = given.key === 'squaredMultiple' ? itemOf(given) : null;
  if (!item) return;
  const { columns, weights, note } = item.all;
  const { spread, left } = unexplained(columns, item.place, weights);
  yield [
    step(
      `R² = 1 − Σe²/Σ(x − x̄)²，${toldResidual.zh}${note.zh}`,
      `R² = 1 − Σe²/Σ(x − x̄)²; ${toldResidual.en}${note.en}`,
      `1 − ${s(left)} / ${s(spread)}`,
      1 - left / spread,
    ),
  ];
}

/** The answers to one question of the forms with the highest and with the lowest totals. */
function* extremeGroups(given: Given): ReturnType<Rule> {
  const { key, result, ancestors } = given;
  const wanted = ['upperMean', 'lowerMean', 'criticalRatio', 'df', 'nUpper', 'nLower'];
  const cuts = numbersNamed(result.values, 'lowerCut', 'upperCut');
  if (!wanted.includes(key) || !cuts) return;
  const all = completeAnswers(given, questionsOf(given));
  if (!all) return;
  const totals = Array.from({ length: all.n }, (_, row) => sum(all.columns.map((column) => column[row]!)));
  const rows = [...totals.keys()];
  const upper = rows.filter((row) => totals[row]! >= cuts.upperCut);
  const lower = rows.filter((row) => totals[row]! <= cuts.lowerCut);
  if (key === 'nUpper' || key === 'nLower') {
    const [group, sign, cut] = key === 'nUpper' ? [upper, '≥', cuts.upperCut] : [lower, '≤', cuts.lowerCut];
    yield [
      step(
        `总分 ${sign} ${s(cut)} 的份数`,
        `forms with a total ${sign} ${s(cut)}`,
        `${all.n} − ${all.n - group.length}`,
        group.length,
      ),
    ];
    return;
  }
  const item = itemOf(given);
  if (!item) return;
  const [high, low] = [upper, lower].map((group) => group.map((row) => item.own[row]!)) as [number[], number[]];
  const mean = (group: readonly number[], zh: string, en: string) => [
    step(zh, en, `${s(sum(group))} / ${group.length}`, meanOf(group)),
  ];
  if (key === 'upperMean')
    yield mean(
      high,
      `高分组（总分 ≥ ${s(cuts.upperCut)}）该题之和/份数`,
      `sum of the item over the upper group (total ≥ ${s(cuts.upperCut)})/forms`,
    );
  if (key === 'lowerMean')
    yield mean(
      low,
      `低分组（总分 ≤ ${s(cuts.lowerCut)}）该题之和/份数`,
      `sum of the item over the lower group (total ≤ ${s(cuts.lowerCut)})/forms`,
    );
  const [a, b] = [accurateVariance(high), accurateVariance(low)];
  const [va, vb] = [a / high.length, b / low.length];
  const equal = ancestors[0]?.object['equalVariances'] === true;
  const difference = numberOf(ancestors[0]?.object, 'difference');
  if (key === 'df')
    yield equal
      ? [
          step(
            'n₁ + n₂ − 2（方差齐）',
            'n₁ + n₂ − 2 (equal variances)',
            `${high.length} + ${low.length} − 2`,
            high.length + low.length - 2,
          ),
        ]
      : [
          step(
            '(v₁ + v₂)²/(v₁²/(n₁ − 1) + v₂²/(n₂ − 1))，v = s²/n（Welch，方差不齐）',
            '(v₁ + v₂)²/(v₁²/(n₁ − 1) + v₂²/(n₂ − 1)), v = s²/n (Welch, unequal variances)',
            `(${s(va)} + ${s(vb)})² / (${s(va)}²/${high.length - 1} + ${s(vb)}²/${low.length - 1})`,
            (va + vb) ** 2 / (va ** 2 / (high.length - 1) + vb ** 2 / (low.length - 1)),
          ),
        ];
  if (key !== 'criticalRatio' || difference === null) return;
  const pooled = ((high.length - 1) * a + (low.length - 1) * b) / (high.length + low.length - 2);
  const se = equal ? Math.sqrt(pooled * (1 / high.length + 1 / low.length)) : Math.sqrt(va + vb);
  yield [
    equal
      ? step(
          '标准误 = √(s²·(1/n₁ + 1/n₂))，s² 为合并方差',
          'standard error = √(s² (1/n₁ + 1/n₂)); s²: pooled variance',
          `√(${s(pooled)} × (1/${high.length} + 1/${low.length}))`,
          se,
        )
      : step(
          '标准误 = √(s₁²/n₁ + s₂²/n₂)（方差不齐）',
          'standard error = √(s₁²/n₁ + s₂²/n₂), unequal variances',
          `√(${s(a)}/${high.length} + ${s(b)}/${low.length})`,
          se,
        ),
    step(
      'CR = 两组均值之差/标准误',
      'CR = difference of the means/standard error',
      `${s(difference)} / ${s(se)}`,
      difference / se,
    ),
  ];
}

export const itemRules: Readonly<Record<string, readonly Rule[]>> = {
  'reliability.cronbachAlpha': [squaredMultiple],
  'reliability.itemAnalysis': [extremeGroups],
};
