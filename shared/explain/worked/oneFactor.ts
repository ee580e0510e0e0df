import { significant as s } from '../../format/significant.ts';
import type { Bilingual } from '../../model/text.ts';
import { at, type Matrix } from '../../numeric/matrix.ts';
import { type Rule, signed, step, sum, sumText } from './given.ts';

/** Least unique variance a loading leaves a question (extractFactors). */
const leastUnique = 0.005;

/** AVE: the mean of the squared loadings. */
export const averageExtracted = (loadings: readonly number[]) =>
  step(
    'AVE = Σλ²/k',
    'AVE = Σλ²/k',
    `(${sumText(
      loadings.map((one) => `${signed(one, 6)}²`),
      sum(loadings.map((one) => one * one)),
    )}) / ${loadings.length}`,
    sum(loadings.map((one) => one * one)) / loadings.length,
  );

/** Composite reliability from standardised loadings. */
export function compositeReliability(loadings: readonly number[]) {
  const square = sum(loadings) ** 2;
  const errors = sum(loadings.map((one) => 1 - one * one));
  return step(
    '(Σλ)²/((Σλ)² + Σ(1 − λ²))',
    '(Σλ)²/((Σλ)² + Σ(1 − λ²))',
    `(${sumText(
      loadings.map((one) => signed(one, 6)),
      sum(loadings),
    )})² / (${s(square)} + ${s(errors)})`,
    square / (square + errors),
  );
}

/**
 * A loading on the one factor behind some questions: what the likelihood (or least squares) demands of it given the others. It is the
 * slope of the question's correlations with the other questions on their loadings, each counting the more the less of it is unique.
 *
 * @param correlation  of the questions
 * @param own  the question's place among them
 */
export function* loadingOnOneFactor(
  correlation: Matrix,
  loadings: readonly number[],
  own: number,
  note: Bilingual,
): ReturnType<Rule> {
  const others = [...loadings.keys()].filter((place) => place !== own);
  const r = (place: number): number => at(correlation, own, place);
  const [first, second] = others;
  if (first === undefined) return;
  if (second === undefined) {
    yield [
      step(
        `只有两道题：载荷 = √r，r 为两题的相关系数${note.zh}`,
        `only two questions: loading = √r; r: their correlation${note.en}`,
        `√${s(r(first))}`,
        Math.sqrt(r(first)),
      ),
    ];
    return;
  }
  for (const likelihood of [true, false]) {
    const unique = (place: number): number => Math.max(leastUnique, 1 - loadings[place]! ** 2);
    const over = (place: number): number => (likelihood ? unique(place) : 1);
    const overText = (place: number): string => (likelihood ? `/${s(unique(place), 6)}` : '');
    const products = sum(others.map((place) => (r(place) * loadings[place]!) / over(place)));
    const squares = sum(others.map((place) => loadings[place]! ** 2 / over(place)));
    const [above, below] = likelihood ? ['Σ(r·λ/ψ)', 'Σ(λ²/ψ)'] : ['Σ(r·λ)', 'Σλ²'];
    const [wayZh, wayEn] = likelihood ? ['极大似然', 'maximum likelihood'] : ['最小二乘', 'least squares'];
    const [psiZh, psiEn] = likelihood ? ['，ψ = 1 − λ²', ', ψ = 1 − λ²'] : ['', ''];
    // Where nearly nothing is left to be unique, its lower limit stands in for what the loading leaves.
    const left = 1 - loadings[own]! ** 2;
    const limit = left < leastUnique ? (unique(own) - left) / over(own) : 0;
    const [limitZh, limitEn] =
      limit > 0 ? [`，独特方差到下限 ${leastUnique}`, `, unique variance at its limit ${leastUnique}`] : ['', ''];
    yield [
      step(
        `${above}，取其余各题：λ 为其载荷，r 为其与该题的相关系数${psiZh}${note.zh}`,
        `${above} over the other questions; λ: their loadings, r: their correlations with this one${psiEn}${note.en}`,
        sumText(
          others.map((place) => `${signed(r(place), 6)}×${signed(loadings[place]!, 6)}${overText(place)}`),
          products,
        ),
        products,
      ),
      step(
        below,
        below,
        sumText(
          others.map((place) => `${signed(loadings[place]!, 6)}²${overText(place)}`),
          squares,
        ),
        squares,
      ),
      step(
        `载荷 = ${above}/${below}（单因子${wayZh}解所满足的方程${limitZh}）`,
        `loading = ${above}/${below} (the equation that the ${wayEn} solution of one factor satisfies${limitEn})`,
        limit > 0 ? `${signed(products)} / (${s(squares)} + ${s(limit)})` : `${signed(products)} / ${s(squares)}`,
        products / (squares + limit),
      ),
    ];
  }
  yield [
    step(
      '由单因子极大似然迭代得出（未完全收敛）',
      'by the iteration of maximum likelihood for one factor (not settled to the last digits)',
      signed(loadings[own]!),
      loadings[own]!,
    ),
  ];
}
