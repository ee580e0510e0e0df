import { basename } from 'node:path';

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Most file systems take 255 bytes; a suffix may still be added. */
const nameCapBytes = 200;

/** The longest beginning that fits into so many bytes of UTF-8, never cutting a character. */
function firstBytes(text: string, cap: number): string {
  let end = 0;
  let bytes = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > cap) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/**
 * A file name that is safe on every system: no folders, control or bidirectional characters, no characters Windows refuses, no device
 * names, no leading or trailing dots or spaces, at most 200 bytes with its extension kept. 'file' when nothing is left.
 */
export function safeFileName(name: string): string {
  const flat = basename(name.replaceAll('\\', '/'))
    .normalize('NFC')
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/[<>:"|?*/]/g, '_')
    .toWellFormed()
    .replace(/^[. ]+|[. ]+$/g, '');
  if (flat === '') return 'file';
  const dot = flat.lastIndexOf('.');
  const extension = dot > 0 ? firstBytes(flat.slice(dot), 40) : '';
  const whole =
    firstBytes(dot > 0 ? flat.slice(0, dot) : flat, nameCapBytes - Buffer.byteLength(extension)) + extension;
  return reserved.test(whole) ? `_${whole}` : whole;
}

/** What a report is called, as a file name: a colon or a slash of its title stands between words, it begins no folder and no drive. */
export const reportFileName = (title: string, extension: string): string =>
  safeFileName(`${title.replaceAll(/\s*:\s+/g, ' - ').replaceAll(/[\\/]/g, '_')}.${extension}`);
