import type { JsonObject } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import { variableId } from '../../model/ids.ts';
import type { Bilingual } from '../../model/text.ts';
import { fQuantile } from '../../numeric/distributions.ts';
import { at, type Matrix } from '../../numeric/matrix.ts';
import { type Given, numberOf, numbersNamed, objectsOf, type Rule, signed, step, sum, sumText } from './given.ts';
import { averageExtracted, loadingOnOneFactor } from './oneFactor.ts';
import { completeAnswers, covarianceOfSums, questionsOf, scaleAround } from './scaleAnswers.ts';

/** The places of those that are there. */
const placesOf = <T>(all: readonly T[], wanted: readonly T[]): readonly number[] =>
  wanted.map((one) => all.indexOf(one)).filter((place) => place >= 0);

function* alpha(given: Given): ReturnType<Rule> {
  const keys = ['alpha', 'alphaFirst', 'alphaSecond', 'alphaIfDeleted'];
  if (!keys.includes(given.key)) return;
  const all = completeAnswers(given, questionsOf(given));
  if (!all) return;
  const scale = scaleAround(given);
  const half = given.key === 'alphaFirst' ? scale?.['first'] : given.key === 'alphaSecond' ? scale?.['second'] : null;
  const wanted = half ? (half as readonly string[]).map((id) => variableId(id)) : all.ids;
  const own = given.ancestors[0]?.object['id'];
  const places = placesOf(
    all.ids,
    wanted.filter((id) => given.key !== 'alphaIfDeleted' || id !== own),
  );
  const k = places.length;
  if (k === 1) {
    yield [step('这一半只有一道题，记为 1', 'a half of one question counts as 1', '1', 1)];
    return;
  }
  const variances = places.map((place) => at(all.covariance, place, place));
  const total = covarianceOfSums(all.covariance, places, places);
  yield [
    step(
      `α = k/(k − 1)·(1 − Σ各题方差/总分方差)${all.note.zh}`,
      `α = k/(k − 1) · (1 − Σ item variances/variance of the totals)${all.note.en}`,
      `${k}/${k - 1} × (1 − (${sumText(
        variances.map((one) => s(one)),
        sum(variances),
      )}) / ${s(total)})`,
      (k / (k - 1)) * (1 - sum(variances) / total),
    ),
  ];
}

/** Standardised alpha: from the mean correlation between questions. */
export function* alphaFromCorrelations(correlation: Matrix, note: Bilingual): ReturnType<Rule> {
  const k = correlation.rows;
  const pairs: number[] = [];
  for (let a = 0; a < k; a++) for (let b = a + 1; b < k; b++) pairs.push(at(correlation, a, b));
  const mean = sum(pairs) / pairs.length;
  yield [
    step(
      `r̄ = 各题两两相关之和/对数${note.zh}`,
      `r̄ = sum of the correlations between items/pairs${note.en}`,
      `${s(sum(pairs))} / ${pairs.length}`,
      mean,
    ),
    step(
      'α = k·r̄/(1 + (k − 1)·r̄)',
      'α = k r̄/(1 + (k − 1) r̄)',
      `${k} × ${s(mean)} / (1 + ${k - 1} × ${s(mean)})`,
      (k * mean) / (1 + (k - 1) * mean),
    ),
  ];
}

function* standardised(given: Given): ReturnType<Rule> {
  const all = given.key === 'standardizedAlpha' ? completeAnswers(given, questionsOf(given)) : null;
  if (all) yield* alphaFromCorrelations(all.correlation, all.note);
}

/** Feldt's interval. */
function* alphaBounds(given: Given): ReturnType<Rule> {
  if (given.key !== 'lower' && given.key !== 'upper') return;
  const scale = numbersNamed(scaleAround(given), 'alpha', 'k');
  const level = given.result.options['level'];
  const all = completeAnswers(given, questionsOf(given));
  if (!scale || !all || typeof level !== 'number') return;
  const { alpha: own, k } = scale;
  const { n, steps } = all.worth;
  const p = given.key === 'lower' ? (1 + level) / 2 : (1 - level) / 2;
  const f = fQuantile(p, n - 1, (n - 1) * (k - 1));
  yield [
    ...steps,
    step(
      `1 − (1 − α)·F(${s(p)}; n − 1, (n − 1)(k − 1))`,
      `1 − (1 − α) · F(${s(p)}; n − 1, (n − 1)(k − 1))`,
      `1 − (1 − ${s(own)}) × ${s(f)}　(df = ${s(n - 1)}, ${s((n - 1) * (k - 1))})`,
      1 - (1 - own) * f,
    ),
  ];
}

/** An item against the sum of all questions, or of the others. */
function* itemTotal(given: Given): ReturnType<Rule> {
  if (given.key !== 'correctedItemTotal' && given.key !== 'itemTotal') return;
  const own = given.ancestors[0]?.object['id'];
  const all = completeAnswers(given, questionsOf(given));
  const place = all?.ids.findIndex((id) => id === own) ?? -1;
  if (!all || place < 0) return;
  const corrected = given.key === 'correctedItemTotal';
  const rest = [...all.ids.keys()].filter((other) => !corrected || other !== place);
  const [between, a, b] = [
    covarianceOfSums(all.covariance, [place], rest),
    at(all.covariance, place, place),
    covarianceOfSums(all.covariance, rest, rest),
  ];
  yield [
    step(
      corrected
        ? `r = cov(该题, 其余题之和)/√(方差·方差)${all.note.zh}`
        : `r = cov(该题, 总分)/√(方差·方差)${all.note.zh}`,
      corrected
        ? `r = cov(item, sum of the others)/√(var · var)${all.note.en}`
        : `r = cov(item, total)/√(var · var)${all.note.en}`,
      `${s(between)} / √(${s(a)} × ${s(b)})`,
      between / Math.sqrt(a * b),
    ),
  ];
}

function* halves(given: Given): ReturnType<Rule> {
  const { key } = given;
  const scale = scaleAround(given);
  const r = numberOf(scale, 'correlation');
  if (key === 'spearmanBrownEqual' && r !== null)
    yield [step('2r/(1 + r)', '2r/(1 + r)', `2 × ${s(r)} / (1 + ${s(r)})`, (2 * r) / (1 + r))];
  if (key === 'spearmanBrownUnequal' && r !== null) yield* unequalHalves(scale, r);
  const all = completeAnswers(given, questionsOf(given));
  const first = (scale?.['first'] ?? []) as readonly string[];
  if (!all || first.length === 0) return;
  const [a, b] = [true, false].map((wanted) =>
    [...all.ids.keys()].filter((place) => first.includes(all.ids[place]!) === wanted),
  ) as [number[], number[]];
  const [between, varA, varB] = [
    covarianceOfSums(all.covariance, a, b),
    covarianceOfSums(all.covariance, a, a),
    covarianceOfSums(all.covariance, b, b),
  ];
  if (key === 'correlation')
    yield [
      step(
        `r = cov(前半, 后半)/√(方差·方差)${all.note.zh}`,
        `r = cov(first half, second half)/√(var · var)${all.note.en}`,
        `${s(between)} / √(${s(varA)} × ${s(varB)})`,
        between / Math.sqrt(varA * varB),
      ),
    ];
  if (key === 'guttman')
    yield [
      step(
        `4·cov(前半, 后半)/总分方差${all.note.zh}`,
        `4 cov(first half, second half)/variance of the totals${all.note.en}`,
        `4 × ${s(between)} / ${s(varA + varB + 2 * between)}`,
        (4 * between) / (varA + varB + 2 * between),
      ),
    ];
}

/** Horst's form for halves of different length. */
function* unequalHalves(scale: JsonObject | undefined, r: number): ReturnType<Rule> {
  const [first, second] = ['first', 'second'].map((half) => ((scale?.[half] ?? []) as readonly string[]).length) as [
    number,
    number,
  ];
  const p = first / (first + second);
  const [pq, square] = [p * (1 - p), r * r];
  yield [
    step(
      '(√(r⁴ + 4r²(1 − r²)pq) − r²)/(2pq(1 − r²))，p、q 为两半题数的比例',
      '(√(r⁴ + 4r²(1 − r²)pq) − r²)/(2pq(1 − r²)); p, q: shares of the items',
      `(√(${s(square * square)} + 4 × ${s(square)} × ${s(1 - square)} × ${s(pq)}) − ${s(square)}) / (2 × ${s(pq)} × ${s(1 - square)})`,
      (Math.sqrt(square * square + 4 * square * (1 - square) * pq) - square) / (2 * pq * (1 - square)),
    ),
  ];
}

/** A question's loading on the one factor of its scale. */
function* loading(given: Given): ReturnType<Rule> {
  const items = objectsOf(scaleAround(given)?.['items']);
  const own = items.findIndex((one) => one === given.ancestors[0]?.object);
  const all = given.key === 'loading' && own >= 0 ? completeAnswers(given, questionsOf(given)) : null;
  const loadings = items.flatMap((one) => numberOf(one, 'loading') ?? []);
  if (all && loadings.length === all.ids.length) yield* loadingOnOneFactor(all.correlation, loadings, own, all.note);
}

interface Loaded {
  readonly loading: number;
  readonly unique: number;
  readonly sd: number;
}

function* omega(given: Given): ReturnType<Rule> {
  const { key } = given;
  if (key === 'unique') {
    const loading = numberOf(given.ancestors[0]?.object, 'loading');
    if (loading !== null) yield [step('1 − 载荷²', '1 − loading²', `1 − ${s(loading)}²`, 1 - loading * loading)];
  }
  if (key !== 'omega' && key !== 'standardized' && key !== 'ave') return;
  const items = objectsOf(scaleAround(given)?.['items']).flatMap((one): Loaded[] => {
    const found = numbersNamed(one, 'loading', 'unique', 'sd');
    return found ? [found] : [];
  });
  if (items.length === 0) return;
  if (key === 'ave') {
    yield [averageExtracted(items.map(({ loading }) => loading))];
    return;
  }
  const raw = key === 'omega';
  const loadings = items.map(({ loading, sd }) => (raw ? loading * sd : loading));
  const uniques = items.map(({ unique, sd }) => (raw ? unique * sd * sd : unique));
  const square = sum(loadings) ** 2;
  yield [
    step(
      raw ? 'Σ(载荷 × 标准差)' : 'Σ载荷',
      raw ? 'Σ(loading × standard deviation)' : 'Σ loadings',
      sumText(
        loadings.map((one) => signed(one, 6)),
        sum(loadings),
      ),
      sum(loadings),
    ),
    step(
      'ω = (Σλ)²/((Σλ)² + Σ独特方差)',
      'ω = (Σλ)²/((Σλ)² + Σ unique variances)',
      `${s(sum(loadings))}² / (${s(sum(loadings))}² + ${s(sum(uniques))})`,
      square / (square + sum(uniques)),
    ),
  ];
}

/** The test between the highest and the lowest scoring forms. */
function* criticalRatio({ key, ancestors }: Given): ReturnType<Rule> {
  const found = numbersNamed(ancestors[0]?.object, 'upperMean', 'lowerMean', 'difference', 'criticalRatio');
  if (!found) return;
  if (key === 'difference')
    yield [
      step(
        '高分组均值 − 低分组均值',
        'mean of the high group − mean of the low group',
        `${s(found.upperMean)} − ${s(found.lowerMean)}`,
        found.upperMean - found.lowerMean,
      ),
    ];
}

/** Mean and spread of a question as the scale takes it: good end up, forms counted as often as they stand for. */
function* itemMoments(given: Given): ReturnType<Rule> {
  const { key, snapshot, result, ancestors } = given;
  if (key !== 'mean' && key !== 'sd') return;
  const all = completeAnswers(given, questionsOf(given));
  const place = all?.ids.findIndex((id) => id === ancestors[0]?.object['id']) ?? -1;
  if (!all || place < 0) return;
  const id = all.ids[place]!;
  const scale = snapshot.variables.find((one) => one.id === id)?.scale;
  const reversed = ((result.inputs['reverse'] ?? []) as readonly string[]).includes(id);
  const mirrored = (scale?.direction === 'descending') !== reversed;
  const [ends, x] = mirrored && scale ? [scale.min + scale.max, `(${s(scale.min + scale.max)} − x)`] : [0, 'x'];
  const w = (row: number): number => all.weights?.[row] ?? 1;
  const rows = [...all.columns[place]!];
  const size = sum(rows.map((_, row) => w(row)));
  const total = sum(rows.map((value, row) => w(row) * value));
  if (key === 'mean' && ends > 0)
    yield [
      step(
        `Σ${all.weights ? `w·${x}/Σw，w 为权重` : `${x}/份数`}（好的一端朝上）`,
        `Σ ${all.weights ? `w ${x}/Σw; w: weight` : `${x}/forms`} (good end up)`,
        `${s(total, 9)} / ${s(size, 9)}`,
        total / size,
      ),
    ];
  const squares = sum(rows.map((value, row) => w(row) * (value - total / size) ** 2));
  const survey = snapshot.design.weight?.kind === 'survey' && all.weights !== null;
  if (key === 'sd' && (all.weights || ends > 0))
    yield [
      survey
        ? step(
            '标准差 = √(Σw(x − 均值)²/Σw·n/(n − 1))，w 为权重',
            'standard deviation = √(Σw(x − mean)²/Σw · n/(n − 1)); w: weight',
            `√(${s(squares)} / ${s(size)} × ${all.n}/${all.n - 1})`,
            Math.sqrt(((squares / size) * all.n) / (all.n - 1)),
          )
        : step(
            all.weights ? '标准差 = √(Σw(x − 均值)²/(Σw − 1))，w 为频数' : '标准差 = √(Σ(x − 均值)²/(n − 1))',
            all.weights
              ? 'standard deviation = √(Σw(x − mean)²/(Σw − 1)); w: frequency'
              : 'standard deviation = √(Σ(x − mean)²/(n − 1))',
            `√(${s(squares)} / ${s(size - 1)})`,
            Math.sqrt(squares / (size - 1)),
          ),
    ];
}

export const reliabilityRules: Readonly<Record<string, readonly Rule[]>> = {
  'reliability.cronbachAlpha': [alpha, standardised, alphaBounds, itemTotal, itemMoments],
  'reliability.omega': [omega, loading, alpha, itemMoments],
  'reliability.splitHalf': [halves, alpha],
  'reliability.itemAnalysis': [criticalRatio, itemTotal],
};
