import type { Node } from '@tiptap/pm/model';
import type { AnalysisRequest, JsonObject } from '../../../shared/analyses/types.ts';
import { requestKey } from '../../../shared/report/requestKey.ts';

const keys = new WeakMap<object, string>();
/** The key of a request that a node carries; nodes keep their attributes as long as they are not changed. */
export function keyOf(request: AnalysisRequest): string {
  const known = keys.get(request);
  if (known !== undefined) return known;
  const key = requestKey(request);
  keys.set(request, key);
  return key;
}

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
