import type { AnalysisResult, Json, JsonObject } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import { valueAt } from '../../format/sentenceText.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { type Ancestor, lineageOf } from '../lineage.ts';
import type { GroupRestriction, WorkedStep } from '../types.ts';

/** The number whose formula is wanted, and all that may be put into it. */
export interface Given {
  readonly snapshot: Snapshot;
  readonly result: AnalysisResult;
  readonly path: string;
  /** The path's last step: a name, or the place in a list. */
  readonly key: string;
  readonly value: number;
  /** The objects that hold the number, innermost first; the last is the whole of the values. */
  readonly ancestors: readonly Ancestor[];
  readonly group: GroupRestriction | null;
}

/** Ways to come to the number, likeliest first: steps of which the last should give it. A way that does not is passed over. */
export type Rule = (given: Given) => Generator<readonly WorkedStep[]>;

/** Terms written out in a formula; of more the sum alone is put in. */
export const mostTerms = 30;

/** Does a formula give the very number? Summing in another order changes the last digits only; small ones count as much as large. */
export const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-8 * Math.max(Math.abs(a), Math.abs(b));

export const step = (zh: string, en: string, filled: string, value: number): WorkedStep => ({
  formula: { zh, en },
  filled,
  value,
});

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** a + b + …, a negative term in brackets; of very many terms their sum. */
export function sumText(terms: readonly string[], total: number): string {
  return terms.length <= mostTerms ? terms.join(' + ') : s(total);
}

/** A number as a term or a factor: a negative one in brackets, with the true minus sign. */
export const signed = (value: number, digits = 7): string => {
  const text = s(value, digits);
  return value < 0 ? `(${text})` : text;
};

/** w₁×x₁ + w₂×x₂ + … */
export const productsText = (pairs: readonly (readonly [number, number])[]): string =>
  sumText(
    pairs.map(([a, b]) => `${signed(a, 6)}×${signed(b, 6)}`),
    sum(pairs.map(([a, b]) => a * b)),
  );

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const objectsOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : [];

/** A list of numbers; null where it is none or has gaps. */
export function numbersIn(value: Json | undefined): readonly number[] | null {
  if (!Array.isArray(value)) return null;
  const numbers = (value as readonly Json[]).filter((one): one is number => typeof one === 'number');
  return numbers.length === (value as readonly Json[]).length ? numbers : null;
}

/** The number of that name in an object; null where there is none. */
export function numberOf(object: JsonObject | undefined, name: string): number | null {
  const value = object?.[name];
  return typeof value === 'number' ? value : null;
}

/** The named numbers of an object; null when one of them is not there. */
export function numbersNamed<K extends string>(
  object: JsonObject | undefined,
  ...names: readonly K[]
): Readonly<Record<K, number>> | null {
  const found: Partial<Record<K, number>> = {};
  for (const name of names) {
    const value = numberOf(object, name);
    if (value === null) return null;
    found[name] = value;
  }
  return found as Record<K, number>;
}

/** The number at a path with what is around it; null when there is no number. */
export function givenAt(
  snapshot: Snapshot,
  result: AnalysisResult,
  path: string,
  group: GroupRestriction | null,
): Given | null {
  const value = valueAt(result.values, path);
  if (typeof value !== 'number') return null;
  const { key, ancestors } = lineageOf(result.values, path);
  return { snapshot, result, path, key, value, ancestors, group };
}

/** The steps of the first way that gives the number. */
export function stepsBy(rules: readonly Rule[], given: Given): readonly WorkedStep[] {
  for (const rule of rules)
    for (const steps of rule(given)) {
      const last = steps.at(-1);
      if (last && isSame(last.value, given.value)) return steps;
    }
  return [];
}

/** The first number of one of the names in the innermost object that has one. */
export function numberNamedAround(ancestors: readonly Ancestor[], names: readonly string[]): number | null {
  for (const { object } of ancestors)
    for (const name of names) {
      const value = numberOf(object, name);
      if (value !== null) return value;
    }
  return null;
}
