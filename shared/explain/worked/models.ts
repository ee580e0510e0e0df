import type { JsonObject } from '../../analyses/types.ts';
import { type Given, numberOf, numbersNamed, objectsOf, productsText, type Rule, signed, step, sum } from './given.ts';
import { scoreCorrelation } from './measurement.ts';
import { pathQualityRules } from './pathQuality.ts';
import { performanceMapRules } from './performanceMap.ts';
import { resampledModelRules } from './resampledModel.ts';

const constructsOf = ({ result }: Given): readonly JsonObject[] => objectsOf(result.values['constructs']);

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
  if (others.length === 0) {
    const names = constructsOf(given).map(({ name }) => name);
    yield* scoreCorrelation(given, names.indexOf(from), names.indexOf(target));
    return;
  }
  yield [
    step(
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
    if (products.length === 0) yield [step('没有间接路线', 'no indirect way', '0', 0)];
    else
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
    const direct = objectsOf(result.values['paths']).find(
      (one) => one['from'] === own?.['from'] && one['to'] === own?.['to'],
    );
    if (direct)
      yield* structure({
        ...given,
        key: 'coefficient',
        ancestors: [{ step: '', object: direct }, ...ancestors.slice(1)],
      });
    else yield [step('没有直接路径', 'no direct path', '0', 0)];
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

export const modelRules: Readonly<Record<string, readonly Rule[]>> = {
  'model.pls': [structure, effects, ...pathQualityRules, ...resampledModelRules, ...performanceMapRules],
};
