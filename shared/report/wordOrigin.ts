import type { FormatName, Json, JsonObject } from '../analyses/types.ts';
import type { ResolvedDocument, ResolvedNode, Run } from './resolved.ts';

/**
 * What a Word file carries of the report it was made from, so that it can be read back: the stored blocks without remarks and pictures, and
 * the texts as they were shown. at: place of a node in the stored document ("14.0.1").
 */
export interface WordOrigin {
  readonly version: 1;
  readonly blocks: readonly JsonObject[];
  /** Texts of the runs of each paragraph, in order; '' for footnotes, a line feed for breaks. */
  readonly shown: Readonly<Record<string, readonly string[]>>;
  readonly captions: Readonly<Record<string, string>>;
  /** Of sentences written by the program: what number each run shows, null for words. */
  readonly sentences: Readonly<Record<string, readonly (NumberPath | null)[]>>;
}
export interface NumberPath {
  readonly path: string;
  readonly format: FormatName;
}

export const runText = (run: Run): string => (run.type === 'run' ? run.text : run.type === 'break' ? '\n' : '');

/** Every node of the content that stands somewhere in the stored document, in reading order. */
export function* placedNodes(content: readonly ResolvedNode[]): Generator<ResolvedNode & { readonly at: string }> {
  for (const node of content) {
    if ('at' in node && node.at !== undefined) yield node as ResolvedNode & { readonly at: string };
    if (node.type === 'list') for (const item of node.items) yield* placedNodes(item);
    if (node.type === 'table') for (const row of node.rows) for (const cell of row) yield* placedNodes(cell.content);
  }
}

/** The caption the author can change, null where there is none. */
export function captionOf(node: ResolvedNode): string | null {
  if (node.type === 'figure' || node.type === 'resultTable') return node.caption;
  return (node.type === 'table' || node.type === 'image') && node.caption ? node.caption.text : null;
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The attributes of a sentence without the numbers it once told, which may be kept back from readers by now. */
function withoutTold(attrs: JsonObject): JsonObject {
  const { told: _told, ...own } = attrs;
  const { origin } = own;
  if (!isObject(origin)) return own;
  const { told: _before, ...from } = origin;
  return { ...own, origin: from };
}

/** A stored document as it is given away with its remarks: without the numbers its sentences once told. */
export function documentWithoutTold(node: JsonObject): JsonObject {
  const { attrs, content } = node;
  return {
    ...node,
    ...(isObject(attrs) ? { attrs: withoutTold(attrs) } : {}),
    ...(Array.isArray(content)
      ? { content: content.map((one: Json) => (isObject(one) ? documentWithoutTold(one) : one)) }
      : {}),
  };
}

/** A stored node without remarks and without the bytes of pictures: what two states of a report are compared by. */
export function bareNode(node: JsonObject): JsonObject {
  const bare: Record<string, Json> = {};
  for (const [key, value] of Object.entries(node)) {
    if (key === 'marks' && Array.isArray(value)) {
      const kept = value.filter((mark) => isObject(mark) && mark['type'] !== 'comment');
      if (kept.length > 0) bare[key] = kept;
    } else if (key === 'content' && Array.isArray(value)) {
      bare[key] = joinedTexts(value.filter(isObject).map(bareNode));
    } else if (key === 'attrs' && isObject(value) && node['type'] === 'image') {
      bare[key] = { ...value, src: '' };
    } else if (key === 'attrs' && isObject(value)) bare[key] = withoutTold(value);
    else bare[key] = value;
  }
  return bare;
}

/** Neighbouring texts of the same look are one text, as they are once a remark between them is gone. */
function joinedTexts(content: readonly JsonObject[]): JsonObject[] {
  const joined: JsonObject[] = [];
  for (const node of content) {
    const last = joined.at(-1);
    if (
      last?.['type'] === 'text' &&
      node['type'] === 'text' &&
      JSON.stringify(last['marks']) === JSON.stringify(node['marks'])
    )
      joined[joined.length - 1] = { ...last, text: `${String(last['text'])}${String(node['text'])}` };
    else joined.push(node);
  }
  return joined;
}

/** The stored document as it is given away: without remarks, pictures by their names only. */
export const bareDocument = (document: JsonObject): JsonObject => bareNode(document);

/** @param document  the stored document without remarks, from which resolved was made */
export function wordOrigin(document: JsonObject, resolved: ResolvedDocument): WordOrigin {
  const blocks = Array.isArray(document['content']) ? document['content'].filter(isObject).map(bareNode) : [];
  const shown: Record<string, readonly string[]> = {};
  const captions: Record<string, string> = {};
  const sentences: Record<string, readonly (NumberPath | null)[]> = {};
  for (const node of placedNodes(resolved.content)) {
    const caption = captionOf(node);
    if (caption !== null) captions[node.at] = caption;
    if (!('runs' in node)) continue;
    shown[node.at] = node.runs.map(runText);
    if (node.type === 'paragraph' && node.machine)
      sentences[node.at] = node.runs.map((run) =>
        run.type === 'run' && run.number ? { path: run.number.path, format: run.number.format } : null,
      );
  }
  return { version: 1, blocks, shown, captions, sentences };
}
