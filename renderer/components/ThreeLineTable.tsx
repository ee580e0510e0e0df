import { CopyOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { type ReactNode, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultTable } from '../../shared/analyses/types.ts';
import { textWidth } from '../../shared/charts/plotText.ts';
import { inLocale } from '../../shared/model/text.ts';
import { useReport } from '../app/notices.tsx';
import { useLocale } from '../app/useLocale.ts';
import { useNumberCells } from './numberCells.ts';
import { alignedAtPoint, shownTable, tableAsHtml, tableAsTsv } from './tableClipboard.ts';
import '../styles/figures.css';

export interface ThreeLineTableProps {
  readonly table: ResultTable;
  /** Forms used, shown in the notes; null where the table itself says it. */
  readonly n?: number | null;
  readonly id?: string;
  /** Numbers can be asked about: where they come from. column: key of the column. */
  readonly onExplain?: (row: number, column: string) => void;
  /** Stands after the title. */
  readonly grip?: ReactNode;
}

const noNumbers = (): boolean => false;

/** A column of words is never squeezed below its longest word group, up to this many letters: a wide table scrolls instead. */
const widestKept = 12;

/** A table of more columns stands closer together. */
const denseColumns = 10;

/** Longest table shown at once; the rest comes on demand so that a frequency table of a thousand answers costs nothing. */
const pageRows = 60;

/** The three-line table of Chinese reports: rules above and below the head and at the foot, numbers at the decimal point, notes beneath. */
export function ThreeLineTable({ table, n = null, id, onExplain, grip }: ThreeLineTableProps) {
  const { t } = useTranslation('analysis');
  const locale = useLocale();
  const { reportDone, reportError } = useReport();
  const ownId = useId();
  const [all, setAll] = useState(false);
  const shown = useMemo(() => shownTable(table, locale), [table, locale]);
  const columns = useMemo(
    () =>
      table.columns.map((column, place) =>
        column.format === 'text'
          ? shown.rows.map((row) => row[place]!)
          : alignedAtPoint(shown.rows.map((row) => row[place]!)),
      ),
    [table, shown],
  );
  const kept = useMemo(
    () =>
      table.columns.map((column, place) =>
        column.format === 'text'
          ? {
              minWidth: `calc(${Math.min(widestKept, Math.max(...columns[place]!.map(textWidth), 0)).toFixed(1)}em + 20px)`,
            }
          : undefined,
      ),
    [table, columns],
  );
  const title = inLocale(table.title, locale);
  const visible = all ? table.rows : table.rows.slice(0, pageRows);

  const numbers = useNumberCells(
    { rows: visible.length, columns: table.columns.length },
    onExplain ? (row, place) => typeof table.rows[row]?.cells[table.columns[place]?.key ?? ''] === 'number' : noNumbers,
    (row, place) => onExplain?.(row, table.columns[place]!.key),
  );
  const numberProps = (row: number, place: number, className: string) => {
    const asked = onExplain && typeof table.rows[row]?.cells[table.columns[place]!.key] === 'number';
    if (!asked) return { className };
    return {
      id: numbers.idOf(row, place),
      'data-number': `${row} ${place}`,
      className: `${className} threeline-asked${numbers.isActive(row, place) ? ' threeline-active' : ''}`,
    };
  };

  const copy = (): void => {
    const item = new ClipboardItem({
      'text/html': new Blob([tableAsHtml(table, locale)], { type: 'text/html' }),
      'text/plain': new Blob([tableAsTsv(table, locale)], { type: 'text/plain' }),
    });
    navigator.clipboard.write([item]).then(() => reportDone(t('table.copied')), reportError);
  };

  return (
    <section className="threeline" aria-labelledby={ownId} id={id}>
      <header className="threeline-head drag-from">
        <h4 id={ownId}>{title}</h4>
        {grip}
        <Tooltip title={t('table.copy')}>
          <Button
            type="text"
            size="small"
            className="threeline-copy"
            aria-label={t('table.copyNamed', { title })}
            icon={<CopyOutlined />}
            onClick={copy}
          />
        </Tooltip>
      </header>
      <div className={table.columns.length > denseColumns ? 'threeline-scroll threeline-dense' : 'threeline-scroll'}>
        <table
          aria-labelledby={ownId}
          {...(onExplain ? { ...numbers.table, title: t('hint', { ns: 'explain' }) } : {})}
        >
          <thead>
            <tr>
              {table.columns.map((column, place) => (
                <th
                  key={column.key}
                  scope="col"
                  className={column.format === 'text' ? 'threeline-text' : 'threeline-number'}
                  style={kept[place]}
                >
                  {shown.head[place]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {visible.map((row, index) => (
              <tr key={index} className={row.emphasis ? 'threeline-emphasis' : undefined}>
                {table.columns.map((column, place) =>
                  place === 0 ? (
                    <th
                      key={column.key}
                      scope="row"
                      className={column.format === 'text' ? 'threeline-text' : 'threeline-number'}
                      style={row.depth ? { paddingLeft: 8 + 16 * row.depth } : undefined}
                    >
                      {columns[place]![index]}
                    </th>
                  ) : (
                    <td
                      key={column.key}
                      {...numberProps(index, place, column.format === 'text' ? 'threeline-text' : 'threeline-number')}
                    >
                      {columns[place]![index]}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {visible.length < table.rows.length ? (
        <Button type="link" size="small" onClick={() => setAll(true)}>
          {t('table.all', { count: table.rows.length })}
        </Button>
      ) : null}
      {shown.notes.length > 0 || n !== null ? (
        <div className="threeline-notes">
          {n !== null ? <p>{t('table.n', { n: n.toLocaleString('en-US') })}</p> : null}
          {shown.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </div>
      ) : null}
    </section>
  );
}
