import { DownOutlined, QuestionCircleOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Dropdown, type MenuProps, Tooltip } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inLocale } from '../../shared/model/text.ts';
import { NameDialog } from '../components/NameDialog.tsx';
import { useConnection } from '../client/useConnection.ts';
import { openHelp } from '../features/help/openHelp.ts';
import { useReportTab } from '../features/report/drag/useReportTab.ts';
import { setLocale } from './i18n.ts';
import { useNavigation } from './navigation.ts';
import { useProject } from './projectStore.ts';
import { type RoomName, rooms } from './rooms.ts';
import { useLocale } from './useLocale.ts';
import { useProjectActions } from './useProjectActions.ts';

/** The time of a moment as the clock on the wall shows it: 12:03. */
function clockTime(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? ''
    : `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}

function ProjectMenu() {
  const { t } = useTranslation();
  const locale = useLocale();
  const project = useProject();
  const actions = useProjectActions();
  const goTo = useNavigation((state) => state.goTo);
  const startImport = useNavigation((state) => state.startImport);
  const [dialog, setDialog] = useState<'rename' | 'version' | null>(null);
  const name = project.entities.settings.get('main')?.name || t('project.untitled');
  const items: MenuProps['items'] = [
    { key: 'rename', label: t('project.rename'), onClick: () => setDialog('rename') },
    { key: 'import', label: t('project.import'), onClick: () => startImport() },
    { type: 'divider' },
    { key: 'save', label: t('project.save'), extra: 'Ctrl+S', onClick: () => void actions.save() },
    { key: 'copy', label: t('project.saveCopy'), extra: 'Ctrl+Shift+S', onClick: () => void actions.saveCopy() },
    { key: 'keep', label: t('project.keepVersion'), onClick: () => setDialog('version') },
    { key: 'versions', label: t('project.versions'), onClick: () => goTo('project') },
    { type: 'divider' },
    {
      key: 'language',
      label: t('project.language'),
      children: [
        { key: 'zh-CN', label: '简体中文', disabled: locale === 'zh-CN', onClick: () => setLocale('zh-CN') },
        { key: 'en', label: 'English', disabled: locale === 'en', onClick: () => setLocale('en') },
      ],
    },
    { type: 'divider' },
    { key: 'help', label: t('help:open'), extra: 'F1', onClick: () => openHelp() },
    { type: 'divider' },
    { key: 'close', label: t('project.close'), onClick: () => void actions.close() },
  ];
  return (
    <>
      <Dropdown autoFocus menu={{ items }} trigger={['click']}>
        <button type="button" className="shell-project" aria-haspopup="menu">
          <span className="shell-project-name">{name}</span>
          <DownOutlined aria-hidden="true" />
        </button>
      </Dropdown>
      {dialog === 'rename' ? (
        <NameDialog
          title={t('project.rename')}
          label={t('project.name')}
          initial={name}
          onCancel={() => setDialog(null)}
          onName={async (next) => {
            if (await actions.apply({ type: 'settings.set', name: next })) setDialog(null);
          }}
        />
      ) : null}
      {dialog === 'version' ? (
        <NameDialog
          title={t('project.keepVersion')}
          label={t('project.versionName')}
          hint={t('project.versionHint')}
          initial=""
          onCancel={() => setDialog(null)}
          onName={async (next) => {
            if (await actions.keepVersion(next)) setDialog(null);
          }}
        />
      ) : null}
    </>
  );
}

function SaveState() {
  const { t } = useTranslation();
  const locale = useLocale();
  const { savedAt, dirty, saveProblem } = useProject();
  const connection = useConnection();
  if (connection !== 'open') {
    return (
      <span className="shell-save shell-save-problem" role="status">
        {t('save.unreachable')}
      </span>
    );
  }
  if (saveProblem) {
    return (
      <Tooltip title={inLocale(saveProblem, locale)}>
        <span className="shell-save shell-save-problem" role="status">
          {t('save.problem')}
        </span>
      </Tooltip>
    );
  }
  const text = dirty || !savedAt ? t('save.kept') : t('save.saved', { time: clockTime(savedAt) });
  return (
    <Tooltip title={t('save.hint')}>
      <span className="shell-save" role="status">
        {text}
      </span>
    </Tooltip>
  );
}

/** The five steps of the work as tabs; arrow keys move between them. */
function RoomTabs() {
  const { t } = useTranslation();
  const room = useNavigation((state) => state.room);
  const goTo = useNavigation((state) => state.goTo);
  const list = useRef<HTMLDivElement>(null);
  const { over, target } = useReportTab();
  const move = (from: RoomName, by: number): void => {
    const at = rooms.findIndex((candidate) => candidate.name === from);
    const next = (at + by + rooms.length) % rooms.length;
    goTo(rooms[next]!.name);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
  };
  return (
    <div className="shell-tabs" role="tablist" aria-label={t('rooms.all')} ref={list}>
      {rooms.map(({ name, title }, index) => (
        <button
          key={name}
          {...(name === 'report' ? target : {})}
          type="button"
          role="tab"
          id={`room-tab-${name}`}
          aria-selected={room === name}
          aria-keyshortcuts={`Control+${index + 1}`}
          tabIndex={room === name ? 0 : -1}
          className={name === 'report' && over ? 'shell-tab drag-over' : 'shell-tab'}
          title={`Ctrl+${index + 1}`}
          onClick={() => goTo(name)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowRight') move(name, 1);
            if (event.key === 'ArrowLeft') move(name, -1);
          }}
        >
          {t(title)}
        </button>
      ))}
    </div>
  );
}

/** A curved arrow to the left (undo) or to the right (redo). */
function TurnArrow({ forward = false }: { readonly forward?: boolean }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" transform={forward ? 'scale(-1 1)' : undefined}>
      <path
        d="M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M6 3.5l-3 3 3 3"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** The one bar: project, rooms, search, undo and redo, save state. */
export function Bar({ onPalette }: { onPalette(): void }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { undo, redo, entities } = useProject();
  const actions = useProjectActions();
  const undoText = undo ? t('project.undoWhat', { what: inLocale(undo, locale) }) : t('project.nothingToUndo');
  const redoText = redo ? t('project.redoWhat', { what: inLocale(redo, locale) }) : t('project.nothingToRedo');
  return (
    <header className="shell-bar">
      <h1 className="visually-hidden">{entities.settings.get('main')?.name ?? t('project.untitled')}</h1>
      <ProjectMenu />
      <RoomTabs />
      <span className="shell-bar-space" />
      <button type="button" className="shell-search" onClick={onPalette} aria-keyshortcuts="Control+K">
        <SearchOutlined aria-hidden="true" />
        <span>{t('palette.open')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <Tooltip title={`${undoText}  Ctrl+Z`}>
        <Button
          type="text"
          aria-label={undoText}
          disabled={!undo}
          icon={<TurnArrow />}
          onClick={() => void actions.undo()}
        />
      </Tooltip>
      <Tooltip title={`${redoText}  Ctrl+Y`}>
        <Button
          type="text"
          aria-label={redoText}
          disabled={!redo}
          icon={<TurnArrow forward />}
          onClick={() => void actions.redo()}
        />
      </Tooltip>
      <Tooltip title={`${t('help:open')}  F1`}>
        <Button
          type="text"
          aria-label={t('help:open')}
          aria-keyshortcuts="F1"
          icon={<QuestionCircleOutlined aria-hidden="true" />}
          onClick={() => openHelp()}
        />
      </Tooltip>
      <SaveState />
    </header>
  );
}
