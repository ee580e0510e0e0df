import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { AppError } from '../../shared/contract/errors.ts';

/** Rows per chunk: an edit rewrites one chunk, so it costs the same in a small and in a large survey. */
export const chunkRows = 16_384;

export const encodings = ['int8', 'int16', 'int32', 'float64'] as const;
export type Encoding = (typeof encodings)[number];

/** Blank cells are the smallest value of the integer types and NaN in float64. */
const widths: Record<Encoding, { readonly bytes: number; readonly blank: number; readonly largest: number }> = {
  int8: { bytes: 1, blank: -128, largest: 127 },
  int16: { bytes: 2, blank: -32_768, largest: 32_767 },
  int32: { bytes: 4, blank: -2_147_483_648, largest: 2_147_483_647 },
  float64: { bytes: 8, blank: Number.NaN, largest: Number.POSITIVE_INFINITY },
};

/** The smallest encoding that holds every value exactly (minus zero needs float64). */
export function smallestEncoding(values: Float64Array): Encoding {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value !== value) continue;
    if (!Number.isInteger(value) || Object.is(value, -0)) return 'float64';
    const size = Math.abs(value);
    if (size > largest) largest = size;
  }
  if (largest <= 127) return 'int8';
  if (largest <= 32_767) return 'int16';
  return largest <= 2_147_483_647 ? 'int32' : 'float64';
}

function arrayOf(encoding: Encoding, length: number): Int8Array | Int16Array | Int32Array | Float64Array {
  if (encoding === 'int8') return new Int8Array(length);
  if (encoding === 'int16') return new Int16Array(length);
  return encoding === 'int32' ? new Int32Array(length) : new Float64Array(length);
}

/** Little-endian bytes of the values in an encoding that holds them; NaN becomes the blank code. */
export function packValues(values: Float64Array, encoding: Encoding): Buffer {
  const packed = arrayOf(encoding, values.length);
  const { blank } = widths[encoding];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    packed[i] = value !== value ? blank : value;
  }
  return Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
}

export interface EncodedChunk {
  readonly encoding: Encoding;
  readonly count: number;
  readonly data: Buffer;
}

export const compress = (bytes: Uint8Array): Buffer => deflateRawSync(bytes, { level: 1 });

/** @throws AppError 'project.damaged' when the bytes are not exactly that many after inflating (which is bounded) */
export function decompress(data: Uint8Array, bytes: number): Buffer {
  try {
    const inflated = inflateRawSync(data, { maxOutputLength: bytes + 1 });
    if (inflated.length === bytes) return inflated;
  } catch (error) {
    throw new AppError('project.damaged', { part: 'chunk', reason: error instanceof Error ? error.name : 'inflate' });
  }
  throw new AppError('project.damaged', { part: 'chunk', reason: 'length' });
}

export function encodeChunk(values: Float64Array): EncodedChunk {
  const encoding = smallestEncoding(values);
  return { encoding, count: values.length, data: compress(packValues(values, encoding)) };
}

/** Writes the values of a chunk into target from offset. @throws AppError 'project.damaged' */
export function decodeChunk(
  chunk: { readonly encoding: string; readonly count: number; readonly data: Uint8Array },
  target: Float64Array,
  offset: number,
): void {
  const encoding = encodings.find((known) => known === chunk.encoding);
  if (!encoding || chunk.count < 0 || chunk.count > chunkRows || offset + chunk.count > target.length)
    throw new AppError('project.damaged', { part: 'chunk', reason: 'shape' });
  const { bytes, blank } = widths[encoding];
  const inflated = decompress(chunk.data, chunk.count * bytes);
  const packed = arrayOf(encoding, chunk.count);
  new Uint8Array(packed.buffer).set(inflated);
  for (let i = 0; i < packed.length; i++) {
    const value = packed[i]!;
    target[offset + i] = value === blank ? Number.NaN : value;
  }
}

/** Number of the chunk that holds a row. */
export const chunkOf = (row: number): number => Math.floor(row / chunkRows);

/** Numbers of chunks that a count of rows needs. */
export const chunkCount = (rows: number): number => Math.ceil(rows / chunkRows);
