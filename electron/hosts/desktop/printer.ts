import type { BrowserWindow } from 'electron';
import type { PrintPage } from '../../../shared/report/printPage.ts';
import type { PagePrinter } from '../../services/ports.ts';
import { createLane } from '../lane.ts';
import { appOrigin } from './origin.ts';
import { createHiddenWindow } from './windows.ts';

/** Calls one function of the page with an argument as JSON. */
const callPage = <F extends keyof PrintPage>(
  window: BrowserWindow,
  name: F,
  ...given: Parameters<PrintPage[F]>
): Promise<Awaited<ReturnType<PrintPage[F]>>> =>
  window.webContents.executeJavaScript(
    `window.csiPrint.${name}(${given.map((one) => JSON.stringify(one)).join(', ')})`,
  ) as Promise<Awaited<ReturnType<PrintPage[F]>>>;

async function openWindow(): Promise<BrowserWindow> {
  const window = createHiddenWindow();
  await window.loadURL(`${appOrigin}/print.html`);
  await callPage(window, 'prepare');
  return window;
}

async function closeWindow(window: BrowserWindow): Promise<void> {
  if (!window.isDestroyed()) window.destroy();
}

const nothing = (): Promise<void> => Promise.resolve();

/** Draws figures and prints pages in a hidden window that shows the built print.html; it is made at the first need and kept. */
export function createWindowPrinter(): PagePrinter {
  const lane = createLane(openWindow, closeWindow);

  return {
    problem: () => Promise.resolve(null),
    warmUp() {
      lane.run(nothing).catch(nothing);
    },
    drawFigures: (requests) =>
      lane.run((window) =>
        callPage(
          window,
          'drawFigures',
          requests.map(({ figure, widthPx }) => ({ figure, widthPx })),
        ),
      ),
    figurePngs: (drawn) =>
      lane.run(async (window) => {
        const pngs = await callPage(
          window,
          'figurePngs',
          drawn.map(({ svg, widthPx, heightPx }) => ({ svg, widthPx, heightPx })),
        );
        return pngs.map((png) => Buffer.from(png, 'base64'));
      }),
    readerScript: () => lane.run((window) => callPage(window, 'readerScript')),
    printPdf: (html) =>
      lane.run(async (window) => {
        const contents = await callPage(window, 'showReport', html);
        const pdf = await window.webContents.printToPDF({
          preferCSSPageSize: true,
          printBackground: true,
          generateTaggedPDF: true,
          generateDocumentOutline: true,
        });
        return { pdf, contents };
      }),
    close: () => lane.close(),
  };
}
