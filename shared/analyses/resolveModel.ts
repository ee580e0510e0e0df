import type { Snapshot } from '../model/dataset.ts';
import { parseModel, withIds } from './modelJson.ts';
import type { Json, ModelOption } from './types.ts';

/**
 * A model as a request gives it: items become ids, mode is A unless said, places on the canvas are left aside. Whether it holds
 * together is for the estimation to say.
 *
 * @throws InputError as parseModel and withIds, with paths that begin with the option's name
 */
export function resolveModel(snapshot: Snapshot, option: string, given: Json): ModelOption {
  const { constructs, paths } = withIds(parseModel(given, option), snapshot.variables, option);
  return { constructs: constructs.map(({ name, items, mode }) => ({ name, items, mode })), paths };
}
