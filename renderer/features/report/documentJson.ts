import type { Json, JsonObject } from '../../../shared/analyses/types.ts';
import type { NodeType } from '../../../shared/report/document.ts';

const known: Record<Exclude<NodeType, 'unknown'> | 'doc', true> = {
  doc: true,
  title: true,
  subtitle: true,
  heading: true,
  paragraph: true,
  text: true,
  hardBreak: true,
  bulletList: true,
  orderedList: true,
  listItem: true,
  table: true,
  tableRow: true,
  tableHeader: true,
  tableCell: true,
  image: true,
  pageBreak: true,
  tableOfContents: true,
  number: true,
  footnote: true,
  crossReference: true,
  finding: true,
  resultTable: true,
  figure: true,
};

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function mapContent(node: JsonObject, change: (child: JsonObject) => JsonObject): JsonObject {
  return Array.isArray(node['content']) ? { ...node, content: node['content'].filter(isObject).map(change) } : node;
}

/** Stored JSON for the editor: node types its schema lacks are wrapped, so that they survive the editing of everything else. */
export function toEditor(node: JsonObject): JsonObject {
  const type = typeof node['type'] === 'string' ? node['type'] : '';
  if (!Object.hasOwn(known, type)) return { type: 'unknown', attrs: { name: type, json: node } };
  return mapContent(node, toEditor);
}

/** Attributes that stand in the editor's nodes only; without a value they are not stored. */
const editorsOwn: ReadonlySet<string> = new Set(['anchor', 'align', 'type', 'about', 'told']);

/** What most nodes do not have is not stored: an anchor nobody refers to, a caption the author did not give. */
function withoutBlanks(node: JsonObject): JsonObject {
  const attrs = node['attrs'];
  if (!isObject(attrs)) return node;
  const own = node['type'] === 'table' || node['type'] === 'image';
  const kept = Object.entries(attrs).filter(
    ([key, value]) =>
      !(key === 'drafted' && value === false) &&
      (value !== null || !(editorsOwn.has(key) || (own && key === 'caption'))),
  );
  if (kept.length === Object.keys(attrs).length) return node;
  const { attrs: _attrs, ...rest } = node;
  return kept.length === 0 ? rest : { ...node, attrs: Object.fromEntries(kept) };
}

/** The editor's JSON for storage: wrapped nodes come out as they went in. */
export function fromEditor(node: JsonObject): JsonObject {
  if (node['type'] === 'unknown' && isObject(node['attrs'])) {
    const kept: Json | undefined = node['attrs']['json'];
    if (isObject(kept)) return kept;
  }
  return mapContent(withoutBlanks(node), fromEditor);
}
