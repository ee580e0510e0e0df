import type { PrintedFigure, PrintPage } from '../../shared/report/printPage.ts';
import { base64Of, type DrawnSvg, svgPngs } from '../components/figureImage.ts';
import { Plotly, plotlyConfig, plotlyParts } from '../components/plotlyBundle.ts';
import { declareReportFonts, loadReportFonts } from './reportFonts.ts';

declare global {
  interface Window {
    csiPrint: PrintPage;
  }
}

const pngScale = 2;

/** Plotly's SVG scaled by its box instead of fixed pixels, and without what only its own script reads. */
function scalable(svg: string, width: number, height: number): string {
  return svg.replace(/<svg[^>]*>/, (opening) => {
    const bare = opening.replace(/\s(width|height|viewBox|style)="[^"]*"/g, '');
    return bare.replace(/>$/, ` width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`);
  });
}

declareReportFonts();

window.csiPrint = {
  async drawFigures(requests) {
    await loadReportFonts(JSON.stringify(requests.map(({ figure }) => [figure.data, figure.layout])));
    const drawn: DrawnSvg[] = [];
    for (const { figure, widthPx } of requests) {
      const height = Math.round(widthPx * figure.aspect);
      const { data, layout } = plotlyParts(figure);
      const text = await Plotly.toImage(
        { data, layout, config: plotlyConfig('zh-CN') },
        { format: 'svg', width: widthPx, height },
      );
      const svg = text.startsWith('data:') ? decodeURIComponent(text.slice(text.indexOf(',') + 1)) : text;
      drawn.push({ svg: scalable(svg, widthPx, height), width: widthPx, height });
    }
    const pngs = await svgPngs(drawn, pngScale);
    return Promise.all(
      drawn.map(async ({ svg, width, height }, place): Promise<PrintedFigure> => {
        return { svg, pngBase64: await base64Of(pngs[place]!), widthPx: width, heightPx: height };
      }),
    );
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
    await loadReportFonts(`第 页 共 0123456789 ${document.title}${document.body.textContent}`);
    await Promise.all(Array.from(document.images, (image) => image.decode()));
  },
};
