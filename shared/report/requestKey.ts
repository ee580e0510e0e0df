import type { AnalysisRequest } from '../analyses/types.ts';

/** JSON with keys in order: equal content, equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(',')}}`;
}

/** The same text for equal requests, whatever the order of their keys: results are looked up by it. */
export function requestKey(request: AnalysisRequest): string {
  return canonicalJson({ analysis: request.analysis, inputs: request.inputs, options: request.options });
}

/** Names a figure of a request, as the key of the author's changes to it. */
export function figureKey(request: AnalysisRequest, figureId: string): string {
  return `${requestKey(request)}#${figureId}`;
}
