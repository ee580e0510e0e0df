import { InputError } from '../model/errors.ts';
import { type StructuralModel, mostConstructs } from '../model/structuralModel.ts';
import type { Variable } from '../model/variable.ts';
import { layeredLayout } from '../plssem/layout.ts';
import { specify } from '../plssem/model.ts';

/** A structural equation model as JSON tells it: items by name or id, places on the canvas where it has some. */
export type ModelJson = {
  readonly constructs: readonly {
    readonly name: string;
    readonly items: readonly string[];
    readonly mode: 'A' | 'B';
    readonly x?: number;
    readonly y?: number;
  }[];
  readonly paths: readonly { readonly from: string; readonly to: string }[];
};

type Keys = { readonly [key: string]: unknown };

function objectAt(given: unknown, path: string, known: readonly string[], expected: string): Keys {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new InputError('model.part', { path, expected });
  for (const key of Object.keys(given))
    if (!known.includes(key)) throw new InputError('model.unknownKey', { path, key, allowed: known.join(', ') });
  return given as Keys;
}

function listAt(given: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(given)) throw new InputError('model.part', { path, expected: '[…]' });
  return given as readonly unknown[];
}

function textAt(given: unknown, path: string): string {
  if (typeof given !== 'string' || given.trim() === '') throw new InputError('model.part', { path, expected: '"…"' });
  return given;
}

function placeAt(given: unknown, path: string): number {
  if (typeof given !== 'number' || !Number.isFinite(given))
    throw new InputError('model.part', { path, expected: '0.0' });
  return given;
}

/**
 * Reads a model as JSON: `{constructs: [{name, items, mode}], paths: [{from, to}]}`. mode is A unless said; x and y are places on the
 * canvas. Whether the whole holds together (loops, empty blocks) is for the estimation to say.
 *
 * @param at  how the model is called in the paths of errors
 * @throws InputError 'model.part' {path, expected}, 'model.unknownKey' {path, key, allowed}, 'model.unknownEnd' {path, construct}
 */
export function parseModel(given: unknown, at = 'model'): ModelJson {
  const { constructs, paths } = objectAt(given, at, ['constructs', 'paths'], '{constructs: […], paths: […]}');
  const blocks = listAt(constructs, `${at}.constructs`).map((one, place) => {
    const path = `${at}.constructs[${place}]`;
    const {
      name,
      items,
      mode = 'A',
      x,
      y,
    } = objectAt(one, path, ['name', 'items', 'mode', 'x', 'y'], '{name, items, mode}');
    if (mode !== 'A' && mode !== 'B')
      throw new InputError('model.part', { path: `${path}.mode`, expected: '"A" | "B"' });
    return {
      name: textAt(name, `${path}.name`),
      items: listAt(items, `${path}.items`).map((item, i) => textAt(item, `${path}.items[${i}]`)),
      mode: mode as 'A' | 'B',
      ...(x === undefined ? {} : { x: placeAt(x, `${path}.x`) }),
      ...(y === undefined ? {} : { y: placeAt(y, `${path}.y`) }),
    };
  });
  if (blocks.length > mostConstructs)
    throw new InputError('model.part', { path: `${at}.constructs`, expected: `[≤ ${mostConstructs}]` });
  const names = new Set(blocks.map(({ name }) => name));
  const end = (value: unknown, path: string): string => {
    const construct = textAt(value, path);
    if (!names.has(construct)) throw new InputError('model.unknownEnd', { path, construct });
    return construct;
  };
  return {
    constructs: blocks,
    paths: listAt(paths, `${at}.paths`).map((one, place) => {
      const path = `${at}.paths[${place}]`;
      const { from, to } = objectAt(one, path, ['from', 'to'], '{from, to}');
      return { from: end(from, `${path}.from`), to: end(to, `${path}.to`) };
    }),
  };
}

/** The text of a model file. @throws InputError 'model.notJson'; as parseModel */
export function parseModelText(text: string): ModelJson {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw new InputError('model.notJson');
  }
  return parseModel(given);
}

/** The model with its items as ids of the project. @throws InputError 'model.unknownItem' {path, item} */
export function withIds(model: ModelJson, variables: readonly Variable[], at = 'model'): ModelJson {
  return {
    ...model,
    constructs: model.constructs.map((construct, place) => ({
      ...construct,
      items: construct.items.map((item, i) => {
        const variable = variables.find(({ id }) => id === item) ?? variables.find(({ name }) => name === item);
        if (!variable)
          throw new InputError('model.unknownItem', { path: `${at}.constructs[${place}].items[${i}]`, item });
        return variable.id as string;
      }),
    })),
  };
}

/**
 * The model as it is drawn: where not every construct has a place, all of them in layers, causes at the left.
 * @throws InputError 'model.*' as specify, apart from constructs without items, which a drawing may have
 */
export function drawn({ constructs, paths }: ModelJson): StructuralModel {
  // The layout asks for paths alone; a block without items gets one nobody has.
  const filled = constructs.map(({ name, items, mode }, place) => ({
    name,
    items: items.length > 0 ? items : [`\u0000${place}`],
    mode,
  }));
  const places = layeredLayout(specify({ constructs: filled, paths }));
  const known = constructs.every(({ x, y }) => x !== undefined && y !== undefined);
  return {
    constructs: constructs.map(({ name, items, mode, x, y }, place) => ({
      name,
      items,
      mode,
      ...(known && x !== undefined && y !== undefined ? { x, y } : places[place]!),
    })),
    paths,
  };
}

/** The text of a model file: items by their names where a name is one question's alone, so that other surveys can use it. */
export function modelText({ constructs, paths }: ModelJson, variables: readonly Variable[]): string {
  const nameOf = (id: string): string => {
    const name = variables.find((one) => one.id === id)?.name;
    return name !== undefined && variables.filter((one) => one.name === name).length === 1 ? name : id;
  };
  const model = {
    constructs: constructs.map(({ name, items, mode, ...places }) => ({
      name,
      items: items.map(nameOf),
      mode,
      ...places,
    })),
    paths: paths.map(({ from, to }) => ({ from, to })),
  };
  return `${JSON.stringify(model, null, 2)}\n`;
}
