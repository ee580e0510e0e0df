import type { BrowserWindow } from 'electron';
import type { PrintPage } from '../../../shared/report/printPage.ts';
import type { DrawnFigure, PagePrinter } from '../../services/ports.ts';
import { appOrigin } from './origin.ts';
import { createHiddenWindow } from './windows.ts';

/** Draws figures and prints pages in a hidden window that shows the built print.html. The window is made at the first need and kept; jobs run one after another. */
export function createWindowPrinter(): PagePrinter {
  let ready: Promise<BrowserWindow> | null = null;
  let last: Promise<unknown> = Promise.resolve();

  async function open(): Promise<BrowserWindow> {
    const window = createHiddenWindow();
    await window.loadURL(`${appOrigin}/print.html`);
    return window;
  }

  /** After a failure the next job gets a fresh window. */
  function inWindow<T>(work: (window: BrowserWindow) => Promise<T>): Promise<T> {
    const next = last.then(async () => {
      ready ??= open();
      try {
        return await work(await ready);
      } catch (error) {
        await discard();
        throw error;
      }
    });
    last = next.then(
      () => undefined,
      () => undefined,
    );
    return next;
  }

  async function discard(): Promise<void> {
    const old = ready;
    ready = null;
    const window = await old?.catch(() => null);
    if (window && !window.isDestroyed()) window.destroy();
  }

  /** Calls one function of the page with an argument as JSON. */
  const callPage = <F extends keyof PrintPage>(
    window: BrowserWindow,
    name: F,
    argument: Parameters<PrintPage[F]>[0],
  ): Promise<Awaited<ReturnType<PrintPage[F]>>> =>
    window.webContents.executeJavaScript(`window.csiPrint.${name}(${JSON.stringify(argument)})`) as Promise<
      Awaited<ReturnType<PrintPage[F]>>
    >;

  return {
    problem: () => Promise.resolve(null),
    drawFigures: (requests) =>
      inWindow(async (window): Promise<readonly DrawnFigure[]> => {
        if (requests.length === 0) return [];
        const drawn = await callPage(
          window,
          'drawFigures',
          requests.map(({ figure, widthPx }) => ({ figure, widthPx })),
        );
        return drawn.map(({ svg, pngBase64, widthPx, heightPx }) => ({
          svg,
          png: Buffer.from(pngBase64, 'base64'),
          widthPx,
          heightPx,
        }));
      }),
    printPdf: (html) =>
      inWindow(async (window) => {
        await callPage(window, 'showReport', html);
        return window.webContents.printToPDF({
          preferCSSPageSize: true,
          printBackground: true,
          generateTaggedPDF: true,
          generateDocumentOutline: true,
        });
      }),
    async close() {
      await last;
      await discard();
    },
  };
}
