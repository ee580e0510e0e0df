import type { Json, JsonObject } from '../analyses/types.ts';

/** One object on the way to a number, innermost first, with the step that leads into it. */
export interface Ancestor {
  readonly step: string;
  readonly object: JsonObject;
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The objects that hold the number at a path, innermost first, and its own key. Steps are those of valueAt. Empty where the path leads nowhere. */
export function lineageOf(
  values: JsonObject,
  path: string,
): { readonly key: string; readonly ancestors: readonly Ancestor[] } {
  const steps = path.split('.');
  const ancestors: Ancestor[] = [{ step: '', object: values }];
  let at: Json | undefined = values;
  for (const step of steps.slice(0, -1)) {
    if (Array.isArray(at)) {
      const list = at as readonly Json[];
      const equals = step.indexOf('=');
      at =
        equals < 0
          ? list[Number(step)]
          : list.find((one) => isObject(one) && String(one[step.slice(0, equals)] ?? '') === step.slice(equals + 1));
    } else at = isObject(at) ? at[step] : undefined;
    if (at === undefined || at === null) return { key: '', ancestors: [] };
    if (isObject(at)) ancestors.unshift({ step, object: at });
  }
  return { key: steps.at(-1) ?? '', ancestors };
}

/** The same path with the places in lists for the names that stand for them, as reports give them ("nodes.id=ind7.score"). */
export function plainPath(values: JsonObject, path: string): string {
  let at: Json | undefined = values;
  const steps = path.split('.').map((step) => {
    const equals = Array.isArray(at) ? step.indexOf('=') : -1;
    const list = at as readonly Json[];
    const plain =
      equals < 0
        ? step
        : String(
            list.findIndex(
              (one) => isObject(one) && String(one[step.slice(0, equals)] ?? '') === step.slice(equals + 1),
            ),
          );
    at = typeof at === 'object' && at !== null ? (at as Readonly<Record<string, Json>>)[plain] : undefined;
    return plain;
  });
  return steps.join('.');
}

/** The first number of that name on the way out from the innermost object. */
export function numberNamed(ancestors: readonly Ancestor[], ...names: readonly string[]): number | null {
  for (const { object } of ancestors)
    for (const name of names) {
      const value = object[name];
      if (typeof value === 'number') return value;
    }
  return null;
}

/** The numbers of an object by name. */
export const numbersOf = (object: JsonObject): readonly (readonly [string, number])[] =>
  Object.entries(object).flatMap(([name, value]) => (typeof value === 'number' ? [[name, value] as const] : []));
