import { dirname } from 'node:path';
import { AppError } from '../../shared/contract/errors.ts';
import { renameWithRetry, syncFolder } from './atomicWrite.ts';
import { codeOf, type FileCalls, isDiskFull, realFiles } from './fileCalls.ts';

/**
 * A file that is written piece by piece and stands under its name only when it is whole: until finish() it is name.part, and after
 * abandon() nothing is left.
 */
export class PartFile {
  private readonly path: string;
  private readonly part: string;
  private readonly files: FileCalls;
  private file: number | null;

  /** @throws AppError 'files.notWritten', 'files.diskFull' */
  constructor(path: string, files: FileCalls = realFiles) {
    this.path = path;
    this.part = `${path}.part`;
    this.files = files;
    this.file = this.guarded(() => files.open(this.part, 'wx', 0o600));
  }

  private guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (isDiskFull(error)) throw new AppError('files.diskFull');
      const code = codeOf(error);
      throw code === '' || error instanceof AppError ? error : new AppError('files.notWritten', { code });
    }
  }

  private opened(): number {
    if (this.file === null) throw new Error('this file has been closed');
    return this.file;
  }

  /** @throws AppError 'files.notWritten', 'files.diskFull' */
  write(bytes: Uint8Array): void {
    const file = this.opened();
    this.guarded(() => {
      // A full disk may take a part of a piece before it refuses.
      for (let at = 0; at < bytes.length; ) {
        const taken = this.files.write(file, bytes, at, bytes.length - at);
        if (taken <= 0) throw new AppError('files.diskFull');
        at += taken;
      }
    });
  }

  /** On the disk under its name when this returns. @throws AppError 'files.notWritten', 'files.diskFull' */
  finish(): void {
    const file = this.opened();
    this.guarded(() => {
      this.files.sync(file);
      this.file = null;
      this.files.close(file);
      renameWithRetry(this.part, this.path, this.files);
      syncFolder(dirname(this.path), this.files);
    });
  }

  /** Leaves nothing, neither half nor whole. Never throws: it follows a failure that is to be told. */
  abandon(): void {
    const { file } = this;
    this.file = null;
    for (const step of [
      () => void (file === null || this.files.close(file)),
      () => this.files.remove(this.part),
      () => this.files.remove(this.path),
    ]) {
      try {
        step();
      } catch {
        // What failed first counts; the temporary folder goes with the program.
      }
    }
  }
}
