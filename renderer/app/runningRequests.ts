import type { AnalysisRequest } from '../../shared/analyses/types.ts';

/**
 * What the status line shows: the index and the alpha of its questions.
 *
 * @param items  the rating questions, where there is no tree that says them
 */
export function runningRequests(items: readonly string[]): readonly AnalysisRequest[] {
  const inputs: AnalysisRequest['inputs'] = items.length > 0 ? { items: [...items] } : {};
  return [
    { analysis: 'csi.index', inputs, options: {} },
    { analysis: 'reliability.cronbachAlpha', inputs, options: {} },
  ];
}
