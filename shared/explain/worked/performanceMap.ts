import type { JsonObject } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import {
  type Given,
  isObject,
  numberOf,
  numbersNamed,
  objectsOf,
  type Rule,
  signed,
  step,
  sum,
  sumText,
} from './given.ts';
import { measures } from './measurement.ts';

const itemsOf = ({ result }: Given, construct: number): readonly JsonObject[] =>
  objectsOf(result.values['items']).filter((one) => numberOf(one, 'construct') === construct);

/** Σ(weight/standard deviation) of a block: what one point of its index is in standard deviations of its score. */
function perPoint(given: Given, construct: number): number {
  return sum(
    itemsOf(given, construct).map((one) => {
      const found = numbersNamed(one, 'weight', 'sd');
      return found ? found.weight / found.sd : Number.NaN;
    }),
  );
}

/** What a latent variable, or one question of it, does for the target in points of the index. */
function* importance(given: Given): ReturnType<Rule> {
  const { key, path, ancestors, result } = given;
  const own = ancestors[0]?.object;
  const target = isObject(result.values['target']) ? result.values['target'] : undefined;
  const place = numberOf(target, 'place');
  const constructs = objectsOf(result.values['constructs']);
  if (key !== 'importance' || place === null || !target) return;
  const items = objectsOf(result.values['items']);
  const item = path.startsWith('itemMap.') ? items.find((one) => one['id'] === own?.['id']) : undefined;
  const cause = item ? (numberOf(item, 'construct') ?? -1) : constructs.findIndex(({ name }) => name === own?.['name']);
  const name = constructs[cause]?.['name'];
  const effect = objectsOf(result.values['effects']).find(
    (one) => one['from'] === name && one['to'] === target['name'],
  );
  const total = numberOf(effect, 'total');
  if (total === null) return;
  const [from, to] = [perPoint(given, cause), perPoint(given, place)];
  const points = (total * from) / to;
  const share = numberOf(item, 'share');
  yield [
    step(
      '总效应 × Σ(权重/标准差) ÷ 目标的 Σ(权重/标准差)：该潜变量高 1 分，目标高几分',
      'total effect × Σ(weight/sd)/the target’s Σ(weight/sd): points of the target for one point of it',
      `${signed(total)} × ${s(from)} / ${s(to)}`,
      points,
    ),
    ...(item && share !== null
      ? [
          step(
            '所属潜变量的重要性 × 该题的非标准化权重',
            'importance of its latent variable × unstandardised weight of the question',
            `${signed(points)} × ${signed(share)}`,
            points * share,
          ),
        ]
      : []),
  ];
}

/** How the latent variables stand, and where the lines of the map cross. */
function* performance(given: Given): ReturnType<Rule> {
  const { key, path, ancestors, result } = given;
  const own = ancestors[0]?.object;
  if (path.startsWith('crosshair.')) {
    const all = objectsOf(result.values['map']).flatMap((one) => numberOf(one, key) ?? []);
    const total = sum(all);
    yield [
      step(
        '各潜变量的平均',
        'mean of the latent variables',
        `(${sumText(
          all.map((one) => signed(one)),
          total,
        )}) / ${all.length}`,
        total / all.length,
      ),
    ];
  }
  const construct = objectsOf(result.values['constructs']).find(({ name }) => name === own?.['name']);
  if (key === 'performance' && path.startsWith('map.') && construct)
    yield* measures({ ...given, key: 'index', ancestors: [{ step: '', object: construct }, ...ancestors.slice(1)] });
}

export const performanceMapRules: readonly Rule[] = [importance, performance];
