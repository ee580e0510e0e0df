import { join } from 'node:path';
import { app, type BrowserWindow, dialog, type FileFilter } from 'electron';
import type { Dialogs } from '../../services/ports.ts';
import { safeFileName } from '../../services/safeFileName.ts';

const filters: Readonly<Record<'workbook' | 'project', FileFilter[]>> = {
  workbook: [{ name: 'Excel, CSV, SPSS', extensions: ['xlsx', 'csv', 'txt', 'tsv', 'sav', 'zsav', 'por'] }],
  project: [{ name: 'CSI Workbench', extensions: ['csi'] }],
};

/** The system's own dialogs over the main window. The paths they give stay in this process. */
export function createDialogs(window: () => BrowserWindow | null): Dialogs {
  return {
    async chooseFile(purpose) {
      const options = { properties: ['openFile' as const], filters: filters[purpose] };
      const parent = window();
      const { canceled, filePaths } = await (parent === null
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(parent, options));
      return canceled ? null : (filePaths[0] ?? null);
    },
    async chooseTarget(suggestedName) {
      const options = { defaultPath: join(app.getPath('documents'), safeFileName(suggestedName)) };
      const parent = window();
      const { canceled, filePath } = await (parent === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(parent, options));
      return canceled || filePath === '' ? null : filePath;
    },
  };
}
