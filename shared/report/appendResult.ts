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

/** A part of a result to put into the report. finding: place of the sentence, or null for all of them. */
export interface ResultPart {
  readonly request: AnalysisRequest;
  readonly figureId?: string;
  readonly tableId?: string;
  readonly finding?: number | null;
  readonly number?: { readonly path: string; readonly format: FormatName };
}

/** Nodes for the parts asked for, in the order sentence, number, figure, table. */
export function resultNodes(part: ResultPart): readonly NodeJson[] {
  return [
    ...(part.finding === undefined ? [] : [findingNode(part.request, part.finding)]),
    ...(part.number ? [paragraphNode([numberNode(part.request, part.number.path, part.number.format)])] : []),
    ...(part.figureId === undefined ? [] : [figureNode(part.request, part.figureId)]),
    ...(part.tableId === undefined ? [] : [resultTableNode(part.request, part.tableId)]),
  ];
}

/** The document with a result at its end, before the annexes. */
export function appendResult(document: StoredReport['document'], part: ResultPart): StoredReport['document'] {
  const content = Array.isArray(document['content']) ? (document['content'] as readonly JsonObject[]) : [];
  const annex = content.findIndex(
    (node) => node['type'] === 'heading' && (node['attrs'] as JsonObject | undefined)?.['kind'] === 'annex',
  );
  // A page break before the first annex belongs to it.
  const at = annex < 0 ? content.length : annex > 0 && content[annex - 1]?.['type'] === 'pageBreak' ? annex - 1 : annex;
  return { ...document, type: 'doc', content: [...content.slice(0, at), ...resultNodes(part), ...content.slice(at)] };
}
