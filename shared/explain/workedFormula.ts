import type { AnalysisResult, JsonObject } from '../analyses/types.ts';
import { significant as s } from '../format/significant.ts';
import type { Bilingual } from '../model/text.ts';
import {
  chiSquareUpper,
  fUpper,
  normalTwoSided,
  normalTwoSidedQuantile,
  studentTTwoSided,
  studentTTwoSidedQuantile,
} from '../numeric/distributions.ts';
import { valueAt } from '../format/sentenceText.ts';
import { type Ancestor, lineageOf, numberNamed, numbersOf } from './lineage.ts';
import type { WorkedStep } from './types.ts';
import { isObject, isSame } from './worked/given.ts';

interface Given {
  readonly key: string;
  readonly value: number;
  readonly ancestors: readonly Ancestor[];
  readonly result: AnalysisResult;
}
type Rule = (given: Given) => Generator<WorkedStep>;

/** Numbers an interval can lie around. */
const centres = [
  'mean',
  'index',
  'score',
  'gap',
  'difference',
  'estimate',
  'share',
  'satisfiedShare',
  'proportion',
  'value',
  'total',
  'coefficient',
  'b',
  'beta',
  'nps',
  'median',
  'effect',
  'scoreMean',
  'ratio',
  'loyalty',
] as const;

/** Degrees of freedom on the way out from a number, those of parts beside it (the test of a whole model) included. */
function freedomOf(ancestors: readonly Ancestor[]): readonly number[] {
  const found = ancestors.flatMap(({ object }) => [
    ...numbersOf(object),
    ...Object.values(object).flatMap((one) =>
      typeof one === 'object' && one !== null && !Array.isArray(one) ? numbersOf(one as JsonObject) : [],
    ),
  ]);
  return [...new Set(found.flatMap(([name, value]) => (/^df|Df$/.test(name) && value > 0 ? [value] : [])))];
}

/** Bounds of t and z intervals: centre ± quantile · standard error. */
function* interval({ key, ancestors, result }: Given): Generator<WorkedStep> {
  if (!/(?:lower|upper)$/i.test(key)) return;
  const sign = /lower$/i.test(key) ? -1 : 1;
  const prefix = key.replace(/(?:lower|upper)$/i, '');
  const chosen = result.options['level'];
  const level = typeof chosen === 'number' && chosen > 0 && chosen < 1 ? chosen : null;
  if (level === null) return;
  const n = numberNamed(ancestors, 'n');
  const sd = numberNamed(ancestors, 'sd');
  const errors = [
    numberNamed(ancestors, prefix === '' ? 'se' : `${prefix}Se`),
    numberNamed(ancestors, 'se'),
    sd !== null && n !== null && n > 0 ? sd / Math.sqrt(n) : null,
  ].filter((one) => one !== null);
  const given = prefix === '' ? null : numberNamed(ancestors, prefix, `${prefix}Share`);
  const middle = [given, ...centres.map((name) => numberNamed(ancestors, name))].filter((one) => one !== null);
  const freedom = [...freedomOf(ancestors), ...(n === null ? [] : [n - 1])].filter((one) => one > 0);
  for (const centre of middle)
    for (const se of errors) {
      for (const df of freedom) {
        const t = studentTTwoSidedQuantile(level, df);
        yield {
          formula: {
            zh: `中心值 ${sign < 0 ? '−' : '+'} t(${s(level)}, df)·标准误`,
            en: `centre ${sign < 0 ? '−' : '+'} t(${s(level)}, df) · standard error`,
          },
          filled: `${s(centre)} ${sign < 0 ? '−' : '+'} ${s(t)} × ${s(se)}　(df = ${s(df)})`,
          value: centre + sign * t * se,
        };
      }
      const z = normalTwoSidedQuantile(level);
      yield {
        formula: {
          zh: `中心值 ${sign < 0 ? '−' : '+'} z(${s(level)})·标准误`,
          en: `centre ${sign < 0 ? '−' : '+'} z(${s(level)}) · standard error`,
        },
        filled: `${s(centre)} ${sign < 0 ? '−' : '+'} ${s(z)} × ${s(se)}`,
        value: centre + sign * z * se,
      };
    }
}

function* halfWidth({ key, ancestors }: Given): Generator<WorkedStep> {
  if (key !== 'margin') return;
  const objects = ancestors.flatMap(({ object }) => [object, object['interval']]);
  for (const object of objects) {
    if (typeof object !== 'object' || object === null || Array.isArray(object)) continue;
    const { lower, upper } = object as JsonObject;
    if (typeof lower === 'number' && typeof upper === 'number')
      yield {
        formula: { zh: '(区间上限 − 区间下限)/2', en: '(upper − lower)/2' },
        filled: `(${s(upper)} − ${s(lower)}) / 2`,
        value: (upper - lower) / 2,
      };
  }
}

function* standardError({ key, ancestors }: Given): Generator<WorkedStep> {
  const [sd, n, variance] = [
    numberNamed(ancestors, 'sd'),
    numberNamed(ancestors, 'n'),
    numberNamed(ancestors, 'variance'),
  ];
  if (key === 'se' && sd !== null && n !== null)
    yield {
      formula: { zh: '标准差/√n', en: 'standard deviation/√n' },
      filled: `${s(sd)} / √${s(n)}`,
      value: sd / Math.sqrt(n),
    };
  if (key === 'sd' && variance !== null)
    yield { formula: { zh: '√方差', en: '√variance' }, filled: `√${s(variance)}`, value: Math.sqrt(variance) };
}

const grade: Bilingual = { zh: 'CSM = 1.2·CSI − 60', en: 'CSM = 1.2 CSI − 60' };

function* satisfactionGrade({ key, ancestors }: Given): Generator<WorkedStep> {
  const whole = ancestors[0]?.object;
  const index = numberNamed(ancestors, 'index');
  if (key === 'csm' && index !== null)
    yield { formula: grade, filled: `1.2 × ${s(index)} − 60`, value: 1.2 * index - 60 };
  const bounds = whole?.['interval'] as JsonObject | null | undefined;
  const bound = bounds?.[key.replace('csm', '').toLowerCase()];
  if (/^csm(?:Lower|Upper)$/.test(key) && typeof bound === 'number')
    yield { formula: grade, filled: `1.2 × ${s(bound)} − 60`, value: 1.2 * bound - 60 };
}

/** Share of forms: a count over a count, as 0-1 or as 0-100. */
function* shareOfCounts({ key, value, ancestors }: Given): Generator<WorkedStep> {
  if (!/share|percent|proportion|rate|top2|bottom2/i.test(key) || !(value > 0)) return;
  const counts = ancestors
    .slice(0, 2)
    .flatMap(({ object }) => numbersOf(object))
    .filter(([, one]) => Number.isInteger(one) && one > 0);
  for (const [, part] of counts)
    for (const [, all] of counts) {
      if (part >= all) continue;
      const formula = { zh: '份数/总份数', en: 'count/number of forms' };
      yield { formula, filled: `${part} / ${all}`, value: part / all };
      yield {
        formula: { zh: `${formula.zh} × 100`, en: `${formula.en} × 100` },
        filled: `${part} / ${all} × 100`,
        value: (100 * part) / all,
      };
    }
}

function* complement({ key, ancestors }: Given): Generator<WorkedStep> {
  if (!key.startsWith('not')) return;
  const other = key.charAt(3).toLowerCase() + key.slice(4);
  const part = numberNamed(ancestors, other);
  const n = numberNamed(ancestors, 'n');
  if (part === null) return;
  yield { formula: { zh: '1 − 其余的比例', en: '1 − share of the others' }, filled: `1 − ${s(part)}`, value: 1 - part };
  if (n !== null)
    yield {
      formula: { zh: '总份数 − 其余份数', en: 'all forms − the others' },
      filled: `${s(n)} − ${s(part)}`,
      value: n - part,
    };
}

/** Which distributions a statistic of that name may follow. */
const distributions: Readonly<Record<string, readonly ('t' | 'chi' | 'f' | 'z')[] | undefined>> = {
  t: ['t'],
  criticalRatio: ['t'],
  chiSquare: ['chi'],
  h: ['chi'],
  wald: ['chi', 'f'],
  f: ['f'],
  F: ['f'],
  z: ['z', 't'],
  statistic: ['t', 'chi', 'f', 'z'],
};

/** p from a statistic beside it. */
function* tailArea({ key, value, ancestors }: Given): Generator<WorkedStep> {
  if (!/^p$|pValue$|P$/.test(key)) return;
  yield* tailIn(ancestors);
  // The p that is reported is that of one of the tests beside it, or of a part beside it.
  for (const { object } of ancestors)
    for (const beside of partsOf(object)) {
      const tests = [[beside], ...partsOf(beside.object).map((inner) => [inner, beside])];
      for (const test of tests) if (test[0]!.object['p'] === value) yield* tailIn([...test, ...ancestors]);
    }
}

const partsOf = (object: JsonObject): readonly Ancestor[] =>
  Object.entries(object).flatMap(([step, one]) => (isObject(one) ? [{ step, object: one }] : []));

function* tailIn(ancestors: readonly Ancestor[]): Generator<WorkedStep> {
  const n = numberNamed(ancestors, 'n');
  const freedom = [...freedomOf(ancestors), ...(n === null ? [] : [n - 1])];
  for (const [name, statistic] of numbersOf(ancestors[0]?.object ?? {})) {
    const kinds = distributions[name] ?? [];
    const upward = statistic >= 0;
    for (const df of freedom) {
      if (kinds.includes('t'))
        yield {
          formula: { zh: 'p = 2·P(T ≥ |t|)', en: 'p = 2 P(T ≥ |t|)' },
          filled: `2·P(T ≥ ${s(Math.abs(statistic))})　(df = ${s(df)})`,
          value: studentTTwoSided(statistic, df),
        };
      if (kinds.includes('chi') && upward)
        yield {
          formula: { zh: 'p = P(χ² ≥ 统计量)', en: 'p = P(χ² ≥ statistic)' },
          filled: `P(χ² ≥ ${s(statistic)})　(df = ${s(df)})`,
          value: chiSquareUpper(statistic, df),
        };
      if (kinds.includes('f') && upward)
        for (const other of freedom)
          yield {
            formula: { zh: 'p = P(F ≥ 统计量)', en: 'p = P(F ≥ statistic)' },
            filled: `P(F ≥ ${s(statistic)})　(df = ${s(df)}, ${s(other)})`,
            value: fUpper(statistic, df, other),
          };
    }
    if (kinds.includes('z'))
      yield {
        formula: { zh: 'p = 2·P(Z ≥ |z|)', en: 'p = 2 P(Z ≥ |z|)' },
        filled: `2·P(Z ≥ ${s(Math.abs(statistic))})`,
        value: normalTwoSided(statistic),
      };
  }
}

/** p after a correction for several comparisons, from the uncorrected ones of the same list. */
function* adjustedTail({ key, value, ancestors }: Given): Generator<WorkedStep> {
  if (!/^pAdjusted$|^adjustedP$/.test(key)) return;
  const own = ancestors[0]?.object;
  const p = own?.['p'];
  if (!own || typeof p !== 'number') return;
  if (isSame(p, value))
    yield {
      formula: { zh: '只有一次比较，或校正后不变：p', en: 'one comparison, or unchanged by the correction: p' },
      filled: s(p),
      value: p,
    };
  const list = Object.values(ancestors[1]?.object ?? {}).find(
    (one): one is JsonObject[] => Array.isArray(one) && (one as readonly unknown[]).includes(own),
  );
  const compared = (list ?? [])
    .flatMap((one) => (typeof one[key] === 'number' && typeof one['p'] === 'number' ? [one['p']] : []))
    .toSorted((a, b) => a - b);
  for (const [rank, one] of compared.entries()) {
    if (one > p) break;
    const left = compared.length - rank;
    const product = one * left;
    yield {
      formula: {
        zh: `Holm：第 ${rank + 1} 小的 p × 其余比较数（含自身），不大于 1`,
        en: `Holm: p of rank ${rank + 1} × comparisons left, itself included, at most 1`,
      },
      filled: product > 1 ? `${s(one)} × ${left} > 1` : `${s(one)} × ${left}`,
      value: Math.min(1, product),
    };
  }
}

interface IndexNode {
  readonly id: string;
  readonly parentId: string | null;
  readonly leaf: boolean;
  readonly weight: number;
  readonly compositeWeight: number;
  readonly score: number | null;
  readonly scoreOfMeans: number | null;
}

/** Composite weights, and scores put together from the indicators below, in the index. */
function* indexTree({ key, ancestors, result }: Given): Generator<WorkedStep> {
  const { nodes } = result.values as { nodes?: readonly IndexNode[] };
  if (!Array.isArray(nodes) || typeof nodes[0]?.compositeWeight !== 'number') return;
  const all = nodes as readonly IndexNode[];
  const own = all.find((node) => node === (ancestors[0]?.object as unknown));
  if (key === 'compositeWeight' && own) {
    const chain: number[] = [];
    for (let node: IndexNode | undefined = own; node; ) {
      chain.unshift(node.weight);
      const parent: string | null = node.parentId;
      node = parent === null ? undefined : all.find((one) => one.id === parent);
    }
    yield {
      formula: { zh: '从一级到该指标各级权重之积', en: 'product of the weights on the way down' },
      filled: chain.map((weight) => s(weight)).join(' × '),
      value: chain.reduce((product, weight) => product * weight, 1),
    };
  }
  const sum = (terms: readonly (readonly [number, number])[], formula: Bilingual): WorkedStep => {
    const weight = terms.reduce((total, [one]) => total + one, 0);
    const shown = terms.map(([one, score]) => `${s(one, 4)}×${s(score)}`).join(' + ');
    return {
      formula,
      filled: isSame(weight, 1) ? shown : `(${shown}) / ${s(weight)}`,
      value: terms.reduce((total, [one, score]) => total + one * score, 0) / weight,
    };
  };
  const scored = (some: readonly IndexNode[], weight: 'weight' | 'compositeWeight') =>
    some.flatMap((node) => {
      const score = node.leaf ? node.score : node.scoreOfMeans;
      return score === null ? [] : [[node[weight], score] as const];
    });
  const children = own ? all.filter((node) => node.parentId === own.id) : [];
  if ((key === 'score' || key === 'scoreOfMeans') && children.length > 0)
    yield sum(scored(children, 'weight'), {
      zh: 'Σ(权重 × 下级指标得分)/Σ权重',
      en: 'Σ(weight × score of the indicators below)/Σ weight',
    });
  const leaves = all.filter((node) => node.leaf);
  if ((key === 'index' || key === 'indexOfMeans') && leaves.length > 0)
    yield sum(scored(leaves, 'compositeWeight'), {
      zh: 'CSI = Σ(综合权重 × 末级指标得分)',
      en: 'CSI = Σ(composite weight × score of the lowest indicators)',
    });
}

const rules: readonly Rule[] = [
  interval,
  halfWidth,
  standardError,
  satisfactionGrade,
  shareOfCounts,
  complement,
  indexTree,
  tailArea,
  adjustedTail,
];

/** Formulas with values put in that give the number at a path from others of the same result; each kind at most once. */
export function workedFormula(result: AnalysisResult, path: string): readonly WorkedStep[] {
  const { key, ancestors } = lineageOf(result.values, path);
  const value = valueAt(result.values, path);
  if (typeof value !== 'number') return [];
  return rules.flatMap((rule) => {
    for (const step of rule({ key, value, ancestors, result })) if (isSame(step.value, value)) return [step];
    return [];
  });
}
