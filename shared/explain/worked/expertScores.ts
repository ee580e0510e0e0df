import type { MatrixInput } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import { chiSquareUpper } from '../../numeric/distributions.ts';
import { weightedRanks } from '../../stats/weightedRanks.ts';
import { type Given, type Rule, step, sum, sumText } from './given.ts';

const terms = (values: readonly number[]): string =>
  sumText(
    values.map((value) => s(value)),
    sum(values),
  );

const meanOf = (values: readonly number[]): number => sum(values) / values.length;
const sdOf = (values: readonly number[]): number => {
  const mean = meanOf(values);
  return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / (values.length - 1));
};

/** Rounds of scores as entered, with their number. */
const roundsOf = ({ result }: Given) =>
  [1, 2, 3, 4].flatMap((round) => {
    const matrix = (result.inputs[`round${round}`] ?? null) as MatrixInput | null;
    return matrix ? [{ round, rows: matrix.rows }] : [];
  });

const shareStep = (values: readonly number[], place: number, zh: string, en: string) =>
  step(
    `${zh}/各元素之和`,
    `${en}/sum over the elements`,
    `${s(values[place]!)} / (${terms(values)})`,
    values[place]! / sum(values),
  );

/** Kendall's W of the experts' ranks. */
function* concordance(key: string, rows: MatrixInput['rows']): ReturnType<Rule> {
  const [k, m] = [rows.length, rows[0]!.length];
  const ranked = Array.from({ length: m }, (_, expert) =>
    weightedRanks(
      Float64Array.from(rows, (row) => row[expert]!),
      null,
    ),
  );
  const sums = rows.map((_, place) => sum(ranked.map(({ ranks }) => ranks[place]!)));
  const middle = (m * (k + 1)) / 2;
  const ties = sum(ranked.flatMap((one) => [...one.ties].map((t) => t ** 3 - t)));
  const squares = sum(sums.map((one) => (one - middle) ** 2));
  const scale = m * m * (k ** 3 - k) - m * ties;
  const w = Math.min(1, (12 * squares) / scale);
  const wStep = step(
    'W = 12·Σ(秩和 − m(k + 1)/2)²/(m²(k³ − k) − m·Σ(t³ − t))，m 为专家数，k 为元素数',
    'W = 12 Σ(rank sum − m(k + 1)/2)²/(m²(k³ − k) − m Σ(t³ − t)); m: experts, k: elements',
    `12 × ${s(squares)} / (${m * m} × ${k ** 3 - k} − ${m} × ${s(ties)})`,
    w,
  );
  if (key === 'w') yield [wStep];
  const chi = m * (k - 1) * w;
  const chiStep = step('χ² = m(k − 1)W', 'χ² = m(k − 1)W', `${m} × ${k - 1} × ${s(w)}`, chi);
  if (key === 'chiSquare') yield [wStep, chiStep];
  if (key === 'df') yield [step('元素数 − 1', 'elements − 1', `${k} − 1`, k - 1)];
  if (key === 'p')
    yield [
      chiStep,
      step(
        'p = P(χ² ≥ 统计量)',
        'p = P(χ² ≥ statistic)',
        `P(χ² ≥ ${s(chi)})　(df = ${k - 1})`,
        chiSquareUpper(chi, k - 1),
      ),
    ];
}

/** Scores of experts over rounds. */
function* expertRounds(given: Given): ReturnType<Rule> {
  const { key, path } = given;
  const rounds = roundsOf(given);
  const last = rounds.at(-1);
  if (!last) return;
  const element = /^elements\.(\d+)\.(weight|lowest|highest)$/.exec(path);
  if (element) {
    const place = Number(element[1]);
    const means = last.rows.map(meanOf);
    const own = shareStep(means, place, '末轮平均分', 'mean of the last round');
    if (key === 'weight') yield [own];
    else {
      const shares = last.rows[0]!.map(
        (_, expert) => last.rows[place]![expert]! / sum(last.rows.map((row) => row[expert]!)),
      );
      const all = [own.value, ...shares];
      const [zh, en, value] =
        key === 'lowest'
          ? (['最小', 'smallest', Math.min(...all)] as const)
          : (['最大', 'largest', Math.max(...all)] as const);
      yield [
        step(
          `各位专家单独给出的权重与总权重中${zh}的`,
          `${en} of the experts’ own weights and the joint one`,
          `${key === 'lowest' ? 'min' : 'max'}(${all.map((one) => s(one)).join(', ')})`,
          value,
        ),
      ];
    }
  }
  const at = /^rounds\.(\d+)\.(\w+)(?:\.(\d+))?$/.exec(path);
  const round = rounds[Number(at?.[1])];
  if (!at || !round) return;
  const { rows } = round;
  const place = Number(at[3]);
  if (at[2] === 'round') yield [step('录入的轮次', 'round as entered', String(round.round), round.round)];
  if (at[2] === 'experts')
    yield [step('本轮的评分列数', 'columns of scores in this round', String(rows[0]!.length), rows[0]!.length)];
  if (at[2] === 'means')
    yield [
      step(
        '评分之和/专家数',
        'sum of the scores/experts',
        `(${terms(rows[place]!)}) / ${rows[place]!.length}`,
        meanOf(rows[place]!),
      ),
    ];
  if (at[2] === 'sds') {
    const mean = meanOf(rows[place]!);
    const squares = sum(rows[place]!.map((value) => (value - mean) ** 2));
    yield [
      step(
        '√(Σ(x − 均值)²/(n − 1))',
        '√(Σ(x − mean)²/(n − 1))',
        `√(${s(squares)} / ${rows[place]!.length - 1})`,
        sdOf(rows[place]!),
      ),
    ];
  }
  if (at[2] === 'weights') yield [shareStep(rows.map(meanOf), place, '平均分', 'mean score')];
  if (at[2] === 'spread') {
    const parts = rows.flatMap((row) => (meanOf(row) > 0 && row.length > 1 ? [sdOf(row) / meanOf(row)] : []));
    yield [
      step(
        '(标准差/均值)的平均',
        'mean of standard deviation/mean',
        `(${terms(parts)}) / ${parts.length}`,
        meanOf(parts),
      ),
    ];
  }
  const before = rounds[Number(at[1]) - 1];
  if (at[2] === 'largestChange' && before) {
    const shares = [rows, before.rows].map((some) => {
      const means = some.map(meanOf);
      return means.map((mean) => mean / sum(means));
    });
    const changes = shares[0]!.map((one, element_) => Math.abs(one - shares[1]![element_]!));
    yield [
      step(
        '各权重与上一轮之差的最大者',
        'largest change of a weight since the round before',
        `max(${changes.map((one) => s(one)).join(', ')})`,
        Math.max(...changes),
      ),
    ];
  }
  yield* concordance(at[2]!, rows);
}

/** Wins of paired comparisons. */
function* pairedWins(given: Given): ReturnType<Rule> {
  const { key, path, result } = given;
  const input = (result.inputs['wins'] ?? null) as MatrixInput | null;
  const place = Number(/^elements\.(\d+)\.\w+$/.exec(path)?.[1] ?? Number.NaN);
  if (!input || Number.isNaN(place)) return;
  const extra = result.options['plusOne'] === true ? 1 : 0;
  const wins = input.rows.map((row) => sum(row) + extra);
  const column = input.rows.map((row) => row[place]!);
  if (key === 'wins')
    yield [
      step(
        extra ? '本行胜出次数之和 + 1' : '本行胜出次数之和',
        extra ? 'wins of the row + 1' : 'wins of the row',
        `${terms(input.rows[place]!)}${extra ? ' + 1' : ''}`,
        wins[place]!,
      ),
    ];
  if (key === 'losses')
    yield [step('本列之和：被其他元素胜过的次数', 'sum of the column: lost to the others', terms(column), sum(column))];
  if (key === 'weight') yield [shareStep(wins, place, '胜出次数', 'wins')];
}

export const expertScoreRules: Readonly<Record<string, readonly Rule[]>> = {
  'weights.expertRounds': [expertRounds],
  'weights.pairedWins': [pairedWins],
};
