import { ClearOutlined, DownOutlined } from '@ant-design/icons';
import { Button, Dropdown, type MenuProps } from 'antd';
import type { TFunction } from 'i18next';
import { startTransition, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigation } from '../../app/navigation.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { takesQuestion } from './cleaningForms.ts';
import { type CleaningKind, cleaningKinds, openCleaning } from './openCleaning.ts';

const groups: readonly (readonly CleaningKind[])[] = [
  ['recode', 'merge', 'reverse', 'convertScale', 'bin'],
  ['compute', 'fill', 'replace', 'normalise', 'toNumber', 'split'],
  ['anonymise', 'remove'],
  ['weights', 'rules', 'log'],
];

type Items = NonNullable<MenuProps['items']>;

/** Every kind of change as lines of a menu; without those that a question does not take, when one is given. */
export function cleaningItems(t: TFunction<'cleaning'>, variable?: Variable): Items {
  return groups
    .map((kinds) => kinds.filter((kind) => !variable || takesQuestion(kind, variable)))
    .filter((kinds) => kinds.length > 0)
    .flatMap((kinds, index) => [
      ...(index > 0 ? [{ type: 'divider' as const }] : []),
      ...kinds.map((kind) => ({ key: kind, label: t(`kinds.${kind}`) })),
    ]);
}

/** Opens the dialog a line of such a menu stands for. */
export function openCleaningItem(key: string, variableIds: readonly string[]): void {
  const kind = cleaningKinds.find((known) => known === key);
  if (kind) openCleaning(kind, variableIds);
}

/** Every change to the data, for the chosen questions. */
export function CleaningMenu({ chosen }: { chosen(): readonly string[] }) {
  const { t } = useTranslation('cleaning');
  const startImport = useNavigation((state) => state.startImport);
  const items: Items = [
    ...cleaningItems(t),
    { type: 'divider' },
    { key: 'stack', label: t('kinds.stack') },
    { key: 'join', label: t('kinds.join') },
  ];
  const [isOpen, setOpen] = useState(false);
  const choose = (key: string): void => {
    if (key === 'stack') startImport(undefined, 'append');
    else if (key === 'join') startImport(undefined, 'join');
    else openCleaningItem(key, chosen());
  };
  return (
    <Dropdown
      autoFocus
      trigger={['click']}
      open={isOpen}
      // Drawn in pieces, between which the window goes on.
      onOpenChange={(next) => startTransition(() => setOpen(next))}
      menu={{ items, onClick: ({ key }) => choose(key) }}
    >
      <Button className="tool-fold" title={t('menu')} icon={<ClearOutlined />}>
        <span>
          {t('menu')} <DownOutlined />
        </span>
      </Button>
    </Dropdown>
  );
}
