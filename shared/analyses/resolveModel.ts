import type { Snapshot } from '../model/dataset.ts';
import { InputError } from '../model/errors.ts';
import type { Json, JsonObject, ModelOption } from './types.ts';

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A model as a request gives it: items become ids, mode is A unless said, places on the canvas are left aside. Whether it holds
 * together is for the estimation to say.
 *
 * @throws InputError 'analysis.optionType' {option, expected}, 'analysis.unknownVariable'
 */
export function resolveModel(snapshot: Snapshot, option: string, given: Json): ModelOption {
  const wrong = (expected: string): InputError => new InputError('analysis.optionType', { option, expected });
  const only = (value: JsonObject, ...keys: readonly string[]): void => {
    const other = Object.keys(value).find((key) => !keys.includes(key));
    if (other !== undefined) throw wrong(`${keys.join(', ')} (not ${other})`);
  };
  if (!isObject(given)) throw wrong('{constructs, paths}');
  only(given, 'constructs', 'paths');
  const { constructs, paths } = given;
  if (!Array.isArray(constructs) || !Array.isArray(paths)) throw wrong('{constructs: [...], paths: [...]}');
  return {
    constructs: (constructs as readonly Json[]).map((one) => {
      if (!isObject(one) || typeof one.name !== 'string' || !Array.isArray(one.items))
        throw wrong('constructs: [{name, items: [...], mode}]');
      only(one, 'name', 'items', 'mode', 'x', 'y');
      const mode = one.mode ?? 'A';
      if (mode !== 'A' && mode !== 'B') throw wrong('mode: A or B');
      const items = (one.items as readonly Json[]).map((item) => {
        const variable =
          snapshot.variables.find(({ id }) => id === item) ?? snapshot.variables.find(({ name }) => name === item);
        if (!variable) throw new InputError('analysis.unknownVariable', { input: option, variable: String(item) });
        return variable.id as string;
      });
      return { name: one.name, items, mode };
    }),
    paths: (paths as readonly Json[]).map((path) => {
      if (!isObject(path) || typeof path.from !== 'string' || typeof path.to !== 'string')
        throw wrong('paths: [{from, to}]');
      only(path, 'from', 'to');
      return { from: path.from, to: path.to };
    }),
  };
}
