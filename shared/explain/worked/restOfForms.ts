import { type FeatureGroups, featureGroups, smallBase } from '../../analyses/featureGroups.ts';
import { projectIndex } from '../../analyses/projectIndex.ts';
import { isCopied } from '../../analyses/designStatistics.ts';
import { significant as s } from '../../format/significant.ts';
import { decodeNumeric } from '../../model/decode.ts';
import { type VariableId, variableId } from '../../model/ids.ts';
import { studentTTwoSided, studentTTwoSidedQuantile } from '../../numeric/distributions.ts';
import type { WorkedStep } from '../types.ts';
import { designOf, type FormColumn } from './formColumns.ts';
import { formMean, formShare, linearised, meanBound, meanStep } from './formMeans.ts';
import { type Given, objectsOf, type Rule, signed, step, sum } from './given.ts';

/** One number per form and the groups of a feature, or of several combined. */
interface Compared {
  readonly column: FormColumn;
  readonly groups: FeatureGroups;
}

/** The part of a column that lies in some of the groups. */
const part = ({ column, groups }: Compared, inside: (code: number) => boolean): FormColumn => ({
  ...column,
  values: column.values.map((value, row) =>
    groups.codes[row]! >= 0 && inside(groups.codes[row]!) ? value : Number.NaN,
  ),
});

interface Difference {
  readonly difference: number;
  readonly se: number;
  readonly df: number;
  readonly p: number;
  readonly toDifference: readonly WorkedStep[];
  readonly toSe: readonly WorkedStep[];
  readonly toDf: readonly WorkedStep[];
}

/** A group less all other groups: Welch where forms are drawn singly, linearised under survey weights or a design. */
function fromOthers(compared: Compared, group: number): Difference | null {
  const own = part(compared, (code) => code === group);
  const rest = part(compared, (code) => code !== group);
  const [own1, rest1] = [meanStep(own), meanStep(rest)];
  if (!own1 || !rest1) return null;
  const difference = own1.value - rest1.value;
  const { design } = compared.column;
  const toDifference = [
    own1,
    {
      ...rest1,
      formula: { zh: `其余各组：${rest1.formula.zh}`, en: `all other groups: ${rest1.formula.en}` },
    },
    step('本组 − 其余', 'this group − the others', `${signed(own1.value)} − ${signed(rest1.value)}`, difference),
  ];
  if (isCopied(design)) {
    const [a, b] = [formMean(own), formMean(rest)];
    if (!a || !b) return null;
    const [va, vb] = [a.variance / a.n, b.variance / b.n];
    const se = Math.sqrt(va + vb);
    const df = (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1));
    return {
      difference,
      se,
      df,
      p: studentTTwoSided(difference / se, df),
      toDifference,
      toSe: [
        step(
          '标准误 = √(s₁²/n₁ + s₂²/n₂)（本组与其余）',
          'standard error = √(s₁²/n₁ + s₂²/n₂) (the group and the others)',
          `√(${s(Math.sqrt(a.variance))}²/${s(a.n)} + ${s(Math.sqrt(b.variance))}²/${s(b.n)})`,
          se,
        ),
      ],
      toDf: [
        step(
          '(v₁ + v₂)²/(v₁²/(n₁ − 1) + v₂²/(n₂ − 1))，v = s²/n',
          '(v₁ + v₂)²/(v₁²/(n₁ − 1) + v₂²/(n₂ − 1)), v = s²/n',
          `(${s(va)} + ${s(vb)})² / (${s(va)}²/${s(a.n - 1)} + ${s(vb)}²/${s(b.n - 1)})`,
          df,
        ),
      ],
    };
  }
  const both = part(compared, () => true);
  const weightOf = (row: number): number => design.weights?.[row] ?? 1;
  const total = (column: FormColumn): number =>
    sum([...column.values.keys()].flatMap((row) => (Number.isNaN(column.values[row]!) ? [] : [weightOf(row)])));
  const [ofOwn, ofRest] = [total(own), total(rest)];
  const z = [...both.values].map((value, row) => {
    if (Number.isNaN(value)) return 0;
    return compared.groups.codes[row] === group
      ? (weightOf(row) * (value - own1.value)) / ofOwn
      : (-weightOf(row) * (value - rest1.value)) / ofRest;
  });
  const w = design.weights ? ['w', 'Σw'] : ['', 'n'];
  const found = linearised(z, both, {
    zh: `±${w[0]}(x − 所在部分的均值)/该部分的${w[1]}（本组为正，其余为负）`,
    en: `±${w[0]}(x − mean of its part)/${w[1]} of the part (the group +, the others −)`,
  });
  const { se, df } = found;
  return {
    difference,
    se,
    df,
    p: studentTTwoSided(difference / se, df),
    toDifference,
    toSe: found.steps,
    toDf: [found.dfStep],
  };
}

/** What the comparison of groups compares: the index, or the promoter marks. */
function comparedIn({ snapshot, result }: Given): Compared | null {
  const { inputs, options } = result;
  const design = designOf(snapshot, result);
  const column = (values: Float64Array, zh: string, en: string): FormColumn => ({
    values,
    weights: design.weights,
    design,
    shown: { zh, en },
  });
  const features = ['feature', 'second', 'third', 'segment'].flatMap((name) => {
    const id = inputs[name];
    return typeof id === 'string' ? [variableId(id)] : [];
  });
  const groups = featureGroups(snapshot, features, design);
  if (result.analysis === 'loyalty.nps') {
    const { values } = decodeNumeric(snapshot, variableId(String(inputs['question'])), design.rows);
    // Their mean is the score.
    const marks = values.map((value) => (Number.isNaN(value) ? value : value >= 9 ? 100 : value < 7 ? -100 : 0));
    return { column: column(marks, '推荐 100、中立 0、贬损 −100', 'promoter 100, passive 0, detractor −100'), groups };
  }
  const items = (inputs['items'] ?? []) as readonly VariableId[];
  const weights = (options['weights'] ?? []) as readonly number[];
  const missing = options['missing'] === 'listwise' ? 'listwise' : 'renormalise';
  const index = projectIndex(snapshot, { items, weights, missing }, design);
  return index && { column: column(index.indices.get(null)!, '各份的指数', 'index of the form'), groups };
}

const differenceKeys: Readonly<Record<string, 'difference' | 'se' | 't' | 'df' | 'p' | 'lower' | 'upper' | undefined>> =
  {
    difference: 'difference',
    differenceSe: 'se',
    differenceLower: 'lower',
    differenceUpper: 'upper',
    t: 't',
    df: 'df',
    p: 'p',
  };

function* differenceOf(what: string, found: Difference, level: number): ReturnType<Rule> {
  const { difference, se, df, p } = found;
  if (what === 'difference') yield found.toDifference;
  if (what === 'se') yield found.toSe;
  if (what === 'df') yield found.toDf;
  if (!(se > 0)) return;
  const t = difference / se;
  const tStep = step('t = 差/标准误', 't = difference/standard error', `${signed(difference)} / ${s(se)}`, t);
  if (what === 't') yield [...found.toSe, tStep];
  if (what === 'p')
    yield [tStep, step('p = 2·P(T ≥ |t|)', 'p = 2 P(T ≥ |t|)', `2·P(T ≥ ${s(Math.abs(t))})　(df = ${s(df)})`, p)];
  if (what !== 'lower' && what !== 'upper') return;
  const quantile = studentTTwoSidedQuantile(level, df);
  const sign = what === 'lower' ? '−' : '+';
  yield [
    ...found.toSe,
    step(
      `差 ${sign} t(${s(level)}, df)·标准误`,
      `difference ${sign} t(${s(level)}, df) · standard error`,
      `${signed(difference)} ${sign} ${s(quantile)} × ${s(se)}　(df = ${s(df)})`,
      difference + (what === 'lower' ? -1 : 1) * quantile * se,
    ),
  ];
}

/** p after Holm's correction, from the tests of all groups that are large enough. */
function* holmOf(compared: Compared, listed: readonly string[], label: string): ReturnType<Rule> {
  const tests = listed.flatMap((name) => {
    const code = compared.groups.labels.indexOf(name);
    const n = part(compared, (one) => one === code).values.filter((value) => !Number.isNaN(value)).length;
    const found = n < smallBase ? null : fromOthers(compared, code);
    return found ? [{ name, found }] : [];
  });
  const own = tests.find(({ name }) => name === label)?.found;
  if (!own) return;
  const toP = [...differenceOf('p', own, 0.95)].flat();
  if (listed.length === 2) {
    yield [
      ...toP,
      step(
        '两组互为其余，只有一次比较：p',
        'of two groups each is the other’s rest, one comparison: p',
        s(own.p),
        own.p,
      ),
    ];
    return;
  }
  const sorted = tests.map(({ found }) => found.p).toSorted((a, b) => a - b);
  for (const [rank, p] of sorted.entries()) {
    if (p > own.p) break;
    const left = sorted.length - rank;
    yield [
      ...toP,
      step(
        `Holm：第 ${rank + 1} 小的 p × 其余比较数（含自身），不大于 1`,
        `Holm: p of rank ${rank + 1} × comparisons left, itself included, at most 1`,
        `${s(p)} × ${left}`,
        Math.min(1, p * left),
      ),
    ];
  }
}

/** The index or score of the forms of a column, with its certainty. */
function* ownNumbers({ key, result }: Given, own: FormColumn, all: number): ReturnType<Rule> {
  const toMean = meanStep(own);
  if ((key === 'index' || key === 'score') && toMean) yield [toMean];
  const found = formMean(own);
  if (key === 'sd' && found) yield [found.steps.sd];
  if (key === 'se' && found) yield found.steps.se;
  const { level, threshold } = result.options;
  if ((key === 'lower' || key === 'upper') && found && typeof level === 'number') {
    const steps = meanBound(found, level, key === 'upper');
    yield steps;
    const { value } = steps.at(-1)!;
    if (result.analysis === 'loyalty.nps' && Math.abs(value) > 100)
      yield [...steps, step('不越出 −100 至 100', 'within −100 to 100', signed(value), Math.sign(value) * 100)];
  }
  const there = own.values.filter((value) => !Number.isNaN(value)).length;
  if (key === 'n')
    yield [step('全部份数 − 其他组的份数', 'all forms − those of the other groups', `${all} − ${all - there}`, there)];
  if (key === 'percent')
    yield [
      step(
        '本组份数/总份数 × 100',
        'forms of the group/all forms × 100',
        `${there} / ${all} × 100`,
        (100 * there) / all,
      ),
    ];
  if (key === 'satisfiedShare' && typeof threshold === 'number') {
    const marks = own.values.map((value) => (Number.isNaN(value) ? value : Number(value >= threshold - 1e-9)));
    const shown = { zh: `达到 ${s(threshold)} 分`, en: `forms at ${s(threshold)} or above` };
    const share = formShare({ ...own, values: marks, shown });
    if (share) yield [share.steps.share];
  }
}

/** A group's own index or score, and how it differs from all others; the same of all forms. */
function* againstOthers(given: Given): ReturnType<Rule> {
  const { key, path, ancestors, result } = given;
  const at = /^(groups\.[^.]+|overall)\.\w+$/.exec(path)?.[1];
  const compared = at ? comparedIn(given) : null;
  if (!compared) return;
  const grouped = part(compared, () => true);
  const all = grouped.values.filter((value) => !Number.isNaN(value)).length;
  if (at === 'overall') {
    // The score of a recommendation question is of everybody, with or without a group.
    if (key !== 'n') yield* ownNumbers(given, result.analysis === 'loyalty.nps' ? compared.column : grouped, all);
    return;
  }
  const label = String(ancestors[0]?.object['label']);
  const code = compared.groups.labels.indexOf(label);
  if (code < 0) return;
  const listed = objectsOf(result.values['groups']).map((one) => String(one['label']));
  if (key === 'pAdjusted') yield* holmOf(compared, listed, label);
  const what = differenceKeys[key];
  if (!what) {
    yield* ownNumbers(
      given,
      part(compared, (one) => one === code),
      all,
    );
    return;
  }
  const found = fromOthers(compared, code);
  const { level } = result.options;
  if (found) yield* differenceOf(what, found, typeof level === 'number' ? level : 0.95);
}

export const restRules: Readonly<Record<string, readonly Rule[]>> = {
  'index.byFeature': [againstOthers],
  'loyalty.nps': [againstOthers],
};
