import { placePictures } from '../export/docxPictures.ts';
import { serveWorker } from './channel.ts';
import type { ExportTable } from './exportProtocol.ts';

// Loaded when asked for: the Word writer and the workbook writer each bring a large library the other does without.
serveWorker<ExportTable>({
  async docx({ document }) {
    const { renderDocx } = await import('../export/docx.ts');
    return { output: await renderDocx(document) };
  },
  docxPictures: ({ docx, pictures, charts }) => ({ output: placePictures(docx, pictures, charts) }),
  async pptx({ deck, pictures, charts, facts }) {
    const { renderPptx } = await import('../export/pptx.ts');
    return { output: renderPptx(deck, pictures, charts, facts) };
  },
  async results({ book }) {
    const { resultsWorkbook } = await import('../export/resultsWorkbook.ts');
    return { output: resultsWorkbook(book) };
  },
  async data(request, control) {
    const { writeDataFile } = await import('./writeDataFile.ts');
    await writeDataFile(request, control);
    return { output: null };
  },
});
