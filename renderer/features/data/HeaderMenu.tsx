import type { GridApi } from 'ag-grid-community';
import { Dropdown, type MenuProps, Popover } from 'antd';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { FocusInside } from '../../components/FocusInside.tsx';
import { useProject } from '../../app/projectStore.ts';
import { cleaningItems, openCleaningItem } from '../cleaning/CleaningMenu.tsx';
import { chosenQuestions } from './chosenQuestions.ts';
import { ColumnFilter } from './ColumnFilter.tsx';
import { useColumnLayout } from './columnLayout.ts';
import type { GridRow } from './gridColumns.ts';
import { placeOfColumn, selectColumns } from './gridRange.ts';
import { useHeaderMenu } from './headerMenu.ts';

/** The questions a menu over one means: those of a selection it is part of, else itself. */
function questionsWith(id: string): readonly string[] {
  const chosen = chosenQuestions();
  return chosen.includes(id) ? chosen : [id];
}

/** What opens over the head of a column: its menu, or its filter. */
export function HeaderMenu({ api }: { readonly api: GridApi<GridRow> }) {
  const { t } = useTranslation('data');
  const { t: clean } = useTranslation('cleaning');
  const { entities } = useProject();
  const { open: asked, close } = useHeaderMenu();
  // Opens in pieces, between which the window goes on; closes at once.
  const drawn = useDeferredValue(asked, null);
  const open = asked && drawn;
  const { hidden, frozen, hide, show, freeze } = useColumnLayout();
  const variable = open ? entities.variable.get(open.variableId) : undefined;
  if (!open || !variable) return null;
  const { id } = variable;
  const anchor = <span className="data-menu-anchor" style={{ left: open.x, top: open.y }} />;
  const onOpenChange = (next: boolean): void => {
    if (!next) close();
  };
  if (open.kind === 'filter')
    return (
      <Popover
        key={`filter ${id}`}
        open
        trigger="click"
        placement="bottomLeft"
        onOpenChange={onOpenChange}
        content={
          <FocusInside>
            <ColumnFilter key={id} variable={variable} onClose={close} />
          </FocusInside>
        }
      >
        {anchor}
      </Popover>
    );
  const sort = (direction: 'asc' | 'desc' | null): void => {
    api.applyColumnState({ state: [{ colId: id, sort: direction }], defaultState: { sort: null } });
  };
  const isFrozen = frozen.has(id);
  const items: MenuProps['items'] = [
    { key: 'asc', label: t('column.ascending') },
    { key: 'desc', label: t('column.descending') },
    ...(api.getColumn(id)?.getSort() ? [{ key: 'unsorted', label: t('column.unsorted') }] : []),
    { key: 'filter', label: t('column.filter') },
    { type: 'divider' },
    { key: 'clean', label: t('cleaning:menu'), children: cleaningItems(clean, variable) },
    { type: 'divider' },
    { key: 'select', label: t('column.select'), extra: 'Ctrl+Space' },
    { key: 'freeze', label: t(isFrozen ? 'column.unfreeze' : 'column.freeze') },
    { key: 'hide', label: t('column.hide') },
    ...(hidden.size > 0 ? [{ key: 'show', label: t('column.showAll', { count: hidden.size }) }] : []),
  ];
  const select = (): void => {
    const column = placeOfColumn(id);
    if (column < 0) return;
    const row = Math.max(0, api.getFirstDisplayedRowIndex());
    selectColumns(column, column, row);
    api.setFocusedCell(row, id);
  };
  const run: Record<string, () => void> = {
    asc: () => sort('asc'),
    desc: () => sort('desc'),
    unsorted: () => sort(null),
    filter: () => useHeaderMenu.setState({ open: { ...open, kind: 'filter' } }),
    select,
    freeze: () => freeze(id, !isFrozen),
    hide: () => hide([id]),
    show: () => show(),
  };
  return (
    <Dropdown
      key={`menu ${id}`}
      open
      autoFocus
      trigger={['click']}
      onOpenChange={onOpenChange}
      menu={{
        items,
        onClick: ({ key, keyPath }) => {
          close();
          if (keyPath.includes('clean')) openCleaningItem(key, questionsWith(id));
          else run[key]?.();
        },
      }}
    >
      {anchor}
    </Dropdown>
  );
}
