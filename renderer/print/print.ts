import type { ChartFigure } from '../../shared/analyses/types.ts';
import type { PrintPage } from '../../shared/report/printPage.ts';
import { fillContents } from './contentsPages.ts';
import { drawFigures, figurePngs } from './drawFigures.ts';
import { declareReportFonts, loadReportFonts } from './reportFonts.ts';

declare global {
  interface Window {
    csiPrint: PrintPage;
  }
}

/** Drawn once before the first real figure: what Plotly does only once then costs nobody time. */
const firstFigure = {
  data: [{ type: 'bar', x: ['满意', '不满意'], y: [1, 2] }],
  layout: { title: { text: '指数 Index 0.95' } },
  aspect: 0.5,
} as unknown as ChartFigure;

declareReportFonts();

window.csiPrint = {
  async prepare() {
    await drawFigures([{ figure: firstFigure, widthPx: 120 }]);
  },
  drawFigures,
  figurePngs,
  async readerScript() {
    const answer = await fetch(new URL('reader.js', document.baseURI));
    if (!answer.ok) throw new Error('the reader has not been built');
    return answer.text();
  },
  async showReport(html) {
    const report = new DOMParser().parseFromString(html, 'text/html');
    document.title = report.title;
    document.documentElement.lang = report.documentElement.lang;
    for (const style of document.head.querySelectorAll('style[data-report]')) style.remove();
    for (const style of report.head.querySelectorAll('style')) {
      const own = document.createElement('style');
      own.dataset['report'] = '';
      own.textContent = style.textContent;
      document.head.append(own);
    }
    document.body.className = report.body.className;
    document.body.lang = report.body.lang;
    document.body.replaceChildren(...Array.from(report.body.childNodes, (node) => document.importNode(node, true)));
    // The picture within is the figure that has words for those who do not see it; one around it would have none.
    for (const figure of document.querySelectorAll('figure')) figure.setAttribute('role', 'group');
    await loadReportFonts(`第 页 共 0123456789 ${document.title}${document.body.textContent}`);
    await Promise.all(Array.from(document.images, (image) => image.decode()));
    return fillContents();
  },
};
