import type { MatrixInput } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import type { Bilingual } from '../../model/text.ts';
import { ahp, type PriorityMethod, type RandomIndexTable, reciprocalMatrix } from '../../satisfaction/ahp.ts';
import { ahpGroup } from '../../satisfaction/ahpGroup.ts';
import type { WorkedStep } from '../types.ts';
import { type Given, numberOf, objectsOf, productsText, type Rule, signed, step, sum, sumText } from './given.ts';

type Matrix = readonly (readonly number[])[];

const matrixInput = ({ result }: Given, name: string): MatrixInput | null =>
  (result.inputs[name] ?? null) as MatrixInput | null;
const prioritiesOf = ({ result }: Given): PriorityMethod => String(result.options['priorities']) as PriorityMethod;
const tableOf = ({ result }: Given): RandomIndexTable => String(result.options['randomIndex']) as RandomIndexTable;
/** The place of the number's element in the list of the result. */
const placeOf = ({ path }: Given): number => Number(/^elements\.(\d+)\./.exec(path)?.[1] ?? Number.NaN);

/** One weight of a judgment matrix, by the way its weights are found. */
function weightSteps(matrix: Matrix, method: PriorityMethod, own: number): readonly WorkedStep[] {
  const found = ahp(matrix);
  const row = matrix[own]!;
  const n = matrix.length;
  const list = (values: readonly number[]): string =>
    sumText(
      values.map((one) => s(one, 6)),
      sum(values),
    );
  if (method === 'geometricMean') {
    const means = matrix.map((one) => Math.exp(sum(one.map(Math.log)) / n));
    return [
      step('各行判断值的几何平均之和', 'sum of the geometric means of the rows', list(means), sum(means)),
      step(
        `权重 = 本行的几何平均/Σ几何平均；本行判断值 ${row.map((one) => s(one, 5)).join('、')}`,
        `weight = geometric mean of the row/Σ; judgments of the row: ${row.map((one) => s(one, 5)).join(', ')}`,
        `${s(means[own]!)} / ${s(sum(means))}`,
        means[own]! / sum(means),
      ),
    ];
  }
  if (method === 'columnMean') {
    const columns = matrix.map((_, j) => sum(matrix.map((one) => one[j]!)));
    return [
      step(
        '权重 = Σ(判断值/该列之和)/要素数',
        'weight = Σ(judgment/sum of its column)/elements',
        `(${row.map((one, j) => `${s(one, 6)}/${s(columns[j]!, 6)}`).join(' + ')}) / ${n}`,
        sum(row.map((one, j) => one / columns[j]!)) / n,
      ),
    ];
  }
  if (method === 'rowSum') {
    const sums = matrix.map((one) => sum(one));
    return [
      step(
        '权重 = 本行判断值之和/所有判断值之和',
        'weight = sum of the row/sum of all judgments',
        `(${list(row)}) / ${s(sum(sums))}`,
        sums[own]! / sum(sums),
      ),
    ];
  }
  const pairs = row.map((one, j) => [one, found.eigenvector[j]!] as const);
  return [
    ...largestRoot(matrix),
    step(
      '权重 = Σ(本行判断值 × 各要素权重)/λ（特征方程）',
      'weight = Σ(judgment of the row × weight)/λ (the eigenvalue equation)',
      `(${productsText(pairs)}) / ${s(found.lambdaMax)}`,
      sum(pairs.map(([one, weight]) => one * weight)) / found.lambdaMax,
    ),
  ];
}

/** The largest eigenvalue: weights sum to 1, so that it is what the columns' sums come to under them. */
function largestRoot(matrix: Matrix): readonly WorkedStep[] {
  const { eigenvector } = ahp(matrix);
  const pairs = eigenvector.map((weight, j) => [sum(matrix.map((row) => row[j]!)), weight] as const);
  return [
    step(
      'λ = Σ(各列判断值之和 × 权重)，判断矩阵的最大特征值',
      'λ = Σ(sum of a column × weight): largest eigenvalue of the judgments',
      productsText(pairs),
      sum(pairs.map(([column, weight]) => column * weight)),
    ),
  ];
}

/** λ, CI and CR of a judgment matrix. */
function* consistency(key: string, value: number, matrix: Matrix, table: RandomIndexTable): ReturnType<Rule> {
  const { lambdaMax, randomIndex } = ahp(matrix);
  const n = matrix.length;
  const index = (lambdaMax - n) / (n - 1);
  if (key === 'lambdaMax') yield largestRoot(matrix);
  if (key !== 'consistencyIndex' && key !== 'consistencyRatio') return;
  if (n < 3) {
    yield [step('少于 3 个要素，按定义为 0', 'fewer than 3 elements: 0 by definition', '0', 0)];
    return;
  }
  const ci = step('CI = (λ − n)/(n − 1)', 'CI = (λ − n)/(n − 1)', `(${s(lambdaMax, 10)} − ${n}) / ${n - 1}`, index);
  const ri = randomIndex[table];
  if (key === 'consistencyIndex') yield [...largestRoot(matrix), ci];
  else if (ri)
    yield [
      ...largestRoot(matrix),
      ci,
      step('CR = CI/RI，RI 查表', 'CR = CI/RI; RI from the table', `${signed(index)} / ${s(ri)}`, index / ri),
    ];
  if (Math.abs(value) < 1e-9)
    yield [
      step(
        '判断完全一致：λ 等于要素数，只余舍入误差',
        'fully consistent judgments: λ is the number of elements, but for rounding',
        signed(value),
        value,
      ),
    ];
}

const methods: readonly PriorityMethod[] = ['eigenvector', 'geometricMean', 'columnMean', 'rowSum'];

/** Weights and consistency of one judgment matrix. */
function* oneMatrix(given: Given): ReturnType<Rule> {
  const { key, path, result, value } = given;
  const input = matrixInput(given, 'judgments');
  if (!input) return;
  const matrix = reciprocalMatrix(input.rows);
  const own = placeOf(given);
  const method = key === 'weight' ? prioritiesOf(given) : methods.find((one) => one === key);
  if (!Number.isNaN(own) && method) yield weightSteps(matrix, method, own);
  yield* consistency(key, value, matrix, tableOf(given));
  const worst = /^worst\.(\d+)\.(given|implied|deviation)$/.exec(path);
  if (!worst) return;
  const { row, column, given: judged } = objectsOf(result.values['worst'])[Number(worst[1])] ?? {};
  const [i, j] = [input.labels.indexOf(String(row)), input.labels.indexOf(String(column))];
  const { weights } = ahp(input.rows, { priorities: prioritiesOf(given) });
  if (i < 0 || j < 0 || typeof judged !== 'number') return;
  if (worst[2] === 'given')
    yield [step('判断矩阵中的判断值', 'the judgment in the matrix', s(matrix[i]![j]!), matrix[i]![j]!)];
  const implied = step(
    '由权重推出的比值 = 行要素的权重/列要素的权重',
    'ratio the weights imply = weight of the row/weight of the column',
    `${s(weights[i]!)} / ${s(weights[j]!)}`,
    weights[i]! / weights[j]!,
  );
  if (worst[2] === 'implied') yield [implied];
  if (worst[2] === 'deviation')
    yield [
      implied,
      step(
        'ln(判断值/推出的比值)',
        'ln(judgment/implied ratio)',
        `ln(${s(judged)} / ${s(implied.value)})`,
        Math.log(judged / implied.value),
      ),
    ];
}

const listed = (values: readonly number[]): string => values.map((one) => s(one, 6)).join(', ');

/** Weights of several judges, put together by judgments or by weights. */
function* severalJudges(given: Given): ReturnType<Rule> {
  const { key, path, result, value } = given;
  const input = matrixInput(given, 'judgments');
  if (!input) return;
  const n = input.labels.length;
  const matrices = Array.from({ length: input.rows.length / n }, (_, judge) =>
    input.rows.slice(judge * n, (judge + 1) * n),
  );
  const { matrix, individual } = ahpGroup(matrices, { priorities: prioritiesOf(given) });
  const judge = /^judges\.(\d+)\.(\w+)$/.exec(path);
  if (judge) {
    if (judge[2] === 'judge')
      yield [step('专家的序号', 'number of the judge', String(Number(judge[1]) + 1), Number(judge[1]) + 1)];
    yield* consistency(judge[2]!, value, reciprocalMatrix(matrices[Number(judge[1])]!), tableOf(given));
    return;
  }
  yield* consistency(key, value, matrix, tableOf(given));
  const own = placeOf(given);
  if (Number.isNaN(own)) return;
  const weights = individual.map((one) => one.weights[own]!);
  const way = key === 'weight' ? String(result.options['aggregate']) : key;
  if (way === 'aij') {
    const other = own === 0 ? n - 1 : 0;
    const judged = matrices.map((one) => reciprocalMatrix(one)[own]![other]!);
    yield [
      step(
        `合成判断 = 各位专家判断值的几何平均；如本要素对“${input.labels[other]!}”`,
        `common judgment = geometric mean of the judges’; this element against “${input.labels[other]!}”, for one`,
        `exp((${judged.map((one) => `ln ${s(one, 6)}`).join(' + ')}) / ${judged.length})`,
        matrix[own]![other]!,
      ),
      ...weightSteps(matrix, prioritiesOf(given), own),
    ];
  }
  if (way === 'aipArithmetic')
    yield [
      step(
        '各位专家的权重的平均',
        'mean of the judges’ weights',
        `(${weights.map((one) => s(one, 6)).join(' + ')}) / ${weights.length}`,
        sum(weights) / weights.length,
      ),
    ];
  if (way === 'aipGeometric') {
    const means = Array.from({ length: n }, (_, element) =>
      Math.exp(sum(individual.map((one) => Math.log(one.weights[element]!))) / individual.length),
    );
    yield [
      step(
        '各要素权重几何平均之和',
        'sum of the geometric means of the weights',
        means.map((one) => s(one, 6)).join(' + '),
        sum(means),
      ),
      step(
        `权重 = 各位专家权重的几何平均/Σ；各位专家 ${listed(weights)}`,
        `weight = geometric mean of the judges’ weights/Σ; judges: ${listed(weights)}`,
        `${s(means[own]!)} / ${s(sum(means))}`,
        means[own]! / sum(means),
      ),
    ];
  }
  const ends: Readonly<Record<string, readonly [Bilingual, number, string]>> = {
    lowest: [{ zh: '各位专家的权重中最低的', en: 'lowest of the judges’ weights' }, Math.min(...weights), 'min'],
    highest: [{ zh: '各位专家的权重中最高的', en: 'highest of the judges’ weights' }, Math.max(...weights), 'max'],
  };
  const end = ends[key];
  if (end) yield [step(end[0].zh, end[0].en, `${end[2]}(${listed(weights)})`, end[1])];
}

/** Weights from rankings: by the judgment matrix that a rule makes of them. */
function* rankings(given: Given): ReturnType<Rule> {
  const { key, path, result, value } = given;
  const rules = objectsOf(result.values['rules']);
  const matrixOf = (name: string): Matrix | null =>
    (rules.find((one) => one['rule'] === name)?.['matrix'] as unknown as Matrix | undefined) ?? null;
  const own = placeOf(given);
  const rule = key === 'weight' ? String(result.values['rule']) : key;
  const matrix = matrixOf(rule);
  if (!Number.isNaN(own) && matrix) yield weightSteps(matrix, prioritiesOf(given), own);
  const place = /^rules\.(\d+)\.(\w+)$/.exec(path);
  const of = place ? matrixOf(String(rules[Number(place[1])]?.['rule'])) : matrixOf(String(result.values['rule']));
  if (of) yield* consistency(key, value, of, tableOf(given));
  const typed = matrixInput(given, 'rankings');
  if (key !== 'score' || !typed || Number.isNaN(own)) return;
  const least = result.options['first'] === 'least';
  const people = Array.from({ length: typed.rows[0]!.length }, (_, person) => person).filter((person) =>
    typed.rows.every((row) => !Number.isNaN(row[person]!)),
  );
  const scores = people.map((person) => {
    const rank = typed.rows[own]![person]!;
    return (
      1 +
      sum(
        typed.rows.map((row, other) => {
          if (other === own) return 0;
          const further = least ? rank - row[person]! : row[person]! - rank;
          return further > 0 ? 1 : further === 0 ? 0.5 : 0;
        }),
      )
    );
  });
  yield [
    step(
      '排序得分的平均：排在第一得要素数，以下依次少 1',
      'mean rank score: the first gets the number of elements, each further one 1 less',
      `(${sumText(
        scores.map((one) => s(one)),
        sum(scores),
      )}) / ${scores.length}`,
      sum(scores) / scores.length,
    ),
  ];
}

/** Wins of one over the others. */
function* pairedWins(given: Given): ReturnType<Rule> {
  const { key, path, result } = given;
  const input = matrixInput(given, 'wins');
  if (!input) return;
  const own = placeOf(given);
  const added = result.options['plusOne'] === true ? 1 : 0;
  const wins = input.rows.map((row) => sum(row) + added);
  const others = (values: readonly number[]): readonly number[] => values.filter((_, place) => place !== own);
  const sumOf = (values: readonly number[], more: number): string =>
    [...values, ...(more > 0 ? [more] : [])].map((one) => s(one)).join(' + ');
  if (key === 'wins' && !Number.isNaN(own))
    yield [
      step(
        added ? '胜过其他各要素的次数之和 + 1（选项）' : '胜过其他各要素的次数之和',
        added ? 'wins over each of the others + 1 (by the option)' : 'wins over each of the others',
        sumOf(others(input.rows[own]!), added),
        wins[own]!,
      ),
    ];
  if (key === 'losses' && !Number.isNaN(own)) {
    const lost = input.rows.map((row) => row[own]!);
    yield [step('败给其他各要素的次数之和', 'losses to each of the others', sumOf(others(lost), 0), sum(lost))];
  }
  if (key === 'weight' && !Number.isNaN(own))
    yield [step('胜出次数/Σ胜出次数', 'wins/Σ wins', `${s(wins[own]!)} / (${sumOf(wins, 0)})`, wins[own]! / sum(wins))];
  if (path === 'comparisons') {
    const lost = objectsOf(result.values['elements']).map((one) => numberOf(one, 'losses') ?? 0);
    yield [step('各要素落败次数之和', 'losses of all elements', sumOf(lost, 0), sum(lost))];
  }
}

export const judgmentRules: Readonly<Record<string, readonly Rule[]>> = {
  'weights.ahp': [oneMatrix],
  'weights.ahpGroup': [severalJudges],
  'weights.ranking': [rankings],
  'weights.pairedWins': [pairedWins],
};
