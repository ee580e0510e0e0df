import type { Editor } from '@tiptap/core';
import { type ReactNode, useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { largestReportFile } from '../../../shared/commands/reportFiles.ts';
import { useReport } from '../../app/notices.tsx';
import { applyCommand, useProject } from '../../app/projectStore.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { drawnPicture } from './drawnPicture.ts';
import { dropInline, fileOfInline, insertPicture, nameInline, pictureType, reportFileOf } from './pictures.ts';

const onlySmall = {
  message: {
    zh: '只能插入不超过 4 MB 的 PNG、JPEG 或 SVG 图片。',
    en: 'Only PNG, JPEG and SVG pictures up to 4 MB can be inserted.',
  },
};

/** Pictures chosen, pasted or dropped: checked, kept in the project file, put on the page. */
export function usePictures(): {
  readonly takeFiles: (editor: Editor, files: readonly File[], position: number | undefined) => void;
  /** Pictures that came inside a text: they go to the project file like all others. */
  readonly keepInline: (editor: Editor, sources: readonly string[]) => void;
  readonly choosePicture: (editor: Editor) => void;
  readonly picker: ReactNode;
} {
  const { t } = useTranslation('report');
  const client = useClient();
  const { projectId } = useProject();
  const { reportError } = useReport();
  const input = useRef<HTMLInputElement | null>(null);
  const wanted = useRef<Editor | null>(null);

  const take = useCallback(
    async (editor: Editor, files: readonly File[], position: number | undefined): Promise<void> => {
      for (const chosen of files) {
        try {
          const file = await drawnPicture(chosen);
          const type = file && pictureType(file);
          if (!file || !type || file.size > largestReportFile[type]) {
            reportError(onlySmall);
            continue;
          }
          const own = await reportFileOf(file, type);
          await applyCommand(client, projectId, { type: 'report.fileAdd', file: own });
          insertPicture(editor, own, position);
        } catch (error) {
          reportError(error);
        }
      }
    },
    [client, projectId, reportError],
  );
  const takeFiles = useCallback(
    (editor: Editor, files: readonly File[], position: number | undefined) => void take(editor, files, position),
    [take],
  );
  const keepInline = useCallback(
    (editor: Editor, sources: readonly string[]) => {
      const keep = async (source: string): Promise<void> => {
        const file = fileOfInline(source);
        const type = file && pictureType(file);
        if (!file || !type || file.size > largestReportFile[type]) {
          if (!editor.isDestroyed) editor.view.dispatch(dropInline(editor.state, source));
          reportError(onlySmall);
          return;
        }
        try {
          const own = await reportFileOf(file, type);
          await applyCommand(client, projectId, { type: 'report.fileAdd', file: own });
          if (!editor.isDestroyed) editor.view.dispatch(nameInline(editor.state, source, own.id));
        } catch (error) {
          reportError(error);
        }
      };
      for (const source of sources) void keep(source);
    },
    [client, projectId, reportError],
  );
  const choosePicture = useCallback((editor: Editor) => {
    wanted.current = editor;
    input.current?.click();
  }, []);
  const picker = (
    <input
      ref={input}
      type="file"
      accept="image/png,image/jpeg,image/svg+xml"
      hidden
      aria-label={t('tools.picture')}
      onChange={(event) => {
        const files = [...(event.target.files ?? [])];
        event.target.value = '';
        if (wanted.current) takeFiles(wanted.current, files, undefined);
      }}
    />
  );
  return { takeFiles, keepInline, choosePicture, picker };
}
