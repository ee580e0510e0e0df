import { FilterOutlined, PlusOutlined } from '@ant-design/icons';
import { Badge, Button, InputNumber, Popover, Segmented, Tag } from 'antd';
import { startTransition, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import { inLocale } from '../../../shared/model/text.ts';
import { useNavigation } from '../../app/navigation.ts';
import { useProject } from '../../app/projectStore.ts';
import { useRemembered } from '../../app/remembered.ts';
import { accent } from '../../app/theme.ts';
import { useLocale } from '../../app/useLocale.ts';
import { useProjectActions } from '../../app/useProjectActions.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FocusInside } from '../../components/FocusInside.tsx';
import { RoomLayout } from '../../components/RoomLayout.tsx';
import { CleaningMenu } from '../cleaning/CleaningMenu.tsx';
import { CheckList } from './CheckList.tsx';
import { chosenQuestions } from './chosenQuestions.ts';
import { DataGrid } from './DataGrid.tsx';
import { DataInspector } from './DataInspector.tsx';
import { useDataView } from './dataView.ts';
import { ExcludeDialog } from './ExcludeDialog.tsx';
import { exclusionReason } from './exclusionReason.ts';
import { FilterEditor } from './FilterEditor.tsx';
import type { GridFacts } from './gridFacts.ts';
import { HiddenColumns } from './HiddenColumns.tsx';
import { type Check, useChangedCells, useChecks, useUnreadCells } from './useChecks.ts';
import '../../styles/history.css';
import './data.css';
import './sheet.css';
import './list.css';
import './inspector.css';
import './finding.css';

function AddForms() {
  const { t } = useTranslation('data');
  const actions = useProjectActions();
  const { rowCount } = useProject();
  const goTo = useNavigation((state) => state.goTo);
  const [open, setOpen] = useState(false);
  const [count, setCount] = useState(1);
  const add = async (): Promise<void> => {
    const first = rowCount;
    if (!(await actions.apply({ type: 'rows.append', count }))) return;
    setOpen(false);
    goTo('data', { kind: 'form', row: first });
  };
  const content = (
    <FocusInside>
      <div className="data-add">
        <label htmlFor="add-forms">{t('addCount')}</label>
        <InputNumber
          id="add-forms"
          min={1}
          max={10_000}
          precision={0}
          value={count}
          onChange={(value) => setCount(value ?? 1)}
          onPressEnter={() => void add()}
        />
        <Button type="primary" onClick={() => void add()}>
          {t('add')}
        </Button>
      </div>
    </FocusInside>
  );
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      placement="bottomRight"
      content={content}
      destroyOnHidden
    >
      <Button className="tool-fold" title={t('addForms')} icon={<PlusOutlined />}>
        {t('addForms')}
      </Button>
    </Popover>
  );
}

function DataEmpty() {
  const { t } = useTranslation('data');
  const actions = useProjectActions();
  const { entities } = useProject();
  const startImport = useNavigation((state) => state.startImport);
  const canType = entities.variable.size > 0;
  return (
    <EmptyState
      title={t('empty.title')}
      actions={
        <>
          <Button type="primary" onClick={() => startImport()}>
            {t('empty.import')}
          </Button>
          {canType ? (
            <Button onClick={() => void actions.apply({ type: 'rows.append', count: 1 })}>{t('empty.type')}</Button>
          ) : null}
          <Button onClick={() => void actions.openSample()}>{t('empty.sample')}</Button>
        </>
      }
    >
      <p>{t('empty.text')}</p>
    </EmptyState>
  );
}

/** What the sheet is limited to, with a way out. */
function ViewNote({ shown }: { readonly shown: number }) {
  const { t } = useTranslation('data');
  const locale = useLocale();
  const { rowCount, entities } = useProject();
  const { view, columnFilters, clearFilters, filterColumn, setView } = useDataView();
  const number = (value: number): string => formatNumber(value, 'integer', locale);
  if (view.kind === 'all' && columnFilters.size === 0)
    return (
      <span className="data-shown">
        {t('shownAll', { count: rowCount, shown: number(rowCount), columns: entities.variable.size })}
      </span>
    );
  const title =
    view.kind === 'valid'
      ? t('validForms')
      : view.kind === 'excluded'
        ? view.code
          ? exclusionReason(t, view.code)
          : t('excludedForms')
        : view.kind === 'check'
          ? inLocale(view.title, locale)
          : null;
  return (
    <>
      <span className="data-shown">{t('shownSome', { shown: number(shown), all: number(rowCount) })}</span>
      {title ? (
        <Tag closable={{ 'aria-label': t('clearFilter') }} onClose={() => setView({ kind: 'all' })}>
          {title}
        </Tag>
      ) : null}
      {[...columnFilters.keys()].map((id) => (
        <Tag
          key={id}
          closable={{ 'aria-label': t('clearFilter') }}
          onClose={() => filterColumn(id, null)}
          className="data-view-tag"
        >
          {entities.variable.get(id)?.label ?? id}
        </Tag>
      ))}
      <Button type="link" size="small" onClick={clearFilters}>
        {t('showAll')}
      </Button>
    </>
  );
}

/** Flags of the forms, for the narrow column: the titles of the checks that found them. */
function flagsOf(checks: readonly Check[] | null, locale: 'zh-CN' | 'en'): ReadonlyMap<number, readonly string[]> {
  const flags = new Map<number, string[]>();
  for (const check of checks ?? []) {
    for (const row of check.rows) {
      const titles = flags.get(row) ?? [];
      titles.push(inLocale(check.title, locale));
      flags.set(row, titles);
    }
  }
  return flags;
}

/** A check's own reason for excluding what it found, where there is one. */
const reasonsOfChecks: Readonly<Record<string, string>> = {
  blank: 'blank',
  speeder: 'speeder',
  duplicate: 'duplicate',
  duplicateId: 'duplicate',
  straightLining: 'straightLine',
  outOfRange: 'outOfRange',
};

/** The sheet: forms and answers, checks at the left, the selected question or form at the right. */
export default function DataRoom() {
  const { t } = useTranslation('data');
  const locale = useLocale();
  const { rowCount, entities } = useProject();
  const startImport = useNavigation((state) => state.startImport);
  const checks = useChecks();
  const changed = useChangedCells();
  const unread = useUnreadCells();
  const [labels, setLabels] = useRemembered<boolean>('data.labels', false);
  const [shown, setShown] = useState(rowCount);
  const [excluding, setExcluding] = useState<readonly number[] | null>(null);
  const view = useDataView((state) => state.view);
  const closeExclude = useCallback(() => setExcluding(null), []);

  const flags = useMemo(() => flagsOf(checks, locale), [checks, locale]);
  const facts = useMemo<GridFacts>(
    () => ({ changed, unread, exclusions: entities.exclusion, flags, showLabels: labels }),
    [changed, unread, entities.exclusion, flags, labels],
  );
  const onExclude = useCallback(
    // The dialog is drawn in pieces, between which the window goes on.
    (rows: readonly number[]) =>
      startTransition(() => setExcluding(rows.filter((one) => !entities.exclusion.has(String(one))))),
    [entities.exclusion],
  );
  const conditions = entities.filter.get('main')?.conditions.length ?? 0;
  const checkRows = view.kind === 'check' ? [...view.rows].filter((one) => !entities.exclusion.has(String(one))) : [];

  if (rowCount === 0) return <DataEmpty />;

  const header = (
    <>
      <ViewNote shown={shown} />
      <HiddenColumns />
      {checkRows.length > 0 && view.kind === 'check' ? (
        <Button size="small" danger onClick={() => setExcluding(checkRows)}>
          {t('excludeThese', { count: checkRows.length })}
        </Button>
      ) : null}
      <span className="shell-bar-space" />
      <Segmented<'value' | 'label'>
        value={labels ? 'label' : 'value'}
        aria-label={t('cellsShow')}
        options={[
          { value: 'value', label: t('values') },
          { value: 'label', label: t('labels') },
        ]}
        onChange={(next) => setLabels(next === 'label')}
      />
      <Popover
        trigger="click"
        placement="bottomRight"
        content={
          <FocusInside>
            <FilterEditor />
          </FocusInside>
        }
        title={t('filter.title')}
        destroyOnHidden
      >
        <Badge count={conditions} size="small" color={accent}>
          <Button className="tool-fold" title={t('filter.button')} icon={<FilterOutlined />}>
            {t('filter.button')}
          </Button>
        </Badge>
      </Popover>
      <CleaningMenu chosen={chosenQuestions} />
      <AddForms />
      <Button type="primary" onClick={() => startImport()}>
        {t('importMore')}
      </Button>
    </>
  );
  return (
    <>
      <RoomLayout
        name="data"
        listTitle={t('listTitle')}
        list={<CheckList checks={checks} onExclude={onExclude} />}
        header={header}
        inspectorTitle={t('inspectorTitle')}
        inspector={<DataInspector onExclude={onExclude} />}
      >
        <DataGrid facts={facts} onShown={setShown} onExclude={onExclude} />
      </RoomLayout>
      {excluding && excluding.length > 0 ? (
        <ExcludeDialog
          rows={excluding}
          suggested={view.kind === 'check' ? (reasonsOfChecks[view.code] ?? 'byHand') : 'byHand'}
          onClose={closeExclude}
        />
      ) : null}
    </>
  );
}
