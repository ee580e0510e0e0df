import type { JsonObject } from '../analyses/types.ts';
import { adviceTargets } from './advice.ts';
import { alignBlocks } from './alignBlocks.ts';
import { type FactWords, inAuthorsForm, isSameTable } from './draftedTables.ts';
import { canonicalJson } from './requestKey.ts';
import type { TemplateKind } from './template.ts';

/**
 * What the program wrote of one project beside its results: its questionnaire, its indicators, how it was surveyed. In a template
 * these blocks stand for what the program writes in their place for the next project.
 */
export interface DraftedParts {
  readonly template: TemplateKind;
  /** Places in the template's content. */
  readonly places: readonly number[];
}

export interface Draft {
  readonly template: TemplateKind;
  readonly document: JsonObject;
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const contentOf = (node: JsonObject): readonly JsonObject[] =>
  Array.isArray(node['content']) ? node['content'].filter(isObject) : [];
const attrsOf = (node: JsonObject): JsonObject => (isObject(node['attrs']) ? node['attrs'] : {});

/** Blocks of text; results are bound to the next project by themselves. */
const textual: ReadonlySet<unknown> = new Set(['subtitle', 'paragraph', 'table', 'bulletList', 'orderedList']);

/** Words, and what its numbers are, without the looks an editor adds. */
function wordsOf(node: JsonObject): string {
  if (node['type'] === 'text') return String(node['text']);
  if (node['type'] === 'number')
    return canonicalJson([attrsOf(node)['request'] ?? null, attrsOf(node)['path'] ?? null]);
  return contentOf(node).map(wordsOf).join('\n');
}

interface Placed {
  readonly place: number;
  /** Words of the heading it stands under. */
  readonly section: string;
  readonly block: JsonObject;
}

function textBlocks(document: JsonObject): readonly Placed[] {
  let section = '';
  return contentOf(document).flatMap((block, place) => {
    if (block['type'] === 'heading') section = wordsOf(block).trim();
    return textual.has(block['type']) ? [{ place, section, block }] : [];
  });
}

function sectionsOf(blocks: readonly Placed[]): ReadonlyMap<string, readonly Placed[]> {
  const sections = new Map<string, Placed[]>();
  for (const one of blocks) sections.set(one.section, [...(sections.get(one.section) ?? []), one]);
  return sections;
}

/** A paragraph or list nobody has touched since the program wrote it. */
const isUntouched = (block: JsonObject): boolean =>
  block['type'] === 'paragraph'
    ? attrsOf(block)['drafted'] === true
    : contentOf(block).length > 0 &&
      ['bulletList', 'orderedList', 'listItem'].includes(String(block['type'])) &&
      contentOf(block).every(isUntouched);

/**
 * Which blocks of a report the program wrote of its project: those it would write again word for word, the paragraphs nobody has
 * touched, advice, which is about this project's indicators, and the program's tables, whatever an author changed in them. What else an
 * author wrote or changed is the template's own.
 *
 * @param drafts  what the program writes for the same project, by kind of report and study; the likest counts
 * @returns null when the report is like none of them
 */
export function findDraftedParts(document: JsonObject, drafts: readonly Draft[]): DraftedParts | null {
  const blocks = textBlocks(document);
  const keyOf = ({ section, block }: Placed): string => canonicalJson([section, block['type'] ?? '', wordsOf(block)]);
  let best: { readonly draft: Draft; readonly same: ReadonlySet<number> } | null = null;
  for (const draft of drafts) {
    const known = new Set(textBlocks(draft.document).map(keyOf));
    const same = new Set(blocks.flatMap((one) => (known.has(keyOf(one)) ? [one.place] : [])));
    if (same.size > (best?.same.size ?? 0)) best = { draft, same };
  }
  if (!best) return null;
  const { draft, same } = best;
  const tables = sectionsOf(textBlocks(draft.document).filter(({ block }) => block['type'] === 'table'));
  const isProgramsTable = ({ section, block }: Placed): boolean =>
    block['type'] === 'table' &&
    (adviceTargets(block) !== null || (tables.get(section) ?? []).some((one) => isSameTable(block, one.block)));
  const places = blocks.flatMap((one) =>
    same.has(one.place) || isUntouched(one.block) || isProgramsTable(one) ? [one.place] : [],
  );
  return { template: draft.template, places };
}

/**
 * What stands in a project's report at the template's drafted places: what the program writes of this project under the same heading,
 * a block for a block, tables in the author's form. null: it writes nothing of the kind, and the block is left out.
 */
export function redrafted(
  template: JsonObject,
  parts: DraftedParts,
  draft: JsonObject,
  words: FactWords,
): ReadonlyMap<number, JsonObject | null> {
  const wanted = new Set(parts.places);
  const bySection = sectionsOf(textBlocks(template).filter(({ place }) => wanted.has(place)));
  const offered = sectionsOf(textBlocks(draft));
  const found = new Map<number, JsonObject | null>();
  for (const [section, blocks] of bySection) {
    const candidates = (offered.get(section) ?? []).map(({ block }) => block);
    const aligned = alignBlocks(
      blocks.map(({ block }) => block),
      candidates,
    );
    const taken = new Set(aligned);
    for (const [order, { place, block }] of blocks.entries()) {
      const next = candidates.findIndex((one, at) => !taken.has(at) && one['type'] === block['type']);
      const at = aligned[order] ?? (next < 0 ? null : next);
      if (at !== null) taken.add(at);
      const now = at === null ? null : candidates[at]!;
      found.set(place, now && block['type'] === 'table' ? inAuthorsForm(block, now, words) : now);
    }
  }
  return found;
}
