import type { Json, JsonObject } from '../../analyses/types.ts';
import { canonicalJson } from '../requestKey.ts';
import type { ResolvedDocument } from '../resolved.ts';
import { captionOf, placedNodes, runText, type WordOrigin } from '../wordOrigin.ts';
import { attrsOf, contentOf, isObject, nodeAt, placesOf } from './storedTree.ts';

/** What a node says, without what the program notes beside it (untouched, last looked at). */
export function saysOf(node: JsonObject): string {
  const { drafted: _drafted, about: _about, origin, ...attrs } = attrsOf(node);
  const from = isObject(origin) ? { request: origin['request'] ?? null, index: origin['index'] ?? null } : null;
  return canonicalJson({
    type: node['type'],
    attrs,
    from,
    content: contentOf(node).map(saysOf),
    text: node['text'] ?? null,
    marks: node['marks'] ?? null,
  });
}

/** A sentence of the program as it was exported: its words, and its numbers with what they showed. */
export const toldOf = (origin: WordOrigin, at: string): readonly Json[] =>
  (origin.sentences[at] ?? []).map((number, run) => {
    const text = origin.shown[at]?.[run] ?? '';
    return number ? { path: number.path, format: number.format, text } : text;
  });

/** Inline nodes of a paragraph as it was exported; those of a sentence of the program from what it showed. */
export const inlineOf = (origin: WordOrigin, at: string): readonly JsonObject[] =>
  origin.sentences[at]?.map((number, run) =>
    number ? { type: 'number' } : { type: 'text', text: origin.shown[at]?.[run] ?? '' },
  ) ?? contentOf(nodeAt(origin.blocks, placesOf(at)));

/** What the numbers of a paragraph showed, in order. */
export const numbersOf = (origin: WordOrigin, at: string): readonly string[] =>
  inlineOf(origin, at).flatMap((node, run) => (node['type'] === 'number' ? [origin.shown[at]?.[run] ?? ''] : []));

/** The nearest heading before each place, by place. */
export function sectionsOf(origin: WordOrigin): (at: string) => string {
  const headings = origin.blocks.flatMap((block, place) =>
    block['type'] === 'heading' ? [{ place, text: (origin.shown[String(place)] ?? []).join('') }] : [],
  );
  return (at) => headings.findLast((heading) => heading.place <= (placesOf(at)[0] ?? 0))?.text ?? '';
}

export function shownNow(resolved: ResolvedDocument): {
  texts: ReadonlyMap<string, string>;
  captions: ReadonlyMap<string, string>;
} {
  const texts = new Map<string, string>();
  const captions = new Map<string, string>();
  for (const node of placedNodes(resolved.content)) {
    if ('runs' in node) texts.set(node.at, node.runs.map(runText).join(''));
    const caption = captionOf(node);
    if (caption !== null) captions.set(node.at, caption);
  }
  return { texts, captions };
}
