import type { SavFile } from '../../../shared/importing/savFile.ts';
import { InputError } from '../../../shared/model/errors.ts';
import { uncontrolled } from '../../../shared/model/runControl.ts';
import type { RunControl } from '../../../shared/model/runControl.ts';
import { NoticeList } from '../noticeList.ts';
import { readBytecodeCases, readPlainCases } from './readCases.ts';
import type { CaseData } from './readCases.ts';
import { readDictionary } from './savDictionary.ts';
import { savLimits } from './savLimits.ts';
import { scanRecords } from './scanRecords.ts';
import { zlibPieces } from './zlibBlocks.ts';

export interface ReadSavOptions {
  /** Encoding the user has chosen over what the file states, by any usual name. */
  readonly encoding?: string;
}

/**
 * Reads an SPSS system file (.sav, .zsav): both byte orders, plain, bytecode and zlib data, any 8-bit encoding.
 * Written after the GNU PSPP developers' manual, "System File Format"; checked against R haven (tests/golden/oracle) and PSPP.
 *
 * Every count, length and offset is checked against the file. What is nonessential and unreadable is named in notices and left out.
 * @throws InputError sav.* with the byte offset in details; workbook.tooLarge; CancelledError
 */
export function readSav(bytes: Uint8Array, options: ReadSavOptions = {}, control: RunControl = uncontrolled): SavFile {
  if (bytes.length > savLimits.fileBytes)
    throw new InputError('workbook.tooLarge', { limitMB: Math.round(savLimits.fileBytes / 1048576) });
  control.throwIfCancelled();
  const records = scanRecords(bytes);
  const { header, dataOffset } = records;
  const notices = new NoticeList();
  const read = readDictionary(records, options.encoding, notices);
  let data: CaseData;
  if (header.compression === 'none') {
    data = readPlainCases(bytes, dataOffset, read, header.littleEndian, notices, control);
  } else if (header.compression === 'zlib') {
    const pieces = zlibPieces(bytes, dataOffset, header.littleEndian);
    data = readBytecodeCases(pieces, header.bias, read, notices, control);
  } else {
    let given = false;
    const pieces = {
      totalBytes: bytes.length - dataOffset,
      littleEndian: header.littleEndian,
      offset: dataOffset,
      next: () => {
        if (given) return null;
        given = true;
        return bytes.subarray(dataOffset);
      },
    };
    data = readBytecodeCases(pieces, header.bias, read, notices, control);
  }
  const encoding = read.text.encoding;
  if (read.encodingGuessed && encoding !== null) notices.add('sav.encodingGuessed', '', '', { encoding });
  return { ...read.dictionary, encoding: encoding ?? 'windows-1252', ...data, notices: notices.toArray() };
}
