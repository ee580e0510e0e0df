import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../shared/contract/methods.ts';
import { inLocale } from '../../shared/model/text.ts';
import { useReport } from '../app/notices.tsx';
import { useProject } from '../app/projectStore.ts';
import { useLocale } from '../app/useLocale.ts';
import { useClient } from '../client/ClientContext.tsx';
import { localDateTime } from './localDateTime.ts';
import '../styles/history.css';

/** The latest changes of the project, newest first; what was undone is struck out. */
export function HistoryList({ limit }: { readonly limit: number }) {
  const { t } = useTranslation('project');
  const locale = useLocale();
  const client = useClient();
  const { reportError } = useReport();
  const { projectId, revision } = useProject();
  const [entries, setEntries] = useState<Output<'project.history'>['entries'] | null>(null);
  useEffect(() => {
    let stale = false;
    client
      .call('project.history', { projectId, limit })
      .then((answer) => {
        if (!stale) setEntries(answer.entries.toSorted((a, b) => b.sequence - a.sequence));
      })
      .catch((error: unknown) => {
        if (!stale) reportError(error);
      });
    return () => {
      stale = true;
    };
  }, [client, projectId, revision, limit, reportError]);
  if (entries?.length === 0) return <p className="field-note">{t('noHistory')}</p>;
  return (
    <ol className="history">
      {entries?.map((entry) => (
        <li key={entry.sequence} data-undone={entry.undone}>
          <time>{localDateTime(entry.at)}</time>
          <span>
            {inLocale(entry.label, locale)}
            {entry.undone ? <small>{t('undone')}</small> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
