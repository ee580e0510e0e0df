import { readFileSync, statSync } from 'node:fs';
import type { RawWorkbook } from '../../shared/importing/rawCells.ts';
import { sheetFromSav } from '../../shared/importing/sheetFromSav.ts';
import type { TextEncoding, TextFileChoices } from '../../shared/importing/textFile.ts';
import { InputError } from '../../shared/model/errors.ts';
import { uncontrolled } from '../../shared/model/runControl.ts';
import type { RunControl } from '../../shared/model/runControl.ts';
import { bytesSource, fileSource } from './byteSource.ts';
import type { ByteSource } from './byteSource.ts';
import { markedEncoding, unmarkedUtf16 } from './decodeText.ts';
import { defaultLimits } from './limits.ts';
import { refuseOldFormat } from './oldFormat.ts';
import { readCsv } from './readCsv.ts';
import { isPortable } from './sav/porRecords.ts';
import { readPor } from './sav/readPor.ts';
import { readSav } from './sav/readSav.ts';
import { savLimits } from './sav/savLimits.ts';
import { readXlsx } from './readXlsx.ts';
import type { ReadXlsxOptions } from './readXlsx.ts';

export interface ReadWorkbookOptions extends Omit<ReadXlsxOptions, 'fileName'> {
  /** What the user has chosen for a text file; the encoding counts for .sav files too. */
  readonly text?: TextFileChoices;
}

type Format = 'zip' | 'text' | 'sav' | 'por';

const startsWith = (head: Uint8Array, text: string): boolean =>
  Buffer.from(head.subarray(0, text.length)).toString('latin1') === text;

const extensionOf = (fileName: string): string => /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
const textExtensions = ['csv', 'tsv', 'txt', 'tab'];
const workbookExtensions = ['xlsx', 'xlsm', 'xltx', 'xls', 'et'];

/** A beginning of lines of text with something that parts fields: no zip and no compound file begins so. */
function looksLikeTable(head: Uint8Array): boolean {
  const marked = markedEncoding(head);
  const wide = marked?.startsWith('utf-16') ? marked : unmarkedUtf16(head.subarray(0, head.length - (head.length % 2)));
  // Sixteen bits may hold any byte; in all other encodings of text control bytes stand for themselves.
  const text = wide ? new TextDecoder(wide).decode(head) : Buffer.from(head).toString('latin1');
  const controls = Array.from(text).some((sign) => sign < ' ' && !'\t\r\n'.includes(sign));
  return !controls && /[,\t;|]/.test(text) && /[\r\n]/.test(text);
}

/** @throws InputError for files that are certainly something else */
function formatOf(source: ByteSource, fileName: string): Format {
  if (source.size === 0) throw new InputError('workbook.emptyFile');
  const head = source.read(0, 1024);
  if (startsWith(head, 'PK\x03\x04') || startsWith(head, 'PK\x05\x06')) return 'zip';
  refuseOldFormat(source);
  if (startsWith(head, '$FL2') || startsWith(head, '$FL3')) return 'sav';
  if (isPortable(head)) return 'por';
  if (startsWith(head, '%PDF')) throw new InputError('workbook.otherFormat', { format: 'pdf' });
  const opening = Buffer.from(head)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .toLowerCase();
  if (/^(<\?xml|<html|<!doctype|<table|<meta)/.test(opening))
    throw new InputError('workbook.otherFormat', { format: 'html' });
  const extension = extensionOf(fileName);
  if (textExtensions.includes(extension)) return 'text';
  // Survey platforms hand out text tables under the names of workbooks.
  if (workbookExtensions.includes(extension) && looksLikeTable(head)) return 'text';
  if (workbookExtensions.includes(extension)) throw new InputError('workbook.zipDamaged', { what: 'start' });
  throw new InputError('workbook.unknownFormat', { extension: extension.slice(0, 20) });
}

/** One sheet named for the file, its first row the variable names, and the dictionary. */
function workbookFromSav(
  fileName: string,
  read: typeof readSav,
  bytes: Uint8Array,
  encoding: TextEncoding | undefined,
  control: RunControl,
): RawWorkbook {
  const file = read(bytes, encoding ? { encoding } : {}, control);
  const name = fileName.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '') || 'sav';
  const { sheet, notices } = sheetFromSav(file, name);
  const { columns: _, ...dictionary } = file;
  const found = file.notices.map((notice) => ({ ...notice, sheet: name }));
  return { fileName, format: 'sav', sheets: [sheet], notices: [...found, ...notices], dictionary };
}

/**
 * Reads a file the user chose, by what its first bytes say and, for text, by its extension.
 * @param fileName  without folder; shown in messages and stored
 * @param input  the bytes, or the path of the file
 * @throws InputError workbook.*, sav.* ; CancelledError
 */
export async function readWorkbook(
  fileName: string,
  input: Uint8Array | string,
  options: ReadWorkbookOptions = {},
  control: RunControl = uncontrolled,
): Promise<RawWorkbook> {
  const { text = {}, ...xlsx } = options;
  const source = typeof input === 'string' ? fileSource(input) : bytesSource(input);
  let format: Format;
  try {
    format = formatOf(source, fileName);
  } finally {
    source.close();
  }
  if (format === 'zip') return readXlsx(input, { ...xlsx, fileName }, control);
  const limit = format === 'text' ? (options.limits?.csvBytes ?? defaultLimits.csvBytes) : savLimits.fileBytes;
  if (typeof input === 'string' && statSync(input).size > limit) {
    throw new InputError('workbook.tooLarge', { limitMB: Math.round(limit / 1048576) });
  }
  const bytes = typeof input === 'string' ? readFileSync(input) : input;
  if (format !== 'text') {
    const read = format === 'sav' ? readSav : readPor;
    return workbookFromSav(fileName, read, bytes, text.encoding, control);
  }
  const limits = options.limits ? { limits: options.limits } : {};
  const workbook = readCsv(bytes, { fileName, ...text, ...limits }, control);
  const extension = extensionOf(fileName);
  if (textExtensions.includes(extension)) return workbook;
  const renamed = { code: 'read.textTable', sheet: workbook.sheets[0]!.name, cell: '', details: { extension } };
  return { ...workbook, notices: [renamed, ...workbook.notices] };
}
