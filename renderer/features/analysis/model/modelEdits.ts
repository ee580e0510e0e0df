import { type DrawnConstruct, loopThrough, type StructuralModel } from '../../../../shared/model/structuralModel.ts';

/** Why an edit is refused. */
export type Refusal =
  | { readonly code: 'loop'; readonly names: readonly string[] }
  | { readonly code: 'pathTwice' }
  | { readonly code: 'selfPath' }
  | { readonly code: 'nameTaken' };

export const emptyModel: StructuralModel = { constructs: [], paths: [] };

export function withPath(model: StructuralModel, from: string, to: string): StructuralModel | Refusal {
  if (from === to) return { code: 'selfPath' };
  if (model.paths.some((path) => path.from === from && path.to === to)) return { code: 'pathTwice' };
  const loop = loopThrough(model.paths, from, to);
  return loop ? { code: 'loop', names: [from, ...loop] } : { ...model, paths: [...model.paths, { from, to }] };
}

export const withoutPath = (model: StructuralModel, from: string, to: string): StructuralModel => ({
  ...model,
  paths: model.paths.filter((path) => path.from !== from || path.to !== to),
});

export const withoutConstruct = (model: StructuralModel, name: string): StructuralModel => ({
  constructs: model.constructs.filter((one) => one.name !== name),
  paths: model.paths.filter(({ from, to }) => from !== name && to !== name),
});

export const changed = (model: StructuralModel, name: string, change: Partial<DrawnConstruct>): StructuralModel => ({
  ...model,
  constructs: model.constructs.map((one) => (one.name === name ? { ...one, ...change } : one)),
});

export function renamed(model: StructuralModel, name: string, next: string): StructuralModel | Refusal {
  if (next === name) return model;
  if (model.constructs.some((one) => one.name === next)) return { code: 'nameTaken' };
  const other = (one: string): string => (one === name ? next : one);
  return {
    constructs: changed(model, name, { name: next }).constructs,
    paths: model.paths.map(({ from, to }) => ({ from: other(from), to: other(to) })),
  };
}

/** The construct holds exactly these items; they are taken from others, where they were. */
export const withItems = (model: StructuralModel, name: string, items: readonly string[]): StructuralModel => ({
  ...model,
  constructs: model.constructs.map((one) =>
    one.name === name ? { ...one, items } : { ...one, items: one.items.filter((item) => !items.includes(item)) },
  ),
});

/** A new construct with a free name, below those there are. */
export function added(
  model: StructuralModel,
  base: string,
): { readonly model: StructuralModel; readonly name: string } {
  const taken = new Set(model.constructs.map(({ name }) => name));
  let number = model.constructs.length + 1;
  while (taken.has(`${base}${number}`)) number++;
  const name = `${base}${number}`;
  const lowest = Math.max(0, ...model.constructs.map(({ y }) => y));
  const construct: DrawnConstruct = {
    name,
    items: [],
    mode: 'A',
    x: 100 + ((model.constructs.length * 170) % 560),
    y: model.constructs.length === 0 ? 80 : Math.min(lowest + 90, 420),
  };
  return { model: { ...model, constructs: [...model.constructs, construct] }, name };
}
