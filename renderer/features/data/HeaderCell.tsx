import { ArrowDownOutlined, ArrowUpOutlined, FilterFilled, FilterOutlined, SwapOutlined } from '@ant-design/icons';
import { Popover } from 'antd';
import type { CustomHeaderProps } from 'ag-grid-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProjectStore } from '../../app/projectStore.ts';
import { SparkBars } from '../../components/SparkBars.tsx';
import { useColumn } from './columnCache.ts';
import { ColumnFilter } from './ColumnFilter.tsx';
import { countAnswers, sparkBars } from './countAnswers.ts';
import { useDataView } from './dataView.ts';

/** "期望 / 商品新鲜度" -> "商品新鲜度": over a narrow column the group is told by the role. The whole question is in the title. */
export const shortLabel = (label: string): string => label.split(' / ').at(-1) || label;

/** Two lines over a column: the question, then short name, scale and role; a small picture of the answers; sort and filter. */
export function HeaderCell({ column, progressSort, setSort }: CustomHeaderProps) {
  const { t } = useTranslation('data');
  const id = column.getColId();
  const variable = useProjectStore((store) => store.project?.entities.variable.get(id));
  const values = useColumn(id);
  const filtered = useDataView((state) => state.columnFilters.has(id));
  const selected = useDataView((state) => state.variableId === id);
  const [sort, setShownSort] = useState(column.getSort() ?? null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onSort = (): void => setShownSort(column.getSort() ?? null);
    column.addEventListener('sortChanged', onSort);
    return () => column.removeEventListener('sortChanged', onSort);
  }, [column]);
  const bars = useMemo(
    () => (values && variable ? sparkBars(countAnswers(values, variable), variable) : []),
    [values, variable],
  );
  if (!variable) return null;
  const scale = variable.scale ? `${variable.scale.min}–${variable.scale.max}` : t(`common:types.${variable.type}`);
  const sortIcon =
    sort === 'asc' ? <ArrowUpOutlined /> : sort === 'desc' ? <ArrowDownOutlined /> : <SwapOutlined rotate={90} />;
  return (
    <div
      className="data-header"
      data-selected={selected}
      onClick={() => useDataView.getState().select({ variableId: id, tab: 'question' })}
    >
      <div className="data-header-label" title={variable.label}>
        {shortLabel(variable.label)}
      </div>
      <div className="data-header-note">
        {variable.name === shortLabel(variable.label) ? null : (
          <span className="data-header-name">{variable.name}</span>
        )}
        <span>{scale}</span>
        {variable.role === 'none' ? null : (
          <span className={`data-role data-role-${variable.role}`}>{t(`common:roles.${variable.role}`)}</span>
        )}
      </div>
      <SparkBars bars={bars} width={Math.max(24, column.getActualWidth() - 72)} height={12} />
      <span className="data-header-tools">
        <button
          type="button"
          className="data-tool"
          data-on={sort !== null}
          aria-label={t('sortBy', { question: variable.label })}
          title={t('sort')}
          onClick={(event) => {
            event.stopPropagation();
            if (sort === 'desc') setSort(null);
            else progressSort(event.shiftKey);
          }}
        >
          {sortIcon}
        </button>
        <Popover
          trigger="click"
          open={open}
          onOpenChange={setOpen}
          placement="bottomRight"
          destroyOnHidden
          content={<ColumnFilter variable={variable} onClose={() => setOpen(false)} />}
        >
          <button
            type="button"
            className="data-tool"
            data-on={filtered}
            aria-label={t('filterBy', { question: variable.label })}
            title={t('filterRows')}
            onClick={(event) => event.stopPropagation()}
          >
            {filtered ? <FilterFilled /> : <FilterOutlined />}
          </button>
        </Popover>
      </span>
    </div>
  );
}
