import { findAnalysis } from '../analyses/catalogue.ts';
import type { AnalysisRequest } from '../analyses/types.ts';
import { InputError } from '../model/errors.ts';
import { defaultSmallestGroup, type Snapshot } from '../model/dataset.ts';
import { decodeCategories, findVariable, rowsInUse } from '../model/decode.ts';
import type { VariableId } from '../model/ids.ts';
import type { StoredReport } from '../model/project.ts';
import type { Locale } from '../model/text.ts';
import type { Variable } from '../model/variable.ts';
import type { BlockNode, ReportDocument } from './document.ts';
import { requestKey } from './requestKey.ts';
import type { Outcomes } from './resolve.ts';
import { sentencePlace } from './sentencePlace.ts';
import { type NodeJson, subtitleNode } from './templateBlocks.ts';

/** Forms that a report of their own may be written about: those with one answer to a question. */
export interface Segment {
  /** As stored: the code of a number question, the text of a text question. */
  readonly value: number | string;
  readonly label: string;
  /** Forms in use. */
  readonly n: number;
}

/** A report about fewer forms would tell of single people: as many as any number of a report must stand for. */
export const leastForms = ({ settings }: Pick<Snapshot, 'settings'>): number =>
  settings.smallestGroup ?? defaultSmallestGroup;
/** More different answers are no groups but texts or amounts. */
const mostSegments = 1000;

/**
 * The answers to a question as segments, in the order in which they are shown elsewhere; forms without an answer are in none.
 *
 * @throws InputError 'report.segmentPersonal' for a personal column, 'report.segmentTooMany' where answers are hardly ever the same
 */
export function segmentsOf(snapshot: Snapshot, id: VariableId): readonly Segment[] {
  const variable = findVariable(snapshot, id);
  if (variable.personal) throw new InputError('report.segmentPersonal', { question: variable.label });
  const rows = rowsInUse(snapshot);
  const { codes, labels } = decodeCategories(snapshot, id, rows);
  if (labels.length > mostSegments)
    throw new InputError('report.segmentTooMany', { question: variable.label, most: mostSegments });
  const column = snapshot.columns.get(id)!;
  const counts = labels.map(() => 0);
  const values: (number | string | undefined)[] = labels.map(() => undefined);
  codes.forEach((code, place) => {
    if (code < 0) return;
    counts[code]!++;
    const row = rows[place]!;
    values[code] ??= column.kind === 'text' ? column.dictionary[column.codes[row]!]! : column.values[row]!;
  });
  return labels.map((label, code) => ({ value: values[code]!, label, n: counts[code]! }));
}

/** Is the request about the question itself, one group against another? */
function compares(request: unknown, { id, name }: Pick<Variable, 'id' | 'name'>): boolean {
  const inputs = (request as AnalysisRequest | undefined)?.inputs;
  return (
    typeof inputs === 'object' &&
    inputs !== null &&
    Object.values(inputs).some((given) => given === id || given === name)
  );
}

function withoutComparisons(nodes: readonly NodeJson[], variable: Pick<Variable, 'id' | 'name'>): NodeJson[] {
  return nodes.flatMap((node) => {
    const { type, attrs, content } = node as {
      readonly type?: unknown;
      readonly attrs?: { readonly request?: unknown; readonly origin?: { readonly request?: unknown } | null };
      readonly content?: readonly NodeJson[];
    };
    const told = type === 'paragraph' ? attrs?.origin?.request : type === 'number' ? null : attrs?.request;
    if (compares(told, variable)) return [];
    return [Array.isArray(content) ? { ...node, content: withoutComparisons(content, variable) } : node];
  });
}

/**
 * The project's report for one segment: the same text, its references answered from the forms of the segment alone, which its cover names.
 * What compares the segments with one another says nothing in the report of one of them and is left out.
 */
export function reportOfSegment(
  report: StoredReport,
  variable: Pick<Variable, 'id' | 'name' | 'label'>,
  label: string,
): StoredReport {
  const stored = Array.isArray(report.document['content']) ? (report.document['content'] as readonly NodeJson[]) : [];
  const content = withoutComparisons(stored, variable);
  const title = content.findIndex((node) => node['type'] === 'title');
  const named = subtitleNode(`${variable.label}${report.locale === 'zh-CN' ? '：' : ': '}${label}`);
  return { ...report, document: { ...report.document, content: content.toSpliced(title + 1, 0, named) } };
}

/** Has the result of these forms what the node asks for? Requests without a result are for the resolver to report. */
function isTold(node: BlockNode, outcomes: Outcomes, locale: Locale): boolean {
  if (node.type !== 'finding' && node.type !== 'resultTable' && node.type !== 'figure') return true;
  const outcome = outcomes.get(requestKey(node.attrs.request));
  const analysis = outcome?.ok ? findAnalysis(outcome.result.analysis) : undefined;
  if (!outcome?.ok || !analysis || outcome.result.status !== 'ok') return true;
  const { result } = outcome;
  if (node.type === 'finding')
    return node.attrs.index === null || sentencePlace(analysis.narrative(result, locale), node.attrs) !== null;
  return node.type === 'figure'
    ? analysis.figures(result, locale).some(({ id }) => id === node.attrs.figureId)
    : analysis.tables(result).some(({ id }) => id === node.attrs.tableId);
}

/**
 * The report was written about all forms; a segment's results may have less to tell: no second group that stands out, no branch of the tree
 * that was answered. Such sentences, tables and figures are left out of its report, where they would be references into nothing.
 */
export function withoutUntold(document: ReportDocument, outcomes: Outcomes, locale: Locale): ReportDocument {
  const kept = (content: readonly BlockNode[]): BlockNode[] =>
    content.flatMap((node): BlockNode[] => {
      if (!isTold(node, outcomes, locale)) return [];
      return holdsBlocks(node) && node.content ? [{ ...node, content: kept(node.content) }] : [node];
    });
  return { ...document, content: kept(document.content) };
}

type BlockHolder = Extract<
  BlockNode,
  { type: 'bulletList' | 'orderedList' | 'listItem' | 'table' | 'tableRow' | 'tableHeader' | 'tableCell' }
>;
const holders: ReadonlySet<string> = new Set<BlockHolder['type']>([
  'bulletList',
  'orderedList',
  'listItem',
  'table',
  'tableRow',
  'tableHeader',
  'tableCell',
]);
const holdsBlocks = (node: BlockNode): node is BlockHolder => holders.has(node.type);
