import { useMemo } from 'react';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import type { AnalysisRequest, AnalysisResult } from '../../../shared/analyses/types.ts';
import type { AnalysisCard, FigureStyle, StoredReport } from '../../../shared/model/project.ts';
import { appendResult, type ResultPart } from '../../../shared/report/appendResult.ts';
import { figureKey, requestKey } from '../../../shared/report/requestKey.ts';
import type { Locale } from '../../../shared/model/text.ts';
import type { Client } from '../../client/createClient.ts';
import { applyCommand, useProjectStore } from '../../app/projectStore.ts';
import { useLocale } from '../../app/useLocale.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { runRequests } from './useOutcomes.ts';

type Sendable = Pick<AnalysisCard, 'analysis' | 'inputs' | 'options' | 'figureStyles'>;

/** Parts of results on their way into the report, with the changes made to their figures, by figureKey. */
export interface Sending {
  readonly parts: readonly ResultPart[];
  readonly figureStyles: Readonly<Record<string, FigureStyle>>;
}

const requestOf = ({ analysis, inputs, options }: Sendable): AnalysisRequest => ({
  analysis,
  inputs: inputs as AnalysisRequest['inputs'],
  options: options as AnalysisRequest['options'],
});

/** Parts of a card with what the card changes of their figures. */
export function sendingOf(card: Sendable, parts: readonly Omit<ResultPart, 'request'>[]): Sending {
  const request = requestOf(card);
  return {
    parts: parts.map((part) => ({ ...part, request })),
    figureStyles: Object.fromEntries(
      parts.flatMap(({ figureId }) => {
        const style = figureId === undefined ? undefined : card.figureStyles[figureId];
        return style && figureId !== undefined ? [[figureKey(request, figureId), style]] : [];
      }),
    ),
  };
}

/**
 * What is sent of a card when nobody chooses: its findings, the figure that is shown and the first table.
 *
 * @param result  null: it has none
 * @param shown  id of the figure that the card shows, null = the first
 */
export function usualSending(card: Sendable, result: AnalysisResult | null, shown: string | null = null): Sending {
  const analysis = result?.status === 'ok' ? findAnalysis(card.analysis) : undefined;
  const figures = result ? (analysis?.figures(result, 'zh-CN') ?? []) : [];
  const figure = figures.find(({ id }) => id === shown) ?? figures[0];
  const table = result ? analysis?.tables(result)[0] : undefined;
  return sendingOf(card, [
    { finding: null, ...(figure ? { figureId: figure.id } : {}), ...(table ? { tableId: table.id } : {}) },
  ]);
}

export interface SendToReport {
  /** The card's findings, the figure it shows (null = the first) and its first table. */
  card(card: Sendable, shown: string | null): Promise<void>;
  /** at: place in the stored document's content; null or absent: at the end of the main part. */
  parts(sending: Sending, at?: number | null): Promise<void>;
}

/**
 * Puts parts of results into the report of the open project, which gets the standard report first where it has none.
 *
 * @param locale  language of a report that has to be drafted
 */
export async function sendParts(
  client: Client,
  locale: Locale,
  sending: Sending,
  at: number | null = null,
): Promise<void> {
  const project = useProjectStore.getState().project;
  if (!project) throw new Error('no project is open');
  const { projectId } = project;
  const stored =
    project.entities.report.get('main') ??
    ((await client.call('report.draft', { projectId, locale })).report as unknown as StoredReport);
  const report: StoredReport = {
    ...stored,
    document: appendResult(stored.document, sending.parts, at),
    figureStyles: { ...stored.figureStyles, ...sending.figureStyles },
  };
  await applyCommand(client, projectId, { type: 'report.set', report: report as never });
}

/** Puts results into the report. */
export function useSendToReport(): SendToReport {
  const client = useClient();
  const locale = useLocale();
  return useMemo(
    () => ({
      parts: (sending, at) => sendParts(client, locale, sending, at),
      async card(card, shown) {
        const project = useProjectStore.getState().project;
        if (!project) throw new Error('no project is open');
        const request = requestOf(card);
        const { signal } = new AbortController();
        const outcomes = await runRequests(client, project.projectId, [request], signal, 'sendToReport');
        const outcome = outcomes.get(requestKey(request));
        await sendParts(client, locale, usualSending(card, outcome?.ok ? outcome.result : null, shown));
      },
    }),
    [client, locale],
  );
}
