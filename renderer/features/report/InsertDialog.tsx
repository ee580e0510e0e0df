import { BarChartOutlined, FileTextOutlined, NumberOutlined, TableOutlined } from '@ant-design/icons';
import { Empty, Input, Skeleton, Tabs } from 'antd';
import { type ReactNode, useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/Dialog.tsx';
import { inLocale } from '../../../shared/model/text.ts';
import type { ResultPart } from '../../../shared/report/appendResult.ts';
import { type Insertable, insertablesOf } from './insertables.ts';
import { LiveResultsContext } from './liveResults.ts';
import { useSources } from './useSources.ts';
import { useSourceOutcome } from './useSourceOutcome.ts';
import './insert.css';

const icons: Readonly<Record<Insertable['kind'], ReactNode>> = {
  finding: <FileTextOutlined />,
  figure: <BarChartOutlined />,
  table: <TableOutlined />,
  number: <NumberOutlined />,
};
const kinds: readonly Insertable['kind'][] = ['finding', 'figure', 'table', 'number'];

export interface InsertDialogProps {
  readonly open: boolean;
  onClose(): void;
  onInsert(part: ResultPart): void;
}

/** Everything live that can be put into the report: choose an analysis at the left, a finding, figure, table or number at the right. */
export function InsertDialog({ open, onClose, onInsert }: InsertDialogProps) {
  const { t } = useTranslation('report');
  const { locale } = useContext(LiveResultsContext);
  const sources = useSources(open);
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = sources.filter((source) => source.words.includes(search.trim().toLowerCase()));
  const source = shown.find((one) => one.key === chosen) ?? shown[0] ?? null;
  const key = source?.key ?? null;

  const outcome = useSourceOutcome(open ? source : null);
  const items = outcome?.ok && source ? insertablesOf(source.request, outcome.result, locale) : [];

  const panel = (kind: Insertable['kind']): ReactNode => {
    const own = items.filter((item) => item.kind === kind);
    if (own.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('insert.none')} />;
    return (
      <ul className="report-insert-items">
        {own.map((item) => (
          <li key={item.key}>
            <button type="button" onClick={() => onInsert(item.part)}>
              <span className="report-insert-icon">{icons[item.kind]}</span>
              <span className="report-insert-title">{item.title}</span>
              {item.value === undefined ? null : <strong>{item.value}</strong>}
            </button>
          </li>
        ))}
      </ul>
    );
  };

  return (
    <Dialog
      quick
      open={open}
      onCancel={onClose}
      footer={null}
      width={860}
      title={t('insert.title')}
      className="report-insert"
      destroyOnHidden
    >
      <div className="report-insert-body">
        <div className="report-insert-sources">
          <Input.Search
            allowClear
            placeholder={t('insert.search')}
            aria-label={t('insert.search')}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
          <ul role="listbox" aria-label={t('insert.sources')}>
            {shown.map((one) => (
              <li key={one.key} role="option" aria-selected={one.key === key}>
                <button
                  type="button"
                  className={one.key === key ? 'report-insert-on' : undefined}
                  onClick={() => setChosen(one.key)}
                >
                  <span>{one.title}</span>
                  {one.detail === '' ? null : <small>{one.detail}</small>}
                </button>
              </li>
            ))}
          </ul>
        </div>
        <div className="report-insert-parts">
          {source === null ? (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('insert.noSource')} />
          ) : outcome === null ? (
            <Skeleton active paragraph={{ rows: 5 }} />
          ) : outcome.ok ? (
            <Tabs
              size="small"
              items={kinds.map((kind) => ({
                key: kind,
                label: `${t(`insert.${kind}`)} ${items.filter((item) => item.kind === kind).length}`,
                children: panel(kind),
              }))}
            />
          ) : (
            <p className="report-lost">{inLocale(outcome.message, locale)}</p>
          )}
        </div>
      </div>
    </Dialog>
  );
}
