import { InputError } from '../../../shared/model/errors.ts';
import { bytesSource } from '../byteSource.ts';
import { defaultLimits, type ReadLimits } from '../limits.ts';
import { streamPart } from '../streamPart.ts';
import { XmlScanner } from '../xmlScanner.ts';
import { readZipDirectory } from '../zipDirectory.ts';

const MB = 1024 * 1024;

/** A Word file of a report or letterhead stays far below; the numbers bound memory and time for hostile ones. */
export const wordLimits: ReadLimits = { ...defaultLimits, parts: 2000, partBytes: 48 * MB };
const allBytes = 160 * MB;

const nothing = { open: () => undefined, close: () => undefined, text: () => undefined };

/**
 * The parts of an office package by name, inflated under caps; every XML part is walked once, so that a DTD, another encoding than
 * UTF-8 or unbalanced markup is refused before anything is made of it.
 *
 * @throws InputError 'workbook.*' as for workbooks; 'report.wordFile' when it is no Word file
 */
export async function readOfficeParts(
  file: Uint8Array,
  limits: ReadLimits = wordLimits,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const source = bytesSource(file);
  const parts = new Map<string, Uint8Array>();
  let total = 0;
  for (const entry of readZipDirectory(source, limits).values()) {
    const pieces: Uint8Array[] = [];
    const options = { limits, maxBytes: Math.min(limits.partBytes, allBytes - total), allowHighRatio: false };
    for await (const piece of streamPart(source, entry, options)) pieces.push(piece.slice());
    const bytes = new Uint8Array(Buffer.concat(pieces));
    total += bytes.length;
    if (/\.(?:xml|rels)$/i.test(entry.name) && bytes.length > 0) {
      const scanner = new XmlScanner(nothing, entry.name, limits);
      scanner.write(bytes);
      scanner.end();
    }
    parts.set(entry.name.replace(/^\/+/, ''), bytes);
  }
  if (!parts.has('word/document.xml') || !parts.has('[Content_Types].xml')) throw new InputError('report.wordFile');
  return parts;
}
