import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** Kinds of file that are compressed already. */
const packed = /\.(docx|xlsx|pptx|pdf|zip|png|jpg)$/i;

export interface ZipArchive {
  /** Written to the disk before it returns: only one file is in memory at a time. */
  add(name: string, bytes: Uint8Array): Promise<void>;
  /** Writes the directory; the file is complete then. */
  finish(): Promise<void>;
  /** Leaves no file behind. */
  drop(): Promise<void>;
}

/** A zip file that grows on the disk. path: of a file that is not there yet. */
export function createZipArchive(path: string, at: number): ZipArchive {
  const stream = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  let failure: Error | null = null;
  stream.once('error', (error) => {
    failure = error;
  });
  const zip = new Zip((error, chunk, final) => {
    if (error) failure = error;
    else stream.write(chunk);
    if (final) stream.end();
  });
  const settle = async (): Promise<void> => {
    if (failure) throw failure;
    if (stream.writableNeedDrain) await once(stream, 'drain');
  };
  return {
    async add(name, bytes) {
      const entry = packed.test(name) ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
      entry.mtime = new Date(at);
      zip.add(entry);
      entry.push(bytes, true);
      await settle();
    },
    async finish() {
      const closed = once(stream, 'close');
      zip.end();
      await closed;
      if (failure) throw failure;
    },
    async drop() {
      zip.terminate();
      const closed = once(stream, 'close');
      stream.destroy();
      await closed;
      await rm(path, { force: true });
    },
  };
}
