import { significant as s } from '../../format/significant.ts';
import { normalTwoSided } from '../../numeric/distributions.ts';
import { type Given, isObject, numberOf, objectsOf, type Rule, signed, step } from './given.ts';

/** The number of the model that was resampled. */
function resampledNumber({ path, ancestors, result }: Given): number | null {
  const [inner, outer] = ancestors;
  const list = /^(\w+)\.(\d+)\.(\w+)\.\w+$/.exec(path);
  if (!inner || !list) return null;
  const place = Number(list[2]);
  switch (list[1]) {
    case 'paths':
      return numberOf(outer?.object, 'coefficient');
    case 'effects':
      return numberOf(outer?.object, 'total');
    case 'structure':
      return numberOf(objectsOf(result.values['constructs'])[place], 'index');
    case 'itemsResampled':
      return numberOf(objectsOf(result.values['items'])[place], list[3]!);
    case 'htmtResampled': {
      const names = objectsOf(result.values['constructs']).map(({ name }) => name);
      const { first, second } = outer?.object ?? {};
      const rows = (result.values['htmt'] ?? []) as readonly (readonly (number | null)[])[];
      return rows[names.indexOf(second ?? null)]?.[names.indexOf(first ?? null)] ?? null;
    }
    default:
      return null;
  }
}

/** Standard error, t and p of a number of the model over its resamples. */
function* resampled(given: Given): ReturnType<Rule> {
  const { key, ancestors, result, value } = given;
  const own = ancestors[0]?.object;
  const resampling = result.values['resampling'];
  const count = isObject(resampling) ? numberOf(resampling, 'resamples') : null;
  const se = numberOf(own, 'se');
  if (count === null || se === null || !/^(?:se|t|p)$/.test(key)) return;
  if (key === 'se')
    yield [
      step(
        `${count} 次有放回地重抽问卷、重新估计模型，所得结果的标准差（种子 ${result.seed}）`,
        `standard deviation over ${count} resamples of the forms, the model estimated anew each time (seed ${result.seed})`,
        s(value),
        value,
      ),
    ];
  const estimate = resampledNumber(given);
  if (estimate === null) return;
  const t = step(
    't = 估计值/自助标准误',
    't = estimate/bootstrap standard error',
    `${signed(estimate)} / ${s(se)}`,
    estimate / se,
  );
  if (key === 't') yield [t];
  if (key === 'p')
    yield [
      t,
      step(
        'p = 2·P(Z ≥ |t|)，Z 为标准正态',
        'p = 2 P(Z ≥ |t|); Z: standard normal',
        `2·P(Z ≥ ${s(Math.abs(t.value))})`,
        normalTwoSided(t.value),
      ),
    ];
}

export const resampledModelRules: readonly Rule[] = [resampled];
