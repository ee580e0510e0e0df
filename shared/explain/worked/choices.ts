import type { Json, JsonObject } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import { normalQuantile } from '../../numeric/distributions.ts';
import { type Given, isObject, numberOf, numbersNamed, objectsOf, type Rule, step } from './given.ts';

/** Which points a way chooses. */
const choicesOf = (way: JsonObject | undefined): readonly Json[] => (way?.['chooses'] ?? []) as readonly Json[];

/** How many ways choose an indicator, and on how many two ways agree. */
function* agreement({ path, result }: Given): ReturnType<Rule> {
  const ways = objectsOf(result.values['ways']).map(choicesOf);
  const point = /^points\.(\d+)\.chosen$/.exec(path);
  if (point) {
    const marks = ways.map((chooses) => (chooses[Number(point[1])] === true ? 1 : 0));
    const count = marks.reduce<number>((total, mark) => total + mark, 0);
    yield [
      step(
        '选中该指标的方法数（按表中各方法的次序，1 为选中）',
        'ways that choose the indicator (in the order of the table, 1 = chosen)',
        marks.join(' + '),
        count,
      ),
    ];
  }
  const pair = /^agreement\.(\d+)\.(\d+)$/.exec(path);
  if (!pair) return;
  const [one, other] = [ways[Number(pair[1])] ?? [], ways[Number(pair[2])] ?? []];
  const same = one.filter((choice, place) => choice === other[place]).length;
  yield [
    step(
      '两种方法都选或都不选的指标数/指标数',
      'indicators both ways choose or both leave/indicators',
      `${same} / ${one.length}`,
      same / one.length,
    ),
  ];
}

/** Further forms that would make an indicator's field certain enough. */
function* furtherForms({ key, ancestors, result }: Given): ReturnType<Rule> {
  const point = numbersNamed(ancestors[0]?.object, 'x', 'y', 'sdX', 'sdY', 'probability');
  const { crosshair } = result.values;
  const middle = isObject(crosshair) ? numbersNamed(crosshair, 'x', 'y') : null;
  const certainty = numberOf(result.values, 'certainty');
  if (key !== 'moreForms' || !point || !middle || certainty === null) return;
  if (point.probability >= certainty) {
    yield [
      step(
        `落在本象限的比例 ${s(point.probability)} 已达到所要求的把握 ${s(certainty)}：份数 ×（1 − 1）`,
        `the share in its field, ${s(point.probability)}, has reached the wanted certainty of ${s(certainty)}: forms × (1 − 1)`,
        `${result.n} × (1 − 1)`,
        0,
      ),
    ];
    return;
  }
  const axes = [
    { zh: '横轴', en: 'horizontal', distance: Math.abs(point.x - middle.x), sd: point.sdX },
    { zh: '纵轴', en: 'vertical', distance: Math.abs(point.y - middle.y), sd: point.sdY },
  ].filter(({ distance, sd }) => sd > 1e-9 * Math.max(1, distance));
  const z = normalQuantile(axes.length > 1 ? Math.sqrt(certainty) : certainty);
  const [widest] = axes.toSorted((a, b) => b.sd / b.distance - a.sd / a.distance);
  if (!widest) return;
  const times = Math.max(1, ((z * widest.sd) / widest.distance) ** 2);
  yield [
    step(
      `(z·s/d)²，${widest.zh}：d 为到分界的距离，s 为 d 在重抽样中的标准差，z 对应把握 ${s(certainty)}${axes.length > 1 ? '（两轴各取其平方根）' : ''}`,
      `(z s/d)², ${widest.en}: d: distance from the crosshair, s: its standard deviation over resamples, z: of a certainty of ${s(certainty)}${axes.length > 1 ? ' (its square root on each of two axes)' : ''}`,
      `(${s(z)} × ${s(widest.sd)} / ${s(widest.distance)})²`,
      times,
    ),
    step(
      '份数 ×（上一步 − 1），进到整数',
      'forms × (the step before − 1), rounded up',
      `⌈${result.n} × (${s(times)} − 1)⌉`,
      Math.ceil(result.n * (times - 1)),
    ),
  ];
}

export const choiceRules: Readonly<Record<string, readonly Rule[]>> = {
  'improve.agreement': [agreement],
  'improve.certainty': [furtherForms],
};
