import { Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Role, roles } from '../../shared/model/variable.ts';

/** What a question is for. */
export function RoleSelect({
  id,
  value,
  label,
  onChange,
}: {
  readonly id?: string;
  readonly value: Role | null;
  readonly label?: string;
  onChange(role: Role): void;
}) {
  const { t } = useTranslation();
  const options = useMemo(() => roles.map((role) => ({ value: role, label: t(`roles.${role}`) })), [t]);
  return (
    <Select<Role>
      {...(id ? { id } : {})}
      {...(label ? { 'aria-label': label } : {})}
      value={value}
      options={options}
      onChange={onChange}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      placeholder={t('field.choose')}
      style={{ width: '100%' }}
    />
  );
}
