import { crc32, createInflateRaw } from 'node:zlib';
import { InputError } from '../../shared/model/errors.ts';
import type { ByteSource } from './byteSource.ts';
import type { ReadLimits } from './limits.ts';
import type { ZipEntry } from './zipDirectory.ts';

export interface StreamOptions {
  readonly limits: ReadLimits;
  /** Inflated bytes after which the part is refused. */
  readonly maxBytes: number;
  /** The user has seen the warning about an unusual compression ratio and goes on; the byte caps stay. */
  readonly allowHighRatio: boolean;
}

const pieceLength = 256 * 1024;

async function* compressedPieces(source: ByteSource, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  for (let done = 0; done < entry.compressedSize; done += pieceLength) {
    const length = Math.min(pieceLength, entry.compressedSize - done);
    const piece = source.read(entry.dataStart + done, length);
    if (piece.length !== length) throw new InputError('workbook.partDamaged', { part: entry.name });
    yield piece;
  }
}

/** zlib's own thread inflates the next piece while the caller works on this one. */
async function* inflated(source: ByteSource, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: pieceLength });
  const feed = async (): Promise<void> => {
    for await (const piece of compressedPieces(source, entry)) {
      if (inflate.destroyed) return;
      if (!inflate.write(piece))
        await new Promise<void>((resolve) => {
          const go = (): void => {
            inflate.off('drain', go);
            inflate.off('close', go);
            resolve();
          };
          inflate.on('drain', go);
          inflate.on('close', go);
        });
    }
    inflate.end();
  };
  const feeding = feed().catch((error: unknown) =>
    inflate.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  try {
    for await (const chunk of inflate) yield chunk as Uint8Array;
    await feeding;
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError('workbook.partDamaged', { part: entry.name });
  } finally {
    inflate.destroy();
  }
}

/**
 * The inflated bytes of one part, piece by piece, counted while they come: the sizes in the directory are only claims.
 * @throws InputError workbook.partTooLarge, workbook.partRatio, workbook.partDamaged (inflate error, wrong length or checksum)
 */
export async function* streamPart(
  source: ByteSource,
  entry: ZipEntry,
  options: StreamOptions,
): AsyncGenerator<Uint8Array> {
  const { limits, maxBytes, allowHighRatio } = options;
  let bytes = 0;
  let checksum = 0;
  for await (const chunk of entry.method === 'stored' ? compressedPieces(source, entry) : inflated(source, entry)) {
    bytes += chunk.length;
    if (bytes > maxBytes)
      throw new InputError('workbook.partTooLarge', { part: entry.name, limitMB: Math.round(maxBytes / 1048576) });
    if (!allowHighRatio && bytes > limits.ratioFromBytes && bytes > limits.ratio * entry.compressedSize) {
      throw new InputError('workbook.partRatio', { part: entry.name, ratio: limits.ratio });
    }
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (bytes !== entry.size || checksum !== entry.crc32)
    throw new InputError('workbook.partDamaged', { part: entry.name });
}
