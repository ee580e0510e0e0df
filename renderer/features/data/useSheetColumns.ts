import type { ColDef } from 'ag-grid-community';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Variable } from '../../../shared/model/variable.ts';
import { useColumnLayout } from './columnLayout.ts';
import { type GridRow, leadingColumns, questionColumn } from './gridColumns.ts';

type Layout = Parameters<typeof questionColumn>[2];

const isSame = (a: Layout, b: Layout): boolean => a.hidden === b.hidden && a.frozen === b.frozen && a.width === b.width;

/**
 * The columns of the sheet. That of a question stays the same object while nothing about it changes: the grid then leaves the column alone.
 *
 * @param edit  takes one typed cell
 */
export function useSheetColumns(
  variables: readonly Variable[],
  edit: (variable: Variable, row: number, typed: string) => void,
): ColDef<GridRow>[] {
  const { t } = useTranslation('data');
  const columnOf = useMemo(() => {
    const hooks = {
      edit,
      words: { form: t('formNumberHint'), flag: t('flag') },
      headWords: (variable: Variable) => ({
        sort: t('sort'),
        sortBy: t('sortBy', { question: variable.label }),
        filter: t('filterRows'),
        filterBy: t('filterBy', { question: variable.label }),
        menu: t('column.menu'),
        menuOf: t('column.menuOf', { question: variable.label }),
        scale: variable.scale ? `${variable.scale.min}–${variable.scale.max}` : t(`common:types.${variable.type}`),
        role: variable.role === 'none' ? null : t(`common:roles.${variable.role}`),
      }),
    };
    const known = new WeakMap<Variable, { readonly layout: Layout; readonly column: ColDef<GridRow> }>();
    return {
      leading: leadingColumns(hooks),
      question: (variable: Variable, layout: Layout): ColDef<GridRow> => {
        const before = known.get(variable);
        if (before && isSame(before.layout, layout)) return before.column;
        const column = questionColumn(variable, hooks, layout);
        known.set(variable, { layout, column });
        return column;
      },
    };
  }, [edit, t]);
  return useMemo(() => {
    const { hidden, frozen, widths } = useColumnLayout.getState();
    return [
      ...columnOf.leading,
      ...variables.map((variable) =>
        columnOf.question(variable, {
          hidden: hidden.has(variable.id),
          frozen: frozen.has(variable.id),
          width: widths.get(variable.id),
        }),
      ),
    ];
  }, [variables, columnOf]);
}
