import { InputError } from '../../shared/model/errors.ts';
import type { ByteSource } from './byteSource.ts';
import type { ReadLimits } from './limits.ts';

/** One part of the package. dataStart is the offset of its first compressed byte in the file. */
export interface ZipEntry {
  readonly name: string;
  readonly method: 'stored' | 'deflated';
  readonly compressedSize: number;
  readonly size: number;
  readonly crc32: number;
  readonly dataStart: number;
}

const endSignature = 0x06054b50;
const end64Signature = 0x06064b50;
const locator64Signature = 0x07064b50;
const centralSignature = 0x02014b50;
const localSignature = 0x04034b50;

const damaged = (what: string): InputError => new InputError('workbook.zipDamaged', { what });

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function readExactly(source: ByteSource, offset: number, length: number, what: string): Uint8Array {
  if (!Number.isSafeInteger(offset) || offset < 0 || offset + length > source.size) throw damaged(what);
  const bytes = source.read(offset, length);
  if (bytes.length !== length) throw damaged(what);
  return bytes;
}

/** 8-byte number; anything a file could not have is refused later by the range checks. */
const uint64 = (view: DataView, at: number): number =>
  view.getUint32(at + 4, true) * 0x1_0000_0000 + view.getUint32(at, true);

interface DirectoryPlace {
  readonly entries: number;
  readonly offset: number;
  readonly size: number;
  /** Where the directory's end records begin; no part may reach beyond the directory's own start. */
  readonly endAt: number;
}

function findDirectory(source: ByteSource): DirectoryPlace {
  const tailLength = Math.min(source.size, 22 + 0xffff);
  const tailStart = source.size - tailLength;
  const tail = readExactly(source, tailStart, tailLength, 'end');
  const view = viewOf(tail);
  for (let at = tailLength - 22; at >= 0; at--) {
    if (view.getUint32(at, true) !== endSignature) continue;
    if (at + 22 + view.getUint16(at + 20, true) > tailLength) continue;
    const entries = view.getUint16(at + 10, true);
    const size = view.getUint32(at + 12, true);
    const offset = view.getUint32(at + 16, true);
    const disk = view.getUint16(at + 4, true);
    const endAt = tailStart + at;
    const wide = entries === 0xffff || size === 0xffffffff || offset === 0xffffffff;
    if (!wide) {
      if (disk !== 0) throw damaged('disk');
      return { entries, offset, size, endAt };
    }
    if (endAt < 20) throw damaged('zip64');
    const locator = viewOf(readExactly(source, endAt - 20, 20, 'zip64'));
    if (locator.getUint32(0, true) !== locator64Signature) throw damaged('zip64');
    const recordAt = uint64(locator, 8);
    const record = viewOf(readExactly(source, recordAt, 56, 'zip64'));
    if (record.getUint32(0, true) !== end64Signature) throw damaged('zip64');
    return { entries: uint64(record, 32), size: uint64(record, 40), offset: uint64(record, 48), endAt: recordAt };
  }
  throw damaged('end');
}

interface WideFields {
  size: number;
  compressedSize: number;
  localAt: number;
}

/** The zip64 extra field holds, in this order, only the fields that are saturated in the plain header. */
function widen(extra: Uint8Array, fields: WideFields): void {
  const view = viewOf(extra);
  let at = 0;
  while (at + 4 <= extra.length) {
    const id = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    let next = at + 4;
    const end = next + length;
    if (end > extra.length) return;
    if (id === 1) {
      for (const field of ['size', 'compressedSize', 'localAt'] as const) {
        if (fields[field] !== 0xffffffff) continue;
        if (next + 8 > end) throw damaged('zip64');
        fields[field] = uint64(view, next);
        next += 8;
      }
      return;
    }
    at = end;
  }
}

function checkName(name: string): void {
  if (name.includes('\\') || name.includes('\0') || name.split('/').includes('..')) {
    throw new InputError('workbook.partName', { part: name.replaceAll('\0', '?').slice(0, 120) });
  }
}

/**
 * The parts of a zip package by lower-case name, read from the central directory and checked against each local header.
 * Refuses what honest writers never produce and attackers do: spans that overlap, names that occur twice or climb out of the
 * package, encryption, methods other than store and deflate.
 * @throws InputError workbook.zipDamaged, workbook.tooManyParts, workbook.partName, workbook.partRepeated, workbook.partsOverlap,
 *   workbook.encryptedPart, workbook.zipMethod
 */
export function readZipDirectory(source: ByteSource, limits: ReadLimits): ReadonlyMap<string, ZipEntry> {
  const place = findDirectory(source);
  if (place.entries > limits.parts)
    throw new InputError('workbook.tooManyParts', { parts: place.entries, limit: limits.parts });
  if (place.offset + place.size > place.endAt) throw damaged('directory');
  const directory = readExactly(source, place.offset, place.size, 'directory');
  const view = viewOf(directory);
  const decoder = new TextDecoder('utf-8');
  const entries = new Map<string, ZipEntry>();
  const spans: { readonly start: number; readonly end: number; readonly name: string }[] = [];
  let at = 0;
  for (let index = 0; index < place.entries; index++) {
    if (at + 46 > directory.length || view.getUint32(at, true) !== centralSignature) throw damaged('directory');
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const crc32 = view.getUint32(at + 16, true);
    const fields = {
      compressedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      localAt: view.getUint32(at + 42, true),
    };
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const commentLength = view.getUint16(at + 32, true);
    const nextAt = at + 46 + nameLength + extraLength + commentLength;
    if (nextAt > directory.length) throw damaged('directory');
    const nameBytes = directory.subarray(at + 46, at + 46 + nameLength);
    const name = decoder.decode(nameBytes);
    widen(directory.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength), fields);
    at = nextAt;

    checkName(name);
    const key = name.replace(/^\/+/, '').toLowerCase();
    if (entries.has(key)) throw new InputError('workbook.partRepeated', { part: name });
    if ((flags & 0x2041) !== 0) throw new InputError('workbook.encryptedPart', { part: name });
    if (method !== 0 && method !== 8) throw new InputError('workbook.zipMethod', { part: name, method });

    const local = viewOf(readExactly(source, fields.localAt, 30, name));
    if (local.getUint32(0, true) !== localSignature) throw damaged(name);
    const localNameLength = local.getUint16(26, true);
    const localName = readExactly(source, fields.localAt + 30, localNameLength, name);
    if (localNameLength !== nameLength || localName.some((byte, i) => byte !== nameBytes[i])) throw damaged(name);
    const dataStart = fields.localAt + 30 + localNameLength + local.getUint16(28, true);
    const dataEnd = dataStart + fields.compressedSize;
    if (dataEnd > place.offset) throw damaged(name);
    if (method === 0 && fields.compressedSize !== fields.size) throw damaged(name);
    spans.push({ start: fields.localAt, end: dataEnd, name });
    if (name.endsWith('/')) continue;
    entries.set(key, {
      name,
      method: method === 0 ? 'stored' : 'deflated',
      compressedSize: fields.compressedSize,
      size: fields.size,
      crc32,
      dataStart,
    });
  }
  const ordered = spans.toSorted((a, b) => a.start - b.start);
  for (let i = 1; i < ordered.length; i++) {
    if (ordered[i]!.start < ordered[i - 1]!.end)
      throw new InputError('workbook.partsOverlap', { part: ordered[i]!.name });
  }
  return entries;
}
