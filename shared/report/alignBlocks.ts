import type { JsonObject } from '../analyses/types.ts';
import { canonicalJson } from './requestKey.ts';

/** Most pairs compared one by one; longer documents are aligned by their equal blocks alone. */
const mostPairs = 25_000_000;

/** Places of equal items in both, the longest such sequence. */
function commonPlaces(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const rows = a.length - start - end;
  const columns = b.length - start - end;
  const pairs: (readonly [number, number])[] = Array.from({ length: start }, (_, place) => [place, place] as const);
  if (rows * columns <= mostPairs) {
    const width = columns + 1;
    const longest = new Uint32Array((rows + 1) * width);
    for (let i = rows - 1; i >= 0; i--)
      for (let j = columns - 1; j >= 0; j--)
        longest[i * width + j] =
          a[start + i] === b[start + j]
            ? longest[(i + 1) * width + j + 1]! + 1
            : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
    for (let i = 0, j = 0; i < rows && j < columns; )
      if (a[start + i] === b[start + j]) pairs.push([start + i++, start + j++]);
      else if (longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!) i++;
      else j++;
  }
  for (let place = end; place > 0; place--) pairs.push([a.length - place, b.length - place]);
  return pairs;
}

const plainText = (node: JsonObject): string =>
  node['type'] === 'text'
    ? String(node['text'])
    : Array.isArray(node['content'])
      ? (node['content'] as readonly JsonObject[]).map(plainText).join('')
      : '';

/** Share of letter pairs two texts have in common, 0 to 1. */
function likeness(a: string, b: string): number {
  if (a === b) return 1;
  const pairsOf = (text: string): string[] =>
    Array.from({ length: Math.max(0, text.length - 1) }, (_, place) => text.slice(place, place + 2));
  const left = pairsOf(a);
  const counts = new Map<string, number>();
  const right = pairsOf(b);
  for (const pair of right) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  let common = 0;
  for (const pair of left) {
    const count = counts.get(pair) ?? 0;
    if (count > 0) {
      common++;
      counts.set(pair, count - 1);
    }
  }
  return left.length + right.length === 0 ? 0 : (2 * common) / (left.length + right.length);
}

/** A sentence of the program and the paragraph a person made of it are the same block. */
const kindOf = (node: JsonObject): string => (node['type'] === 'finding' ? 'paragraph' : String(node['type']));
const originOf = (node: JsonObject): JsonObject => {
  const attrs = (node['attrs'] ?? {}) as JsonObject;
  return (attrs['origin'] ?? attrs) as JsonObject;
};

/** Do both show the same of the same result? A sentence is known by what it tells of, where both states say so, else by its place. */
function showSame(a: JsonObject, b: JsonObject): boolean {
  const [one, other] = [originOf(a), originOf(b)];
  if (!one['request'] || !other['request']) return false;
  const told = typeof one['about'] === 'string' && typeof other['about'] === 'string';
  const shows = (origin: JsonObject): string =>
    canonicalJson([
      origin['request'] ?? null,
      (told ? origin['about'] : origin['index']) ?? origin['tableId'] ?? origin['figureId'] ?? null,
    ]);
  return shows(one) === shows(other);
}
const alikeEnough = 0.35;

function same(a: JsonObject, b: JsonObject): boolean {
  if (kindOf(a) !== kindOf(b)) return false;
  if (showSame(a, b)) return true;
  if (a['type'] === 'finding' || b['type'] === 'finding') return false;
  return likeness(plainText(a), plainText(b)) >= alikeEnough;
}

/**
 * Which block of a later state each block of an earlier one has become: equal ones in order first, then, between those, blocks of the same
 * kind that show the same result or have much of their text in common. null: it is gone.
 */
export function alignBlocks(before: readonly JsonObject[], after: readonly JsonObject[]): readonly (number | null)[] {
  const found: (number | null)[] = before.map(() => null);
  const pairs = commonPlaces(before.map(canonicalJson), after.map(canonicalJson));
  let from = 0;
  let to = 0;
  for (const [i, j] of [...pairs, [before.length, after.length] as const]) {
    const free = Array.from({ length: j - to }, (_, place) => to + place);
    for (; from < i; from++) {
      const place = free.findIndex((candidate) => same(before[from]!, after[candidate]!));
      if (place < 0) continue;
      found[from] = free[place]!;
      free.splice(0, place + 1);
    }
    if (i < before.length) found[i] = j;
    from = i + 1;
    to = j + 1;
  }
  return found;
}
