import type { Transaction } from '@tiptap/pm/state';
import type { Found } from './findInDocument.ts';

export interface Replaced {
  readonly replaced: number;
  /** Places that were left alone: their words follow the data. */
  readonly left: number;
}

function replaceOne(tr: Transaction, { from, to, owner, inside }: Found, text: string): void {
  if (inside) {
    const name = owner === 'footnote' ? 'text' : 'caption';
    const words = String(tr.doc.nodeAt(from)?.attrs[name] ?? '');
    tr.setNodeAttribute(from, name, words.slice(0, inside.at) + text + words.slice(inside.at + inside.length));
  } else if (text === '') tr.delete(from, to);
  // The look of the first letter stays.
  else tr.replaceWith(from, to, tr.doc.type.schema.text(text, tr.doc.resolve(from + 1).marks()));
}

/** Replaces what was found in the author's own words, notes and captions; places are in reading order. */
export function replaceFound(tr: Transaction, places: readonly Found[], text: string): Replaced {
  const own = places.filter(({ owner }) => owner !== 'live');
  // From the end, so that places before stay where they are.
  for (const one of own.toReversed()) replaceOne(tr, one, text);
  return { replaced: own.length, left: places.length - own.length };
}
