import type { Snapshot } from '../../../shared/model/dataset.ts';
import { indicatorId, variableId } from '../../../shared/model/ids.ts';

/** Counts of forms, and what is said of them, which a weight of 2 does not double. */
export const ofForms: ReadonlySet<string> = new Set([
  'n',
  'count',
  'percent',
  'satisfied',
  'notSatisfied',
  'weighted',
  // The standard error of a question's promoters is given for forms without weights only.
  'nps',
]);

/** What tests of a design say otherwise than tests of simple random samples, and sums of weights. */
export const ofTests: ReadonlySet<string> = new Set([
  'differenceLower',
  'differenceSe',
  't',
  'df',
  'differenceUpper',
  'p',
  'pAdjusted',
  'weighted',
  'quantity',
  'nps',
]);

/** What is said in points of the scale as it was asked. */
export const ofScales: ReadonlySet<string> = new Set(['mean', 'sd', 'percentOfMaximum', 'top2', 'bottom2', 'nps']);

export function without(keys: ReadonlySet<string>, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => without(keys, one));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => (keys.has(key) ? [] : [[key, without(keys, one)]])),
  );
}

/** The value with every text blank. */
export function numbersOnly(value: unknown): unknown {
  if (typeof value === 'string') return '';
  if (Array.isArray(value)) return value.map(numbersOnly);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, numbersOnly(one)]));
}

/** The same study under other ids, names and labels; ids and names stand in another alphabetical order, groups keep theirs. */
export function renamedStudy(snapshot: Snapshot): Snapshot {
  const last = snapshot.variables.length;
  const id = (place: number) => variableId(`other-${String(last - place).padStart(3, '0')}`);
  const ids = new Map(snapshot.variables.map((variable, place) => [variable.id, id(place)]));
  const indicator = (old: string) => indicatorId(`node-${9 - snapshot.indicators.findIndex((one) => one.id === old)}`);
  return {
    ...snapshot,
    variables: snapshot.variables.map((variable, place) => ({
      ...variable,
      id: id(place),
      name: `名${last - place}`,
      label: `另一种问法 ${last - place}`,
      indicatorId: variable.indicatorId === null ? null : indicator(variable.indicatorId),
    })),
    columns: new Map(
      [...snapshot.columns].map(([old, column]) => [
        ids.get(old)!,
        column.kind === 'text' ? { ...column, dictionary: column.dictionary.map((_, code) => `组 ${code}`) } : column,
      ]),
    ),
    indicators: snapshot.indicators.map((one) => ({
      ...one,
      id: indicator(one.id),
      name: `指标 ${indicator(one.id)}`,
      parentId: one.parentId === null ? null : indicator(one.parentId),
    })),
  };
}

/** Perceptions and expectations of 1 to 10 written as 0 to 100: the same scores. */
export function stretchedStudy(snapshot: Snapshot): Snapshot {
  const stretched = new Set(
    snapshot.variables.filter(({ role }) => role === 'perception' || role === 'expectation').map(({ id }) => id),
  );
  return {
    ...snapshot,
    variables: snapshot.variables.map((variable) =>
      stretched.has(variable.id) ? { ...variable, scale: { ...variable.scale!, min: 0, max: 100 } } : variable,
    ),
    columns: new Map(
      [...snapshot.columns].map(([id, column]) => [
        id,
        column.kind === 'numeric' && stretched.has(id)
          ? { ...column, values: column.values.map((value) => ((value - 1) * 100) / 9) }
          : column,
      ]),
    ),
  };
}
