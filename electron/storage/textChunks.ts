import { AppError } from '../../shared/contract/errors.ts';
import type { BlobStore } from './blobStore.ts';
import { compress } from './columnChunks.ts';
import { inflateRawSync } from 'node:zlib';

/** Texts per chunk: adding an answer rewrites the last chunk only. */
export const chunkTexts = 4096;
/** No chunk of texts inflates to more; 4096 cells of Excel's longest text in UTF-8 stay below. */
const largestChunkBytes = 512 * 1024 * 1024;

export interface TextChunk {
  readonly chunk: number;
  readonly count: number;
  readonly hash: Buffer;
}

/** Stores texts from the chunk that holds index `from` on. */
export function putTexts(blobs: BlobStore, texts: readonly string[], from = 0): TextChunk[] {
  const chunks: TextChunk[] = [];
  for (let chunk = Math.floor(from / chunkTexts); chunk * chunkTexts < texts.length; chunk++) {
    const part = texts.slice(chunk * chunkTexts, (chunk + 1) * chunkTexts);
    chunks.push({ chunk, count: part.length, hash: blobs.put(compress(Buffer.from(JSON.stringify(part), 'utf8'))) });
  }
  return chunks;
}

/** @throws AppError 'project.damaged' */
export function getTextChunk(blobs: BlobStore, chunk: { readonly count: number; readonly hash: Uint8Array }): string[] {
  const data = blobs.get(chunk.hash);
  let texts: unknown;
  try {
    texts = JSON.parse(inflateRawSync(data, { maxOutputLength: largestChunkBytes }).toString('utf8'));
  } catch (error) {
    throw new AppError('project.damaged', { part: 'texts', reason: error instanceof Error ? error.name : 'inflate' });
  }
  if (!Array.isArray(texts) || texts.length !== chunk.count || !texts.every((text) => typeof text === 'string'))
    throw new AppError('project.damaged', { part: 'texts', reason: 'shape' });
  return texts;
}
