import { InputError } from '../../shared/model/errors.ts';
import type { ByteSource } from './byteSource.ts';

const oleMagic = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/** How far into a compound file its directory of streams is looked for. */
const searchBytes = 4 * 1024 * 1024;

/** True for the container of .xls and of password-protected workbooks. */
function isOleFile(head: Uint8Array): boolean {
  return head.length >= 8 && oleMagic.every((byte, i) => head[i] === byte);
}

/**
 * A compound file is either an encrypted .xlsx (its directory names the stream EncryptedPackage, in UTF-16) or an old .xls.
 * @throws InputError workbook.encrypted, workbook.oldXls
 */
export function refuseOldFormat(source: ByteSource): void {
  if (!isOleFile(source.read(0, 8))) return;
  const marker = Buffer.from('EncryptedPackage', 'utf16le');
  const head = source.read(0, Math.min(source.size, searchBytes));
  const tailStart = Math.max(0, source.size - searchBytes);
  const encrypted =
    Buffer.from(head).includes(marker) || Buffer.from(source.read(tailStart, searchBytes)).includes(marker);
  throw new InputError(encrypted ? 'workbook.encrypted' : 'workbook.oldXls');
}
