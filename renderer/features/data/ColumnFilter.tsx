import { Button, Checkbox, Input } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellContent } from '../../../shared/commands/types.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { useColumn } from './columnCache.ts';
import { countAnswers } from './countAnswers.ts';
import { useDataView } from './dataView.ts';

/** Which answers the sheet shows: every answer with its count, to tick. Affects the view only. */
export function ColumnFilter({ variable, onClose }: { readonly variable: Variable; onClose(): void }) {
  const { t } = useTranslation('data');
  const column = useColumn(variable.id);
  const active = useDataView((state) => state.columnFilters.get(variable.id));
  const filterColumn = useDataView((state) => state.filterColumn);
  const [search, setSearch] = useState('');
  const entries = useMemo(() => {
    if (!column) return [];
    const counts = countAnswers(column, variable);
    const answers = counts.answers.map((answer): { value: CellContent; label: string; count: number } => answer);
    return counts.blank > 0 ? [...answers, { value: null, label: t('blankAnswer'), count: counts.blank }] : answers;
  }, [column, variable, t]);
  const kept = active ?? new Set(entries.map((entry) => entry.value));
  const shown = entries.filter((entry) => entry.label.toLowerCase().includes(search.trim().toLowerCase()));
  const put = (next: ReadonlySet<CellContent>): void =>
    filterColumn(variable.id, next.size === entries.length ? null : next);
  const toggle = (value: CellContent): void => {
    const next = new Set(kept);
    if (!next.delete(value)) next.add(value);
    put(next);
  };
  return (
    <div className="data-filter" role="group" aria-label={t('filterBy', { question: variable.label })}>
      {entries.length > 12 ? (
        <Input
          size="small"
          allowClear
          placeholder={t('searchAnswers')}
          aria-label={t('searchAnswers')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      ) : null}
      <div className="data-filter-row">
        <Button type="link" size="small" onClick={() => put(new Set(entries.map((entry) => entry.value)))}>
          {t('all')}
        </Button>
        <Button type="link" size="small" onClick={() => put(new Set())}>
          {t('none')}
        </Button>
        {search.trim() ? (
          <Button type="link" size="small" onClick={() => put(new Set(shown.map((entry) => entry.value)))}>
            {t('onlyFound')}
          </Button>
        ) : null}
      </div>
      <div className="data-filter-list">
        {shown.map((entry) => (
          <label key={String(entry.value)} className="data-filter-entry">
            <Checkbox checked={kept.has(entry.value)} onChange={() => toggle(entry.value)} />
            <span className="data-filter-label">{entry.label}</span>
            <span className="data-filter-count">{entry.count}</span>
          </label>
        ))}
      </div>
      <div className="data-filter-row data-filter-end">
        <Button size="small" disabled={!active} onClick={() => filterColumn(variable.id, null)}>
          {t('clearFilter')}
        </Button>
        <Button size="small" type="primary" onClick={onClose}>
          {t('common:ok')}
        </Button>
      </div>
    </div>
  );
}
