import type { ChartFigure } from '../analyses/types.ts';
import { plotText, shorten } from './plotText.ts';
import { ink, themedLayout } from './theme.ts';

/** Half axes of a construct's ellipse, in units of the drawing. */
export const ellipse = { rx: 64, ry: 30 } as const;

export interface DiagramConstruct {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** Under the name: "R² .681", the index. */
  readonly facts: string;
  /** One line per item under the ellipse: its name and loading. */
  readonly items: readonly string[];
  readonly emphasis: boolean;
}
export interface DiagramPath {
  readonly from: number;
  readonly to: number;
  /** Coefficient, and how it is written with its stars. */
  readonly coefficient: number;
  readonly text: string;
  /** Drawn dashed: not significant. */
  readonly faint: boolean;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a line from the centre of one ellipse towards a point leaves it. */
export function edgeOf(from: Point, towards: Point): Point {
  const dx = towards.x - from.x;
  const dy = towards.y - from.y;
  const length = Math.hypot(dx / ellipse.rx, dy / ellipse.ry);
  return length === 0 ? from : { x: from.x + dx / length, y: from.y + dy / length };
}

/** Where the number of a path stands: in its visible stretch, a little before the middle, so that those of crossing paths stand apart. */
export function labelPlace(from: Point, to: Point): Point {
  const [start, end] = [edgeOf(from, to), edgeOf(to, from)];
  return { x: start.x + 0.42 * (end.x - start.x), y: start.y + 0.42 * (end.y - start.y) };
}

/** Width of a path's line by the size of its coefficient, in pixels. */
export const lineWidth = (coefficient: number): number => 1 + 2.5 * Math.min(1, Math.abs(coefficient));

const lineHeight = 15;

/** A structural model as it is drawn: ellipses, arrows with coefficients, items with loadings. */
export function pathDiagram(options: {
  readonly id: string;
  readonly title: string;
  readonly altText: string;
  readonly constructs: readonly DiagramConstruct[];
  readonly paths: readonly DiagramPath[];
}): ChartFigure {
  const { constructs, paths } = options;
  const left = Math.min(...constructs.map(({ x }) => x)) - ellipse.rx - 16;
  const right = Math.max(...constructs.map(({ x }) => x)) + ellipse.rx + 16;
  const top = Math.min(...constructs.map(({ y }) => y)) - ellipse.ry - 12;
  const bottom = Math.max(...constructs.map(({ y, items }) => y + ellipse.ry + 8 + lineHeight * items.length)) + 8;
  const hidden = { visible: false, fixedrange: true } as const;
  return {
    id: options.id,
    title: options.title,
    altText: options.altText,
    aspect: Math.min(1.5, Math.max(0.4, (bottom - top) / (right - left) + 0.1)),
    data: [
      {
        type: 'scatter',
        mode: 'markers',
        x: constructs.map(({ x }) => x),
        y: constructs.map(({ y }) => y),
        marker: { size: 2, color: ink.accent, opacity: 0 },
        customdata: constructs.map(({ name, facts }) => plotText(`${name} ${facts}`)),
        hovertemplate: '%{customdata}<extra></extra>',
      },
    ],
    layout: themedLayout(options.title, {
      showlegend: false,
      xaxis: { ...hidden, range: [left, right] },
      yaxis: { ...hidden, range: [bottom, top] },
      shapes: constructs.map(({ x, y, emphasis }) => ({
        type: 'circle',
        x0: x - ellipse.rx,
        x1: x + ellipse.rx,
        y0: y - ellipse.ry,
        y1: y + ellipse.ry,
        fillcolor: '#ffffff',
        line: { color: emphasis ? ink.accent : ink.soft, width: emphasis ? 2 : 1.2 },
      })),
      annotations: [
        ...paths.map(({ from, to, faint, coefficient }) => {
          const start = edgeOf(constructs[from]!, constructs[to]!);
          const end = edgeOf(constructs[to]!, constructs[from]!);
          return {
            x: end.x,
            y: end.y,
            ax: start.x,
            ay: start.y,
            axref: 'x',
            ayref: 'y',
            text: '',
            showarrow: true,
            arrowhead: 2,
            arrowwidth: lineWidth(coefficient),
            arrowsize: 1 / Math.sqrt(lineWidth(coefficient)),
            arrowcolor: faint ? ink.context : ink.text,
          };
        }),
        ...paths.map(({ from, to, text }) => {
          return {
            ...labelPlace(constructs[from]!, constructs[to]!),
            text: plotText(text),
            showarrow: false,
            bgcolor: '#ffffff',
            borderpad: 1,
            font: { size: 11, color: ink.text },
          };
        }),
        ...constructs.map(({ x, y, name, facts, emphasis }) => ({
          x,
          y,
          text: `${plotText(shorten(name, 8))}<br><span style="font-size:10px">${plotText(facts)}</span>`,
          showarrow: false,
          font: { size: 12, color: emphasis ? ink.accent : ink.text },
        })),
        ...constructs.flatMap(({ x, y, items }) =>
          items.map((item, place) => ({
            x,
            y: y + ellipse.ry + 10 + lineHeight * place,
            text: plotText(item),
            showarrow: false,
            bgcolor: 'rgba(255,255,255,0.8)',
            borderpad: 0,
            font: { size: 10, color: ink.soft },
          })),
        ),
      ],
    }),
  };
}
