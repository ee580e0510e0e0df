import { Button, Select } from 'antd';
import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../shared/analyses/types.ts';
import { formatCell } from '../../../shared/format/formatCell.ts';
import { inLocale } from '../../../shared/model/text.ts';
import { explainNumber } from '../explain/openExplain.ts';
import { askedOfCell, askedOfFinding, askedOfNumber, tableOf } from './explainNode.ts';
import { LiveResultsContext } from './liveResults.ts';

/** The numbers of a table by row and column, for the keyboard; a click on a number in the page asks at once. */
function TableNumbers({ attrs }: { readonly attrs: JsonObject }) {
  const { t } = useTranslation('explain');
  const live = useContext(LiveResultsContext);
  const table = tableOf(attrs, live);
  const [row, setRow] = useState(0);
  const columns = (table?.columns ?? []).flatMap((column, place) =>
    table?.rows.some((one) => typeof one.cells[column.key] === 'number')
      ? [{ value: place, label: inLocale(column.title, live.locale) }]
      : [],
  );
  const [column, setColumn] = useState<number | null>(null);
  const place = columns.find((one) => one.value === column)?.value ?? columns[0]?.value;
  if (!table || place === undefined) return null;
  const first = table.columns[0]?.key ?? '';
  const asked = askedOfCell(attrs, live, row, place);
  return (
    <div className="report-explain">
      <Select
        size="small"
        aria-label={t('row')}
        value={row}
        popupMatchSelectWidth={260}
        onChange={setRow}
        options={table.rows.map(({ cells }, value) => {
          const name = cells[first];
          return { value, label: formatCell(name ?? value + 1, 'text', live.locale) };
        })}
      />
      <Select size="small" aria-label={t('column')} value={place} onChange={setColumn} options={columns} />
      <Button size="small" disabled={!asked} onClick={() => asked && explainNumber(asked)}>
        {asked?.shown === undefined ? t('open') : `${t('open')} ${asked.shown.text}`}
      </Button>
    </div>
  );
}

/** The way from the selected number, finding or table to where its numbers come from. */
export function ExplainField({ type, attrs }: { readonly type: string; readonly attrs: JsonObject }) {
  const { t } = useTranslation('explain');
  const live = useContext(LiveResultsContext);
  if (type === 'resultTable') return <TableNumbers attrs={attrs} />;
  const asked =
    type === 'number'
      ? [askedOfNumber(attrs, live)].filter((one) => one !== null)
      : type === 'finding'
        ? askedOfFinding(attrs, live)
        : [];
  if (asked.length === 0) return null;
  return (
    <div className="report-explain">
      {asked.map((one, place) => (
        <Button key={place} size="small" onClick={() => explainNumber(one)}>
          {asked.length === 1 ? t('open') : `${t('open')} ${one.shown?.text ?? ''}`}
        </Button>
      ))}
    </div>
  );
}
