import type { JsonObject } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import { normalTwoSidedQuantile } from '../../numeric/distributions.ts';
import { type Given, numberOf, type Rule, step, sum, sumText } from './given.ts';

type Grid = readonly (readonly number[])[];

const totals = (counts: Grid): readonly number[] => counts.map((row) => sum(row));
const turned = (counts: Grid): Grid => counts[0]!.map((_, column) => counts.map((row) => row[column]!));
const listed = (values: readonly number[]): string =>
  sumText(
    values.map((one) => s(one)),
    sum(values),
  );

const gridOf = ({ result }: Given): Grid | null => {
  const counts = (result.values['table'] as JsonObject | undefined)?.['counts'] as Grid | undefined;
  return counts?.[0] ? counts : null;
};

/** Wrong guesses that knowing the other question saves. */
function* lambda({ path }: Given, counts: Grid): ReturnType<Rule> {
  const n = sum(totals(counts));
  const saved = (of: Grid) => {
    const best = of.map((row) => Math.max(...row));
    return { best, most: Math.max(...totals(turned(of))) };
  };
  const [byRow, byColumn] = [saved(counts), saved(turned(counts))];
  const one = path.endsWith('lambda.columns.value') ? byRow : path.endsWith('lambda.rows.value') ? byColumn : null;
  if (one)
    yield [
      step(
        'λ = (Σ各行（列）最大份数 − 合计中的最大份数)/(n − 合计中的最大份数)',
        'λ = (Σ largest count of each line − largest total)/(n − largest total)',
        `(${listed(one.best)} − ${s(one.most)}) / (${s(n)} − ${s(one.most)})`,
        (sum(one.best) - one.most) / (n - one.most),
      ),
    ];
  if (!path.endsWith('lambda.symmetric.value')) return;
  const most = byRow.most + byColumn.most;
  yield [
    step(
      'λ = (Σ各行最大 + Σ各列最大 − 行合计最大 − 列合计最大)/(2n − 行合计最大 − 列合计最大)',
      'λ = (Σ largest of rows + Σ largest of columns − largest totals)/(2n − largest totals)',
      `(${listed([...byRow.best, ...byColumn.best])} − ${s(most)}) / (2 × ${s(n)} − ${s(most)})`,
      (sum(byRow.best) + sum(byColumn.best) - most) / (2 * n - most),
    ),
  ];
}

/** The same for guesses in proportion. */
function* tau({ key }: Given, counts: Grid): ReturnType<Rule> {
  if (key !== 'tauRows' && key !== 'tauColumns') return;
  const grid = key === 'tauColumns' ? counts : turned(counts);
  const n = sum(totals(grid));
  const rows = totals(grid);
  const explained = sum(grid.map((row, place) => sum(row.map((count) => count * count)) / rows[place]!));
  const squares = sum(totals(turned(grid)).map((total) => total * total));
  yield [
    step(
      'τ = (n·Σ份数²/所在条件组合计 − Σ被解释合计²)/(n² − Σ被解释合计²)',
      'τ = (n Σ count²/total of the explaining group − Σ explained total²)/(n² − Σ explained total²)',
      `(${s(n)} × ${s(explained, 10)} − ${s(squares, 10)}) / (${s(n)}² − ${s(squares, 10)})`,
      (n * explained - squares) / (n * n - squares),
    ),
  ];
}

/** Share of the entropy that the other question explains. */
function* uncertainty({ path }: Given, counts: Grid): ReturnType<Rule> {
  const side = /uncertainty\.(rows|columns|symmetric)\.value$/.exec(path)?.[1];
  if (!side) return;
  const [rows, columns] = [totals(counts), totals(turned(counts))];
  const n = sum(rows);
  const entropy = (values: readonly number[]): number =>
    -sum(values.map((value) => (value > 0 ? (value / n) * Math.log(value / n) : 0)));
  const [ofRows, ofColumns, ofBoth] = [entropy(rows), entropy(columns), entropy(counts.flat())];
  const shared = Math.max(0, ofRows + ofColumns - ofBoth);
  const sharedStep = step(
    '共有的熵 = H(行) + H(列) − H(行, 列)，H = −Σp·ln p',
    'shared entropy = H(rows) + H(columns) − H(rows, columns), H = −Σ p ln p',
    `${s(ofRows, 10)} + ${s(ofColumns, 10)} − ${s(ofBoth, 10)}`,
    shared,
  );
  yield side === 'symmetric'
    ? [
        sharedStep,
        step(
          'U = 2·共有的熵/(H(行) + H(列))',
          'U = 2 · shared entropy/(H(rows) + H(columns))',
          `2 × ${s(shared)} / (${s(ofRows)} + ${s(ofColumns)})`,
          (2 * shared) / (ofRows + ofColumns),
        ),
      ]
    : [
        sharedStep,
        step(
          'U = 共有的熵/被解释问题的熵',
          'U = shared entropy/entropy of the explained question',
          `${s(shared)} / ${s(side === 'rows' ? ofRows : ofColumns)}`,
          shared / (side === 'rows' ? ofRows : ofColumns),
        ),
      ];
}

/** Two by two: the continuity correction, the odds ratio and its bounds. */
function* fourfold({ key, path, result }: Given, counts: Grid): ReturnType<Rule> {
  const [a, b, c, d] = counts.flat();
  if (counts.length !== 2 || counts[0]!.length !== 2) return;
  const [one, two, three, four] = [a!, b!, c!, d!];
  const n = one + two + three + four;
  if (path.endsWith('yates.statistic')) {
    const cross = Math.abs(one * four - two * three);
    const [first, second] = totals(counts);
    const [left, right] = totals(turned(counts));
    const margins = first! * second! * left! * right!;
    yield [
      step(
        'χ² = n·max(0, |ad − bc| − n/2)²/四个合计之积',
        'χ² = n max(0, |ad − bc| − n/2)²/product of the four totals',
        `${s(n)} × max(0, ${s(cross)} − ${s(n)}/2)² / (${s(first!)} × ${s(second!)} × ${s(left!)} × ${s(right!)})`,
        (n * Math.max(0, cross - n / 2) ** 2) / margins,
      ),
    ];
  }
  if (!path.startsWith('oddsRatio.')) return;
  const ratio = (one * four) / (two * three);
  const ratioStep = step('OR = ad/(bc)', 'OR = ad/(bc)', `${s(one)} × ${s(four)} / (${s(two)} × ${s(three)})`, ratio);
  if (key === 'ratio') yield [ratioStep];
  const level = numberOf(result.values, 'level');
  if ((key !== 'lower' && key !== 'upper') || level === null) return;
  const z = normalTwoSidedQuantile(level);
  const half = z * Math.sqrt(1 / one + 1 / two + 1 / three + 1 / four);
  const sign = key === 'lower' ? '−' : '+';
  yield [
    ratioStep,
    step(
      `OR·exp(${sign}z·√(1/a + 1/b + 1/c + 1/d))`,
      `OR · exp(${sign}z √(1/a + 1/b + 1/c + 1/d))`,
      `${s(ratio)} × exp(${sign}${s(z)} × √(1/${s(one)} + 1/${s(two)} + 1/${s(three)} + 1/${s(four)}))`,
      ratio * Math.exp(key === 'lower' ? -half : half),
    ),
  ];
}

/** Measures of a cross table beside chi-square. */
function* association(given: Given): ReturnType<Rule> {
  const counts = gridOf(given);
  if (!counts) return;
  for (const measure of [lambda, tau, uncertainty, fourfold]) yield* measure(given, counts);
}

export const associationRules: Readonly<Record<string, readonly Rule[]>> = { 'describe.crossTable': [association] };
