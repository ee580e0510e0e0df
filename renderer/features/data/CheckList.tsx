import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { inLocale } from '../../../shared/model/text.ts';
import { useProject } from '../../app/projectStore.ts';
import { useLocale } from '../../app/useLocale.ts';
import { type FormView, useDataView } from './dataView.ts';
import { exclusionReason } from './exclusionReason.ts';
import type { Check } from './useChecks.ts';

interface EntryProps {
  readonly title: string;
  readonly note?: string;
  readonly count: number;
  readonly active: boolean;
  readonly tone?: 'doubt' | 'bad' | 'sub';
  onClick(): void;
}

function Entry({ title, note, count, active, tone, onClick }: EntryProps) {
  return (
    <li>
      <button
        type="button"
        className={`data-entry ${tone ? `data-entry-${tone}` : ''}`}
        aria-pressed={active}
        title={note}
        onClick={onClick}
      >
        <span className="data-entry-title">{title}</span>
        <span className="data-entry-count">{count.toLocaleString('en-US')}</span>
      </button>
    </li>
  );
}

/** The forms of the project by whether they count, and what the standard checks found; a click shows those forms. */
export function CheckList({ checks }: { readonly checks: readonly Check[] | null }) {
  const { t } = useTranslation('data');
  const locale = useLocale();
  const { rowCount, entities } = useProject();
  const view = useDataView((state) => state.view);
  const setView = useDataView((state) => state.setView);
  const reasons = useMemo(() => {
    const counts = new Map<string, number>();
    for (const exclusion of entities.exclusion.values())
      counts.set(exclusion.code, (counts.get(exclusion.code) ?? 0) + 1);
    return [...counts].toSorted((a, b) => b[1] - a[1]);
  }, [entities.exclusion]);
  const show = (next: FormView): void => setView(next);
  const found = checks?.filter((check) => check.rows.length > 0) ?? [];
  const clean = checks?.filter((check) => check.rows.length === 0) ?? [];
  return (
    <div className="data-list">
      <h3>{t('forms')}</h3>
      <ul>
        <Entry
          title={t('allForms')}
          count={rowCount}
          active={view.kind === 'all'}
          onClick={() => show({ kind: 'all' })}
        />
        <Entry
          title={t('validForms')}
          count={rowCount - entities.exclusion.size}
          active={view.kind === 'valid'}
          onClick={() => show({ kind: 'valid' })}
        />
        <Entry
          title={t('excludedForms')}
          count={entities.exclusion.size}
          active={view.kind === 'excluded' && view.code === null}
          {...(entities.exclusion.size > 0 ? { tone: 'bad' as const } : {})}
          onClick={() => show({ kind: 'excluded', code: null })}
        />
        {reasons.map(([code, count]) => (
          <Entry
            key={code}
            tone="sub"
            title={exclusionReason(t, code)}
            count={count}
            active={view.kind === 'excluded' && view.code === code}
            onClick={() => show({ kind: 'excluded', code })}
          />
        ))}
      </ul>
      <h3>{t('checks')}</h3>
      {checks === null ? <p className="data-list-note">{t('checking')}</p> : null}
      {checks !== null && found.length === 0 ? <p className="data-list-note">{t('nothingFound')}</p> : null}
      <ul>
        {found.map((check) => (
          <Entry
            key={check.code}
            tone="doubt"
            title={inLocale(check.title, locale)}
            note={inLocale(check.details, locale)}
            count={check.rows.length}
            active={view.kind === 'check' && view.code === check.code}
            onClick={() => show({ kind: 'check', code: check.code, rows: new Set(check.rows) })}
          />
        ))}
      </ul>
      {found.length > 0 && clean.length > 0 ? (
        <p className="data-list-note">
          {t('cleanChecks', { list: clean.map((check) => inLocale(check.title, locale)).join(t('comma')) })}
        </p>
      ) : null}
    </div>
  );
}
