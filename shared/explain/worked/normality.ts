import { designRows } from '../../analyses/design.ts';
import { scoreSource } from '../../analyses/scoreSource.ts';
import { significant as s } from '../../format/significant.ts';
import { type VariableId, variableId } from '../../model/ids.ts';
import { chiSquareUpper, normalCdf, normalQuantile, normalUpper } from '../../numeric/distributions.ts';
import { roystonCoefficients } from '../../stats/shapiroWilk.ts';
import { type Given, numberNamedAround, numberOf, numbersNamed, type Rule, signed, step, sum } from './given.ts';

/** The sample in rising order, as the tests have seen it: indices that are equal on paper are equal. */
function sorted({ snapshot, result }: Given): readonly number[] | null {
  const { inputs, options } = result;
  const one = inputs['variable'];
  const source = scoreSource(
    snapshot,
    typeof one === 'string' ? variableId(one) : null,
    (inputs['items'] ?? []) as readonly VariableId[],
    (options['weights'] ?? []) as readonly number[],
    options['asScore'] === true,
    designRows(snapshot, { weights: 'none', design: false }),
  );
  if (!source) return null;
  const values = [...source.values].filter((value) => !Number.isNaN(value));
  return (source.unit === 'score' ? values.map((value) => Math.round(value * 1e10) / 1e10) : values).toSorted(
    (a, b) => a - b,
  );
}

interface Sample {
  readonly values: readonly number[];
  readonly n: number;
  /** Sum of the squared distances from the mean. */
  readonly squares: number;
  readonly z: readonly number[];
}

function sampleOf(given: Given): Sample | null {
  const values = sorted(given);
  if (!values || values.length < 3) return null;
  const n = values.length;
  const mean = sum(values) / n;
  const squares = sum(values.map((value) => (value - mean) ** 2));
  const sd = Math.sqrt(squares / (n - 1));
  return { values, n, squares, z: values.map((value) => (value - mean) / sd) };
}

function* jarqueBera({ values, n, squares }: Sample): ReturnType<Rule> {
  const mean = sum(values) / n;
  const moment = (power: number): number => sum(values.map((value) => (value - mean) ** power)) / n;
  const m2 = squares / n;
  const skewness = moment(3) / m2 ** 1.5;
  const excess = moment(4) / m2 ** 2 - 3;
  yield [
    step('g₁ = m₃/m₂^1.5', 'g₁ = m₃/m₂^1.5', `${signed(moment(3))} / ${s(m2)}^1.5`, skewness),
    step('g₂ = m₄/m₂² − 3', 'g₂ = m₄/m₂² − 3', `${s(moment(4))} / ${s(m2)}² − 3`, excess),
    step(
      'JB = n·(g₁²/6 + g₂²/24)',
      'JB = n (g₁²/6 + g₂²/24)',
      `${n} × (${signed(skewness)}²/6 + ${signed(excess)}²/24)`,
      n * (skewness ** 2 / 6 + excess ** 2 / 24),
    ),
  ];
}

function* francia({ values, n, squares }: Sample): ReturnType<Rule> {
  const scores = values.map((_, place) => normalQuantile((place + 1 - 3 / 8) / (n + 1 / 4)));
  const mean = sum(values) / n;
  const products = sum(values.map((value, place) => (value - mean) * scores[place]!));
  const ofScores = sum(scores.map((score) => score * score));
  yield [
    step(
      'W′ = (Σ m·x)²/(Σ(x − 均值)²·Σm²)，m 为第 r 个的正态得分 Φ⁻¹((r − 3/8)/(n + 1/4))',
      'W′ = (Σ m x)²/(Σ(x − mean)² · Σm²); m: normal score Φ⁻¹((r − 3/8)/(n + 1/4)) of rank r',
      `${s(products)}² / (${s(squares)} × ${s(ofScores)})`,
      products ** 2 / (squares * ofScores),
    ),
  ];
}

/** D is the largest distance of the sample's steps from the normal curve. */
function* lilliefors({ n, z }: Sample): ReturnType<Rule> {
  for (const [place, one] of z.entries()) {
    const p = normalCdf(one);
    const told = (rank: number, zh: string, en: string) => [
      step(
        `D = 最大的 |观测比例 − Φ(z)|，在由小到大第 ${place + 1} 个${zh}`,
        `D = largest |observed share − Φ(z)|, ${en} value ${place + 1} in rising order`,
        `|${rank}/${n} − ${s(p)}|　(z = ${signed(one)})`,
        Math.abs(rank / n - p),
      ),
    ];
    yield told(place + 1, '处', 'at');
    yield told(place, '之前', 'just before');
  }
}

function* anderson({ n, z }: Sample): ReturnType<Rule> {
  const total = sum(
    z.map((one, place) => (2 * place + 1) * (Math.log(normalCdf(one)) + Math.log(normalCdf(-z[n - 1 - place]!)))),
  );
  yield [
    step(
      'A² = −n − Σ(2r − 1)·[ln Φ(z_r) + ln(1 − Φ(z_{n+1−r}))]/n',
      'A² = −n − Σ(2r − 1) [ln Φ(z_r) + ln(1 − Φ(z_{n+1−r}))]/n',
      `−${n} − ${signed(total, 9)} / ${n}`,
      -n - total / n,
    ),
  ];
}

function* cramer({ n, z }: Sample): ReturnType<Rule> {
  const total = sum(z.map((one, place) => (normalCdf(one) - (2 * place + 1) / (2 * n)) ** 2));
  yield [
    step(
      'W² = 1/(12n) + Σ(Φ(z_r) − (2r − 1)/(2n))²',
      'W² = 1/(12n) + Σ(Φ(z_r) − (2r − 1)/(2n))²',
      `1/(12 × ${n}) + ${s(total)}`,
      1 / (12 * n) + total,
    ),
  ];
}

function* shapiro({ values, n, squares }: Sample): ReturnType<Rule> {
  const mean = sum(values) / n;
  const weights = [...roystonCoefficients(n)];
  const products = sum(values.map((value, place) => (value - mean) * weights[place]!));
  const ofWeights = sum(weights.map((weight) => weight * weight));
  yield [
    step(
      'W = (Σ a·x)²/(Σa²·Σ(x − 均值)²)，a 为 Royston 给由小到大各值的权数',
      'W = (Σ a x)²/(Σa² · Σ(x − mean)²); a: Royston’s weights of the values in rising order',
      `${s(products)}² / (${s(ofWeights)} × ${s(squares)})`,
      products ** 2 / (ofWeights * squares),
    ),
  ];
}

const tails = (zh: string, en: string, filled: string, z: number) => [
  step(`z = ${zh}`, `z = ${en}`, filled, z),
  step('p = P(Z ≥ z)', 'p = P(Z ≥ z)', `P(Z ≥ ${signed(z)})`, normalUpper(z)),
];

/** p of W and W′: the logarithm of what is missing to 1 is nearly normal (Royston). */
function* logarithmic(test: string, n: number, statistic: number): ReturnType<Rule> {
  const l = Math.log(n);
  const v = Math.log(l);
  const law =
    test === 'shapiroFrancia'
      ? [-1.2725 + 1.0521 * (v - l), 1.0308 - 0.26758 * (v + 2 / l)]
      : n > 11
        ? [
            -1.5861 - 0.31082 * l - 0.083751 * l ** 2 + 0.0038915 * l ** 3,
            Math.exp(-0.4803 - 0.082676 * l + 0.0030302 * l ** 2),
          ]
        : null;
  if (!law) return;
  const [middle, spread] = law as [number, number];
  yield tails(
    '(ln(1 − W) − μ)/σ，μ、σ 由 n 按 Royston 公式算出',
    '(ln(1 − W) − μ)/σ; μ and σ of n by Royston',
    `(ln(1 − ${s(statistic, 9)}) − ${signed(middle)}) / ${s(spread)}`,
    (Math.log(1 - statistic) - middle) / spread,
  );
}

/** Coefficients of p over the modified statistic: below the first number, p or its rest to 1 = exp(a + b·x + c·x²). */
type Law = readonly (readonly [below: number, rest: boolean, a: number, b: number, c: number])[];
const laws: Readonly<
  Record<string, { readonly law: Law; readonly factor: (n: number) => number; readonly text: string }>
> = {
  andersonDarling: {
    law: [
      [0.2, true, -13.436, 101.14, -223.73],
      [0.34, true, -8.318, 42.796, -59.938],
      [0.6, false, 0.9177, -4.279, -1.38],
      [10, false, 1.2937, -5.709, 0.0186],
    ],
    factor: (n) => 1 + 0.75 / n + 2.25 / (n * n),
    text: '1 + 0.75/n + 2.25/n²',
  },
  cramerVonMises: {
    law: [
      [0.0275, true, -13.953, 775.5, -12542.61],
      [0.051, true, -5.903, 179.546, -1515.29],
      [0.092, false, 0.886, -31.62, 10.897],
      [1.1, false, 1.111, -34.242, 12.832],
    ],
    factor: (n) => 1 + 0.5 / n,
    text: '1 + 0.5/n',
  },
};

function* stephens(test: string, n: number, statistic: number): ReturnType<Rule> {
  const found = laws[test];
  if (!found) return;
  const x = statistic * found.factor(n);
  const branch = found.law.find(([below]) => x < below);
  if (!branch) return;
  const [, rest, a, b, c] = branch;
  const value = Math.exp(a + b * x + c * x * x);
  const before = rest ? '1 − ' : '';
  yield [
    step(
      `x = 统计量 × (${found.text})`,
      `x = statistic × (${found.text})`,
      `${s(statistic)} × ${s(found.factor(n))}`,
      x,
    ),
    step(
      `p = ${before}exp(a + b·x + c·x²)，该区间的系数见 D’Agostino 与 Stephens 表 4.9`,
      `p = ${before}exp(a + b x + c x²), coefficients of this range: D’Agostino and Stephens, table 4.9`,
      `${before}exp(${signed(a)} + ${signed(b)} × ${s(x)} + ${signed(c)} × ${s(x)}²)`,
      rest ? 1 - value : value,
    ),
  ];
}

/** Stephens' p of a distance beyond .1: a polynomial of k up to each limit. */
const kolmogorovLaw: readonly (readonly [below: number, coefficients: readonly number[]])[] = [
  [0.5, [2.76773, -19.828315, 80.709644, -138.55152, 81.218052]],
  [0.9, [-4.901232, 40.662806, -97.490286, 94.029866, -32.355711]],
  [1.31, [6.198765, -19.558097, 23.186922, -12.234627, 2.423045]],
];

/** p of D: Dallal and Wilkinson's up to .1, Stephens' above. */
function* distanceP(n: number, statistic: number): ReturnType<Rule> {
  const [d, size] = n <= 100 ? [statistic, n] : [statistic * (n / 100) ** 0.49, 100];
  const root = Math.sqrt(size + 2.78019);
  const exponent =
    -7.01256 * (d * root) ** 2 + 2.99587 * d * root - 0.122119 + 0.974598 / Math.sqrt(size) + 1.67997 / size;
  if (Math.exp(exponent) <= 0.1) {
    yield [
      step(
        'd = D·(n/100)^0.49（n > 100 时），m = min(n, 100)',
        'd = D (n/100)^0.49 where n > 100, m = min(n, 100)',
        n <= 100 ? s(statistic) : `${s(statistic)} × (${n}/100)^0.49`,
        d,
      ),
      step(
        'p = exp(−7.01256·d²(m + 2.78019) + 2.99587·d·√(m + 2.78019) − 0.122119 + 0.974598/√m + 1.67997/m)',
        'p = exp(−7.01256 d²(m + 2.78019) + 2.99587 d √(m + 2.78019) − 0.122119 + 0.974598/√m + 1.67997/m)',
        `exp(${signed(exponent)})`,
        Math.exp(exponent),
      ),
    ];
    return;
  }
  const k = (Math.sqrt(n) - 0.01 + 0.85 / Math.sqrt(n)) * statistic;
  const coefficients = k > 0.302 ? kolmogorovLaw.find(([below]) => k <= below)?.[1] : undefined;
  if (!coefficients) return;
  yield [
    step(
      'k = D·(√n − 0.01 + 0.85/√n)',
      'k = D (√n − 0.01 + 0.85/√n)',
      `${s(statistic)} × (√${n} − 0.01 + 0.85/√${n})`,
      k,
    ),
    step(
      'p 由 Stephens 的多项式给出（Dallal-Wilkinson 的 p 超过 .1 时）',
      'p by Stephens’ polynomial, where Dallal and Wilkinson’s exceeds .1',
      coefficients.map((one, power) => (power === 0 ? signed(one) : `${signed(one, 8)}×${s(k)}^${power}`)).join(' + '),
      coefficients.reduceRight((total, one) => total * k + one, 0),
    ),
  ];
}

function* tests(given: Given): ReturnType<Rule> {
  const { path, result } = given;
  const [, named, part] = /^tests\.(\w+)\.(statistic|p)$/.exec(path === 'mainP' ? mainPath(given) : path) ?? [];
  if (!named) return;
  const sample = sampleOf(given);
  const outcome = (result.values['tests'] as Readonly<Record<string, { readonly statistic: number } | null>>)[named];
  if (!sample || !outcome) return;
  const { statistic } = outcome;
  if (part === 'statistic') {
    if (named === 'jarqueBera') yield* jarqueBera(sample);
    if (named === 'shapiroFrancia') yield* francia(sample);
    if (named === 'lilliefors') yield* lilliefors(sample);
    if (named === 'andersonDarling') yield* anderson(sample);
    if (named === 'cramerVonMises') yield* cramer(sample);
    if (named === 'shapiroWilk') yield* shapiro(sample);
    return;
  }
  if (named === 'jarqueBera')
    yield [
      step('p = P(χ²(2) ≥ JB)', 'p = P(χ²(2) ≥ JB)', `P(χ² ≥ ${s(statistic)})　(df = 2)`, chiSquareUpper(statistic, 2)),
    ];
  if (named === 'shapiroWilk' || named === 'shapiroFrancia') yield* logarithmic(named, sample.n, statistic);
  if (named === 'lilliefors') yield* distanceP(sample.n, statistic);
  yield* stephens(named, sample.n, statistic);
}

const mainPath = ({ result }: Given): string => `tests.${String(result.values['mainTest'])}.p`;

/** Standard errors of skewness and kurtosis depend on n alone. */
function* shapeErrors({ key, ancestors }: Given): ReturnType<Rule> {
  if (key !== 'skewnessSe' && key !== 'kurtosisSe') return;
  const n = numberNamedAround(ancestors, ['n']);
  if (n === null || n < 4) return;
  const skewness = Math.sqrt((6 * n * (n - 1)) / ((n - 2) * (n + 1) * (n + 3)));
  const first = step(
    '偏度的标准误 = √(6n(n − 1)/((n − 2)(n + 1)(n + 3)))',
    'standard error of skewness = √(6n(n − 1)/((n − 2)(n + 1)(n + 3)))',
    `√(6 × ${n} × ${n - 1} / (${n - 2} × ${n + 1} × ${n + 3}))`,
    skewness,
  );
  if (key === 'skewnessSe') yield [first];
  else
    yield [
      first,
      step(
        '峰度的标准误 = 2·偏度的标准误·√((n² − 1)/((n − 3)(n + 5)))',
        'standard error of kurtosis = 2 · standard error of skewness · √((n² − 1)/((n − 3)(n + 5)))',
        `2 × ${s(skewness)} × √((${n}² − 1) / (${n - 3} × ${n + 5}))`,
        2 * skewness * Math.sqrt((n * n - 1) / ((n - 3) * (n + 5))),
      ),
    ];
}

function* largestGap({ key, result }: Given): ReturnType<Rule> {
  const found = numbersNamed(result.values, 'largestGapAt', 'largestGapObserved', 'mean', 'sd');
  if (key !== 'largestGap' || !found || numberOf(result.values, 'sd') === 0) return;
  const { largestGapAt: x, largestGapObserved: observed, mean, sd } = found;
  const expected = normalCdf((x - mean) / sd);
  yield [
    step(
      '正态累积概率 = Φ((x − 均值)/标准差)',
      'normal cumulative probability = Φ((x − mean)/sd)',
      `Φ((${s(x)} − ${s(mean)}) / ${s(sd)})`,
      expected,
    ),
    step(
      '最大偏差 = |观测累积比例 − 正态累积概率|',
      'largest gap = |observed share − normal probability|',
      `|${s(observed)} − ${s(expected)}|`,
      Math.abs(observed - expected),
    ),
  ];
}

export const normalityRules: Readonly<Record<string, readonly Rule[]>> = {
  'distribution.normality': [tests, shapeErrors, largestGap],
};
