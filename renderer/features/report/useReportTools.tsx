import type { MenuProps } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoredReport } from '../../../shared/model/project.ts';
import { NameDialog } from '../../components/NameDialog.tsx';
import { useReport } from '../../app/notices.tsx';
import { useProject } from '../../app/projectStore.ts';
import { runTask } from '../../app/tasks.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { DraftDialog } from './DraftDialog.tsx';
import { LookDialog } from './LookDialog.tsx';
import { type WordReturn, WordReturnDialog } from './WordReturnDialog.tsx';

/** What is done with the report as a whole: template, look, own templates, a Word file that came back. */
export function useReportTools(
  stored: StoredReport,
  flush: () => Promise<void>,
  frozen: boolean,
): { readonly items: NonNullable<MenuProps['items']>; readonly dialogs: ReactNode } {
  const { t } = useTranslation('report');
  const client = useClient();
  const { projectId } = useProject();
  const { reportDone, reportError } = useReport();
  const [open, setOpen] = useState<'draft' | 'look' | 'save' | null>(null);
  const [found, setFound] = useState<WordReturn | null>(null);
  const word = useRef<HTMLInputElement | null>(null);
  const close = (): void => setOpen(null);

  const read = async (chosen: File): Promise<void> => {
    try {
      await flush();
      const sent = await client.fileFromDrop(chosen);
      if (!sent) return;
      const answer = await runTask(t('word.reading'), (options) =>
        client.call('report.readWord', { projectId, file: sent.file }, options),
      );
      setFound({ ...answer, file: sent.file, name: chosen.name });
    } catch (error) {
      reportError(error);
    }
  };
  const save = async (name: string): Promise<void> => {
    close();
    try {
      await flush();
      await client.call('template.save', { projectId, name });
      reportDone(t('template.saved', { name }));
    } catch (error) {
      reportError(error);
    }
  };

  return {
    items: [
      { key: 'template', disabled: frozen, label: t('template.menu'), onClick: () => setOpen('draft') },
      { key: 'look', disabled: frozen, label: t('look.menu'), onClick: () => setOpen('look') },
      { key: 'saveTemplate', label: t('template.save'), onClick: () => setOpen('save') },
      { key: 'word', disabled: frozen, label: t('word.menu'), onClick: () => word.current?.click() },
    ],
    dialogs: (
      <>
        {open === 'draft' ? <DraftDialog open replaces onClose={close} /> : null}
        {open === 'look' ? <LookDialog open stored={stored} flush={flush} onClose={close} /> : null}
        {open === 'save' ? (
          <NameDialog
            title={t('template.save')}
            label={t('template.name')}
            hint={t('template.saveHint')}
            initial={stored.title}
            onCancel={close}
            onName={save}
          />
        ) : null}
        {found ? <WordReturnDialog found={found} onClose={() => setFound(null)} /> : null}
        <input
          ref={word}
          type="file"
          accept=".docx"
          hidden
          aria-label={t('word.menu')}
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            event.target.value = '';
            if (chosen) void read(chosen);
          }}
        />
      </>
    ),
  };
}
