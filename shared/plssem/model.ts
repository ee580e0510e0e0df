import { InputError } from '../model/errors.ts';

/** A: items reflect the construct (weights from correlations); B: items form it (weights from regression). */
export type Mode = 'A' | 'B';
export type Scheme = 'path' | 'centroid' | 'factorial';

/** A structural equation model by names, as it is drawn and stored. */
export interface ModelDefinition {
  readonly constructs: readonly { readonly name: string; readonly items: readonly string[]; readonly mode: Mode }[];
  readonly paths: readonly { readonly from: string; readonly to: string }[];
}

export interface Construct {
  readonly name: string;
  readonly mode: Mode;
  /** Places of the items among the columns. */
  readonly items: readonly number[];
  /** Places of the constructs that point at this one, and of those it points at. */
  readonly predecessors: readonly number[];
  readonly successors: readonly number[];
}

/** A definition that holds together, by places instead of names. */
export interface Specification {
  readonly items: readonly string[];
  readonly constructs: readonly Construct[];
  /** Construct of each item. */
  readonly blockOf: readonly number[];
  /** Paths as places of constructs, in the order of the definition. */
  readonly paths: readonly { readonly from: number; readonly to: number }[];
  /** Constructs with causes before effects. */
  readonly order: readonly number[];
}

/** Constructs with causes before effects, or the names on a loop. */
function causalOrder(
  names: readonly string[],
  paths: Specification['paths'],
): { readonly order: number[]; readonly loop: string[] } {
  const waiting = names.map((_, place) => paths.filter((path) => path.to === place).length);
  const order: number[] = [];
  const free = waiting.flatMap((count, place) => (count === 0 ? [place] : []));
  while (free.length > 0) {
    const place = free.shift()!;
    order.push(place);
    for (const path of paths) if (path.from === place && --waiting[path.to]! === 0) free.push(path.to);
  }
  return { order, loop: names.filter((_, place) => !order.includes(place)) };
}

/**
 * Checks a model and resolves its names. Items may stand in any order; the columns of the data follow `items` of the answer.
 *
 * @throws InputError 'model.noConstructs', 'model.sameName', 'model.emptyBlock', 'model.itemTwice', 'model.unknownConstruct',
 *   'model.pathTwice', 'model.selfPath', 'model.loop'
 * Checked: tests/shared/commands/modelSet.
 */
export function specify(definition: ModelDefinition): Specification {
  const names = definition.constructs.map((construct) => construct.name);
  if (names.length === 0) throw new InputError('model.noConstructs');
  const places = new Map<string, number>();
  names.forEach((name, place) => {
    if (places.has(name)) throw new InputError('model.sameName', { construct: name });
    places.set(name, place);
  });
  const items: string[] = [];
  const blockOf: number[] = [];
  const blocks = definition.constructs.map((construct, place) => {
    if (construct.items.length === 0) throw new InputError('model.emptyBlock', { construct: construct.name });
    return construct.items.map((item) => {
      if (items.includes(item)) throw new InputError('model.itemTwice', { item });
      items.push(item);
      blockOf.push(place);
      return items.length - 1;
    });
  });
  const placeOf = (name: string): number => {
    const place = places.get(name);
    if (place === undefined) throw new InputError('model.unknownConstruct', { construct: name });
    return place;
  };
  const paths = definition.paths.map(({ from, to }) => ({ from: placeOf(from), to: placeOf(to) }));
  paths.forEach(({ from, to }, index) => {
    const named = { from: names[from]!, to: names[to]! };
    if (from === to) throw new InputError('model.selfPath', { construct: named.from });
    if (paths.findIndex((path) => path.from === from && path.to === to) < index)
      throw new InputError('model.pathTwice', named);
  });
  const { order, loop } = causalOrder(names, paths);
  if (loop.length > 0) throw new InputError('model.loop', { constructs: loop.join(', ') });
  const constructs = definition.constructs.map((construct, place) => ({
    name: construct.name,
    mode: construct.mode,
    items: blocks[place]!,
    predecessors: paths.flatMap((path) => (path.to === place ? [path.from] : [])),
    successors: paths.flatMap((path) => (path.from === place ? [path.to] : [])),
  }));
  return { items, constructs, blockOf, paths, order };
}
