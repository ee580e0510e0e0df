import { Button, Checkbox, Input, Segmented, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellContent } from '../../../shared/commands/types.ts';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { useLocale } from '../../app/useLocale.ts';
import { useColumn } from './columnCache.ts';
import { type ColumnRule, isComplete, operandsOf, type RuleOperator, ruleOperators } from './columnRule.ts';
import { countAnswers } from './countAnswers.ts';
import { useDataView } from './dataView.ts';

type ConditionRule = Extract<ColumnRule, { readonly kind: 'condition' }>;

/** Answers drawn as lines to tick; beyond them the search leads. */
const drawn = 200;

/** Every answer with its count, to tick. */
function ByValue({ variable, onClose }: { readonly variable: Variable; onClose(): void }) {
  const { t } = useTranslation('data');
  const locale = useLocale();
  const column = useColumn(variable.id);
  const rule = useDataView((state) => state.columnFilters.get(variable.id));
  const active = rule?.kind === 'values' ? rule.kept : undefined;
  const filterColumn = useDataView((state) => state.filterColumn);
  const [search, setSearch] = useState('');
  const entries = useMemo(() => {
    if (!column) return [];
    // All of them: forms whose answer is not among the ticked ones are hidden, so none may be left unlisted.
    const counts = countAnswers(column, variable, Number.POSITIVE_INFINITY);
    const answers = counts.answers.map((answer): { value: CellContent; label: string; count: number } => answer);
    const blank = counts.blank + counts.unread;
    return blank > 0 ? [...answers, { value: null, label: t('blankAnswer'), count: blank }] : answers;
  }, [column, variable, t]);
  const kept = active ?? new Set(entries.map((entry) => entry.value));
  const shown = entries.filter((entry) => entry.label.toLowerCase().includes(search.trim().toLowerCase()));
  const put = (next: ReadonlySet<CellContent>): void =>
    filterColumn(variable.id, next.size === entries.length ? null : { kind: 'values', kept: next });
  const toggle = (value: CellContent): void => {
    const next = new Set(kept);
    if (!next.delete(value)) next.add(value);
    put(next);
  };
  return (
    <>
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
        {shown.slice(0, drawn).map((entry) => (
          <label key={String(entry.value)} className="data-filter-entry">
            <Checkbox checked={kept.has(entry.value)} onChange={() => toggle(entry.value)} />
            <span className="data-filter-label">{entry.label}</span>
            <span className="data-filter-count">{formatNumber(entry.count, 'integer', locale)}</span>
          </label>
        ))}
        {shown.length > drawn ? (
          <p className="field-note">
            {t('moreAnswers', {
              count: shown.length - drawn,
              shown: formatNumber(shown.length - drawn, 'integer', locale),
            })}
          </p>
        ) : null}
      </div>
      <div className="data-filter-row data-filter-end">
        <Button size="small" disabled={!rule} onClick={() => filterColumn(variable.id, null)}>
          {t('clearFilter')}
        </Button>
        <Button size="small" type="primary" onClick={onClose}>
          {t('common:ok')}
        </Button>
      </div>
    </>
  );
}

/** A condition on the answers; it holds as soon as it is complete. */
function ByCondition({ variable, onClose }: { readonly variable: Variable; onClose(): void }) {
  const { t } = useTranslation('data');
  const rule = useDataView((state) => state.columnFilters.get(variable.id));
  const filterColumn = useDataView((state) => state.filterColumn);
  const [draft, setDraft] = useState<ConditionRule>(
    rule?.kind === 'condition' ? rule : { kind: 'condition', operator: 'eq', operands: ['', ''] },
  );
  const put = (next: ConditionRule): void => {
    setDraft(next);
    if (isComplete(next, variable)) filterColumn(variable.id, next);
  };
  const [first, second] = draft.operands;
  const count = operandsOf(draft.operator);
  return (
    <div className="data-filter-condition">
      <Select<RuleOperator>
        size="small"
        autoFocus
        aria-label={t('rule.operator')}
        value={draft.operator}
        onChange={(operator) => put({ ...draft, operator })}
        options={ruleOperators.map((operator) => ({ value: operator, label: t(`rule.${operator}`) }))}
      />
      {count > 0 ? (
        <Input
          size="small"
          aria-label={t(count === 2 ? 'rule.from' : 'rule.value')}
          placeholder={t(count === 2 ? 'rule.from' : 'rule.value')}
          value={first}
          onChange={(event) => put({ ...draft, operands: [event.target.value, second] })}
          onPressEnter={onClose}
        />
      ) : null}
      {count === 2 ? (
        <Input
          size="small"
          aria-label={t('rule.to')}
          placeholder={t('rule.to')}
          value={second}
          onChange={(event) => put({ ...draft, operands: [first, event.target.value] })}
          onPressEnter={onClose}
        />
      ) : null}
      <div className="data-filter-row data-filter-end">
        <Button size="small" disabled={!rule} onClick={() => filterColumn(variable.id, null)}>
          {t('clearFilter')}
        </Button>
        <Button size="small" type="primary" onClick={onClose}>
          {t('common:ok')}
        </Button>
      </div>
    </div>
  );
}

/** Which answers the sheet shows, by ticking them or by a condition. Affects the view only. */
export function ColumnFilter({ variable, onClose }: { readonly variable: Variable; onClose(): void }) {
  const { t } = useTranslation('data');
  const [kind, setKind] = useState<ColumnRule['kind']>(
    () => useDataView.getState().columnFilters.get(variable.id)?.kind ?? 'values',
  );
  return (
    <div className="data-filter" role="group" aria-label={t('filterBy', { question: variable.label })}>
      <Segmented<ColumnRule['kind']>
        block
        size="small"
        aria-label={t('rule.kind')}
        value={kind}
        onChange={setKind}
        options={[
          { value: 'values', label: t('rule.values') },
          { value: 'condition', label: t('rule.condition') },
        ]}
      />
      {kind === 'values' ? (
        <ByValue variable={variable} onClose={onClose} />
      ) : (
        <ByCondition variable={variable} onClose={onClose} />
      )}
    </div>
  );
}
