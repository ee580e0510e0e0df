import type { ClipboardEvent, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import { useLocale } from '../../app/useLocale.ts';
import { cellAt, type EntryTable, usedColumns, withCell, withPasted } from './entryTable.ts';

export interface EntryGridProps {
  readonly names: readonly string[];
  readonly table: EntryTable;
  /** Columns are the indicators themselves, with an empty diagonal. */
  readonly square: boolean;
  readonly weights: readonly number[] | null;
  /** Weights that other rules would give, to be held beside them. */
  readonly others: readonly { readonly title: string; readonly weights: readonly number[] }[];
  /** A cell that cannot be read. */
  readonly wrong: { readonly row: number; readonly column: number } | null;
  onChange(table: EntryTable): void;
}

/** Columns shown before anything is typed. */
const firstColumns = 6;

/** A small sheet: a line per indicator, a column per person, weights at the right. Blocks of a spreadsheet can be pasted; arrows and Enter move. */
export function EntryGrid({ names, table, square, weights, others, wrong, onChange }: EntryGridProps) {
  const { t } = useTranslation('indicators');
  const locale = useLocale();
  const columns = square ? names.length : Math.max(firstColumns, usedColumns(table) + 1);

  const onKey = (event: KeyboardEvent<HTMLInputElement>, row: number, column: number): void => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' || event.key === 'Enter' ? 1 : 0;
    if (step === 0 || event.nativeEvent.isComposing) return;
    event.preventDefault();
    // At the foot of a column Enter goes on at the head of the next, as one person's answers follow another's.
    const wraps = event.key === 'Enter' && row + step === names.length;
    const target = wraps ? `0 ${column + 1}` : `${row + step} ${column}`;
    event.currentTarget.closest('table')?.querySelector<HTMLInputElement>(`[data-cell="${target}"]`)?.focus();
  };
  const onPaste = (event: ClipboardEvent<HTMLInputElement>, row: number, column: number): void => {
    const text = event.clipboardData.getData('text/plain');
    if (!/[\t\r\n,，;；]/.test(text.trim())) return;
    event.preventDefault();
    onChange(withPasted(table, names, row, column, text));
  };

  return (
    <div className="indicators-entry">
      <table aria-label={t('entry.table')}>
        <thead>
          <tr>
            <th scope="col">{t('entry.indicator')}</th>
            {Array.from({ length: columns }, (_, column) => (
              <th key={column} scope="col" title={square ? names[column] : undefined}>
                {column + 1}
              </th>
            ))}
            <th scope="col" className="indicators-entry-weight">
              {t('entry.weight')}
            </th>
            {others.map(({ title }) => (
              <th key={title} scope="col" className="indicators-entry-other">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names.map((name, row) => (
            <tr key={`${row} ${name}`}>
              <th scope="row" title={name}>
                {square ? `${row + 1} ${name}` : name}
              </th>
              {Array.from({ length: columns }, (_, column) =>
                square && row === column ? (
                  <td key={column} className="indicators-entry-none">
                    –
                  </td>
                ) : (
                  <td key={column}>
                    <input
                      data-cell={`${row} ${column}`}
                      inputMode="decimal"
                      autoComplete="off"
                      aria-label={t(square ? 'entry.wonCell' : 'entry.cell', {
                        name,
                        place: column + 1,
                        other: names[column] ?? '',
                      })}
                      aria-invalid={wrong?.row === row && wrong.column === column}
                      value={cellAt(table, row, column)}
                      onFocus={(event) => event.target.select()}
                      onChange={(event) => onChange(withCell(table, names.length, row, column, event.target.value))}
                      onKeyDown={(event) => onKey(event, row, column)}
                      onPaste={(event) => onPaste(event, row, column)}
                    />
                  </td>
                ),
              )}
              <td className="indicators-entry-weight">
                {weights ? formatNumber(weights[row]!, 'weight', locale) : '–'}
              </td>
              {others.map(({ title, weights: own }) => (
                <td key={title} className="indicators-entry-other">
                  {formatNumber(own[row]!, 'weight', locale)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
