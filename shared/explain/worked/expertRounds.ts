import type { MatrixInput } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import { accurateSd } from '../../numeric/accurateSum.ts';
import { type Given, numberOf, numbersIn, objectsOf, type Rule, step, sum, sumText } from './given.ts';

const meanOf = (values: readonly number[]): number => sum(values) / values.length;
const added = (values: readonly number[]): string =>
  sumText(
    values.map((one) => s(one, 6)),
    sum(values),
  );

/** The scores of a round: a row for each indicator. */
function roundAt({ result }: Given, place: number): MatrixInput | null {
  const { round } = objectsOf(result.values['rounds'])[place] ?? {};
  return typeof round === 'number' ? ((result.inputs[`round${round}`] ?? null) as MatrixInput | null) : null;
}

/** Ranks of one expert's scores, equal ones sharing. */
const ranksOf = (values: readonly number[]): readonly number[] =>
  values.map((own) => values.filter((one) => one < own).length + (values.filter((one) => one === own).length + 1) / 2);

/** How much the experts of a round agree. */
function* agreement(key: string, { rows }: MatrixInput): ReturnType<Rule> {
  const [k, m] = [rows.length, rows[0]!.length];
  const ranks = Array.from({ length: m }, (_, expert) => ranksOf(rows.map((row) => row[expert]!)));
  const totals = rows.map((_, place) => sum(ranks.map((own) => own[place]!)));
  const squares = sum(totals.map((one) => (one - meanOf(totals)) ** 2));
  const ties = sum(
    ranks.map((own) =>
      sum([...new Set(own)].map((rank) => own.filter((one) => one === rank).length).map((t) => t ** 3 - t)),
    ),
  );
  const w = (12 * squares) / (m * m * (k ** 3 - k) - m * ties);
  const concordance = step(
    `W = 12S/(m²(k³ − k) − mΣT)；S 为各指标秩和（${totals.map((one) => s(one)).join('、')}）的离差平方和，m 位专家，k 个指标，ΣT = Σ(t³ − t)`,
    `W = 12 S/(m²(k³ − k) − m ΣT); S: squares of the rank sums (${totals.map((one) => s(one)).join(', ')}) about their mean, m experts, k indicators, ΣT = Σ(t³ − t) over ties`,
    `12 × ${s(squares)} / (${m}² × (${k}³ − ${k}) − ${m} × ${s(ties)})`,
    w,
  );
  if (key === 'w') yield [concordance];
  if (key === 'chiSquare')
    yield [concordance, step('χ² = m(k − 1)·W', 'χ² = m(k − 1) W', `${m} × ${k - 1} × ${s(w)}`, m * (k - 1) * w)];
  if (key === 'df') yield [step('k − 1', 'k − 1', `${k} − 1`, k - 1)];
}

/** Scores of experts round by round. */
function* rounds(given: Given): ReturnType<Rule> {
  const { key, path, result, ancestors } = given;
  const all = objectsOf(result.values['rounds']);
  const element = /^elements\.(\d+)\.(weight|lowest|highest)$/.exec(path);
  const place = element ? all.length - 1 : Number(/^rounds\.(\d+)\./.exec(path)?.[1] ?? Number.NaN);
  const input = Number.isNaN(place) ? null : roundAt(given, place);
  if (!input) return;
  const { rows } = input;
  const means = rows.map(meanOf);
  const listed = /\.(means|sds|weights)\.(\d+)$/.exec(path);
  const own = Number(element?.[1] ?? listed?.[2] ?? Number.NaN);
  const weight = (which: number): number => means[which]! / sum(means);
  if (element?.[2] === 'weight' || listed?.[1] === 'weights')
    yield [
      step(
        '平均分/各指标平均分之和',
        'mean score/sum of the means',
        `${s(means[own]!)} / (${added(means)})`,
        weight(own),
      ),
    ];
  if (element && element[2] !== 'weight') {
    const shares = rows[0]!.map((_, expert) => rows[own]![expert]! / sum(rows.map((row) => row[expert]!)));
    const values = [weight(own), ...shares.filter((one) => Number.isFinite(one))];
    const low = element[2] === 'lowest';
    yield [
      step(
        low ? '合成权重与各位专家的权重中最低的' : '合成权重与各位专家的权重中最高的',
        low ? 'lowest of the weight and those of each expert' : 'highest of the weight and those of each expert',
        `${low ? 'min' : 'max'}(${values.map((one) => s(one, 6)).join(', ')})`,
        low ? Math.min(...values) : Math.max(...values),
      ),
    ];
  }
  if (listed?.[1] === 'means')
    yield [
      step(
        '各位专家评分之和/专家数',
        'sum of the experts’ scores/experts',
        `(${added(rows[own]!)}) / ${rows[own]!.length}`,
        means[own]!,
      ),
    ];
  if (listed?.[1] === 'sds') {
    const squares = sum(rows[own]!.map((one) => (one - means[own]!) ** 2));
    const n = rows[own]!.length;
    yield [
      step(
        '√(Σ(评分 − 均分)²/(专家数 − 1))',
        '√(Σ(score − mean)²/(experts − 1))',
        `√(${s(squares)} / ${n - 1})`,
        Math.sqrt(squares / (n - 1)),
      ),
    ];
  }
  if (key === 'round' || key === 'experts') {
    const count = numberOf(ancestors[0]?.object, key) ?? 0;
    const shown =
      key === 'round' ? ['轮次', 'number of the round'] : ['该轮评分的专家数', 'experts who scored in the round'];
    yield [step(shown[0]!, shown[1]!, String(count), count)];
  }
  yield* agreement(key, input);
  if (key === 'spread') {
    const parts = rows.flatMap((row, which) => (means[which]! > 0 ? [accurateSd(row) / means[which]!] : []));
    yield [
      step(
        '各指标变异系数（标准差/均分）的平均',
        'mean of the indicators’ coefficients of variation (sd/mean)',
        `(${added(parts)}) / ${parts.length}`,
        meanOf(parts),
      ),
    ];
  }
  if (key === 'largestChange') {
    const before = numbersIn(all[place - 1]?.['weights']) ?? [];
    const changes = before.map((one, which) => Math.abs(weight(which) - one));
    yield [
      step(
        '与上一轮相比权重变动的最大者',
        'largest change of a weight since the round before',
        `max(${changes.map((one) => s(one, 6)).join(', ')})`,
        Math.max(...changes),
      ),
    ];
  }
}

export const expertRoundRules: Readonly<Record<string, readonly Rule[]>> = { 'weights.expertRounds': [rounds] };
