import { describe, expect, it } from 'vitest';
import { cannotWrite } from '../../../electron/hosts/cli/files.ts';

const failed = (code: string): Error => Object.assign(new Error(code), { code });

describe('a folder that does not take a file', () => {
  it.each(['ENOSPC', 'EDQUOT'])('is not to blame when the disk is full: %s', (code) => {
    const error = cannotWrite('/reports', failed(code));
    expect(error.code).toBe('files.diskFull');
    expect(error.message).not.toContain('permissions');
  });

  it.each(['EROFS', 'EACCES', 'ENOTDIR'])('is named with what stands against it: %s', (code) => {
    expect(cannotWrite('/somewhere/reports', failed(code))).toMatchObject({
      code: 'cli.cannotWrite',
      details: { folder: 'reports', problem: code },
    });
  });
});
