import type { Json, JsonObject } from '../../analyses/types.ts';

/** Reading and changing a stored document by places in its contents ("14.0.1"). */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const contentOf = (node: JsonObject | undefined): readonly JsonObject[] =>
  Array.isArray(node?.['content']) ? node['content'].filter(isObject) : [];
export const attrsOf = (node: JsonObject | undefined): JsonObject => (isObject(node?.['attrs']) ? node['attrs'] : {});
export const placesOf = (at: string): readonly number[] => at.split('.').map(Number);

export function nodeAt(blocks: readonly JsonObject[], places: readonly number[]): JsonObject | undefined {
  let node = blocks[places[0] ?? -1];
  for (const place of places.slice(1)) node = contentOf(node)[place];
  return node;
}

/** Does the place lie inside a node of this type? */
export function isInside(blocks: readonly JsonObject[], at: string, type: string): boolean {
  const places = placesOf(at);
  return places.some((_, depth) => depth > 0 && nodeAt(blocks, places.slice(0, depth))?.['type'] === type);
}

type Change = (node: JsonObject) => readonly JsonObject[];

function changedAt(node: JsonObject, places: readonly number[], change: Change): readonly JsonObject[] {
  const [first, ...rest] = places;
  if (first === undefined) return change(node);
  return [
    {
      ...node,
      content: contentOf(node).flatMap((child, place) => (place === first ? changedAt(child, rest, change) : [child])),
    },
  ];
}

/** The document's blocks while changes are made: places stay those of the beginning. */
export class Blocks {
  private readonly blocks: (readonly JsonObject[])[];
  private readonly after = new Map<number, JsonObject[]>();
  private readonly order: number[];

  constructor(blocks: readonly JsonObject[]) {
    this.blocks = blocks.map((block) => [block]);
    this.order = blocks.map((_, place) => place);
  }

  /** The first node at the place becomes these; none takes it away. */
  change(places: readonly number[], change: Change): void {
    const [first = -1, ...rest] = places;
    const [block, ...more] = this.blocks[first] ?? [];
    if (block) this.blocks[first] = [...changedAt(block, rest, change), ...more];
  }

  /** -1: before everything. */
  insertAfter(place: number, node: JsonObject): void {
    this.after.set(place, [...(this.after.get(place) ?? []), node]);
  }

  /** What was inserted after a block goes with it. */
  move(place: number, after: number): void {
    const from = this.order.indexOf(place);
    if (from < 0 || place === after) return;
    this.order.splice(from, 1);
    this.order.splice(after < 0 ? 0 : this.order.indexOf(after) + 1, 0, place);
  }

  done(): readonly Json[] {
    return [
      ...(this.after.get(-1) ?? []),
      ...this.order.flatMap((place) => [...(this.blocks[place] ?? []), ...(this.after.get(place) ?? [])]),
    ];
  }
}
