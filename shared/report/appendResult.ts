import type { AnalysisRequest, JsonObject } from '../analyses/types.ts';
import type { StoredReport } from '../model/project.ts';
import {
  figureNode,
  findingNode,
  numberNode,
  paragraphNode,
  resultTableNode,
  type NodeJson,
} from './templateBlocks.ts';
import type { FormatName } from '../analyses/types.ts';

/** A part of a result to put into the report. finding: place of the sentence, or null for all of them; about: what that one tells of. */
export interface ResultPart {
  readonly request: AnalysisRequest;
  readonly figureId?: string;
  readonly tableId?: string;
  readonly finding?: number | null;
  readonly about?: string;
  readonly number?: { readonly path: string; readonly format: FormatName };
}

/** Nodes for the parts asked for, in the order sentence, number, figure, table. */
export function resultNodes(part: ResultPart): readonly NodeJson[] {
  return [
    ...(part.finding === undefined ? [] : [findingNode(part.request, part.finding, part)]),
    ...(part.number ? [paragraphNode([numberNode(part.request, part.number.path, part.number.format)])] : []),
    ...(part.figureId === undefined ? [] : [figureNode(part.request, part.figureId)]),
    ...(part.tableId === undefined ? [] : [resultTableNode(part.request, part.tableId)]),
  ];
}

/** Where a result stands that nobody has given a place: at the end, before the annexes. */
function usualPlace(content: readonly JsonObject[]): number {
  const annex = content.findIndex(
    (node) => node['type'] === 'heading' && (node['attrs'] as JsonObject | undefined)?.['kind'] === 'annex',
  );
  // A page break before the first annex belongs to it.
  return annex < 0 ? content.length : annex > 0 && content[annex - 1]?.['type'] === 'pageBreak' ? annex - 1 : annex;
}

/** The document with parts of results in it. at: place in its content; null or absent: at its end, before the annexes. */
export function appendResult(
  document: StoredReport['document'],
  parts: ResultPart | readonly ResultPart[],
  at: number | null = null,
): StoredReport['document'] {
  const content = Array.isArray(document['content']) ? (document['content'] as readonly JsonObject[]) : [];
  const place = at ?? usualPlace(content);
  const nodes = [parts].flat().flatMap(resultNodes);
  return { ...document, type: 'doc', content: [...content.slice(0, place), ...nodes, ...content.slice(place)] };
}
