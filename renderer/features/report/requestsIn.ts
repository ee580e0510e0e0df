import type { Node } from '@tiptap/pm/model';
import type { AnalysisRequest, JsonObject } from '../../../shared/analyses/types.ts';
import { keyOf } from './reportLabels.ts';

/** Blocks of the editor are never changed in place: a letter typed in one leaves what was found in the others. */
const foundIn = new WeakMap<Node, readonly AnalysisRequest[]>();

function inBlock(block: Node): readonly AnalysisRequest[] {
  const known = foundIn.get(block);
  if (known) return known;
  const found: AnalysisRequest[] = [];
  const take = ({ attrs }: Node): void => {
    const request = attrs['request'] ?? (attrs['origin'] as JsonObject | null | undefined)?.['request'];
    if (request) found.push(request as AnalysisRequest);
  };
  take(block);
  block.descendants(take);
  foundIn.set(block, found);
  return found;
}

/** What the document refers to, each request once. */
export function requestsIn(document: Node): readonly AnalysisRequest[] {
  const found = new Map<string, AnalysisRequest>();
  document.forEach((block) => {
    for (const request of inBlock(block)) found.set(keyOf(request), request);
  });
  return [...found.values()];
}
