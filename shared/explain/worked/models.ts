import { designRows } from '../../analyses/design.ts';
import type { JsonObject } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import {
  type Given,
  isObject,
  numberOf,
  numbersNamed,
  objectsOf,
  productsText,
  type Rule,
  signed,
  step,
  sum,
} from './given.ts';
import { decodeScores } from '../../model/decode.ts';
import { variableId } from '../../model/ids.ts';
import { correlationSteps } from './relations.ts';
import { averageExtracted, compositeReliability } from './reliability.ts';

const constructsOf = ({ result }: Given): readonly JsonObject[] => objectsOf(result.values['constructs']);
const itemsOf = ({ result }: Given): readonly JsonObject[] => objectsOf(result.values['items']);

/** What is said of one latent variable from the loadings and weights of its questions. */
function* measurement(given: Given): ReturnType<Rule> {
  const { key, path, ancestors } = given;
  const own = ancestors[0]?.object;
  const place = constructsOf(given).findIndex((one) => one === own);
  const items = itemsOf(given).filter((one) => numberOf(one, 'construct') === place);
  const loadings = items.flatMap((one) => numberOf(one, 'loading') ?? []);
  if (place >= 0 && loadings.length > 0) {
    if (key === 'ave') yield [averageExtracted(loadings)];
    if (key === 'rhoC') yield [compositeReliability(loadings)];
    if (key === 'items')
      yield [step('该潜变量的题数', 'questions of the latent variable', String(items.length), items.length)];
    const shares = items.flatMap((one): (readonly [number, number])[] => {
      const found = numbersNamed(one, 'share', 'mean');
      return found ? [[found.share, found.mean]] : [];
    });
    if (key.startsWith('index')) {
      yield [
        step(
          'Σ(非标准化权重 × 题目平均得分)',
          'Σ(unstandardised weight × mean score)',
          productsText(shares),
          sum(shares.map(([share, mean]) => share * mean)),
        ),
      ];
      const means = shares.map(([, mean]) => mean);
      yield [
        step(
          '各题平均得分的平均',
          'mean of the questions’ mean scores',
          `(${means.map((one) => s(one)).join(' + ')}) / ${means.length}`,
          sum(means) / means.length,
        ),
      ];
    }
  }
  const weight = numberOf(own, 'weight');
  const sd = numberOf(own, 'sd');
  if (key === 'share' && weight !== null && sd !== null) {
    const siblings = itemsOf(given).filter((one) => one['construct'] === own?.['construct']);
    const parts = siblings.map((one) => (numberOf(one, 'weight') ?? 0) / (numberOf(one, 'sd') ?? 1));
    yield [
      step(
        '(标准化权重/标准差)/本潜变量各题之和',
        '(standardised weight/sd)/sum over the block',
        `(${s(weight)} / ${s(sd)}) / ${s(sum(parts))}`,
        weight / sd / sum(parts),
      ),
    ];
  }
  const diagonal = /^fornellLarcker\.(\d+)\.(\d+)$/.exec(path);
  if (diagonal) {
    const ave = numberOf(constructsOf(given)[Number(diagonal[1])], 'ave');
    if (diagonal[1] === diagonal[2] && ave !== null) yield [step('√AVE', '√AVE', `√${s(ave)}`, Math.sqrt(ave))];
  }
  const resampled = isObject(own) ? numbersNamed(own, 'estimate', 'se') : null;
  if (key === 't' && resampled)
    yield [
      step(
        't = 估计值/自助标准误',
        't = estimate/bootstrap standard error',
        `${signed(resampled.estimate)} / ${s(resampled.se)}`,
        resampled.estimate / resampled.se,
      ),
    ];
}

/** Scores of questions and latent variables form by form; null under weights. Gaps take the question's mean where they are not left out. */
function scoresOf(
  given: Given,
): { readonly items: readonly Float64Array[]; readonly constructs: readonly Float64Array[] } | null {
  const { snapshot, result } = given;
  const design = designRows(snapshot, { weights: 'both', design: true });
  const items = itemsOf(given);
  if (design.weights || items.some((one) => typeof one['id'] !== 'string')) return null;
  const raw = items.map((one) => decodeScores(snapshot, variableId(String(one['id'])), design.rows).values);
  const listwise = result.options['missing'] === 'listwise';
  const rows = Array.from(design.rows.keys()).filter((row) =>
    listwise ? raw.every((values) => !Number.isNaN(values[row]!)) : raw.some((values) => !Number.isNaN(values[row]!)),
  );
  const standard = raw.map((values, place) => {
    const [mean, sd] = [numberOf(items[place], 'mean') ?? 0, numberOf(items[place], 'sd') ?? 1];
    return Float64Array.from(rows, (row) => (Number.isNaN(values[row]!) ? 0 : (values[row]! - mean) / sd));
  });
  const weightIn = (construct: number, one: JsonObject): number =>
    one['construct'] === construct ? (numberOf(one, 'weight') ?? 0) : 0;
  const constructs = constructsOf(given).map((_, construct) =>
    Float64Array.from(rows, (_row, at) =>
      sum(items.map((one, place) => weightIn(construct, one) * standard[place]![at]!)),
    ),
  );
  return { items: standard, constructs };
}

/** A question's loading is its correlation with the score of a latent variable, Σ weight × standardised question. */
function* loadings(given: Given): ReturnType<Rule> {
  const { key, path, ancestors } = given;
  const own = ancestors[0]?.object;
  const pair = /^(?:fornellLarcker|correlations)\.(\d+)\.(\d+)$/.exec(path);
  const cross = /\.crossLoadings\.(\d+)$/.exec(path);
  if (key !== 'loading' && !pair && !cross) return;
  const scores = scoresOf(given);
  if (!scores) return;
  if (pair) yield* correlationSteps(scores.constructs[Number(pair[1])]!, scores.constructs[Number(pair[2])]!);
  const place = itemsOf(given).findIndex((one) => one === own);
  const construct = cross ? Number(cross[1]) : numberOf(own, 'construct');
  if (place >= 0 && construct !== null) yield* correlationSteps(scores.items[place]!, scores.constructs[construct]!);
}

/** Correlation of two latent variables; null where there is none. */
function correlationOf({ result, ...given }: Given, from: string, to: string): number | null {
  const names = constructsOf({ result, ...given }).map(({ name }) => name);
  const rows = (result.values['correlations'] ?? []) as readonly (readonly (number | null)[])[];
  return rows[names.indexOf(from)]?.[names.indexOf(to)] ?? null;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Paths into one latent variable solve the normal equations of its correlations with those they come from. */
function* structure(given: Given): ReturnType<Rule> {
  const { key, ancestors, result } = given;
  const own = ancestors[0]?.object;
  const paths = objectsOf(result.values['paths']);
  const target = key === 'rSquared' ? text(own?.['name']) : text(own?.['to']);
  const into = paths.filter(({ to }) => to === target);
  const pairs = into.flatMap((one): (readonly [string, number, number])[] => {
    const beta = numberOf(one, 'coefficient');
    const r = correlationOf(given, text(one['from']), target);
    return beta === null || r === null ? [] : [[text(one['from']), beta, r]];
  });
  if (pairs.length === 0 || pairs.length < into.length) return;
  if (key === 'rSquared')
    yield [
      step(
        'R² = Σ(路径系数 × 与结果变量的相关)',
        'R² = Σ(path × correlation with the outcome)',
        productsText(pairs.map(([, beta, r]) => [beta, r])),
        sum(pairs.map(([, beta, r]) => beta * r)),
      ),
    ];
  if (key !== 'coefficient') return;
  const from = text(own?.['from']);
  const direct = pairs.find(([name]) => name === from)?.[2];
  if (direct === undefined) return;
  const others = pairs.flatMap(([name, beta]): (readonly [string, number, number])[] => {
    const r = name === from ? null : correlationOf(given, from, name);
    return r === null ? [] : [[name, beta, r]];
  });
  const rest = sum(others.map(([, beta, r]) => beta * r));
  yield [
    others.length === 0
      ? step(
          '只有一条路径：两个潜变量得分的相关系数',
          'a single path: the correlation of both latent variables’ scores',
          signed(direct),
          direct,
        )
      : step(
          '路径系数 = 与结果变量的相关 − Σ(其他路径系数 × 两个原因之间的相关)（最小二乘的正规方程）',
          'path = correlation with the outcome − Σ(other path × correlation of both causes) (normal equations of least squares)',
          `${signed(direct)} − (${productsText(others.map(([, beta, r]) => [beta, r]))})`,
          direct - rest,
        ),
  ];
}

function* effects(given: Given): ReturnType<Rule> {
  const { key, path, ancestors, result } = given;
  const own = ancestors[0]?.object;
  const found = numbersNamed(own, 'direct', 'indirect', 'total');
  const coefficientOf = (from: string, to: string): number | null =>
    numberOf(
      objectsOf(result.values['paths']).find((one) => one['from'] === from && one['to'] === to),
      'coefficient',
    );
  const product = (chain: readonly string[]): readonly number[] =>
    chain.slice(1).flatMap((to, at) => coefficientOf(chain[at]!, to) ?? []);
  if (found && key === 'total')
    yield [
      step(
        '直接效应 + 间接效应',
        'direct + indirect',
        `${signed(found.direct)} + ${signed(found.indirect)}`,
        found.direct + found.indirect,
      ),
    ];
  const specific = objectsOf(result.values['specific']);
  const chainOf = (one: JsonObject): readonly string[] => (one['chain'] ?? []) as readonly string[];
  if (found && key === 'indirect') {
    const ways = specific.filter((one) => chainOf(one)[0] === own?.['from'] && chainOf(one).at(-1) === own?.['to']);
    const products = ways.map((one) => product(chainOf(one)));
    if (products.length > 0)
      yield [
        step(
          'Σ 各条间接路线上路径系数之积',
          'Σ over the indirect ways of the product of their paths',
          products.map((one) => one.map((beta) => signed(beta, 6)).join('×')).join(' + '),
          sum(products.map((one) => one.reduce((all, beta) => all * beta, 1))),
        ),
      ];
  }
  if (key === 'direct') {
    const beta = coefficientOf(text(own?.['from']), text(own?.['to']));
    if (beta !== null) yield [step('路径系数', 'path coefficient', signed(beta), beta)];
  }
  if (key === 'effect' && own) {
    const factors = product(chainOf(own));
    if (factors.length > 1)
      yield [
        step(
          '路线上路径系数之积',
          'product of the paths on the way',
          factors.map((beta) => signed(beta)).join(' × '),
          factors.reduce((all, beta) => all * beta, 1),
        ),
      ];
  }
  const total = /^totalEffects\.(\d+)\.(\d+)$/.exec(path);
  if (total) {
    const names = constructsOf(given).map(({ name }) => name);
    const effect = objectsOf(result.values['effects']).find(
      (one) => one['from'] === names[Number(total[1])] && one['to'] === names[Number(total[2])],
    );
    const parts = numbersNamed(effect, 'direct', 'indirect');
    if (parts)
      yield [
        step(
          '直接效应 + 间接效应',
          'direct + indirect',
          `${signed(parts.direct)} + ${signed(parts.indirect)}`,
          parts.direct + parts.indirect,
        ),
      ];
  }
}

/** The map of importance and performance of a target. */
function* map(given: Given): ReturnType<Rule> {
  const { key, path, ancestors, result } = given;
  const own = ancestors[0]?.object;
  const target = isObject(result.values['target']) ? text(result.values['target']['name']) : '';
  if (path.startsWith('crosshair.')) {
    const all = objectsOf(result.values['map']).flatMap((one) => numberOf(one, key) ?? []);
    yield [
      step(
        '各潜变量的平均',
        'mean of the latent variables',
        `(${all.map((one) => s(one)).join(' + ')}) / ${all.length}`,
        sum(all) / all.length,
      ),
    ];
  }
  if (!path.startsWith('map.')) return;
  const effect = objectsOf(result.values['effects']).find(
    (one) => one['from'] === own?.['name'] && one['to'] === target,
  );
  const total = numberOf(effect, 'total');
  if (key === 'importance' && total !== null)
    yield [step(`对“${target}”的总效应`, `total effect on “${target}”`, signed(total), total)];
  const performance = numberOf(
    constructsOf(given).find(({ name }) => name === own?.['name']),
    'index',
  );
  if (key === 'performance' && performance !== null)
    yield [step('该潜变量的得分（0–100）', 'score of the latent variable (0–100)', s(performance), performance)];
}

export const modelRules: Readonly<Record<string, readonly Rule[]>> = {
  'model.measurement': [measurement, loadings],
  'model.pls': [measurement, loadings, structure, effects, map],
};
