import type { ChartFigure } from '../../shared/analyses/types.ts';
import { figureHeight } from '../../shared/charts/figureHeight.ts';
import type { PrintedFigure } from '../../shared/report/printPage.ts';
import { base64Of, svgPngs } from '../components/figureImage.ts';
import { Plotly, plotlyConfig, plotlyParts } from '../components/plotlyBundle.ts';
import { loadReportFonts } from './reportFonts.ts';

const pngScale = 2;

/** Plotly's SVG scaled by its box instead of fixed pixels, and without what only its own script reads. */
function scalable(svg: string, width: number, height: number): string {
  return svg.replace(/<svg[^>]*>/, (opening) => {
    const bare = opening.replace(/\s(width|height|viewBox|style)="[^"]*"/g, '');
    return bare.replace(/>$/, ` width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`);
  });
}

async function drawFigure(figure: ChartFigure, widthPx: number): Promise<PrintedFigure> {
  const heightPx = figureHeight(figure, widthPx);
  const { data, layout } = plotlyParts(figure);
  const text = await Plotly.toImage(
    { data, layout, config: plotlyConfig('zh-CN') },
    { format: 'svg', width: widthPx, height: heightPx },
  );
  const svg = text.startsWith('data:') ? decodeURIComponent(text.slice(text.indexOf(',') + 1)) : text;
  return { svg: scalable(svg, widthPx, heightPx), widthPx, heightPx };
}

/** Figures as SVG, one after another. */
export async function drawFigures(
  requests: readonly { readonly figure: ChartFigure; readonly widthPx: number }[],
): Promise<readonly PrintedFigure[]> {
  await loadReportFonts(JSON.stringify(requests.map(({ figure }) => [figure.data, figure.layout])));
  const drawn: PrintedFigure[] = [];
  for (const { figure, widthPx } of requests) drawn.push(await drawFigure(figure, widthPx));
  return drawn;
}

/** Drawn figures as PNGs at scale 2, base64. */
export async function figurePngs(drawn: readonly PrintedFigure[]): Promise<readonly string[]> {
  const pngs = await svgPngs(
    drawn.map(({ svg, widthPx, heightPx }) => ({ svg, width: widthPx, height: heightPx })),
    pngScale,
  );
  return Promise.all(pngs.map(base64Of));
}
