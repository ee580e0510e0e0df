import { BarChartOutlined, FileTextOutlined, NumberOutlined, TableOutlined } from '@ant-design/icons';
import { Empty, Input, Modal, Skeleton, Tabs } from 'antd';
import { type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { analysisGroups, type AnalysisRequest } from '../../../shared/analyses/types.ts';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { inLocale } from '../../../shared/model/text.ts';
import { ordered } from '../../../shared/model/project.ts';
import type { ResultPart } from '../../../shared/report/appendResult.ts';
import { requestKey } from '../../../shared/report/requestKey.ts';
import type { Outcome } from '../../../shared/report/resolve.ts';
import { isCancelled, useReport } from '../../app/notices.tsx';
import { useProject } from '../../app/projectStore.ts';
import { useLocale } from '../../app/useLocale.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { type Insertable, insertablesOf } from './insertables.ts';
import { LiveResultsContext } from './liveResults.ts';
import { runRequests } from './useOutcomes.ts';

interface Source {
  readonly key: string;
  readonly request: AnalysisRequest;
  readonly title: string;
  readonly detail: string;
  readonly words: string;
}

const icons: Readonly<Record<Insertable['kind'], ReactNode>> = {
  finding: <FileTextOutlined />,
  figure: <BarChartOutlined />,
  table: <TableOutlined />,
  number: <NumberOutlined />,
};
const kinds: readonly Insertable['kind'][] = ['finding', 'figure', 'table', 'number'];

/** Cards of the project first, then what the catalogue proposes, each once. */
function useSources(open: boolean): readonly Source[] {
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
        .join('、');
      found.set(key, {
        key,
        request,
        title: own ?? inLocale(analysis.title, locale),
        detail,
        words: [analysis.title.zh, analysis.title.en, own ?? '', detail, ...analysis.keywords].join(' ').toLowerCase(),
      });
    }
    const rank = (source: Source): number => analysisGroups.indexOf(findAnalysis(source.request.analysis)!.group);
    return [...found.values()].toSorted((a, b) => rank(a) - rank(b));
  }, [entities.card, entities.variable, proposals, locale]);
}

export interface InsertDialogProps {
  readonly open: boolean;
  onClose(): void;
  onInsert(part: ResultPart): void;
}

/** Everything live that can be put into the report: choose an analysis at the left, a finding, figure, table or number at the right. */
export function InsertDialog({ open, onClose, onInsert }: InsertDialogProps) {
  const { t } = useTranslation('report');
  const client = useClient();
  const { projectId } = useProject();
  const { locale } = useContext(LiveResultsContext);
  const { reportError } = useReport();
  const sources = useSources(open);
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [answer, setAnswer] = useState<{ readonly key: string; readonly outcome: Outcome } | null>(null);
  const shown = sources.filter((source) => source.words.includes(search.trim().toLowerCase()));
  const source = shown.find((one) => one.key === chosen) ?? shown[0] ?? null;
  const key = source?.key ?? null;

  useEffect(() => {
    if (!open || !source || answer?.key === source.key) return;
    const controller = new AbortController();
    runRequests(client, projectId, [source.request], controller.signal, 'reportInsert').then(
      (outcomes) => {
        const outcome = outcomes.get(source.key);
        if (!controller.signal.aborted && outcome) setAnswer({ key: source.key, outcome });
      },
      (error: unknown) => {
        if (!controller.signal.aborted && !isCancelled(error)) reportError(error);
      },
    );
    return () => controller.abort();
  }, [open, source, answer?.key, client, projectId, reportError]);

  const outcome = answer && answer.key === key ? answer.outcome : null;
  const items = outcome?.ok && source ? insertablesOf(source.request, outcome.result, locale) : [];

  const panel = (kind: Insertable['kind']): ReactNode => {
    const own = items.filter((item) => item.kind === kind);
    if (own.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('insert.none')} />;
    return (
      <ul className="report-insert-items">
        {own.map((item) => (
          <li key={item.key}>
            <button type="button" onClick={() => onInsert(item.part)}>
              <span className="report-insert-icon">{icons[item.kind]}</span>
              <span className="report-insert-title">{item.title}</span>
              {item.value === undefined ? null : <strong>{item.value}</strong>}
            </button>
          </li>
        ))}
      </ul>
    );
  };

  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      width={860}
      title={t('insert.title')}
      className="report-insert"
      destroyOnHidden
    >
      <div className="report-insert-body">
        <div className="report-insert-sources">
          <Input.Search
            autoFocus
            allowClear
            placeholder={t('insert.search')}
            aria-label={t('insert.search')}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
          <ul role="listbox" aria-label={t('insert.sources')}>
            {shown.map((one) => (
              <li key={one.key} role="option" aria-selected={one.key === key}>
                <button
                  type="button"
                  className={one.key === key ? 'report-insert-on' : undefined}
                  onClick={() => setChosen(one.key)}
                >
                  <span>{one.title}</span>
                  {one.detail === '' ? null : <small>{one.detail}</small>}
                </button>
              </li>
            ))}
          </ul>
        </div>
        <div className="report-insert-parts">
          {source === null ? (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('insert.noSource')} />
          ) : outcome === null ? (
            <Skeleton active paragraph={{ rows: 5 }} />
          ) : outcome.ok ? (
            <Tabs
              size="small"
              items={kinds.map((kind) => ({
                key: kind,
                label: `${t(`insert.${kind}`)} ${items.filter((item) => item.kind === kind).length}`,
                children: panel(kind),
              }))}
            />
          ) : (
            <p className="report-lost">{inLocale(outcome.message, locale)}</p>
          )}
        </div>
      </div>
    </Modal>
  );
}
