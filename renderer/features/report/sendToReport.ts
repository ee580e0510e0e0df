import { useCallback } from 'react';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import type { AnalysisRequest } from '../../../shared/analyses/types.ts';
import type { AnalysisCard, StoredReport } from '../../../shared/model/project.ts';
import { appendResult } from '../../../shared/report/appendResult.ts';
import { figureKey, requestKey } from '../../../shared/report/requestKey.ts';
import { applyCommand, useProjectStore } from '../../app/projectStore.ts';
import { useLocale } from '../../app/useLocale.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { runRequests } from './useOutcomes.ts';

export { appendResult } from '../../../shared/report/appendResult.ts';

type Sendable = Pick<AnalysisCard, 'analysis' | 'inputs' | 'options' | 'figureStyles'>;

/**
 * Puts a card's result at the end of the report's main part: its findings, first figure and first table, with the card's changes to
 * the figure. A project without a report gets the standard one first.
 */
export function useSendToReport(): (card: Sendable) => Promise<void> {
  const client = useClient();
  const locale = useLocale();
  return useCallback(
    async (card) => {
      const project = useProjectStore.getState().project;
      if (!project) throw new Error('no project is open');
      const { projectId } = project;
      const request: AnalysisRequest = {
        analysis: card.analysis,
        inputs: card.inputs as AnalysisRequest['inputs'],
        options: card.options as AnalysisRequest['options'],
      };
      const signal = new AbortController().signal;
      const outcome = (await runRequests(client, projectId, [request], signal, 'sendToReport')).get(
        requestKey(request),
      );
      const analysis = findAnalysis(card.analysis);
      const stored =
        project.entities.report.get('main') ??
        ((await client.call('report.draft', { projectId, locale })).report as unknown as StoredReport);
      const usable = outcome?.ok && outcome.result.status === 'ok' ? outcome.result : null;
      const figure = usable ? analysis?.figures(usable, stored.locale)[0] : undefined;
      const table = usable ? analysis?.tables(usable)[0] : undefined;
      const style = figure ? card.figureStyles[figure.id] : undefined;
      const report: StoredReport = {
        ...stored,
        document: appendResult(stored.document, {
          request,
          finding: null,
          ...(figure ? { figureId: figure.id } : {}),
          ...(table ? { tableId: table.id } : {}),
        }),
        figureStyles:
          figure && style ? { ...stored.figureStyles, [figureKey(request, figure.id)]: style } : stored.figureStyles,
      };
      await applyCommand(client, projectId, { type: 'report.set', report: report as never });
    },
    [client, locale],
  );
}
