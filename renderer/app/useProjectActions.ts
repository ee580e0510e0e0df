import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../../shared/commands/catalogue.ts';
import type { Output } from '../../shared/contract/methods.ts';
import { ordered } from '../../shared/model/project.ts';
import { inLocale } from '../../shared/model/text.ts';
import { useClient } from '../client/ClientContext.tsx';
import { ClientError } from '../client/ClientError.ts';
import type { Client } from '../client/createClient.ts';
import { requestFirstColumns } from '../features/data/columnCache.ts';
import { settleAll } from './beforeLeaving.ts';
import { editsMade } from './editsInTurn.ts';
import { useNavigation } from './navigation.ts';
import { useReport } from './notices.tsx';
import { applyCommand, useProjectStore } from './projectStore.ts';
import { useStatusNote } from './statusNote.ts';
import { runTask } from './tasks.ts';
import { useLocale } from './useLocale.ts';

const sessionKey = 'csi.projectId';

/** The project that was on screen before the page was loaded again, if any. */
export const projectOfSession = (): string | null => sessionStorage.getItem(sessionKey);

/** Why a file does not open, where a copy beside it or its own pages may still be had. */
const repairable: ReadonlySet<string> = new Set([
  'project.damaged',
  'project.empty',
  'project.missing',
  'project.newer',
  'project.notAProject',
]);

/** The project this window is about to leave. */
let leaving: string | null = null;

function show(client: Client, state: Output<'project.state'>): void {
  sessionStorage.setItem(sessionKey, state.projectId);
  useProjectStore.getState().open(state);
  const questions = ordered(useProjectStore.getState().project?.entities.variable ?? new Map());
  requestFirstColumns(
    client,
    state.projectId,
    questions.map(({ id }) => id),
  );
}

export interface ProjectActions {
  openRecent(recentId: string): Promise<void>;
  openProjectFile(): Promise<void>;
  openHandle(file: string): Promise<void>;
  openSample(): Promise<void>;
  create(name: string, templateId: string | null): Promise<boolean>;
  /** A new project named after the workbook, with the import sheet open on it. */
  createFromWorkbook(file: { readonly file: string; readonly name: string }): Promise<void>;
  chooseWorkbook(): Promise<{ readonly file: string; readonly name: string } | null>;
  /** Shows the project that was open before a reload; does nothing when the host no longer has it. */
  resume(): Promise<void>;
  /** Another window has closed a project: where this one shows it, it is opened again. */
  reopen(projectId: string): Promise<void>;
  save(): Promise<void>;
  saveCopy(): Promise<void>;
  close(): Promise<void>;
  /** Back to the start screen without a project that was made for an import which did not take place. */
  discard(): Promise<void>;
  undo(): Promise<void>;
  redo(): Promise<void>;
  keepVersion(name: string): Promise<boolean>;
  restoreVersion(versionId: string): Promise<boolean>;
  /** Applies a saved change; shows the refusal and answers false when it was refused. */
  apply(command: Command): Promise<boolean>;
}

/** "客户调查 2026.xlsx" -> "客户调查 2026" */
export const nameOfFile = (fileName: string): string =>
  fileName
    .replace(/\.[^.]+$/, '')
    .trim()
    .slice(0, 120) || fileName.slice(0, 120);

/** What can be done with the project on screen. Every refusal is shown to the user here. */
export function useProjectActions(): ProjectActions {
  const client = useClient();
  const { reportError, reportDone } = useReport();
  const { t } = useTranslation();
  const locale = useLocale();
  return useMemo(() => {
    const guarded = async (work: () => Promise<void>): Promise<boolean> => {
      try {
        await work();
        return true;
      } catch (error) {
        reportError(error);
        return false;
      }
    };
    const current = (): string => {
      const project = useProjectStore.getState().project;
      if (!project) throw new Error('no project is open');
      return project.projectId;
    };
    const enter = (state: Output<'project.state'>): void => {
      useNavigation.getState().reset();
      show(client, state);
    };
    const toStart = (): void => {
      sessionStorage.removeItem(sessionKey);
      useProjectStore.getState().closed();
      useNavigation.getState().reset();
    };
    const leave = async (method: 'project.close' | 'project.discard'): Promise<void> => {
      await settleAll();
      leaving = current();
      try {
        await client.call(method, { projectId: leaving });
      } finally {
        leaving = null;
      }
      toStart();
    };
    const step = async (method: 'project.undo' | 'project.redo', text: 'undone' | 'redone'): Promise<void> => {
      if (!useProjectStore.getState().project) return;
      await editsMade();
      const { label } = await client.call(method, { projectId: current() });
      if (label) useStatusNote.getState().say(t(`project.${text}`, { what: inLocale(label, locale) }));
    };
    /** A file that does not open is not only refused: what can be had of it is offered. */
    const openFrom = async (source: { readonly recentId: string } | { readonly file: string }): Promise<void> => {
      try {
        await runTask(t('tasks.open'), async (options) => enter(await client.call('project.open', source, options)));
      } catch (error) {
        if (!(error instanceof ClientError) || !repairable.has(error.code)) throw error;
        useNavigation.getState().showDamaged(source);
      }
    };
    const openHandle = (file: string): Promise<void> => openFrom({ file });
    const actions: ProjectActions = {
      openRecent: async (recentId) => void (await guarded(() => openFrom({ recentId }))),
      openHandle: async (file) => void (await guarded(() => openHandle(file))),
      openProjectFile: async () =>
        void (await guarded(async () => {
          const chosen = await client.chooseFile('project');
          if (chosen) await openHandle(chosen.file);
        })),
      openSample: async () =>
        void (await guarded(() =>
          runTask(t('tasks.sample'), async (options) => enter(await client.call('project.openSample', {}, options))),
        )),
      create: (name, templateId) =>
        guarded(async () => enter(await client.call('project.create', { name, templateId }))),
      createFromWorkbook: async (file) =>
        void (await guarded(async () => {
          enter(await client.call('project.create', { name: nameOfFile(file.name), templateId: null }));
          useNavigation.getState().startImport({ ...file, madeFor: true });
        })),
      chooseWorkbook: async () => {
        try {
          return await client.chooseFile('workbook');
        } catch (error) {
          reportError(error);
          return null;
        }
      },
      resume: async () => {
        const projectId = projectOfSession();
        if (!projectId) return;
        try {
          show(client, await client.call('project.state', { projectId }));
        } catch {
          // The host was restarted or has closed it: the start screen lists it under recent projects.
          sessionStorage.removeItem(sessionKey);
        }
      },
      reopen: async (projectId) => {
        if (projectId === leaving || useProjectStore.getState().project?.projectId !== projectId) return;
        const opened = await guarded(async () =>
          show(client, await client.call('project.open', { recentId: projectId })),
        );
        if (!opened) toStart();
      },
      save: async () =>
        void (await guarded(async () => {
          await editsMade();
          await client.call('project.save', { projectId: current() });
          reportDone(t('project.savedNow'));
        })),
      saveCopy: async () =>
        void (await guarded(() =>
          runTask(t('tasks.copy'), async (options) => {
            const copy = await client.call('project.saveCopy', { projectId: current() }, options);
            await client.saveFile(copy.file, copy.name);
          }),
        )),
      close: async () => void (await guarded(() => leave('project.close'))),
      discard: async () => void (await guarded(() => leave('project.discard'))),
      undo: async () => void (await guarded(() => step('project.undo', 'undone'))),
      redo: async () => void (await guarded(() => step('project.redo', 'redone'))),
      keepVersion: (name) =>
        guarded(async () => {
          await client.call('version.keep', { projectId: current(), name });
          reportDone(t('project.versionKept', { name }));
        }),
      restoreVersion: (versionId) =>
        guarded(async () => {
          show(client, await client.call('version.restore', { projectId: current(), versionId }));
          reportDone(t('project.versionRestored'));
        }),
      apply: (command) => guarded(async () => void (await applyCommand(client, current(), command))),
    };
    return actions;
  }, [client, reportError, reportDone, t, locale]);
}
