import { significant as s } from '../../format/significant.ts';
import { at } from '../../numeric/matrix.ts';
import { symmetricEigenvalues } from '../../numeric/symmetricEigen.ts';
import { sourceOf, worthBehind } from './factorSource.ts';
import { type Given, numbersNamed, objectsOf, type Rule, step, sum, sumText } from './given.ts';
import { weightNote, weightsBehind } from './scaleAnswers.ts';

/** Correlations against what of them remains given all other questions. */
export function* adequacy(given: Given): ReturnType<Rule> {
  const { key, result } = given;
  if (key !== 'kmo' && key !== 'msa') return;
  const source = sourceOf(given);
  const partial = (result.values['partial'] ?? []) as readonly (readonly number[])[];
  const own =
    key === 'msa' ? objectsOf(result.values['items']).findIndex((one) => one === given.ancestors[0]?.object) : 0;
  if (!source || own < 0 || partial.length !== source.items.length) return;
  const places = [...partial.keys()];
  const squares = (of: (i: number, j: number) => number): number =>
    sum((key === 'msa' ? [own] : places).flatMap((i) => places.flatMap((j) => (i === j ? [] : [of(i, j) ** 2]))));
  const simple = squares((i, j) => at(source.correlation, i, j));
  const left = squares((i, j) => partial[i]![j]!);
  const note = weightNote(weightsBehind(given));
  const [zh, en] =
    key === 'kmo' ? ['所有题目对', 'all pairs of questions'] : ['该题与其余各题', 'this question with every other'];
  yield [
    step(
      `Σr²/(Σr² + Σq²)，${zh}，r 为相关系数，q 为控制其余各题后的偏相关系数${note.zh}`,
      `Σr²/(Σr² + Σq²) over ${en}; r: correlation, q: partial correlation given all other questions${note.en}`,
      `${s(simple)} / (${s(simple)} + ${s(left)})`,
      simple / (simple + left),
    ),
  ];
}

/** Bartlett's test: are the questions correlated at all. */
export function* bartlett(given: Given): ReturnType<Rule> {
  const { key, ancestors, result } = given;
  const found = numbersNamed(result.values, 'k', 'logDeterminant');
  if (!found) return;
  const { k, logDeterminant } = found;
  const source = key === 'chiSquare' ? sourceOf(given) : null;
  if (source) {
    const { n, steps } = worthBehind(given, source);
    const roots = [...symmetricEigenvalues(source.correlation)];
    const logs = sum(roots.map(Math.log));
    yield [
      ...steps,
      step(
        'ln|R| = Σ ln λ，λ 为题目相关矩阵 R 的特征值',
        'ln|R| = Σ ln λ; λ: eigenvalues of R, the correlations of the questions',
        sumText(
          roots.map((root) => `ln ${s(root)}`),
          logs,
        ),
        logs,
      ),
      step(
        'χ² = −(n − 1 − (2k + 5)/6)·ln|R|',
        'χ² = −(n − 1 − (2k + 5)/6) · ln|R|',
        `−(${s(n)} − 1 − ${2 * k + 5}/6) × (−${s(-logDeterminant)})`,
        -(n - 1 - (2 * k + 5) / 6) * logDeterminant,
      ),
    ];
  }
  if (key === 'df' && ancestors.length > 1)
    yield [step('k(k − 1)/2', 'k(k − 1)/2', `${k} × ${k - 1} / 2`, (k * (k - 1)) / 2)];
}
