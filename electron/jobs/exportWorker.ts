import { readLetterhead } from '../workbooks/word/readLetterhead.ts';
import { readWordReport } from '../workbooks/word/readWordReport.ts';
import { placePictures } from '../export/docxPictures.ts';
import { serveWorker } from './channel.ts';
import type { ExportTable } from './exportProtocol.ts';

// Loaded when asked for: the Word writer and the workbook writer each bring a large library the other does without.
serveWorker<ExportTable>({
  async docx({ document, look }) {
    const { renderDocx } = await import('../export/docx.ts');
    return { output: await renderDocx(document, { ...look, logo: null, logoSource: look.logo }) };
  },
  docxPictures: ({ docx, pictures, charts, origin }) => ({ output: placePictures(docx, pictures, charts, origin) }),
  async letterhead({ docx, letterhead, fill }) {
    const { putOnLetterhead } = await import('../export/docxLetterhead.ts');
    const { withLetterheadPages } = await import('../export/letterheadPages.ts');
    return { output: await withLetterheadPages(putOnLetterhead(docx, await readLetterhead(letterhead), fill)) };
  },
  readWord: async ({ file }) => ({ output: await readWordReport(file) }),
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
