import { MoreOutlined, PlusOutlined } from '@ant-design/icons';
import { Dropdown, type MenuProps } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { inLocale } from '../../../shared/model/text.ts';
import { useProject } from '../../app/projectStore.ts';
import { useLocale } from '../../app/useLocale.ts';
import { openCleaningItem } from '../cleaning/CleaningMenu.tsx';
import { type CleaningKind, openCleaning } from '../cleaning/openCleaning.ts';
import { chosenQuestions } from './chosenQuestions.ts';
import { type FormView, useDataView } from './dataView.ts';
import { exclusionReason } from './exclusionReason.ts';
import type { Check } from './useChecks.ts';

interface EntryProps {
  readonly title: string;
  /** The rule behind the entry: told under it while its forms are shown. */
  readonly note?: string;
  /** null: not known. */
  readonly count: number | null;
  readonly active: boolean;
  readonly tone?: 'doubt' | 'bad' | 'sub';
  /** What stands at the right of the entry. */
  readonly extra?: ReactNode;
  onClick(): void;
}

function Entry({ title, note, count, active, tone, extra, onClick }: EntryProps) {
  return (
    <li className={extra === undefined ? '' : 'data-entry-with-menu'}>
      <button
        type="button"
        className={`data-entry ${tone ? `data-entry-${tone}` : ''}`}
        aria-pressed={active}
        title={note === undefined ? title : `${title}\n${note}`}
        onClick={onClick}
      >
        <span className="data-entry-title">{title}</span>
        <span className="data-entry-count">{count === null ? '?' : count.toLocaleString('en-US')}</span>
      </button>
      {extra}
      {active && note !== undefined ? <p className="data-list-note">{note}</p> : null}
    </li>
  );
}

/** Changes that mend what a check finds, the likeliest first. */
const mendingKinds: Readonly<Record<string, readonly CleaningKind[]>> = {
  blank: ['fill'],
  outOfRange: ['recode', 'replace'],
  textInNumbers: ['normalise', 'toNumber', 'replace'],
  unreadCells: ['fill'],
};

/** What can be done about what a check found. */
function CheckMenu({ check, onExclude }: { readonly check: Check; onExclude(): void }) {
  const { t } = useTranslation('data');
  const { t: clean } = useTranslation('cleaning');
  const locale = useLocale();
  const kinds = check.code.startsWith('rule:') ? (['rules'] as const) : (mendingKinds[check.code] ?? []);
  const chosen = (): readonly string[] => (check.variableIds.length > 0 ? check.variableIds : chosenQuestions());
  const items: MenuProps['items'] = [
    { key: 'exclude', label: t('excludeThese', { count: check.rows.length }), danger: true },
    ...(kinds.length > 0 ? [{ type: 'divider' as const }] : []),
    ...kinds.map((kind) => ({ key: kind, label: clean(`kinds.${kind}`) })),
  ];
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items,
        onClick: ({ key }) => (key === 'exclude' ? onExclude() : openCleaningItem(key, chosen())),
      }}
    >
      <button
        type="button"
        className="data-entry-menu"
        aria-label={t('checkMenu', { check: inLocale(check.title, locale) })}
      >
        <MoreOutlined />
      </button>
    </Dropdown>
  );
}

/** The forms of the project by whether they count, and what the standard checks found; a click shows those forms. */
export function CheckList({
  checks,
  onExclude,
}: {
  readonly checks: readonly Check[] | null;
  onExclude(rows: readonly number[]): void;
}) {
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
  const clean = checks?.filter((check) => check.rows.length === 0 && check.checked) ?? [];
  const unchecked = checks?.filter((check) => !check.checked) ?? [];
  const showCheck = (check: Check): void =>
    show({
      kind: 'check',
      code: check.code,
      title: check.title,
      rows: new Set(check.rows),
      variableIds: check.variableIds,
    });
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
      <div className="data-list-head">
        <h3>{t('checks')}</h3>
        <button type="button" className="data-entry-menu" title={t('addRule')} onClick={() => openCleaning('rules')}>
          <PlusOutlined aria-label={t('addRule')} />
        </button>
      </div>
      {checks === null ? <p className="data-list-note">{t('checking')}</p> : null}
      {checks !== null && found.length === 0 && unchecked.length === 0 ? (
        <p className="data-list-note">{t('nothingFound')}</p>
      ) : null}
      <ul>
        {found.map((check) => (
          <Entry
            key={check.code}
            tone="doubt"
            title={inLocale(check.title, locale)}
            note={inLocale(check.details, locale)}
            count={check.rows.length}
            active={view.kind === 'check' && view.code === check.code}
            extra={
              <CheckMenu
                check={check}
                onExclude={() => {
                  showCheck(check);
                  onExclude(check.rows);
                }}
              />
            }
            onClick={() => showCheck(check)}
          />
        ))}
        {unchecked.map((check) => (
          <Entry
            key={check.code}
            tone="bad"
            title={inLocale(check.title, locale)}
            note={inLocale(check.details, locale)}
            count={null}
            active={false}
            onClick={() => openCleaning('rules')}
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
