import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../components/Dialog.tsx';
import { catalogue } from '../../shared/analyses/catalogue.ts';
import { ordered } from '../../shared/model/project.ts';
import { inLocale } from '../../shared/model/text.ts';
import { cleaningKinds, openCleaning } from '../features/cleaning/openCleaning.ts';
import { helpTabs, openHelp } from '../features/help/openHelp.ts';
import { chosenQuestions } from '../features/data/chosenQuestions.ts';
import { setLocale } from './i18n.ts';
import { useNavigation } from './navigation.ts';
import { findEntries, type PaletteEntry } from './paletteSearch.ts';
import { useProjectStore } from './projectStore.ts';
import { rooms } from './rooms.ts';
import { useLocale } from './useLocale.ts';
import { useProjectActions } from './useProjectActions.ts';

interface Command extends PaletteEntry {
  run(): unknown;
}

function useCommands(): readonly Command[] {
  const { t } = useTranslation();
  const locale = useLocale();
  const actions = useProjectActions();
  const project = useProjectStore((store) => store.project);
  return useMemo(() => {
    const { goTo, startImport } = useNavigation.getState();
    const other = locale === 'zh-CN' ? 'en' : 'zh-CN';
    const always: Command[] = [
      {
        id: 'sample',
        group: 'command',
        title: t('palette.sample'),
        note: '',
        words: ['sample', '示例'],
        run: () => actions.openSample(),
      },
      {
        id: 'open',
        group: 'command',
        title: t('palette.openProject'),
        note: '',
        words: ['open', '打开'],
        run: () => actions.openProjectFile(),
      },
      {
        id: 'language',
        group: 'command',
        title: other === 'en' ? 'Switch to English' : '切换到简体中文',
        note: '',
        words: ['language', '语言', 'english', '中文'],
        run: () => setLocale(other),
      },
      ...helpTabs.map(
        (tab): Command => ({
          id: `help ${tab}`,
          group: 'command',
          title: `${t('help:title')} › ${t(`help:tabs.${tab}`)}`,
          note: 'F1',
          words: ['help', '帮助', tab],
          run: () => openHelp(tab),
        }),
      ),
    ];
    if (!project) return always;
    const inProject: Command[] = [
      {
        id: 'undo',
        group: 'command',
        title: t('palette.undo'),
        note: 'Ctrl+Z',
        words: ['undo', '撤销'],
        run: () => actions.undo(),
      },
      {
        id: 'redo',
        group: 'command',
        title: t('palette.redo'),
        note: 'Ctrl+Y',
        words: ['redo', '重做'],
        run: () => actions.redo(),
      },
      {
        id: 'save',
        group: 'command',
        title: t('project.save'),
        note: 'Ctrl+S',
        words: ['save', '保存'],
        run: () => actions.save(),
      },
      {
        id: 'copy',
        group: 'command',
        title: t('project.saveCopy'),
        note: 'Ctrl+Shift+S',
        words: ['copy', '副本'],
        run: () => actions.saveCopy(),
      },
      {
        id: 'import',
        group: 'command',
        title: t('project.import'),
        note: '',
        words: ['import', '导入', 'excel'],
        run: () => startImport(),
      },
      {
        id: 'exportReport',
        group: 'command',
        title: t('palette.exportReport'),
        note: '',
        words: ['export', '导出', 'report', '报告'],
        run: () => goTo('report'),
      },
      {
        id: 'exportData',
        group: 'command',
        title: t('palette.exportData'),
        note: '',
        words: ['export', '导出', 'data', '数据'],
        run: () => goTo('project'),
      },
      {
        id: 'close',
        group: 'command',
        title: t('project.close'),
        note: '',
        words: ['close', '关闭'],
        run: () => actions.close(),
      },
    ];
    const cleaning = cleaningKinds.map(
      (kind): Command => ({
        id: `cleaning ${kind}`,
        group: 'command',
        title: t(`cleaning:kinds.${kind}`),
        note: '',
        words: ['clean', '清洗', kind],
        run: () => openCleaning(kind, chosenQuestions()),
      }),
    );
    const toRooms = rooms.map(
      ({ name, title }, index): Command => ({
        id: `room ${name}`,
        group: 'room',
        title: t(title),
        note: `Ctrl+${index + 1}`,
        words: [name],
        run: () => goTo(name),
      }),
    );
    const analyses = catalogue.map(
      (analysis): Command => ({
        id: `analysis ${analysis.id}`,
        group: 'analysis',
        title: inLocale(analysis.title, locale),
        note: '',
        words: [analysis.id, analysis.title.zh, analysis.title.en, ...analysis.keywords],
        run: () => goTo('analysis', { kind: 'analysis', id: analysis.id }),
      }),
    );
    const questions = ordered(project.entities.variable).map(
      (variable): Command => ({
        id: `variable ${variable.id}`,
        group: 'question',
        title: variable.label,
        note: variable.name === variable.label ? '' : variable.name,
        words: [variable.name],
        run: () => goTo('data', { kind: 'variable', id: variable.id }),
      }),
    );
    return [...toRooms, ...inProject, ...cleaning, ...always, ...analyses, ...questions];
  }, [t, locale, actions, project]);
}

/** Ctrl+K: every room, command, analysis and question by a few letters. */
export default function CommandPalette({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const commands = useCommands();
  const [query, setQuery] = useState('');
  const [wanted, setWanted] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const found = useMemo(() => findEntries(commands, query, 60), [commands, query]);
  const selected = Math.min(wanted, found.length - 1);

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [selected]);

  const run = (command: Command | undefined): void => {
    if (!command) return;
    onClose();
    command.run();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const by = event.key === 'ArrowDown' ? 1 : -1;
      setWanted(found.length === 0 ? 0 : (selected + by + found.length) % found.length);
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      run(found[selected]);
    }
  };
  return (
    <Dialog
      open
      className="palette-modal"
      footer={null}
      closable={false}
      width={600}
      style={{ top: 72 }}
      onCancel={onClose}
      title={<span className="visually-hidden">{t('palette.title')}</span>}
      styles={{ header: { margin: 0, padding: 0 } }}
      quick
    >
      <input
        ref={input}
        className="palette-input"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={found[selected] ? `palette-${selected}` : undefined}
        aria-label={t('palette.title')}
        placeholder={t('palette.placeholder')}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setWanted(0);
        }}
        onKeyDown={onKey}
      />
      <ul className="palette-list" id="palette-list" role="listbox" aria-label={t('palette.title')} ref={list}>
        {found.length === 0 ? <li className="palette-empty">{t('palette.empty', { query })}</li> : null}
        {found.map((command, index) => (
          <li key={command.id} role="presentation">
            {command.group === found[index - 1]?.group ? null : (
              <div className="palette-group">{t(`palette.groups.${command.group}`)}</div>
            )}
            <div
              id={`palette-${index}`}
              role="option"
              aria-selected={index === selected}
              className="palette-item"
              onMouseMove={() => setWanted(index)}
              onClick={() => run(command)}
            >
              <span className="palette-item-title">{command.title}</span>
              <span className="palette-item-note">{command.note}</span>
            </div>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
