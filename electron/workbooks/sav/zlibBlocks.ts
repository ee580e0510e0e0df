import { inflateSync } from 'node:zlib';
import { InputError } from '../../../shared/model/errors.ts';
import { ByteReader } from './byteReader.ts';
import type { DataPieces } from './readCases.ts';
import { savLimits } from './savLimits.ts';

/** Most bytes all blocks together may inflate to; bounds time as well, since codes may stand for nothing. */
const inflatedLimit = 1024 * 1024 * 1024;

const damaged = (offset: number, what: string): InputError => new InputError('sav.zlibDamaged', { offset, what });

interface Block {
  readonly offset: number;
  readonly compressed: number;
  readonly inflated: number;
}

/** Header, block table at the end, and that the blocks fill the space between them. */
function readTable(bytes: Uint8Array, start: number, littleEndian: boolean): readonly Block[] {
  const head = new ByteReader(bytes, start, bytes.length, littleEndian);
  const headerOffset = head.int64('zlib header');
  const trailerOffset = head.int64('zlib header');
  const trailerLength = head.int64('zlib header');
  if (headerOffset !== start) throw damaged(start, 'header');
  if (trailerOffset < start + 24 || trailerLength < 24 || trailerOffset + trailerLength > bytes.length)
    throw damaged(start + 8, 'block table');
  const table = new ByteReader(bytes, trailerOffset, trailerOffset + trailerLength, littleEndian);
  table.skip(16, 'block table');
  const largest = table.int32('block table');
  const count = table.int32('block table');
  if (largest < 0 || largest > savLimits.blockBytes || count < 0 || count * 24 + 24 !== trailerLength)
    throw damaged(trailerOffset, 'block table');
  const blocks: Block[] = [];
  let expected = start + 24;
  let total = 0;
  for (let i = 0; i < count; i++) {
    const at = table.at;
    table.skip(8, 'block table');
    const offset = table.int64('block table');
    const inflated = table.int32('block table');
    const compressed = table.int32('block table');
    if (offset !== expected || inflated < 0 || inflated > largest || compressed < 0) throw damaged(at, 'block table');
    expected += compressed;
    total += inflated;
    if (expected > trailerOffset) throw damaged(at, 'block table');
    if (total > inflatedLimit)
      throw new InputError('sav.tooManyCells', { limit: savLimits.cells, variables: 0, offset: at });
    blocks.push({ offset, compressed, inflated });
  }
  if (expected !== trailerOffset) throw damaged(trailerOffset, 'block table');
  return blocks;
}

/**
 * The bytecode of a zlib-compressed .sav file, block by block.
 * @param start  offset of the zlib header, the first byte behind the dictionary
 * @throws InputError sav.zlibDamaged here and from next(), sav.truncated, sav.tooManyCells
 */
export function zlibPieces(bytes: Uint8Array, start: number, littleEndian: boolean): DataPieces {
  const blocks = readTable(bytes, start, littleEndian);
  let index = 0;
  return {
    totalBytes: blocks.reduce((sum, block) => sum + block.inflated, 0),
    littleEndian,
    offset: start,
    next() {
      const block = blocks[index++];
      if (!block) return null;
      const { offset, compressed, inflated } = block;
      let piece: Uint8Array;
      try {
        piece = inflateSync(bytes.subarray(offset, offset + compressed), { maxOutputLength: Math.max(1, inflated) });
      } catch (error) {
        if (error instanceof Error && 'code' in error && typeof error.code === 'string')
          throw damaged(offset, error.code);
        throw error;
      }
      if (piece.length !== inflated) throw damaged(offset, 'length');
      return piece;
    },
  };
}
