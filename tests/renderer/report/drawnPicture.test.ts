import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../../electron/hosts/web/chromiumPrinter.ts';
import { largestReportFile } from '../../../shared/commands/reportFiles.ts';

const root = new URL('../../..', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'csi-drawn-'));
const svg = 'image/svg+xml';
const drawing = (attributes: string, content: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${content}</svg>`;
/** Red at the left, nothing at the right, a blue line at the foot of the whole. */
const marks = '<path fill="#ff0000" d="M0 0h100v90H0z"/><path fill="#0000ff" d="M0 90h200v10H0z"/>';

interface Drawn {
  readonly name: string;
  readonly type: string;
  readonly same: boolean;
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, opacity (0-255) at the places asked for. */
  readonly pixels: readonly (readonly number[])[];
}
/** What the built module puts on the page. */
interface WithDrawing {
  readonly drawing: typeof import('../../../renderer/features/report/drawnPicture.ts');
}

describe('a drawing as a picture', () => {
  let browser: Browser;
  let page: Page;
  const asked: string[] = [];

  beforeAll(async () => {
    await build({
      configFile: false,
      root,
      logLevel: 'silent',
      build: {
        outDir: folder,
        minify: false,
        lib: {
          entry: join(root, 'renderer/features/report/drawnPicture.ts'),
          formats: ['iife'],
          name: 'drawing',
          fileName: () => 'drawn.js',
        },
      },
    });
    browser = await chromium.launch({ executablePath: findBrowser()!, args: ['--no-sandbox'] });
    page = await browser.newPage();
    await page.route('**/*', (route) => {
      asked.push(route.request().url());
      return route.abort();
    });
    await page.addScriptTag({ content: readFileSync(join(folder, 'drawn.js'), 'utf8') });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The file as drawn, with the colours at places given as shares of its width and height; null as the product gives it. */
  const drawn = (content: string, name: string, type: string, places: readonly (readonly [number, number])[] = []) =>
    page.evaluate(
      async (given): Promise<Drawn | null> => {
        const file = new File([given.content], given.name, { type: given.type });
        const { drawnPicture } = (globalThis as unknown as WithDrawing).drawing;
        const picture = await drawnPicture(file);
        if (!picture) return null;
        if (picture === file) return { name: file.name, type: file.type, same: true, width: 0, height: 0, pixels: [] };
        const bitmap = await createImageBitmap(picture);
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
        const context = canvas.getContext('2d')!;
        context.drawImage(bitmap, 0, 0);
        const pixels = given.places.map(([x, y]) => [
          ...context.getImageData(Math.floor(x * bitmap.width), Math.floor(y * bitmap.height), 1, 1).data,
        ]);
        const { width, height } = bitmap;
        return { name: picture.name, type: picture.type, same: false, width, height, pixels };
      },
      { content, name, type, places },
    );

  const places = [
    [0.25, 0.5],
    [0.75, 0.5],
    [0.5, 0.95],
  ] as const;
  const colours = [
    [255, 0, 0, 255],
    [0, 0, 0, 0],
    [0, 0, 255, 255],
  ];

  it('is 1800 pixels at its longer side, with its colours, its shape and what shows through', async () => {
    const wide = await drawn(drawing('width="200" height="100"', marks), '标志.svg', svg, places);
    expect(wide).toEqual({
      name: '标志.png',
      type: 'image/png',
      same: false,
      width: 1800,
      height: 900,
      pixels: colours,
    });
    const tall = await drawn(drawing('width="30" height="120" viewBox="0 0 30 120"', ''), 'a.b.svg', svg);
    expect(tall).toMatchObject({ name: 'a.b.png', width: 450, height: 1800 });
  });

  it('needs no size of its own and no kind but its name', async () => {
    const boxed = await drawn(drawing('viewBox="0 0 200 100"', marks), 'logo.SVG', '', places);
    expect(boxed).toMatchObject({ name: 'logo.png', width: 1800, height: 900, pixels: colours });
  });

  it('runs no script and asks for nothing', async () => {
    const content = `${marks}<script>globalThis.ran = true</script><image href="https://example.com/a.png" width="9" height="9"/>`;
    const hostile = await drawn(drawing('width="200" height="100"', content), 'x.svg', svg, places);
    expect(hostile?.pixels).toEqual(colours);
    expect(await page.evaluate('globalThis.ran')).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it('is nothing where it cannot be read or is too large', async () => {
    expect(await drawn('<svg', 'broken.svg', svg)).toBeNull();
    expect(await drawn('', 'empty.svg', svg)).toBeNull();
    const large = drawing('width="2" height="1"', `<!--${'x'.repeat(largestReportFile['image/png'])}-->`);
    expect(await drawn(large, 'large.svg', svg)).toBeNull();
  });

  it('leaves every other file as it is', async () => {
    expect(await drawn('not looked at', 'a.png', 'image/png')).toMatchObject({ same: true, name: 'a.png' });
    expect(await drawn('not looked at', 'a.svg', 'image/jpeg')).toMatchObject({ same: true, type: 'image/jpeg' });
  });
});
