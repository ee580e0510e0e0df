import type { AnalysisRequest } from '../analyses/types.ts';
import type { ReportDocument, ReportNode } from './document.ts';
import { requestKey } from './requestKey.ts';

/** Every node of the document, parents before children. */
export function* nodesOf(document: ReportDocument): Generator<ReportNode> {
  const waiting: ReportNode[] = [...document.content].toReversed();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node;
    if ('content' in node && node.content) waiting.push(...[...node.content].toReversed());
  }
}

/** Every distinct request the report refers to, in the order of first mention. */
export function requestsOf(document: ReportDocument): readonly AnalysisRequest[] {
  const found = new Map<string, AnalysisRequest>();
  for (const node of nodesOf(document)) {
    if (node.type !== 'number' && node.type !== 'finding' && node.type !== 'resultTable' && node.type !== 'figure')
      continue;
    const key = requestKey(node.attrs.request);
    if (!found.has(key)) found.set(key, node.attrs.request);
  }
  return [...found.values()];
}
