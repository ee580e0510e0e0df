import type { Json, JsonObject } from '../analyses/types.ts';
import { alignBlocks } from './alignBlocks.ts';
import { canonicalJson } from './requestKey.ts';
import { bareNode, captionOf, placedNodes, runText, type WordOrigin } from './wordOrigin.ts';
import type { ResolvedDocument } from './resolved.ts';
import type { WordParagraph, WordPiece } from './wordText.ts';
import { wordInline } from './wordInline.ts';

/** One thing that was done in Word, and what stands in the project there. */
export interface WordChange {
  readonly id: string;
  readonly kind: 'text' | 'caption' | 'removed' | 'added';
  /** The project changed the same place after the file was exported: somebody must choose. */
  readonly conflict: boolean;
  /** Heading under which it stands. */
  readonly section: string;
  readonly exported: string;
  readonly word: string;
  /** As the project has it now; '' where it is gone or never was. */
  readonly project: string;
  /** A number that was typed over in Word and is plain text from now on, if Word's text is taken. */
  readonly numbersTyped: readonly string[];
}
export type WordChoice = 'word' | 'project';

export interface WordMerge {
  readonly changes: readonly WordChange[];
  /** Tables whose rows or columns were changed in Word, which is not taken over. */
  readonly tablesChanged: number;
  /** The stored document with the changes chosen; those without a choice are taken from Word unless they conflict. */
  apply(choices: Readonly<Record<string, WordChoice>>): JsonObject;
}

interface Planned {
  readonly change: WordChange;
  readonly apply: (blocks: Blocks) => void;
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const contentOf = (node: JsonObject | undefined): readonly JsonObject[] =>
  Array.isArray(node?.['content']) ? node['content'].filter(isObject) : [];
const attrsOf = (node: JsonObject | undefined): JsonObject => (isObject(node?.['attrs']) ? node['attrs'] : {});
const placesOf = (at: string): readonly number[] => at.split('.').map(Number);

function nodeAt(blocks: readonly JsonObject[], places: readonly number[]): JsonObject | undefined {
  let node = blocks[places[0] ?? -1];
  for (const place of places.slice(1)) node = contentOf(node)[place];
  return node;
}

function changedAt(
  node: JsonObject,
  places: readonly number[],
  change: (node: JsonObject) => JsonObject | null,
): JsonObject | null {
  const [first, ...rest] = places;
  if (first === undefined) return change(node);
  return {
    ...node,
    content: contentOf(node).flatMap((child, place) => {
      if (place !== first) return [child];
      const changed = changedAt(child, rest, change);
      return changed ? [changed] : [];
    }),
  };
}

/** What a node says, without what the program notes beside it (untouched, last looked at). */
function saysOf(node: JsonObject): string {
  const { drafted: _drafted, origin, ...attrs } = attrsOf(node);
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
const toldOf = (origin: WordOrigin, at: string): readonly Json[] =>
  (origin.sentences[at] ?? []).map((number, run) => {
    const text = origin.shown[at]?.[run] ?? '';
    return number ? { path: number.path, format: number.format, text } : text;
  });

/** The document's blocks while changes are made: places stay those of the beginning. */
class Blocks {
  private readonly blocks: (JsonObject | null)[];
  private readonly after = new Map<number, JsonObject[]>();

  constructor(blocks: readonly JsonObject[]) {
    this.blocks = [...blocks];
  }

  change(places: readonly number[], change: (node: JsonObject) => JsonObject | null): void {
    const [first = -1, ...rest] = places;
    const block = this.blocks[first];
    if (block) this.blocks[first] = changedAt(block, rest, change);
  }

  /** -1: before everything. */
  insertAfter(place: number, node: JsonObject): void {
    this.after.set(place, [...(this.after.get(place) ?? []), node]);
  }

  done(): readonly JsonObject[] {
    return [
      ...(this.after.get(-1) ?? []),
      ...this.blocks.flatMap((block, place) => [...(block ? [block] : []), ...(this.after.get(place) ?? [])]),
    ];
  }
}

/** Word and LibreOffice write some characters their own way; ends of paragraphs have no blanks that count. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ').replaceAll('\r', '').trim();
const textOf = (pieces: readonly WordPiece[]): string => pieces.map((piece) => piece.text).join('');

/** What Word's paragraphs say about the report's: by place, and what is new with the place it follows. */
function sorted(paragraphs: readonly WordParagraph[]) {
  const texts = new Map<string, readonly WordPiece[]>();
  const captions = new Map<string, string>();
  const added: { readonly after: string | null; readonly paragraph: WordParagraph }[] = [];
  const typedTables = new Set(
    paragraphs.flatMap((one) => (one.table !== null && one.begins.length > 0 ? [one.table] : [])),
  );
  const changedTables = new Set<number>();
  let last: string | null = null;
  for (const paragraph of paragraphs) {
    if (paragraph.machine) continue;
    const caption = paragraph.pieces.find((piece) => piece.caption !== null)?.caption ?? null;
    const [first] = paragraph.begins;
    if (caption !== null) {
      captions.set(caption, textOf(paragraph.pieces.filter((piece) => piece.caption === caption)));
      last = caption;
    } else if (first !== undefined) {
      texts.set(first, paragraph.pieces);
      last = paragraph.begins.at(-1)!;
    } else if (plain(textOf(paragraph.pieces)) !== '') {
      if (paragraph.table === null) added.push({ after: last, paragraph });
      else if (typedTables.has(paragraph.table)) changedTables.add(paragraph.table);
    }
  }
  return { texts, captions, added, tablesChanged: changedTables.size };
}

/** The nearest heading before each place, by place. */
function sectionsOf(origin: WordOrigin): (at: string) => string {
  const headings = origin.blocks.flatMap((block, place) =>
    block['type'] === 'heading' ? [{ place, text: (origin.shown[String(place)] ?? []).join('') }] : [],
  );
  return (at) => headings.findLast((heading) => heading.place <= (placesOf(at)[0] ?? 0))?.text ?? '';
}

function shownNow(resolved: ResolvedDocument): {
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

const headingStyle = /^(?:heading|标题)?\s*([1-3])$/i;

function addedNode({ style, list }: WordParagraph, content: readonly JsonObject[]): JsonObject {
  const level = headingStyle.exec(style)?.[1];
  if (level !== undefined) return { type: 'heading', attrs: { level: Number(level), kind: 'section' }, content };
  const paragraph: JsonObject = { type: 'paragraph', attrs: { origin: null }, content };
  return list ? { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph] }] } : paragraph;
}

/**
 * Brings what was written in Word back into the report. The file says what it was made from, so that three states are compared: exported,
 * edited in Word, and the project of today. Words come from Word, numbers stay references and are as new as the project; where both changed
 * the same place the project's stays unless the choice says otherwise. Rows and columns of tables are left alone.
 *
 * @param current  the project's stored document
 * @param resolved  the same document as it shows now
 */
export function mergeWord(
  origin: WordOrigin,
  paragraphs: readonly WordParagraph[],
  current: JsonObject,
  resolved: ResolvedDocument,
): WordMerge {
  const blocks = contentOf(current);
  const bare = blocks.map(bareNode);
  const places = alignBlocks(origin.blocks, bare);
  const now = shownNow(resolved);
  const sectionOf = sectionsOf(origin);
  const word = sorted(paragraphs);
  const planned: Planned[] = [];

  /** Place in the project of a place in the exported document; null where its block is gone or has become something else. */
  const placeNow = (at: string): readonly number[] | null => {
    const [first = -1, ...rest] = placesOf(at);
    const place = places[first];
    return place === null || place === undefined ? null : [place, ...rest];
  };
  const plan = (
    given: Omit<WordChange, 'id' | 'section'> & { readonly at: string },
    apply: (target: Blocks) => void,
  ): void => {
    const { at, ...change } = given;
    planned.push({ change: { ...change, id: `${planned.length}`, section: sectionOf(at) }, apply });
  };
  /** After which block of the project something stands that follows this block of the exported document. */
  const blockBefore = (first: number): number => {
    for (let before = first; before >= 0; before--) {
      const place = places[before];
      if (place !== null && place !== undefined) return place;
    }
    return -1;
  };

  for (const [at, runs] of Object.entries(origin.shown)) {
    const exported = runs.join('');
    const pieces = word.texts.get(at);
    if (pieces === undefined || plain(textOf(pieces)) === plain(exported)) continue;
    const source = nodeAt(origin.blocks, placesOf(at));
    const place = placeNow(at);
    const target = place ? nodeAt(bare, place) : undefined;
    const untouched = target !== undefined && source !== undefined && saysOf(target) === saysOf(source);
    const project = place ? (now.texts.get(place.join('.')) ?? '') : '';
    if (plain(project) === plain(textOf(pieces))) continue;
    const { content, numbersTyped } = wordInline(pieces, at, source, runs, origin.sentences[at]);
    plan(
      { at, kind: 'text', conflict: !untouched, exported, word: textOf(pieces), project, numbersTyped },
      (edited) => {
        const fresh: JsonObject = { type: 'paragraph', attrs: { origin: null }, content };
        if (!place || !target) edited.insertAfter(blockBefore((placesOf(at)[0] ?? 0) - 1), fresh);
        else
          edited.change(place, (node) => {
            const { drafted: _drafted, ...attrs } = attrsOf(node);
            if (node['type'] !== 'finding') return { ...node, ...('attrs' in node ? { attrs } : {}), content };
            const { request = null, index = null } = attrs;
            return { ...fresh, attrs: { origin: { request, index, told: toldOf(origin, at) } } };
          });
      },
    );
  }

  for (const [at, exported] of Object.entries(origin.captions)) {
    const own = word.captions.get(at);
    if (own === undefined || plain(own) === plain(exported) || plain(own) === '') continue;
    const place = placeNow(at);
    const target = place ? nodeAt(bare, place) : undefined;
    if (!place || !target) continue;
    const before = attrsOf(nodeAt(origin.blocks, placesOf(at)))['caption'] ?? null;
    const project = now.captions.get(place.join('.')) ?? '';
    if (plain(project) === plain(own)) continue;
    const conflict = (attrsOf(target)['caption'] ?? null) !== before;
    plan({ at, kind: 'caption', conflict, exported, word: own, project, numbersTyped: [] }, (edited) =>
      edited.change(place, (node) => ({ ...node, attrs: { ...attrsOf(node), caption: own.trim() } })),
    );
  }

  // A block is gone when nothing of it is left; titles may have given way to the cover of a letterhead.
  origin.blocks.forEach((block, first) => {
    if (block['type'] === 'title' || block['type'] === 'subtitle') return;
    const within = (at: string): boolean => placesOf(at)[0] === first;
    const ownTexts = Object.keys(origin.shown).filter(within);
    const ownCaptions = Object.keys(origin.captions).filter(within);
    if (ownTexts.length + ownCaptions.length === 0) return;
    if (ownTexts.some((at) => word.texts.has(at)) || ownCaptions.some((at) => word.captions.has(at))) return;
    const exported = [
      ...ownCaptions.map((at) => origin.captions[at]!),
      ...ownTexts.map((at) => origin.shown[at]!.join('')),
    ].join('\n');
    const place = places[first];
    if (plain(exported) === '' || place === null || place === undefined) return;
    const conflict = saysOf(bare[place]!) !== saysOf(block);
    const project = [...now.captions, ...now.texts]
      .flatMap(([at, text]) => (placesOf(at)[0] === place ? [text] : []))
      .join('\n');
    plan({ at: String(first), kind: 'removed', conflict, exported, word: '', project, numbersTyped: [] }, (edited) =>
      edited.change([place], () => null),
    );
  });

  for (const { after, paragraph } of word.added) {
    const { content, numbersTyped } = wordInline(paragraph.pieces, '', undefined, [], undefined);
    const first = after === null ? -1 : (placesOf(after)[0] ?? -1);
    plan(
      {
        at: after ?? '0',
        kind: 'added',
        conflict: false,
        exported: '',
        word: textOf(paragraph.pieces),
        project: '',
        numbersTyped,
      },
      (edited) => edited.insertAfter(blockBefore(first), addedNode(paragraph, content)),
    );
  }

  return {
    changes: planned.map(({ change }) => change),
    tablesChanged: word.tablesChanged,
    apply(choices) {
      const edited = new Blocks(blocks);
      for (const { change, apply } of planned)
        if ((choices[change.id] ?? (change.conflict ? 'project' : 'word')) === 'word') apply(edited);
      return { ...current, content: edited.done() as readonly Json[] } as JsonObject;
    },
  };
}
