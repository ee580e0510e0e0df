import { useEffect, useMemo, useState } from 'react';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { analysisGroups, type AnalysisRequest } from '../../../shared/analyses/types.ts';
import { ordered } from '../../../shared/model/project.ts';
import { inLocale } from '../../../shared/model/text.ts';
import { requestKey } from '../../../shared/report/requestKey.ts';
import { isCancelled, useReport } from '../../app/notices.tsx';
import { useProject } from '../../app/projectStore.ts';
import { useLocale } from '../../app/useLocale.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { pinyinInitials } from './pinyinInitials.ts';

/** An analysis of this project whose results can stand in the report. */
export interface Source {
  readonly key: string;
  readonly request: AnalysisRequest;
  readonly title: string;
  readonly detail: string;
  readonly words: string;
}

/** Cards of the project first, then what the catalogue proposes, each once. */
export function useSources(open: boolean): readonly Source[] {
  const client = useClient();
  const locale = useLocale();
  const project = useProject();
  const { projectId, entities } = project;
  const { reportError } = useReport();
  const [proposals, setProposals] = useState<readonly AnalysisRequest[]>([]);
  useEffect(() => {
    if (!open) return;
    const controller = new AbortController();
    client.call('analysis.proposals', { projectId }, { signal: controller.signal }).then(
      ({ requests }) => {
        if (!controller.signal.aborted) setProposals(requests as unknown as readonly AnalysisRequest[]);
      },
      (error: unknown) => {
        if (!controller.signal.aborted && !isCancelled(error)) reportError(error);
      },
    );
    return () => controller.abort();
  }, [client, open, projectId, reportError]);

  return useMemo(() => {
    const nameOf = (id: unknown): string => (typeof id === 'string' ? (entities.variable.get(id)?.label ?? '') : '');
    const cards = ordered(entities.card).map((card) => ({
      request: {
        analysis: card.analysis,
        inputs: card.inputs as AnalysisRequest['inputs'],
        options: card.options as AnalysisRequest['options'],
      },
      own: card.title,
    }));
    const found = new Map<string, Source>();
    for (const { request, own } of [...cards, ...proposals.map((proposal) => ({ request: proposal, own: null }))]) {
      const analysis = findAnalysis(request.analysis);
      const key = requestKey(request);
      if (!analysis || found.has(key)) continue;
      const detail = Object.values(request.inputs)
        .flatMap((value) => (Array.isArray(value) ? value.map(nameOf) : [nameOf(value)]))
        .filter((name) => name !== '')
        .join(locale === 'zh-CN' ? '、' : ', ');
      found.set(key, {
        key,
        request,
        title: own ?? inLocale(analysis.title, locale),
        detail,
        words: [
          analysis.title.zh,
          analysis.title.en,
          own ?? '',
          detail,
          ...analysis.keywords,
          pinyinInitials(analysis.title.zh),
          pinyinInitials(own ?? ''),
          pinyinInitials(detail),
        ]
          .join(' ')
          .toLowerCase(),
      });
    }
    const rank = (source: Source): number => analysisGroups.indexOf(findAnalysis(source.request.analysis)!.group);
    return [...found.values()].toSorted((a, b) => rank(a) - rank(b));
  }, [entities.card, entities.variable, proposals, locale]);
}
