import { significant as s } from '../../format/significant.ts';
import { decodeNumeric, decodeScores } from '../../model/decode.ts';
import { variableId } from '../../model/ids.ts';
import { normalTwoSided } from '../../numeric/distributions.ts';
import { weightedRanks } from '../../stats/weightedRanks.ts';
import { designOf } from './formColumns.ts';
import { type Given, type Rule, step, sum } from './given.ts';

/** Wilcoxon's signed ranks of paired answers. */
function* signedRanks({ key, path, result, snapshot }: Given): ReturnType<Rule> {
  const { first, second } = result.inputs;
  if (!path.startsWith('wilcoxon.') || typeof first !== 'string' || typeof second !== 'string') return;
  const design = designOf(snapshot, result);
  const decode = result.options['asScore'] === true ? decodeScores : decodeNumeric;
  const [x, y] = [first, second].map((id) => decode(snapshot, variableId(id), design.rows).values) as [
    Float64Array,
    Float64Array,
  ];
  const places = [...x.keys()].filter((row) => !Number.isNaN(x[row]! - y[row]!) && x[row] !== y[row]);
  const weights = design.weights ? Float64Array.from(places, (row) => design.weights![row]!) : null;
  const { ranks, ties } = weightedRanks(
    Float64Array.from(places, (row) => Math.abs(x[row]! - y[row]!)),
    weights,
  );
  const weightOf = (place: number): number => weights?.[place] ?? 1;
  const m = sum(places.map((_, place) => weightOf(place)));
  const total = (sign: number): number =>
    sum(places.map((row, place) => (Math.sign(x[row]! - y[row]!) === sign ? weightOf(place) * ranks[place]! : 0)));
  const [above, below] = [total(1), total(-1)];
  const positive = step(
    'W = 正差的秩之和（按 |差| 排秩，差为 0 的不计）',
    'W = sum of the ranks of positive differences (ranked by size; zeros left out)',
    `${s((m * (m + 1)) / 2, 9)} − ${s(below, 9)}`,
    above,
  );
  if (key === 'positive') yield [positive];
  if (key === 'negative')
    yield [
      step(
        'm(m + 1)/2 − W',
        'm(m + 1)/2 − W',
        `${s((m * (m + 1)) / 2, 9)} − ${s(above, 9)}`,
        (m * (m + 1)) / 2 - above,
      ),
    ];
  const tied = sum(ties.map((t) => t ** 3 - t));
  const spread = Math.sqrt((m * (m + 1) * (2 * m + 1)) / 24 - tied / 48);
  const z = (above - (m * (m + 1)) / 4) / spread;
  const sigma = step(
    'σ = √(m(m + 1)(2m + 1)/24 − Σ(t³ − t)/48)，m 为有差的份数',
    'σ = √(m(m + 1)(2m + 1)/24 − Σ(t³ − t)/48); m: forms that differ',
    `√(${s(m)} × ${s(m + 1)} × ${s(2 * m + 1)} / 24 − ${s(tied)} / 48)`,
    spread,
  );
  const zStep = step(
    'z = (W − m(m + 1)/4)/σ',
    'z = (W − m(m + 1)/4)/σ',
    `(${s(above, 9)} − ${s((m * (m + 1)) / 4, 9)}) / ${s(spread)}`,
    z,
  );
  if (key === 'z') yield [positive, sigma, zStep];
  if (key === 'p')
    yield [zStep, step('p = 2·P(Z ≥ |z|)', 'p = 2 P(Z ≥ |z|)', `2 × P(Z ≥ ${s(Math.abs(z))})`, normalTwoSided(z))];
}

export const signedRankRules: Readonly<Record<string, readonly Rule[]>> = { 'compare.paired': [signedRanks] };
