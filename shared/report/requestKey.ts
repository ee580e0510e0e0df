import type { AnalysisRequest } from '../analyses/types.ts';

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`;
}

/** The same text for equal requests, whatever the order of their keys: results are looked up by it. */
export function requestKey(request: AnalysisRequest): string {
  return canonical({ analysis: request.analysis, inputs: request.inputs, options: request.options });
}

/** Names a figure of a request, as the key of the author's changes to it. */
export function figureKey(request: AnalysisRequest, figureId: string): string {
  return `${requestKey(request)}#${figureId}`;
}
