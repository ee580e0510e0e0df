import { InfoCircleOutlined } from '@ant-design/icons';
import { Button, InputNumber, Select, Tag } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/methods.ts';
import type { ImportPlan } from '../../../shared/importing/plan.ts';
import { useReport } from '../../app/notices.tsx';
import { useProject } from '../../app/projectStore.ts';
import { useClient } from '../../client/ClientContext.tsx';
import type { TextFileChoices } from '../../../shared/importing/textFile.ts';
import { FileNotices } from './FileNotices.tsx';
import type { ProposeParts } from './ImportSheet.tsx';
import type { SheetRow } from './previewRows.ts';
import { RecognisedAs } from './RecognisedAs.tsx';
import { SheetPreview } from './SheetPreview.tsx';
import { TextOptions } from './TextOptions.tsx';

export interface RangeStepProps {
  readonly file: string;
  readonly inspected: Output<'import.inspect'>;
  readonly parts: ProposeParts;
  readonly plan: ImportPlan | null;
  readonly recognised: Output<'import.propose'>['recognised'] | null;
  readonly textChoices: TextFileChoices;
  readonly busy: boolean;
  onParts(parts: ProposeParts): void;
  onPlan(plan: ImportPlan): void;
  /** Read the text table another way. */
  onText(choices: TextFileChoices): void;
}

/** Rows of the sheet's beginning and end that are shown. */
const shownAtTop = 100;
const shownAtEnd = 10;
const shownColumns = 1000;

function usePreview(
  file: string,
  sheet: string,
  inspected: Output<'import.inspect'>,
  rowCount: number,
): readonly SheetRow[] {
  const client = useClient();
  const { reportError } = useReport();
  const [rows, setRows] = useState<readonly SheetRow[]>([]);
  useEffect(() => {
    let stale = false;
    const read = async (fromRow: number, toRow: number): Promise<SheetRow[]> => {
      if (toRow <= fromRow) return [];
      const answer = await client.call('import.preview', { file, sheet, fromRow, toRow });
      return answer.rows.map((cells, index) => ({ row: fromRow + index, cells }));
    };
    const top = Math.min(rowCount, shownAtTop);
    Promise.all([read(0, top), read(Math.max(top, rowCount - shownAtEnd), rowCount)])
      .then(([first, last]) => {
        if (!stale) setRows([...first, ...last]);
      })
      .catch((error: unknown) => {
        if (!stale) reportError(error);
      });
    return () => {
      stale = true;
    };
  }, [client, file, sheet, inspected, rowCount, reportError]);
  return rows;
}

/** Rows named one by one; of more, the first ones. */
const namedRows = 8;
const rowList = (rows: readonly number[], comma: string): string =>
  rows
    .slice(0, namedRows)
    .map((row) => row + 1)
    .join(comma) + (rows.length > namedRows ? ' …' : '');

/** Step 1: the sheet as it is, with the header rows and the data range drawn on it. */
export function RangeStep(props: RangeStepProps) {
  const { file, inspected, parts, plan, recognised, onParts, onPlan } = props;
  const { t } = useTranslation('import');
  const { entities } = useProject();
  const sheet = inspected.sheets.find((one) => one.name === parts.sheet) ?? inspected.sheets[0];
  const rows = usePreview(file, parts.sheet, inspected, sheet?.rowCount ?? 0);
  const records = useMemo(
    () => [...entities.import.values()].toSorted((a, b) => b.importedAt.localeCompare(a.importedAt)),
    [entities.import],
  );
  const width = Math.min(shownColumns, sheet?.columnCount ?? 0);

  const set = (change: Partial<ProposeParts>): void => {
    if (!plan) return;
    onParts({
      ...parts,
      headerRows: plan.headerRows,
      firstDataRow: plan.firstDataRow,
      lastDataRow: plan.lastDataRow,
      importId: null,
      ...change,
    });
  };
  const setHead = (first: number, last: number): void =>
    set({
      headerRows: [Math.min(first, last), Math.max(first, last)],
      firstDataRow: plan && plan.firstDataRow > last ? plan.firstDataRow : last + 1,
    });
  const head = plan && plan.headerRows[1] >= plan.headerRows[0] ? plan.headerRows : null;
  const leftOut = plan?.leftOutRows ?? [];
  const leaveOut = (rows: readonly number[]): void => {
    if (plan) onPlan({ ...plan, leftOutRows: rows.toSorted((a, b) => a - b) });
  };
  const rowActions = (row: number) => [
    { key: 'head', label: t('row.head'), onClick: () => setHead(row, row) },
    {
      key: 'headTo',
      label: t('row.headTo'),
      disabled: !plan || row < plan.headerRows[0],
      onClick: () => plan && setHead(plan.headerRows[0], row),
    },
    { key: 'first', label: t('row.first'), onClick: () => set({ firstDataRow: row }) },
    {
      key: 'last',
      label: t('row.last'),
      disabled: !plan || row < plan.firstDataRow,
      onClick: () => set({ lastDataRow: row }),
    },
    leftOut.includes(row)
      ? { key: 'form', label: t('row.form'), onClick: () => leaveOut(leftOut.filter((one) => one !== row)) }
      : {
          key: 'leaveOut',
          label: t('row.leaveOut'),
          disabled: !plan || row < plan.firstDataRow || row > plan.lastDataRow,
          onClick: () => leaveOut([...leftOut, row]),
        },
  ];
  const field = (id: string, label: string, value: number | undefined, onRow: (row: number) => void) => (
    <InputNumber
      id={id}
      aria-label={label}
      min={1}
      max={sheet?.rowCount ?? 1}
      precision={0}
      disabled={!plan}
      value={value === undefined ? null : value + 1}
      onChange={(next) => {
        if (next !== null && next - 1 !== value) onRow(next - 1);
      }}
      changeOnWheel={false}
      style={{ width: 80 }}
    />
  );
  return (
    <div className="import-range">
      {inspected.text ? (
        <TextOptions
          facts={inspected.text}
          choices={props.textChoices}
          failure={null}
          disabled={props.busy}
          onChoices={props.onText}
        />
      ) : null}
      <div className="import-options">
        <div className="field">
          <label htmlFor="import-sheet">{t('sheet')}</label>
          <Select
            id="import-sheet"
            value={parts.sheet}
            style={{ width: 260 }}
            onChange={(next) =>
              onParts({
                sheet: next,
                headerRows: null,
                firstDataRow: null,
                lastDataRow: null,
                indicatorTemplate: null,
                importId: null,
              })
            }
            options={inspected.sheets.map((one) => ({ value: one.name, label: one.name, info: one }))}
            optionRender={(option) => (
              <span className="import-sheet-option">
                {option.data.info.name}
                {option.data.info.hidden ? <Tag>{t('hidden')}</Tag> : null}
                <small>{t('size', { rows: option.data.info.rowCount, columns: option.data.info.columnCount })}</small>
              </span>
            )}
          />
        </div>
        <div className="field">
          <span className="field-label">{t('headRows')}</span>
          <div className="field-row">
            {field(
              'import-head-from',
              t('headFrom'),
              head?.[0],
              (row) => plan && setHead(row, Math.max(row, plan.headerRows[1])),
            )}
            <span aria-hidden="true">–</span>
            {field(
              'import-head-to',
              t('headTo'),
              head?.[1],
              (row) => plan && setHead(Math.min(row, plan.headerRows[0]), row),
            )}
          </div>
        </div>
        <div className="field">
          <span className="field-label">{t('dataRows')}</span>
          <div className="field-row">
            {field('import-data-from', t('dataFrom'), plan?.firstDataRow, (row) => set({ firstDataRow: row }))}
            <span aria-hidden="true">–</span>
            {field('import-data-to', t('dataTo'), plan?.lastDataRow, (row) => set({ lastDataRow: row }))}
          </div>
        </div>
        {recognised ? (
          <RecognisedAs
            recognised={recognised}
            disabled={!plan || props.busy}
            onPlatform={(platform) => onParts({ ...parts, platform })}
            onCodebook={(codebook) => onParts({ ...parts, codebook })}
          />
        ) : null}
        {records.length > 0 ? (
          <div className="field">
            <label htmlFor="import-remembered">{t('remembered')}</label>
            <Select
              id="import-remembered"
              allowClear
              value={parts.importId}
              placeholder={t('rememberedNone')}
              style={{ width: 260 }}
              popupMatchSelectWidth={false}
              options={records.map((record) => ({
                value: record.id,
                label: `${record.fileName} · ${record.importedAt.slice(0, 10)}`,
              }))}
              onChange={(importId: string | undefined) =>
                onParts({
                  ...parts,
                  headerRows: null,
                  firstDataRow: null,
                  lastDataRow: null,
                  importId: importId ?? null,
                })
              }
            />
          </div>
        ) : null}
      </div>
      {sheet && (sheet.hidden || sheet.hiddenRows > 0 || sheet.hiddenColumns > 0 || inspected.notices.length > 0) ? (
        <ul className="import-notices">
          {sheet.hidden ? <li>{t('sheetHidden')}</li> : null}
          {sheet.hiddenRows + sheet.hiddenColumns > 0 ? (
            <li>{t('hiddenParts', { rows: sheet.hiddenRows, columns: sheet.hiddenColumns })}</li>
          ) : null}
          <FileNotices notices={inspected.notices} most={8} />
        </ul>
      ) : null}
      {leftOut.length > 0 ? (
        <p className="import-left-out">
          {t('rowsLeftOut', { count: leftOut.length, rows: rowList(leftOut, t('listComma')) })}{' '}
          <Button size="small" type="link" onClick={() => leaveOut([])}>
            {t('rowsLeftOutBack')}
          </Button>
        </p>
      ) : null}
      <p className="field-note import-hint">
        <InfoCircleOutlined aria-hidden="true" /> {t('rangeHint')}
      </p>
      <SheetPreview rows={rows} columnCount={width} plan={plan} actionsOf={rowActions} disabled={!plan} />
      {(sheet?.columnCount ?? 0) > shownColumns ? (
        <p className="field-note">{t('moreColumns', { count: (sheet?.columnCount ?? 0) - shownColumns })}</p>
      ) : null}
      <p className="import-legend">
        <span data-part="head">{t('legend.head')}</span>
        <span data-part="data">
          {t('legend.data', { count: plan ? plan.lastDataRow - plan.firstDataRow + 1 - leftOut.length : 0 })}
        </span>
        <span data-part="outside">{t('legend.outside')}</span>
      </p>
    </div>
  );
}
