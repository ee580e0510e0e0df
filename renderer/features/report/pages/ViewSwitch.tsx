import { Segmented, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';

/** The text to write in, or the pages it will be printed on. */
export function ViewSwitch({ pages, onChange }: { readonly pages: boolean; onChange(pages: boolean): void }) {
  const { t } = useTranslation('pages');
  return (
    <Tooltip title={t('pagesHint')}>
      <Segmented<'flow' | 'pages'>
        size="small"
        className="report-views"
        aria-label={t('views')}
        value={pages ? 'pages' : 'flow'}
        options={[
          { value: 'flow', label: t('flow') },
          { value: 'pages', label: t('pages') },
        ]}
        onChange={(view) => onChange(view === 'pages')}
      />
    </Tooltip>
  );
}
