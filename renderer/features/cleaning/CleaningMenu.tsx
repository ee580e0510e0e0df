import { ClearOutlined, DownOutlined } from '@ant-design/icons';
import { Button, Dropdown, type MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigation } from '../../app/navigation.ts';
import { type CleaningKind, cleaningKinds, openCleaning } from './openCleaning.ts';

const groups: readonly (readonly CleaningKind[])[] = [
  ['recode', 'merge', 'reverse', 'convertScale', 'bin'],
  ['compute', 'fill', 'replace', 'normalise', 'toNumber', 'split'],
  ['anonymise', 'remove'],
  ['weights', 'rules', 'log'],
];

/** Every change to the data, for the chosen question. */
export function CleaningMenu({ variableIds }: { readonly variableIds: readonly string[] }) {
  const { t } = useTranslation('cleaning');
  const items: MenuProps['items'] = groups.flatMap((kinds, index) => [
    ...(index > 0 ? [{ type: 'divider' as const }] : []),
    ...kinds.map((kind) => ({ key: kind, label: t(`kinds.${kind}`) })),
  ]);
  items.push({ type: 'divider' }, { key: 'stack', label: t('kinds.stack') }, { key: 'join', label: t('kinds.join') });
  const startImport = useNavigation((state) => state.startImport);
  const open = (key: string): void => {
    if (key === 'stack') startImport(undefined, 'append');
    if (key === 'join') startImport(undefined, 'join');
    const kind = cleaningKinds.find((known) => known === key);
    if (kind) openCleaning(kind, variableIds);
  };
  return (
    <Dropdown autoFocus trigger={['click']} menu={{ items, onClick: ({ key }) => open(key) }}>
      <Button icon={<ClearOutlined />}>
        {t('menu')} <DownOutlined />
      </Button>
    </Dropdown>
  );
}
