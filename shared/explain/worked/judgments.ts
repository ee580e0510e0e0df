import { designRows } from '../../analyses/design.ts';
import type { MatrixInput } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import { decodeNumeric } from '../../model/decode.ts';
import { type VariableId } from '../../model/ids.ts';
import {
  ahp,
  type JudgmentMatrix,
  type PriorityMethod,
  type RandomIndexTable,
  reciprocalMatrix,
} from '../../satisfaction/ahp.ts';
import {
  type RankingRule,
  rankingRules,
  type RankingSummary,
  rankingSummary,
} from '../../satisfaction/rankingJudgments.ts';
import type { WorkedStep } from '../types.ts';
import { type Given, objectsOf, productsText, type Rule, step, sum, sumText } from './given.ts';

const methodOf = ({ result }: Given): PriorityMethod =>
  (result.options['priorities'] as PriorityMethod | undefined) ?? 'eigenvector';
const tableOf = ({ result }: Given): RandomIndexTable =>
  (result.options['randomIndex'] as RandomIndexTable | undefined) ?? 'saaty';

const geometric = (values: readonly number[]): number =>
  Math.exp(sum(values.map((value) => Math.log(value))) / values.length);
const terms = (values: readonly number[]): string =>
  sumText(
    values.map((value) => s(value)),
    sum(values),
  );

/** The weight of one element of a judgment matrix. */
function priority(judgments: JudgmentMatrix, method: PriorityMethod, place: number): WorkedStep {
  const matrix = reciprocalMatrix(judgments);
  const row = matrix[place]!;
  const n = matrix.length;
  if (method === 'geometricMean') {
    const means = matrix.map(geometric);
    return step(
      'w = 本行判断值的几何平均/各行几何平均之和',
      'w = geometric mean of the row/sum of the rows’ geometric means',
      `${s(means[place]!)} / (${terms(means)})`,
      means[place]! / sum(means),
    );
  }
  if (method === 'columnMean') {
    const sums = matrix.map((_, column) => sum(matrix.map((line) => line[column]!)));
    const shares = row.map((value, column) => value / sums[column]!);
    return step(
      'w = (本行各判断值/所在列之和)的平均',
      'w = mean of the row’s judgments, each over the sum of its column',
      `(${row.map((value, column) => `${s(value)}/${s(sums[column]!)}`).join(' + ')}) / ${n}`,
      sum(shares) / n,
    );
  }
  if (method === 'rowSum') {
    const sums = matrix.map((line) => sum(line));
    return step(
      'w = 本行之和/各行之和',
      'w = sum of the row/sum of all rows',
      `${s(sums[place]!)} / (${terms(sums)})`,
      sums[place]! / sum(sums),
    );
  }
  const { eigenvector, lambdaMax } = ahp(matrix);
  return step(
    'w = Σ(判断值 × 各元素的权重)/λmax',
    'w = Σ(judgment × weight of the element)/λmax',
    `(${productsText(row.map((value, column) => [value, eigenvector[column]!]))}) / ${s(lambdaMax)}`,
    sum(row.map((value, column) => value * eigenvector[column]!)) / lambdaMax,
  );
}

/** How consistent the judgments of a matrix are. */
function* consistency(key: string, judgments: JudgmentMatrix, table: RandomIndexTable): ReturnType<Rule> {
  const matrix = reciprocalMatrix(judgments);
  const n = matrix.length;
  const { eigenvector, lambdaMax, randomIndex } = ahp(matrix);
  const products = matrix.map((row) => sum(row.map((value, column) => value * eigenvector[column]!)));
  const lambda = step(
    'λmax = Σ(Aw)ᵢ，A 为判断矩阵，w 为权重',
    'λmax = Σ(Aw)ᵢ; A: judgments, w: weights',
    terms(products),
    lambdaMax,
  );
  if (key === 'lambdaMax') yield [lambda];
  const index = n < 3 ? 0 : (lambdaMax - n) / (n - 1);
  const indexStep =
    n < 3
      ? step('少于三个元素时 CI = 0', 'CI = 0 below three elements', '0', 0)
      : step('CI = (λmax − n)/(n − 1)', 'CI = (λmax − n)/(n − 1)', `(${s(lambdaMax, 10)} − ${n}) / ${n - 1}`, index);
  if (key === 'consistencyIndex') yield [lambda, indexStep];
  const random = randomIndex[table];
  if (key === 'randomIndex' && random !== null)
    yield [
      step(`${n} 阶随机一致性指标（表 ${table}）`, `random index of order ${n} (table ${table})`, s(random), random),
    ];
  if (key !== 'consistencyRatio' || random === null) return;
  yield [
    indexStep,
    n < 3
      ? step('少于三个元素时 CR = 0', 'CR = 0 below three elements', '0', 0)
      : step('CR = CI/RI', 'CR = CI/RI', `${s(index)} / ${s(random)}`, index / random),
  ];
}

const matrixIn = ({ result }: Given, name: string): MatrixInput | null =>
  (result.inputs[name] ?? null) as MatrixInput | null;
const placeIn = (path: string, list: string): number =>
  Number(new RegExp(`^${list}\\.(\\d+)\\.\\w+$`).exec(path)?.[1] ?? Number.NaN);

const ownMethods: Readonly<Record<string, PriorityMethod | undefined>> = {
  eigenvector: 'eigenvector',
  geometricMean: 'geometricMean',
  columnMean: 'columnMean',
  rowSum: 'rowSum',
};

/** One judgment matrix. */
function* hierarchy(given: Given): ReturnType<Rule> {
  const { key, path } = given;
  const input = matrixIn(given, 'judgments');
  if (!input) return;
  const place = placeIn(path, 'elements');
  const method = key === 'weight' ? methodOf(given) : ownMethods[key];
  if (!Number.isNaN(place) && method) yield [priority(input.rows, method, place)];
  const at = placeIn(path, 'worst');
  if (Number.isNaN(at)) {
    if (!path.includes('.')) yield* consistency(key, input.rows, tableOf(given));
    return;
  }
  const { worst, weights } = ahp(input.rows, { priorities: methodOf(given) });
  const own = worst[at];
  if (!own) return;
  const implied = step(
    '由权重推出的判断值 = wᵢ/wⱼ',
    'judgment the weights imply = wᵢ/wⱼ',
    `${s(weights[own.row]!)} / ${s(weights[own.column]!)}`,
    own.implied,
  );
  if (key === 'given') yield [step('录入的判断值', 'judgment as entered', s(own.given), own.given)];
  if (key === 'implied') yield [implied];
  if (key === 'deviation')
    yield [
      implied,
      step(
        'ln(录入值/推出值)',
        'ln(entered/implied)',
        `ln(${s(own.given)} / ${s(own.implied)})`,
        Math.log(own.given / own.implied),
      ),
    ];
}

interface Example {
  readonly zh: string;
  readonly en: string;
  readonly filled: string;
  readonly value: number;
}

/** How one judgment of an element's row came about: that against the first other element. */
function exampleOf(labels: readonly string[], place: number, judgment: (other: number) => Example): WorkedStep {
  const other = place === 0 ? 1 : 0;
  const { zh, en, filled, value } = judgment(other);
  return step(`${zh}；如与“${labels[other]}”相比`, `${en}; against “${labels[other]}”, for one`, filled, value);
}

/** A judgment made of ranks. */
function fromRanks(
  rule: RankingRule,
  { scores, preference }: RankingSummary,
  i: number,
  j: number,
  c: number,
): Example {
  const range = Math.max(...scores) - Math.min(...scores);
  const distance = range > 0 ? (scores[i]! - scores[j]!) / range : 0;
  const gap = `(${s(scores[i]!)} − ${s(scores[j]!)})/${s(range)}`;
  const where = { zh: 'r 为平均名次得分，R 为其全距', en: 'r: mean rank scores, R: their range' };
  if (rule === 'preference') {
    const p = preference[i]![j]!;
    return {
      zh: '判断值 = p/(1 − p)，限于 1/9 至 9，p 为排在前面的比例',
      en: 'judgment = p/(1 − p) within 1/9 to 9; p: share that ranks it higher',
      filled: `${s(p)} / (1 − ${s(p)})`,
      value: Math.min(9, Math.max(1 / 9, p / (1 - p))),
    };
  }
  if (rule === 'geometric')
    return {
      zh: `判断值 = c^((rᵢ − rⱼ)/R)，${where.zh}`,
      en: `judgment = c^((rᵢ − rⱼ)/R); ${where.en}`,
      filled: `${s(c)}^(${gap})`,
      value: c ** distance,
    };
  return {
    zh: `判断值 = 1 + 8(rᵢ − rⱼ)/R，较低者取倒数，${where.zh}`,
    en: `judgment = 1 + 8(rᵢ − rⱼ)/R, the lower one its reciprocal; ${where.en}`,
    filled: distance >= 0 ? `1 + 8 × ${gap}` : `1 / (1 − 8 × ${gap})`,
    value: distance >= 0 ? 1 + 8 * distance : 1 / (1 - 8 * distance),
  };
}

/** The matrices of several judges, put together. */
function* group(given: Given): ReturnType<Rule> {
  const { key, path, result } = given;
  const input = matrixIn(given, 'judgments');
  const n = input?.labels.length ?? 0;
  if (!input || n === 0) return;
  const matrices = Array.from({ length: input.rows.length / n }, (_, judge) =>
    reciprocalMatrix(input.rows.slice(judge * n, (judge + 1) * n)),
  );
  const method = methodOf(given);
  const judge = placeIn(path, 'judges');
  if (!Number.isNaN(judge) && matrices[judge]) {
    if (key === 'judge') yield [step('录入的次序', 'place as entered', String(judge + 1), judge + 1)];
    yield* consistency(key, matrices[judge], tableOf(given));
  }
  const joint = matrices[0]!.map((row, i) => row.map((_, j) => geometric(matrices.map((matrix) => matrix[i]![j]!))));
  if (!path.includes('.')) yield* consistency(key, joint, tableOf(given));
  const place = placeIn(path, 'elements');
  if (Number.isNaN(place)) return;
  const own = matrices.map((matrix) => ahp(matrix, { priorities: method }).weights);
  const weights = own.map((one) => one[place]!);
  const chosen = key === 'weight' ? result.options['aggregate'] : key;
  if (chosen === 'aij')
    yield [
      exampleOf(input.labels, place, (other) => ({
        zh: '判断值 = 各人判断值的几何平均',
        en: 'judgment = geometric mean over the judges',
        filled: `(${matrices.map((matrix) => s(matrix[place]![other]!)).join('×')})^(1/${matrices.length})`,
        value: joint[place]![other]!,
      })),
      priority(joint, method, place),
    ];
  if (chosen === 'aipGeometric') {
    const means = own[0]!.map((_, element) => geometric(own.map((one) => one[element]!)));
    yield [
      step(
        '各人权重的几何平均/各元素几何平均之和',
        'geometric mean of the judges’ weights/sum over the elements',
        `${s(means[place]!)} / (${terms(means)})`,
        means[place]! / sum(means),
      ),
    ];
  }
  if (chosen === 'aipArithmetic')
    yield [
      step(
        '各人权重的平均',
        'mean of the judges’ weights',
        `(${terms(weights)}) / ${weights.length}`,
        sum(weights) / weights.length,
      ),
    ];
  if (key === 'lowest' || key === 'highest') {
    const [zh, en, value] =
      key === 'lowest'
        ? (['最小', 'smallest', Math.min(...weights)] as const)
        : (['最大', 'largest', Math.max(...weights)] as const);
    yield [
      step(
        `各人权重中${zh}的`,
        `${en} of the judges’ weights`,
        `${key === 'lowest' ? 'min' : 'max'}(${weights.map((one) => s(one)).join(', ')})`,
        value,
      ),
    ];
  }
}

/** Ranks by many people, turned into judgments. */
function* ranking(given: Given): ReturnType<Rule> {
  const { key, path, result, snapshot } = given;
  const rule = placeIn(path, 'rules');
  const matrices = objectsOf(result.values['rules']).map((one) => one['matrix'] as unknown as JudgmentMatrix);
  if (!Number.isNaN(rule) && matrices[rule]) yield* consistency(key, matrices[rule], tableOf(given));
  const chosen = rankingRules.findIndex((one) => one === result.options['rule']);
  if (path === 'consistencyRatio' && matrices[chosen]) yield* consistency(key, matrices[chosen], tableOf(given));
  const place = placeIn(path, 'elements');
  if (Number.isNaN(place)) return;
  const at = key === 'weight' ? chosen : rankingRules.findIndex((one) => one === key);
  const typed = matrixIn(given, 'rankings');
  const design = designRows(snapshot, { weights: 'both', design: false });
  const items = (result.inputs['items'] ?? []) as readonly VariableId[];
  const ranks = typed
    ? typed.rows.map((row) => Float64Array.from(row))
    : items.map((id) => decodeNumeric(snapshot, id, design.rows).values);
  const columns = result.options['first'] === 'most' ? ranks : ranks.map((column) => column.map((rank) => -rank));
  const summary = rankingSummary(columns, typed ? null : design.weights);
  if (!summary) return;
  if (matrices[at])
    yield [
      exampleOf(
        objectsOf(result.values['elements']).map(({ label }) => String(label)),
        place,
        (other) => fromRanks(rankingRules[at]!, summary, place, other, Number(result.options['base'])),
      ),
      priority(matrices[at], methodOf(given), place),
    ];
  if (key === 'score')
    yield [
      step(
        `平均名次得分（最重要 ${columns.length} 分 … 最不重要 1 分，并列平分）= 得分之和/人数`,
        `mean rank score (most important ${columns.length} … least 1, ties share) = sum/people`,
        `${s(summary.scores[place]! * summary.total, 9)} / ${s(summary.total)}`,
        summary.scores[place]!,
      ),
    ];
}

export const judgmentRules: Readonly<Record<string, readonly Rule[]>> = {
  'weights.ahp': [hierarchy],
  'weights.ahpGroup': [group],
  'weights.ranking': [ranking],
};
