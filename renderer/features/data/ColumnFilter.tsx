import { Button, Checkbox, Input, Segmented, Select } from 'antd';
import { type UIEvent, useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellContent } from '../../../shared/commands/types.ts';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { useLocale } from '../../app/useLocale.ts';
import { useColumn } from './columnCache.ts';
import { type ColumnRule, isComplete, operandsOf, type RuleOperator, ruleOperators } from './columnRule.ts';
import { type AnswerCounts, countedAnswers, everyAnswer } from './countAnswers.ts';
import { useDataView } from './dataView.ts';

type ConditionRule = Extract<ColumnRule, { readonly kind: 'condition' }>;

/** Answers drawn as lines to tick at first, and more of them as the list is scrolled to its end. */
const drawnAtOnce = 40;
/** Beyond them the search leads. */
const mostDrawn = 200;
/** So close to the end of the list, in pixels, more lines are drawn. */
const nearEnd = 200;

interface Entry {
  readonly value: CellContent;
  readonly label: string;
  readonly count: number;
}

/** Every answer with its count, to tick. */
function ByValue({ variable, onClose }: { readonly variable: Variable; onClose(): void }) {
  const { t } = useTranslation('data');
  const locale = useLocale();
  const column = useColumn(variable.id);
  const rule = useDataView((state) => state.columnFilters.get(variable.id));
  const kept = rule?.kind === 'values' ? rule.kept : null;
  const filterColumn = useDataView((state) => state.filterColumn);
  const [search, setSearch] = useState('');
  const [reach, setReach] = useState(drawnAtOnce);
  const [counts, setCounts] = useState(() => column && countedAnswers(column, variable));
  useEffect(() => {
    if (!column) return;
    // The first answers are to be seen before a hundred thousand of them are listed.
    const timer = setTimeout(() => setCounts(everyAnswer(column, variable)));
    return () => clearTimeout(timer);
  }, [column, variable]);
  const entriesOf = useCallback(
    ({ answers, blank, unread }: AnswerCounts): readonly Entry[] =>
      blank + unread > 0 ? [...answers, { value: null, label: t('blankAnswer'), count: blank + unread }] : answers,
    [t],
  );
  const entries = useMemo(() => (counts ? entriesOf(counts) : []), [counts, entriesOf]);
  /** All answers: forms whose answer is not among the ticked ones are hidden, so none may be left out. */
  const all = (): CellContent[] => (column ? entriesOf(everyAnswer(column, variable)).map((entry) => entry.value) : []);
  const wanted = search.trim().toLowerCase();
  const shown = useMemo(
    () => (wanted === '' ? entries : entries.filter((entry) => entry.label.toLowerCase().includes(wanted))),
    [entries, wanted],
  );
  const put = (next: ReadonlySet<CellContent>): void =>
    filterColumn(variable.id, next.size === all().length ? null : { kind: 'values', kept: next });
  const toggle = (value: CellContent): void => {
    const next = new Set(kept ?? all());
    if (!next.delete(value)) next.add(value);
    put(next);
  };
  const onScroll = ({ currentTarget: list }: UIEvent<HTMLElement>): void => {
    if (list.scrollTop + list.clientHeight + nearEnd > list.scrollHeight)
      setReach((before) => Math.min(mostDrawn, before + drawnAtOnce));
  };
  const left = shown.length - mostDrawn;
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
        <Button type="link" size="small" onClick={() => filterColumn(variable.id, null)}>
          {t('all')}
        </Button>
        <Button type="link" size="small" onClick={() => put(new Set())}>
          {t('none')}
        </Button>
        {wanted ? (
          <Button type="link" size="small" onClick={() => put(new Set(shown.map((entry) => entry.value)))}>
            {t('onlyFound')}
          </Button>
        ) : null}
      </div>
      <div className="data-filter-list" onScroll={onScroll}>
        {shown.slice(0, reach).map((entry) => (
          <label key={String(entry.value)} className="data-filter-entry">
            <Checkbox checked={kept === null || kept.has(entry.value)} onChange={() => toggle(entry.value)} />
            <span className="data-filter-label">{entry.label}</span>
            <span className="data-filter-count">{formatNumber(entry.count, 'integer', locale)}</span>
          </label>
        ))}
        {left > 0 && reach === mostDrawn ? (
          <p className="field-note">
            {t('moreAnswers', { count: left, shown: formatNumber(left, 'integer', locale) })}
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
