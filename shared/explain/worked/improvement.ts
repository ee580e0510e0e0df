import { importanceSources, improvementData } from '../../analyses/improvementData.ts';
import { weightData } from '../../analyses/weightData.ts';
import { directionsOf } from '../../analyses/weightDirections.ts';
import { type WeightWay, weightsBy, weightWays } from '../../analyses/weightWays.ts';
import type { JsonObject } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import { type VariableId, variableId } from '../../model/ids.ts';
import {
  type Given,
  isObject,
  numberOf,
  numbersIn,
  numbersNamed,
  objectsOf,
  productsText,
  type Rule,
  signed,
  step,
  sum,
  sumText,
} from './given.ts';
import { correlationSteps } from './relations.ts';

const inputIds = ({ result }: Given): readonly VariableId[] =>
  ((result.inputs['items'] ?? []) as readonly string[]).map((id) => variableId(id));
const outcomeId = ({ result }: Given): VariableId | null => {
  const id = result.inputs['outcome'];
  return typeof id === 'string' ? variableId(id) : null;
};

/** Share of the sum of a list, with the list put in. */
function shareOfSum(own: number, all: readonly number[], zh: string, en: string) {
  const whole = sum(all);
  return [
    step(
      `Σ${zh}`,
      `Σ ${en}`,
      sumText(
        all.map((one) => s(one, 6)),
        whole,
      ),
      whole,
    ),
    step(`${zh}/Σ${zh}`, `${en}/Σ ${en}`, `${s(own)} / ${s(whole)}`, own / whole),
  ];
}

function* quadrant({ key, path, ancestors, result }: Given): ReturnType<Rule> {
  const own = ancestors[0]?.object;
  const point = numbersNamed(own, 'x', 'y');
  if (key === 'gap' && point)
    yield [step('纵轴值 − 横轴值', 'vertical − horizontal', `${s(point.y)} − ${s(point.x)}`, point.y - point.x)];
  if (!path.startsWith('crosshair.')) return;
  const all = objectsOf(result.values['points']).flatMap((one) => numberOf(one, key) ?? []);
  const sorted = all.toSorted((a, b) => a - b);
  yield [
    step(
      '各指标的平均',
      'mean of the indicators',
      `(${sumText(
        all.map((one) => s(one, 6)),
        sum(all),
      )}) / ${all.length}`,
      sum(all) / all.length,
    ),
  ];
  const [low, high] = [sorted[Math.ceil(all.length / 2) - 1]!, sorted[Math.floor(all.length / 2)]!];
  yield [step('各指标的中位数', 'median of the indicators', `(${s(low)} + ${s(high)}) / 2`, (low + high) / 2)];
}

/** How an indicator's importance from correlations comes about. */
function* importance(given: Given): ReturnType<Rule> {
  const { key, ancestors, snapshot, result } = given;
  const id = ancestors[0]?.object['id'];
  if (!/^(?:importance|rawImportance|x)$/.test(key) || typeof id !== 'string') return;
  const read = improvementData(snapshot, inputIds(given), outcomeId(given), importanceSources);
  if (!read.ok) return;
  const place = read.points.findIndex((one) => one.id === id);
  const scores = read.data.scores[place];
  if (!scores) return;
  // Of an indicator of the project it is the product on the way down to it.
  if (result.options['source'] === 'simple' && !snapshot.indicators.some((one) => one.id === id)) {
    const { weight } = read.points[place]!;
    yield [step('该指标的综合权重', 'composite weight of the indicator', s(weight), weight)];
  }
  yield* correlationSteps(scores, read.outcome, read.data.design.weights);
}

function* lostPoints({ key, ancestors, result }: Given): ReturnType<Rule> {
  const own = ancestors[0]?.object;
  const points = objectsOf(result.values['points']);
  const amount = (one: JsonObject | undefined): number => {
    const found = numbersNamed(one, 'importance', 'lost');
    return found ? Math.max(0, found.importance) * Math.max(0, found.lost) : 0;
  };
  const found = numbersNamed(own, 'importance', 'score', 'lost');
  if (found && key === 'lost') yield [step('100 − 得分', '100 − score', `100 − ${s(found.score)}`, 100 - found.score)];
  if (found && key === 'coefficient') {
    const all = points.map(amount);
    yield [
      step('重要性 × 失分', 'importance × points lost', `${s(found.importance)} × ${s(found.lost)}`, amount(own)),
      ...shareOfSum(amount(own), all, '(重要性 × 失分)', '(importance × points lost)'),
    ];
  }
  const order = numbersIn(result.values['order']) ?? [];
  if (key === 'cumulative') {
    const so = order.slice(0, order.findIndex((place) => points[place] === own) + 1);
    const shares = so.map((place) => numberOf(points[place], 'coefficient') ?? 0);
    yield [
      step(
        '到此为止的系数之和',
        'sum of the coefficients so far',
        shares.map((one) => s(one)).join(' + '),
        Math.min(1, sum(shares)),
      ),
    ];
  }
  if (key === 'half') {
    const ranked = order.map((place) => numberOf(points[place], 'cumulative') ?? 0);
    const count = ranked.findIndex((one) => one >= 0.5 - 1e-12) + 1;
    yield [
      step(
        `累计系数达到 0.5 的指标数（到此累计 ${s(ranked[count - 1] ?? 0)}）`,
        `indicators until the coefficients sum to 0.5 (to ${s(ranked[count - 1] ?? 0)} by then)`,
        Array.from({ length: count }, () => '1').join(' + '),
        count,
      ),
    ];
  }
  if (key === 'rank') {
    const rank = order.findIndex((place) => points[place] === own) + 1;
    yield [
      step(
        `系数更大的指标数 + 1（共 ${order.length} 个）`,
        `indicators with a larger coefficient + 1 (of ${order.length})`,
        `${rank - 1} + 1`,
        rank,
      ),
    ];
  }
}

function* zones({ key, ancestors, result }: Given): ReturnType<Rule> {
  const own = ancestors[0]?.object;
  const points = objectsOf(result.values['points']);
  const scaled = (name: string, zh: string, en: string) => {
    const all = points.flatMap((one) => numberOf(one, name) ?? []);
    const value = numberOf(own, name) ?? Number.NaN;
    const [low, high] = [Math.min(...all), Math.max(...all)];
    return step(
      `(${zh} − 最小)/(最大 − 最小)`,
      `(${en} − lowest)/(highest − lowest)`,
      `(${s(value)} − ${s(low)}) / (${s(high)} − ${s(low)})`,
      (value - low) / (high - low),
    );
  };
  const [raised, felt] = [scaled('rawImportance', '重要性', 'importance'), scaled('score', '得分', 'score')];
  if (key === 'importance') yield [raised];
  if (key === 'performance') yield [felt];
  if (key === 'priority')
    yield [
      raised,
      felt,
      step(
        '标准化重要性 − 标准化得分',
        'scaled importance − scaled score',
        `${s(raised.value)} − ${s(felt.value)}`,
        raised.value - felt.value,
      ),
    ];
}

function* gains({ key, path, ancestors, result }: Given): ReturnType<Rule> {
  const own = ancestors[0]?.object;
  const all = objectsOf(result.values['indicators']);
  const pairs = all.flatMap((one): (readonly [number, number])[] => {
    const found = numbersNamed(one, 'compositeWeight', 'score');
    return found ? [[found.compositeWeight, found.score]] : [];
  });
  const whole = sum(pairs.map(([weight]) => weight));
  if (path === 'index')
    yield [
      step(
        'Σ(综合权重 × 得分)/Σ综合权重',
        'Σ(composite weight × score)/Σ composite weight',
        `(${productsText(pairs)}) / ${s(whole)}`,
        sum(pairs.map(([weight, score]) => weight * score)) / whole,
      ),
    ];
  const found = numbersNamed(own, 'score', 'goal', 'rise', 'compositeWeight');
  if (!found) return;
  const { score, goal, rise, compositeWeight } = found;
  const points = numberOf(result.values, 'points');
  if (key === 'goal') {
    if (result.values['goal'] === 'points' && points !== null)
      yield [
        step(
          '得分 + 提高的分数，不超过 100',
          'score + points gained, at most 100',
          `${s(score)} + ${s(points)}`,
          Math.min(100, score + points),
        ),
      ];
    const index = numberOf(result.values, 'index') ?? 0;
    if (result.values['goal'] === 'index')
      yield [step('提高到平均水平', 'raised to the index', `max(${s(score)}, ${s(index)})`, Math.max(score, index))];
    const best = Math.max(...pairs.map(([, one]) => one));
    if (result.values['goal'] === 'best')
      yield [step('提高到得分最高的指标', 'raised to the best indicator', s(best), best)];
  }
  if (key === 'rise') yield [step('目标 − 得分', 'goal − score', `${s(goal)} − ${s(score)}`, goal - score)];
  const effect = numberOf(own, 'effect');
  if (key !== 'gain') return;
  if (effect !== null)
    yield [
      step('总效应 × 提高的分数', 'total effect × points gained', `${signed(effect)} × ${s(rise)}`, effect * rise),
    ];
  else {
    yield [
      step(
        '综合权重 × 提高的分数',
        'composite weight × points gained',
        `${s(compositeWeight)} × ${s(rise)}`,
        compositeWeight * rise,
      ),
    ];
    yield [
      step(
        '综合权重/Σ综合权重 × 提高的分数',
        'composite weight/Σ composite weight × points gained',
        `${s(compositeWeight)} / ${s(whole)} × ${s(rise)}`,
        (compositeWeight / whole) * rise,
      ),
    ];
  }
}

/** Importance stated or found for each indicator, and its share of the sum. */
function* wayWeight(given: Given, way: WeightWay, place: number): ReturnType<Rule> {
  const { snapshot, result } = given;
  const read = weightData(snapshot, inputIds(given), outcomeId(given));
  if (!read.ok) return;
  const k = read.data.ids.length;
  if (way === 'equal') yield [step('1/指标数', '1/number of indicators', `1 / ${k}`, 1 / k)];
  const { normalise, shift, reading } = result.options;
  const { basis } = weightsBy(way, read.data, {
    ...(normalise === 'raw' || normalise === 'minmax' ? { normalise } : {}),
    ...(typeof shift === 'number' ? { shift } : {}),
    ...(typeof reading === 'string' ? { reading: reading as 'centred' } : {}),
    ...directionsOf((result.options['directions'] ?? []) as readonly number[]),
  });
  const counted = basis.map((one) => Math.max(0, one ?? 0));
  const own = counted[place];
  if (own === undefined) return;
  const [zh, en] = basisNames[way];
  yield shareOfSum(own, counted, zh, en);
  if (way !== 'improved') return;
  const stated = weightsBy(
    'stated',
    read.data,
    typeof reading === 'string' ? { reading: reading as 'centred' } : {},
  ).basis;
  const products = counted.map((one, at) => Math.sqrt(one * Math.max(0, stated[at] ?? 0)));
  yield [
    step(
      '√(重要度 × 相关系数)',
      '√(importance × correlation)',
      `√(${s(stated[place] ?? 0)} × ${s(own)})`,
      products[place]!,
    ),
    ...shareOfSum(products[place]!, products, '√(重要度 × 相关系数)', '√(importance × correlation)'),
  ];
}

/** What each way's weights are shares of; a value below 0 counts as 0. */
const basisNames: Readonly<Record<WeightWay, readonly [string, string]>> = {
  equal: ['1', '1'],
  stated: ['平均重要度', 'mean importance'],
  improved: ['相关系数', 'correlation'],
  correlation: ['相关系数', 'correlation'],
  regression: ['标准化系数 β', 'standardised coefficient β'],
  relative: ['相对权重 ε', 'relative weight ε'],
  pls: ['(外部权重 × 总效应)', '(outer weight × total effect)'],
  factor: ['载荷', 'loading'],
  entropy: ['(1 − 熵)', '(1 − entropy)'],
  variation: ['变异系数', 'coefficient of variation'],
  critic: ['信息量 C', 'information C'],
};

const wayOf = (text: unknown): WeightWay | null =>
  text === 'doubleRating' ? 'stated' : (weightWays.find((one) => one === text) ?? null);

/** The weight in force where it is not simply the one in the tree: of questions in its place, or where indicators have no answers. */
function* weightAmong(given: Given, place: number): ReturnType<Rule> {
  const k = inputIds(given).length;
  if (k > 0) yield [step('1/题数（题目各自等权）', '1/questions (each weighs the same)', `1 / ${k}`, 1 / k)];
  const read = weightData(given.snapshot, inputIds(given), outcomeId(given));
  if (!read.ok) return;
  const composite = read.data.ids.map((id) => read.data.index.composite.get(id) ?? 0);
  const own = composite[place];
  if (own !== undefined && Math.abs(sum(composite) - 1) > 1e-9)
    yield shareOfSum(own, composite, '有作答的指标的综合权重', 'composite weight of indicators with answers');
}

/** Weights of one way, with what they are made of. */
function* elementWeights(given: Given): ReturnType<Rule> {
  const { key, ancestors, result } = given;
  const own = ancestors[0]?.object;
  const elements = objectsOf(result.values['elements']);
  const place = elements.findIndex((one) => one === own);
  const way = wayOf(result.analysis.replace('weights.', ''));
  const found = numbersNamed(own, 'weight', 'current');
  if (key === 'change' && found)
    yield [
      step(
        '新权重 − 现行权重',
        'new weight − weight in force',
        `${s(found.weight)} − ${s(found.current)}`,
        found.weight - found.current,
      ),
    ];
  if (key === 'weight' && way && place >= 0) yield* wayWeight(given, way, place);
  if (key === 'current' && place >= 0) yield* weightAmong(given, place);
}

/** All ways side by side. */
function* duel(given: Given): ReturnType<Rule> {
  const { key, path, ancestors, result } = given;
  const own = ancestors[0]?.object;
  const weights = numbersIn(own?.['weights']);
  const elements = objectsOf(result.values['elements']);
  const scores = elements.map((one) => numberOf(one, 'score') ?? 0);
  const ways = objectsOf(result.values['ways']);
  const at = /\.(weights|ranks)\.(\d+)$/.exec(path);
  if (at && weights) {
    const place = Number(at[2]);
    if (at[1] === 'ranks') {
      const rank =
        1 + weights.filter((one, other) => one > weights[place]! || (one === weights[place]! && other < place)).length;
      yield [
        step(
          `比它重的指标个数 + 1（权重相同的按指标顺序，共 ${weights.length} 个）`,
          `indicators that weigh more + 1 (of equal ones the earlier first; ${weights.length} in all)`,
          `${rank - 1} + 1`,
          rank,
        ),
      ];
    }
    const way = wayOf(own?.['way']);
    if (at[1] === 'weights' && way) yield* wayWeight(given, way, place);
    if (at[1] === 'weights' && own?.['way'] === 'current') yield* weightAmong(given, place);
  }
  const among = ways.flatMap((one) => numberOf(one, 'index') ?? []);
  if (path === 'band.lower' || path === 'lowest')
    yield [
      step(
        '各种加权中最低的指数',
        'lowest index of all ways',
        `min(${among.map((one) => s(one)).join(', ')})`,
        Math.min(...among),
      ),
    ];
  if (path === 'band.upper' || path === 'highest')
    yield [
      step(
        '各种加权中最高的指数',
        'highest index of all ways',
        `max(${among.map((one) => s(one)).join(', ')})`,
        Math.max(...among),
      ),
    ];
  const widest = isObject(result.values['widest']) ? result.values['widest'] : undefined;
  if (own === widest && widest && (key === 'best' || key === 'worst')) {
    const ranks = ways.map((one) => numbersIn(one['ranks'])?.[numberOf(widest, 'place') ?? 0] ?? 0);
    const best = key === 'best';
    yield [
      step(
        best ? '各种加权中最靠前的名次' : '各种加权中最靠后的名次',
        best ? 'best rank of all ways' : 'worst rank of all ways',
        `${best ? 'min' : 'max'}(${ranks.join(', ')})`,
        best ? Math.min(...ranks) : Math.max(...ranks),
      ),
    ];
  }
  if (!weights) return;
  const lost = weights.map((weight, place) => weight * Math.max(0, 100 - (scores[place] ?? 100)));
  const [first, next] = [numberOf(own, 'first'), numberOf(own, 'next')];
  if (key === 'share' && first !== null)
    yield shareOfSum(lost[first]!, lost, '(权重 × 失分)', '(weight × points lost)');
  if (key === 'margin' && first !== null && next !== null) {
    const [a, b] = [100 - scores[first]!, 100 - scores[next]!];
    yield [
      step(
        '(首位的权重 × 失分 − 次位的权重 × 失分)/(两者失分之和)',
        '(weight × points lost of the first − of the next)/(points lost of both)',
        `(${s(lost[first]!)} − ${s(lost[next]!)}) / (${s(a)} + ${s(b)})`,
        (lost[first]! - lost[next]!) / (a + b),
      ),
    ];
  }
}

const weightRules: readonly Rule[] = [elementWeights];

export const improvementRules: Readonly<Record<string, readonly Rule[]>> = {
  'improve.quadrant': [quadrant, importance],
  'improve.coefficient': [lostPoints, importance],
  'improve.zone': [zones, importance],
  'improve.expectedGain': [gains],
  'weights.duel': [duel],
  'csi.fiveWays': [duel],
  ...Object.fromEntries(weightWays.map((way) => [`weights.${way}`, weightRules])),
};
