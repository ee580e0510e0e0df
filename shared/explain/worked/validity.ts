import { significant as s } from '../../format/significant.ts';
import { type VariableId, variableId } from '../../model/ids.ts';
import { at, type Matrix, matrixOf } from '../../numeric/matrix.ts';
import { type Given, mostTerms, numberOf, objectsOf, type Rule, step, sum } from './given.ts';
import { averageExtracted, compositeReliability, loadingOnOneFactor } from './oneFactor.ts';
import { completeAnswers, covarianceOfSums, type ScaleAnswers } from './scaleAnswers.ts';

function* convergent({ key, ancestors, result }: Given): ReturnType<Rule> {
  const own = ancestors[0]?.object;
  const loadings = objectsOf(own?.['items']).flatMap(({ loading }) => (typeof loading === 'number' ? [loading] : []));
  if (key === 'ave' && loadings.length > 0) yield [averageExtracted(loadings)];
  if (key === 'compositeReliability' && loadings.length > 0) yield [compositeReliability(loadings)];
  const ave = numberOf(own, 'ave');
  if (key === 'rootAve' && ave !== null) yield [step('√AVE', '√AVE', `√${s(ave)}`, Math.sqrt(ave))];
  if (key !== 'largestCorrelation') return;
  const place = objectsOf(result.values['constructs']).findIndex((one) => one === own);
  const row = (result.values['correlations'] as readonly (readonly number[])[] | undefined)?.[place];
  const others = (row ?? []).filter((_, other) => other !== place);
  if (others.length > 0)
    yield [
      step(
        '与其他指标的相关中的最大者',
        'the largest of the correlations with the others',
        `max(${others.map((one) => s(Math.abs(one), 6)).join(', ')})`,
        Math.max(...others.map(Math.abs)),
      ),
    ];
}

/** How many indicators hold together, and the limit they are held to. */
function* verdicts({ path, result }: Given): ReturnType<Rule> {
  const { limit } = result.options;
  if (path === 'limit' && typeof limit === 'number')
    yield [step('选项中设定的界限', 'the limit set in the options', s(limit), limit)];
  if (path !== 'convergent') return;
  const judged = objectsOf(result.values['constructs']).flatMap((one) => {
    const ave = numberOf(one, 'ave');
    return ave === null ? [] : [ave >= 0.5 && (numberOf(one, 'compositeReliability') ?? 0) >= 0.7];
  });
  const held = judged.filter(Boolean).length;
  yield [
    step(
      'AVE 不低于 .5 且组合信度不低于 .7 的指标数（可计算的指标数 − 未达到的）',
      'indicators with AVE of .5 or more and composite reliability of .7 or more (those that can be had − those below)',
      `${judged.length} − ${judged.length - held}`,
      held,
    ),
  ];
}

interface Blocks {
  readonly all: ScaleAnswers;
  /** Places of each indicator's questions among all. */
  readonly places: readonly (readonly number[])[];
}

/** The questions of every indicator, over the forms that answered all of them. */
function blocksOf(given: Given): Blocks | null {
  const blocks = objectsOf(given.result.values['constructs']).map((one) =>
    objectsOf(one['items']).flatMap(({ id }) => (typeof id === 'string' ? [variableId(id)] : [])),
  );
  const all = completeAnswers(given, blocks.flat());
  const placesIn = (ids: readonly VariableId[]): readonly number[] => ids.map((id) => all!.ids.indexOf(id));
  return all && { all, places: blocks.map(placesIn) };
}

const part = (matrix: Matrix, places: readonly number[]): Matrix =>
  matrixOf(places.length, places.length, (i, j) => at(matrix, places[i]!, places[j]!));

/** A question's loading on the one factor of its indicator. */
function* loading(given: Given): ReturnType<Rule> {
  if (given.key !== 'loading') return;
  const [item, construct] = [given.ancestors[0]?.object, given.ancestors[1]?.object];
  const place = objectsOf(given.result.values['constructs']).findIndex((one) => one === construct);
  const items = objectsOf(construct?.['items']);
  const own = items.findIndex((one) => one === item);
  const blocks = place >= 0 && own >= 0 ? blocksOf(given) : null;
  const loadings = items.flatMap((one) => numberOf(one, 'loading') ?? []);
  if (blocks && loadings.length === items.length)
    yield* loadingOnOneFactor(part(blocks.all.correlation, blocks.places[place]!), loadings, own, blocks.all.note);
}

/** How close two lists of questions go together across, against within each; a single question counts as 1 within. */
export function* heterotraitMonotrait(
  correlation: Matrix,
  first: readonly number[],
  second: readonly number[],
): ReturnType<Rule> {
  const size = (i: number, j: number): number => Math.abs(at(correlation, i, j));
  const across = first.flatMap((i) => second.map((j) => size(i, j)));
  const within = (block: readonly number[]): readonly number[] =>
    block.length === 1 ? [1] : block.flatMap((i, place) => block.slice(place + 1).map((j) => size(i, j)));
  const average = (values: readonly number[], zh: string, en: string) => {
    const total = sum(values);
    return step(
      `${zh}：|r| 之和/对数`,
      `${en}: sum of |r|/pairs`,
      `${values.length > mostTerms ? s(total) : `(${values.map((one) => s(one, 5)).join(' + ')})`} / ${values.length}`,
      total / values.length,
    );
  };
  const between = average(across, '跨两个指标的题目对', 'pairs of questions across both indicators');
  const [one, other] = [
    average(within(first), '前一指标内部的题目对', 'pairs within the first'),
    average(within(second), '后一指标内部的题目对', 'pairs within the second'),
  ];
  yield [
    between,
    one,
    other,
    step(
      'HTMT = 跨指标题目相关的平均/√(两指标内部题目相关的平均之积)',
      'HTMT = mean correlation across/√(product of the mean correlations within)',
      `${s(between.value)} / √(${s(one.value)} × ${s(other.value)})`,
      between.value / Math.sqrt(one.value * other.value),
    ),
  ];
}

/** Two indicators: HTMT, or the correlation of the sums of their standardised questions. */
function* betweenIndicators(given: Given): ReturnType<Rule> {
  const { path, key, ancestors } = given;
  const cell = /^(htmt|correlations)\.(\d+)\.(\d+)$/.exec(path);
  const { first, second } = key === 'htmt' ? (ancestors[0]?.object ?? {}) : {};
  const pair = cell ? [Number(cell[2]), Number(cell[3])] : [first, second];
  const blocks = typeof pair[0] === 'number' && typeof pair[1] === 'number' ? blocksOf(given) : null;
  const [a, b] = pair.map((place) => blocks?.places[place as number]);
  if (!blocks || !a || !b) return;
  const { correlation, note } = blocks.all;
  if (cell?.[1] !== 'correlations') {
    yield* heterotraitMonotrait(correlation, a, b);
    return;
  }
  const [between, varA, varB] = [
    covarianceOfSums(correlation, a, b),
    covarianceOfSums(correlation, a, a),
    covarianceOfSums(correlation, b, b),
  ];
  yield [
    step(
      `r = 两指标题目间相关之和/√(两指标内相关之和的积，各题与自身的相关 1 计入)${note.zh}`,
      `r = sum of the correlations across/√(product of their sums within, each question with itself as 1)${note.en}`,
      `${s(between)} / √(${s(varA)} × ${s(varB)})`,
      between / Math.sqrt(varA * varB),
    ),
  ];
}

export const validityRules: Readonly<Record<string, readonly Rule[]>> = {
  'validity.convergent': [convergent, loading, betweenIndicators, verdicts],
};
