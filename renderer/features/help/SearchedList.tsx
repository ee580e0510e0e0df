import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { type ReactNode, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A list with a field above it that narrows it down. */
export function SearchedList({
  label,
  children,
}: {
  readonly label: string;
  /** What the search text leaves; null when nothing. */
  children(search: string): ReactNode;
}) {
  const { t } = useTranslation('help');
  const [search, setSearch] = useState('');
  const found = children(useDeferredValue(search.trim()));
  return (
    <>
      <Input
        allowClear
        className="help-search"
        prefix={<SearchOutlined aria-hidden="true" />}
        placeholder={label}
        aria-label={label}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <div className="help-scroll help-found" tabIndex={0} role="region" aria-label={label}>
        {found ?? <p className="help-none">{t('none', { search })}</p>}
      </div>
    </>
  );
}
