import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createChromiumPrinter } from '../../../electron/hosts/web/chromiumPrinter.ts';

it('gives the page that prints its own files and nothing else, and opens it anew after a failure and after a close', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'csi-page-'));
  writeFileSync(join(folder, 'print.html'), '<!doctype html><script src="own.js"></script>');
  const addresses = [
    '/own.js',
    '/../own.js/../print.htm',
    '/missing.js',
    'https://example.org/',
    'http://127.0.0.1/',
    'file:///etc/hosts',
  ];
  writeFileSync(
    join(folder, 'own.js'),
    `const got = (address) => fetch(address).then((answer) => answer.status, () => 'refused');
      globalThis.csiPrint = {
        prepare: async () => {},
        readerScript: async () => JSON.stringify(await Promise.all(${JSON.stringify(addresses)}.map(got))),
        showReport: async () => { throw new Error('no paper'); },
      };`,
  );
  const printer = createChromiumPrinter({ rendererFolder: folder });
  const answers = [200, 'refused', 'refused', 'refused', 'refused', 'refused'];
  expect(JSON.parse(await printer.readerScript())).toEqual(answers);
  await expect(printer.printPdf('<p>x</p>')).rejects.toThrow('no paper');
  expect(JSON.parse(await printer.readerScript())).toEqual(answers);
  await printer.close();
  expect(JSON.parse(await printer.readerScript())).toEqual(answers);
  await printer.close();
  rmSync(folder, { recursive: true, force: true });
});
