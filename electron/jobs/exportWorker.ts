import { renderDocx } from '../export/docx.ts';
import { writeDataFile } from './writeDataFile.ts';
import { serveWorker } from './channel.ts';
import type { ExportTable } from './exportProtocol.ts';

serveWorker<ExportTable>({
  async docx({ document, drawings }) {
    const bytes = await renderDocx(document, drawings);
    return { output: bytes };
  },
  async data(request, control) {
    await writeDataFile(request, control);
    return { output: null };
  },
});
