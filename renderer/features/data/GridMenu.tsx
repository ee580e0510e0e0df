import { Dropdown, type MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDataView } from './dataView.ts';

export interface GridMenuPlace {
  readonly x: number;
  readonly y: number;
  readonly row: number;
  /** Selected cells; 0 beside the questions. */
  readonly cells: number;
  /** The forms an action means. */
  readonly rows: readonly number[];
}

export interface GridMenuProps {
  readonly place: GridMenuPlace;
  /** All of them are excluded already. */
  readonly excluded: boolean;
  onClose(): void;
  onCopyCells(): unknown;
  onCopyWithHead(): unknown;
  onCutCells(): unknown;
  onPaste(): unknown;
  onCopyRows(): unknown;
  onFillDown(): unknown;
  onClear(): unknown;
  onExclude(): void;
  onInclude(): void;
}

/** The menu of a cell, by right click or the menu key. */
export function GridMenu({ place, excluded, onClose, ...actions }: GridMenuProps) {
  const { t } = useTranslation('data');
  const count = place.rows.length;
  const items: MenuProps['items'] = [
    ...(place.cells > 0
      ? [
          { key: 'cut', label: t('menu.cut', { count: place.cells }), extra: 'Ctrl+X' },
          { key: 'cell', label: t('menu.copyCells', { count: place.cells }), extra: 'Ctrl+C' },
          { key: 'head', label: t('menu.copyWithHead'), extra: 'Ctrl+Shift+C' },
          { key: 'paste', label: t('menu.paste'), extra: 'Ctrl+V' },
          { key: 'fill', label: t('menu.fillDown'), extra: 'Ctrl+D' },
          { key: 'clear', label: t('menu.clear', { count: place.cells }), extra: 'Delete' },
          { type: 'divider' as const },
        ]
      : []),
    { key: 'rows', label: t('menu.copyRows', { count }) },
    { type: 'divider' as const },
    { key: 'form', label: t('menu.showForm', { form: place.row + 1 }) },
    excluded
      ? { key: 'include', label: t('menu.include', { count }) }
      : { key: 'exclude', label: t('menu.exclude', { count }), extra: 'Ctrl+E', danger: true },
  ];
  const run: Record<string, () => unknown> = {
    cell: actions.onCopyCells,
    head: actions.onCopyWithHead,
    cut: actions.onCutCells,
    paste: actions.onPaste,
    rows: actions.onCopyRows,
    fill: actions.onFillDown,
    clear: actions.onClear,
    form: () => useDataView.getState().select({ row: place.row, tab: 'form' }),
    include: actions.onInclude,
    exclude: actions.onExclude,
  };
  return (
    <Dropdown
      open
      autoFocus
      trigger={['click']}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      menu={{
        items,
        onClick: ({ key }) => {
          onClose();
          run[key]?.();
        },
      }}
    >
      <span className="data-menu-anchor" style={{ left: place.x, top: place.y }} />
    </Dropdown>
  );
}
