import { featureGroups } from '../../analyses/featureGroups.ts';
import { significant as s } from '../../format/significant.ts';
import { decodeScores } from '../../model/decode.ts';
import { type VariableId, variableId } from '../../model/ids.ts';
import { weightedItems } from '../../satisfaction/deliveredValue.ts';
import { designOf, type FormColumn } from './formColumns.ts';
import { formMean, meanBound, meanStep } from './formMeans.ts';
import { ratioSteps } from './ratioSteps.ts';
import { type Given, type Rule, step, sum } from './given.ts';

/** Total value and total cost of each form, over the forms that have both, of the group a number is about. */
function sidesOf({ snapshot, result, path, ancestors }: Given): { value: FormColumn; cost: FormColumn } | null {
  const { inputs, options } = result;
  const design = designOf(snapshot, result);
  const side = (name: 'value' | 'cost'): Float64Array => {
    const ids = (inputs[name] ?? []) as readonly VariableId[];
    const given = (options[`${name}Weights`] ?? []) as readonly number[];
    const weights = given.length === ids.length ? given : ids.map(() => 1);
    return weightedItems(
      ids.map((id) => decodeScores(snapshot, id, design.rows).values),
      weights.map((weight) => weight / sum(weights)),
    );
  };
  const [value, cost] = [side('value'), side('cost')];
  const { segment } = inputs;
  const groups = typeof segment === 'string' ? featureGroups(snapshot, [variableId(segment)], design) : null;
  const label = path.startsWith('groups.') ? ancestors[0]?.object['label'] : null;
  const own = groups && typeof label === 'string' ? groups.labels.indexOf(label) : null;
  const column = (values: Float64Array, other: Float64Array, zh: string, en: string): FormColumn => ({
    values: values.map((one, row) =>
      Number.isNaN(one + other[row]!) || (own !== null && groups!.codes[row] !== own) ? Number.NaN : one,
    ),
    weights: design.weights,
    design,
    shown: { zh, en },
  });
  return {
    value: column(value, cost, '各份的总价值', 'total value of the form'),
    cost: column(cost, value, '各份的总成本', 'total cost of the form'),
  };
}

function* delivered(given: Given): ReturnType<Rule> {
  const { key, path, result } = given;
  const weight = /^items\.(\d+)\.weight$/.exec(path);
  if (weight) {
    const [values, costs] = ['value', 'cost'].map((name) => (result.inputs[name] ?? []) as readonly string[]);
    const place = Number(weight[1]);
    const [side, ids, at] =
      place < values!.length
        ? (['value', values!, place] as const)
        : (['cost', costs!, place - values!.length] as const);
    const typed = (result.options[`${side}Weights`] ?? []) as readonly number[];
    const all = typed.length === ids.length ? typed : ids.map(() => 1);
    yield [
      step(
        typed.length > 0 ? '给定的权重/同侧权重之和' : '等权：1/同侧题数',
        typed.length > 0 ? 'weight given/sum of its side' : 'equal: 1/questions of its side',
        `${s(all[at]!)} / ${s(sum(all))}`,
        all[at]! / sum(all),
      ),
    ];
  }
  if (!/^(?:overall|groups\.\d+)\.\w+$/.test(path)) return;
  const sides = sidesOf(given);
  const { level } = result.options;
  if (!sides || typeof level !== 'number') return;
  const [value, cost] = [meanStep(sides.value), meanStep(sides.cost)];
  if (!value || !cost) return;
  if (key === 'value') yield [value];
  if (key === 'cost') yield [cost];
  if (key === 'difference')
    yield [
      step(
        '总价值 − 总成本',
        'total value − total cost',
        `${s(value.value)} − ${s(cost.value)}`,
        value.value - cost.value,
      ),
    ];
  const gap = formMean({
    ...sides.value,
    values: sides.value.values.map((one, row) => one - sides.cost.values[row]!),
  });
  if (gap && /^difference(?:Lower|Upper)$/.test(key)) yield meanBound(gap, level, key.endsWith('Upper'));
  const ratio = ratioSteps(sides.value, sides.cost, {
    above: { zh: '总价值', en: 'total value' },
    below: { zh: '总成本', en: 'total cost' },
  });
  if (key === 'ratio' && ratio) yield [ratio.ratio];
  if (ratio && /^ratio(?:Lower|Upper)$/.test(key)) yield ratio.bound(level, key.endsWith('Upper'));
}

export const deliveredRules: Readonly<Record<string, readonly Rule[]>> = { 'value.delivered': [delivered] };
