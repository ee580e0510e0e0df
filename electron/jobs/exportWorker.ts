import { renderDocx } from '../export/docx.ts';
import { serveWorker } from './channel.ts';
import type { ExportTable } from './exportProtocol.ts';

serveWorker<ExportTable>({
  async docx({ document, drawings }) {
    const bytes = await renderDocx(document, drawings);
    return { output: bytes };
  },
});
