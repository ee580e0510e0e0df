import { Button, Checkbox, Input, Segmented, Select } from 'antd';
import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findIndicatorTemplate } from '../../../resources/templates/index.ts';
import { fillMessage, doubtMessages } from '../../../shared/importing/messages.ts';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import type { ColumnPlan, Doubt, ImportPlan } from '../../../shared/importing/plan.ts';
import type { Locale } from '../../../shared/model/text.ts';
import { type Role, roles } from '../../../shared/model/variable.ts';
import { templateLeaves } from '../../../shared/satisfaction/template.ts';
import { useLocale } from '../../app/useLocale.ts';
import { columnLetters } from '../../components/columnLetters.ts';
import { SparkBars } from '../../components/SparkBars.tsx';
import { ColumnEditor } from './ColumnEditor.tsx';
import type { Summary } from './ImportSheet.tsx';
import {
  acceptDoubts,
  acceptShared,
  changeColumns,
  type ColumnFilter,
  columnsBetween,
  filterColumns,
  ownDoubts,
  sharedDoubts,
} from './planTools.ts';

export function doubtText(doubt: Doubt, locale: Locale): string {
  const sentence = doubtMessages[doubt.code];
  return sentence ? fillMessage(sentence, doubt.details, locale) : doubt.code;
}

export interface ColumnsStepProps {
  readonly plan: ImportPlan;
  readonly summary: Summary | null;
  /** Lowest-level indicators of the project's own tree. */
  readonly leafNames: readonly string[];
  /** The column to begin with; null = the first. */
  readonly start: number | null;
  onPlan(plan: ImportPlan): void;
}

/** Step 2: the columns as a dense list with what was understood and what is in doubt; the selected ones are corrected at the right. */
export function ColumnsStep({ plan, summary, leafNames, start, onPlan }: ColumnsStepProps) {
  const { t } = useTranslation('import');
  const locale = useLocale();
  const [filter, setFilter] = useState<ColumnFilter>({ kind: 'all', search: '' });
  const [selected, setSelected] = useState<ReadonlySet<number>>(
    () => new Set(start === null ? plan.columns.slice(0, 1).map((column) => column.column) : [start]),
  );
  const anchor = useRef<number>(start ?? plan.columns[0]?.column ?? 0);
  const body = useRef<HTMLTableSectionElement>(null);
  useEffect(() => {
    if (start !== null) body.current?.querySelector<HTMLElement>(`[data-column="${start}"]`)?.focus();
  }, [start]);
  const shown = useMemo(() => filterColumns(plan, filter), [plan, filter]);
  const facts = useMemo(() => new Map(summary?.facts.map((fact) => [fact.column, fact])), [summary]);
  const shared = useMemo(() => sharedDoubts(plan), [plan]);
  const doubtful = plan.columns.filter((column) => ownDoubts(column, shared).length > 0).length;
  const left = plan.columns.filter((column) => !column.include).length;
  const template = plan.indicatorTemplate ? findIndicatorTemplate(plan.indicatorTemplate) : undefined;
  const names = template ? templateLeaves(template).map(({ name }) => name) : leafNames;

  const select = (column: number, event: MouseEvent | KeyboardEvent): void => {
    if (event.shiftKey) {
      setSelected(new Set(columnsBetween(shown, anchor.current, column)));
      return;
    }
    anchor.current = column;
    if (event.ctrlKey || event.metaKey) {
      const next = new Set(selected);
      if (!next.delete(column)) next.add(column);
      setSelected(next);
    } else setSelected(new Set([column]));
  };
  const onKey = (event: KeyboardEvent, index: number): void => {
    if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      setSelected(new Set(shown.map((column) => column.column)));
    }
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const next = shown[index + by];
    if (by !== 0 && next) {
      event.preventDefault();
      select(next.column, event);
      body.current?.querySelector<HTMLElement>(`[data-column="${next.column}"]`)?.focus();
    }
    if (event.key === ' ') {
      event.preventDefault();
      const column = shown[index];
      if (column) onPlan(changeColumns(plan, new Set([column.column]), { include: !column.include }));
    }
  };
  const rowOf = (column: ColumnPlan, index: number) => {
    const fact = facts.get(column.column);
    const total = fact ? fact.answered + fact.blank + fact.nonAnswer + fact.outOfRange + fact.unreadable : 0;
    const lacking = fact && total > 0 ? 1 - fact.answered / total : null;
    const chosen = selected.has(column.column);
    return (
      <tr
        key={column.column}
        data-column={column.column}
        data-left={!column.include}
        aria-selected={chosen}
        tabIndex={chosen || (index === 0 && !shown.some((one) => selected.has(one.column))) ? 0 : -1}
        onClick={(event) => select(column.column, event)}
        onKeyDown={(event) => onKey(event, index)}
      >
        <td>
          <Checkbox
            checked={column.include}
            tabIndex={-1}
            aria-label={t('include', { column: column.label })}
            onClick={(event) => event.stopPropagation()}
            onChange={(event) =>
              onPlan(changeColumns(plan, new Set([column.column]), { include: event.target.checked }))
            }
          />
        </td>
        <td className="import-letter">{columnLetters(column.column)}</td>
        <td className="import-label" title={column.header}>
          <span>{column.label}</span>
          {column.name === column.label ? null : <small>{column.name}</small>}
        </td>
        <td>{t(`common:types.${column.type}`)}</td>
        <td>
          {column.role === 'none' ? (
            <span className="import-faint">{t('common:roles.none')}</span>
          ) : (
            <span className={`role-chip role-${column.role}`}>{t(`common:roles.${column.role}`)}</span>
          )}
        </td>
        <td className="import-scale">
          {column.scale ? (
            <>
              {column.scale.min}–{column.scale.max}
              {column.scale.direction === 'descending' ? <span title={t('common:scale.descending')}> ↓</span> : null}
            </>
          ) : null}
        </td>
        <td className="import-indicator">{column.indicatorName}</td>
        <td className="import-number">{lacking === null ? '' : formatNumber(lacking, 'share1', locale)}</td>
        <td>{fact ? <SparkBars bars={fact.histogram} width={96} height={18} /> : null}</td>
        <td className="import-doubts">
          {ownDoubts(column, shared)
            .map((doubt) => doubtText(doubt, locale))
            .join(' ')}
        </td>
      </tr>
    );
  };
  return (
    <div className="import-columns">
      <div className="import-columns-main">
        <div className="import-tools">
          <Segmented<'all' | 'doubt' | 'left'>
            value={filter.kind === 'doubt' || filter.kind === 'left' ? filter.kind : 'all'}
            options={[
              { value: 'all', label: t('show.all', { count: plan.columns.length }) },
              { value: 'doubt', label: t('show.doubt', { count: doubtful }) },
              { value: 'left', label: t('show.left', { count: left }) },
            ]}
            onChange={(kind) => setFilter({ ...filter, kind })}
            aria-label={t('show.label')}
          />
          <Select<Role>
            allowClear
            placeholder={t('show.role')}
            aria-label={t('show.role')}
            style={{ width: 140 }}
            value={filter.kind === 'all' || filter.kind === 'doubt' || filter.kind === 'left' ? null : filter.kind}
            options={roles
              .filter((role) => plan.columns.some((column) => column.role === role))
              .map((role) => ({ value: role, label: t(`common:roles.${role}`) }))}
            onChange={(kind: Role | undefined) => setFilter({ ...filter, kind: kind ?? 'all' })}
          />
          <Input.Search
            allowClear
            placeholder={t('show.search')}
            aria-label={t('show.search')}
            style={{ width: 200 }}
            value={filter.search}
            onChange={(event) => setFilter({ ...filter, search: event.target.value })}
          />
          <span className="shell-bar-space" />
          <span className="field-note">{t('selectHint')}</span>
        </div>
        {shared.length > 0 ? (
          <ul className="import-shared">
            {shared.map((one) => (
              <li key={one.key}>
                <span>
                  <b>{t('sharedDoubt', { count: one.columns.length })}</b>
                  {doubtText(one.doubt, locale)}
                </span>
                <Button type="link" size="small" onClick={() => setSelected(new Set(one.columns))}>
                  {t('selectThese')}
                </Button>
                <Button size="small" onClick={() => onPlan(acceptShared(plan, one))}>
                  {t('allRight')}
                </Button>
              </li>
            ))}
          </ul>
        ) : null}
        <div className="import-table">
          <table aria-multiselectable="true" role="grid" aria-label={t('steps.columns')}>
            <thead>
              <tr>
                <th>
                  <span className="visually-hidden">{t('head.include')}</span>
                </th>
                <th>
                  <span className="visually-hidden">{t('head.column')}</span>
                </th>
                <th>{t('head.question')}</th>
                <th>{t('head.type')}</th>
                <th>{t('head.role')}</th>
                <th>{t('head.scale')}</th>
                <th>{t('head.indicator')}</th>
                <th className="import-number">{t('head.missing')}</th>
                <th>{t('head.answers')}</th>
                <th>{t('head.doubts')}</th>
              </tr>
            </thead>
            <tbody ref={body}>{shown.map(rowOf)}</tbody>
          </table>
          {shown.length === 0 ? <p className="import-none">{t('noColumns')}</p> : null}
        </div>
      </div>
      <ColumnEditor
        columns={plan.columns.filter((column) => selected.has(column.column))}
        facts={facts}
        indicatorNames={names}
        onChange={(change) => onPlan(changeColumns(plan, selected, change))}
        onAccept={() => onPlan(acceptDoubts(plan, selected))}
      />
    </div>
  );
}
