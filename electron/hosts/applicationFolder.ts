import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder that holds resources/ and out/: the repository when run from sources or from out/main, the app folder when packaged.
 * Found by walking up to the folder with our package.json.
 */
export function applicationFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    try {
      const { productName } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
        productName?: string;
      };
      if (productName === 'CSI Workbench') return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    const parent = dirname(folder);
    if (parent === folder) throw new Error('the application folder was not found');
    folder = parent;
  }
}

export function version(): string {
  return (JSON.parse(readFileSync(join(applicationFolder(), 'package.json'), 'utf8')) as { version: string }).version;
}
