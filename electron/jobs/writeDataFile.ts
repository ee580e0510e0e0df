import type { RunControl } from '../../shared/model/runControl.ts';
import { writeCsv } from '../export/dataCsv.ts';
import { savOf } from '../export/dataSav.ts';
import { dataTable } from '../export/dataTable.ts';
import { writeXlsx } from '../export/dataXlsx.ts';
import { type FileCalls, realFiles } from '../storage/fileCalls.ts';
import { PartFile } from '../storage/partFile.ts';
import { writeSav } from '../workbooks/sav/writeSav.ts';
import type { ExportTable } from './exportProtocol.ts';

const product = 'CSI Workbench';

/**
 * Writes a project's data as .xlsx, .csv or .sav. The file stands at its path when it is whole, else nothing does.
 * @throws AppError 'export.noColumns', 'export.sheetFull', 'export.fileFull', 'files.notWritten', 'files.diskFull'; what writeSav refuses; CancelledError
 */
export async function writeDataFile(
  request: ExportTable['data']['input'],
  control: RunControl,
  files: FileCalls = realFiles,
): Promise<void> {
  const { path, format, options, source } = request;
  const table = dataTable(source, options);
  const file = new PartFile(path, files);
  try {
    if (format === 'csv') writeCsv(table, file, control);
    else if (format === 'xlsx') writeXlsx(table, file, control);
    else file.write(writeSav(savOf(table, product), {}, control));
    control.throwIfCancelled();
    file.finish();
  } catch (error) {
    file.abandon();
    throw error;
  }
}
