import { significant as s } from '../../format/significant.ts';
import { leastSquares } from '../../numeric/leastSquares.ts';
import { completeAnswers, covariance, questionsOf, totalsOf } from './reliability.ts';
import {
  type Given,
  numberOf,
  numbersIn,
  numbersNamed,
  objectsOf,
  productsText,
  type Rule,
  signed,
  step,
  sum,
  sumText,
} from './given.ts';

const meanOf = (values: readonly number[]): number => sum(values) / values.length;
const varianceOf = (values: readonly number[]): number => covariance(values, values);

/** The questions of a scale and the place of the one a number is about. */
function itemOf(given: Given) {
  const id = given.ancestors[0]?.object['id'];
  const all = completeAnswers(given, questionsOf(given));
  const place = all?.ids.findIndex((one) => one === id) ?? -1;
  return all && place >= 0 ? { columns: all.columns, own: all.columns[place]!, place } : null;
}

/** What the other questions leave unexplained of one. */
function residualsOf(columns: readonly ArrayLike<number>[], place: number): readonly number[] | null {
  const [own, ...others] = [columns[place]!, ...columns.filter((_, other) => other !== place)].map((column) =>
    Float64Array.from(column),
  );
  const fit = leastSquares(own!, others, { intercept: true, weights: null, degree: 1 });
  return fit ? [...fit.residuals] : null;
}

const told = {
  zh: 'e 为该题中不能由其余题解释的部分（对其余题回归的残差）',
  en: 'e: what the other questions leave unexplained of this one (residuals of regressing it on them)',
};

function* squaredMultiple(given: Given): ReturnType<Rule> {
  const item = given.key === 'squaredMultiple' || given.key === 'vif' ? itemOf(given) : null;
  const left = item ? residualsOf(item.columns, item.place) : null;
  if (!item || !left) return;
  const squares = sum(left.map((one) => one * one));
  const spread = covariance(item.own, item.own) * (left.length - 1);
  if (given.key === 'squaredMultiple')
    yield [
      step(
        `R² = 1 − Σe²/Σ(x − x̄)²，${told.zh}`,
        `R² = 1 − Σe²/Σ(x − x̄)²; ${told.en}`,
        `1 − ${s(squares)} / ${s(spread)}`,
        1 - squares / spread,
      ),
    ];
  else
    yield [
      step(
        `VIF = Σ(x − x̄)²/Σe²，${told.zh}`,
        `VIF = Σ(x − x̄)²/Σe²; ${told.en}`,
        `${s(spread)} / ${s(squares)}`,
        spread / squares,
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
  const totals = totalsOf(all.columns);
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
  const [a, b] = [varianceOf(high), varianceOf(low)];
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

/** Correlations against what of them remains given all other questions. */
function* adequacy(given: Given): ReturnType<Rule> {
  const { key } = given;
  if (key !== 'kmo' && key !== 'msa') return;
  const all = completeAnswers(given, questionsOf(given));
  if (!all) return;
  const left = all.columns.map((_, place) => residualsOf(all.columns, place));
  const own = key === 'msa' ? all.ids.findIndex((id) => id === given.ancestors[0]?.object['id']) : null;
  if (own === -1 || left.some((one) => one === null)) return;
  const places = [...all.columns.keys()];
  const correlation = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
    covariance(a, b) / Math.sqrt(covariance(a, a) * covariance(b, b));
  const squares = (of: readonly (ArrayLike<number> | null)[]): number =>
    sum(
      places.flatMap((i) =>
        (own === null || own === i ? places : []).flatMap((j) => (i === j ? [] : [correlation(of[i]!, of[j]!) ** 2])),
      ),
    );
  // The residuals of two questions, each on all the others, correlate like the partial correlation with its sign turned.
  const [simple, partial] = [squares(all.columns), squares(left)];
  const [zh, en] =
    key === 'kmo' ? ['所有题目对', 'all pairs of questions'] : ['该题与其余各题', 'this question with every other'];
  yield [
    step(
      `Σr²/(Σr² + Σq²)，${zh}，r 为相关系数，q 为控制其余各题后的偏相关系数`,
      `Σr²/(Σr² + Σq²) over ${en}; r: correlation, q: partial correlation given all other questions`,
      `${s(simple)} / (${s(simple)} + ${s(partial)})`,
      simple / (simple + partial),
    ),
  ];
}

/** A loading on a component: the row of the eigenvalue equation that defines it. */
function* componentLoading(given: Given): ReturnType<Rule> {
  const place = /^items\.(\d+)\.unrotated\.(\d+)$/.exec(given.path);
  const items = objectsOf(given.result.values['items']);
  if (!place) return;
  const [own, factor] = [Number(place[1]), Number(place[2])];
  const eigenvalue = numberOf(objectsOf(given.result.values['eigenvalues'])[factor], 'value');
  const all = completeAnswers(given, questionsOf(given));
  const loadings = items.map((item) => numbersIn(item['unrotated'])?.[factor] ?? Number.NaN);
  if (!all || eigenvalue === null || all.columns.length !== loadings.length) return;
  const x = all.columns[own]!;
  const pairs = all.columns.map(
    (column, other) =>
      [covariance(x, column) / Math.sqrt(covariance(x, x) * covariance(column, column)), loadings[other]!] as const,
  );
  yield [
    step(
      '载荷 = Σ(r·载荷)/特征值，r 为该题与各题的相关系数（主成分所满足的特征方程）',
      'loading = Σ(r · loading)/eigenvalue; r: correlations of the item with each (the eigenvalue equation of the component)',
      `(${productsText(pairs)}) / ${s(eigenvalue)}`,
      sum(pairs.map(([r, loading]) => r * loading)) / eigenvalue,
    ),
  ];
}

/** Variance of a component from its loadings, and its share. */
function* componentVariance({ path, ancestors, result }: Given): ReturnType<Rule> {
  const place = /^eigenvalues\.(\d+)\.value$/.exec(path);
  if (place) {
    const loadings = objectsOf(result.values['items']).flatMap(
      (item) => numbersIn(item['unrotated'])?.[Number(place[1])] ?? [],
    );
    const value = sum(loadings.map((one) => one * one));
    if (loadings.length > 0)
      yield [
        step(
          '特征值 = Σ 该成分各题未旋转载荷²',
          'eigenvalue = Σ unrotated loading² of the component',
          sumText(
            loadings.map((one) => `${signed(one, 6)}²`),
            value,
          ),
          value,
        ),
      ];
  }
  const k = numberOf(result.values, 'k');
  const unrotated = numberOf(ancestors[0]?.object, 'unrotated');
  if (path.endsWith('.unrotatedShare') && k !== null && unrotated !== null)
    yield [step('方差/题数 × 100', 'variance/items × 100', `${s(unrotated)} / ${k} × 100`, (100 * unrotated) / k)];
}

export const itemRules: Readonly<Record<string, readonly Rule[]>> = {
  'reliability.cronbachAlpha': [squaredMultiple],
  'reliability.itemAnalysis': [extremeGroups],
  'validity.factorability': [adequacy],
  'validity.factorAnalysis': [componentLoading, componentVariance],
};
