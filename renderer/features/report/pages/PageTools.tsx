import { EditOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, InputNumber, Select, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export const zooms = ['width', 'page', '75', '100', '125', '150'] as const;
export type Zoom = (typeof zooms)[number];

export interface PageToolsProps {
  /** 0 = first. */
  readonly page: number;
  /** null: not laid out yet. */
  readonly count: number | null;
  readonly unresolved: number;
  readonly fresh: boolean;
  readonly zoom: Zoom;
  onPage(page: number): void;
  onZoom(zoom: Zoom): void;
  onEdit(): void;
}

/** Which page is seen and how large, and the way to its text. */
export function PageTools({ page, count, unresolved, fresh, zoom, onPage, onZoom, onEdit }: PageToolsProps) {
  const { t } = useTranslation('pages');
  // What is being typed into the page field; null: it shows the page.
  const [typed, setTyped] = useState<number | null>(null);
  const go = (): void => {
    if (typed !== null) onPage(typed - 1);
    setTyped(null);
  };
  return (
    <>
      <Tooltip title={t('previous')}>
        <Button
          type="text"
          size="small"
          aria-label={t('previous')}
          disabled={page === 0}
          icon={<LeftOutlined />}
          onClick={() => onPage(page - 1)}
        />
      </Tooltip>
      <InputNumber
        size="small"
        className="report-pages-number"
        controls={false}
        min={1}
        max={count ?? 1}
        precision={0}
        aria-label={t('number')}
        value={typed ?? page + 1}
        disabled={count === null}
        onChange={setTyped}
        onPressEnter={go}
        onBlur={go}
      />
      <span className="report-pages-count">{t('count', { count: count ?? 0, shown: count ?? '…' })}</span>
      <Tooltip title={t('next')}>
        <Button
          type="text"
          size="small"
          aria-label={t('next')}
          disabled={count === null || page >= count - 1}
          icon={<RightOutlined />}
          onClick={() => onPage(page + 1)}
        />
      </Tooltip>
      <span className="report-tools-gap" />
      <Select<Zoom>
        size="small"
        className="report-pages-zoom"
        aria-label={t('zoom')}
        value={zoom}
        popupMatchSelectWidth={false}
        options={zooms.map((one) => ({
          value: one,
          label: one === 'width' || one === 'page' ? t(`zooms.${one}`) : `${one}%`,
        }))}
        onChange={onZoom}
      />
      <span className="report-tools-gap" />
      <Tooltip title={t('editHint')}>
        <Button size="small" type="text" icon={<EditOutlined />} onClick={onEdit}>
          {t('edit')}
        </Button>
      </Tooltip>
      <Tooltip title={t('noteHint')}>
        <span className={unresolved > 0 ? 'report-pages-note report-lost' : 'report-pages-note'} role="status">
          {count === null || !fresh
            ? t('computing')
            : unresolved > 0
              ? t('unresolved', { count: unresolved })
              : t('note')}
        </span>
      </Tooltip>
    </>
  );
}
