import { type FileCalls, realFiles } from '../../../electron/storage/fileCalls.ts';

export type Fault = 'ENOSPC' | 'EIO' | 'EPERM' | 'EACCES' | 'EBUSY' | 'short';

/** What happens instead of the n-th call. */
type Strike = (name: keyof FileCalls, work: () => unknown) => unknown;

/** The real calls, counted from 1; strike is asked before each. freeBytes is no step of a save. */
export function countedFiles(strike: (step: number, name: keyof FileCalls, work: () => unknown) => unknown): FileCalls {
  let step = 0;
  return Object.fromEntries(
    Object.entries(realFiles).map(([name, call]) => [
      name,
      (...args: never[]) =>
        name === 'freeBytes'
          ? (call as (...given: never[]) => unknown)(...args)
          : strike(++step, name as keyof FileCalls, () => (call as (...given: never[]) => unknown)(...args)),
    ]),
  ) as unknown as FileCalls;
}

const fault = (code: string): Error => Object.assign(new Error(`${code}: made by the test`), { code });

/** The n-th call fails with the code, or writes less than it was given. A blocked rename stays blocked. */
export function failingFiles(n: number, code: Fault): { readonly files: FileCalls; failed(): boolean } {
  let hit: keyof FileCalls | null = null;
  const strikeWith: Strike = (name, work) => {
    hit = name;
    if (code !== 'short') throw fault(code);
    return work();
  };
  const files = countedFiles((step, name, work) =>
    step === n || (hit === 'rename' && name === 'rename') ? strikeWith(name, work) : work(),
  );
  let writes = 0;
  const write: FileCalls['write'] = (file, bytes, offset, length) => {
    writes++;
    if (code !== 'short' || writes !== n) return files.write(file, bytes, offset, length);
    hit = 'write';
    return realFiles.write(file, bytes, offset, Math.max(1, Math.floor(length / 3)));
  };
  return { files: { ...files, write }, failed: () => hit !== null };
}
