import type { ChartFigure } from '../analyses/types.ts';
import { plotText } from './plotText.ts';
import { ink, orderedColours, themedLayout } from './theme.ts';

export interface TreeMapNode {
  readonly id: string;
  readonly parentId: string;
  readonly label: string;
  readonly leaf: boolean;
  readonly size: number;
  readonly value: number | null;
  readonly valueText: string;
}

export interface TreeMapOptions {
  readonly id: string;
  readonly title: string;
  readonly altText: string;
  readonly sizeTitle: string;
  readonly colourTitle: string;
  /** The root (parentId '') first, parents before their children; size counts for leaves, a parent is as large as its children together. */
  readonly nodes: readonly TreeMapNode[];
}

/** Nested rectangles: area by size, colour by value from orange (lowest) to blue (highest). */
export function treeMap(options: TreeMapOptions): ChartFigure {
  const { nodes } = options;
  const known = nodes.flatMap(({ value }) => (value === null ? [] : [value]));
  const low = Math.min(...known);
  const high = Math.max(...known);
  const colours = orderedColours(5);
  return {
    id: options.id,
    title: options.title,
    altText: options.altText,
    aspect: 0.62,
    data: [
      {
        type: 'treemap',
        ids: nodes.map(({ id }) => id),
        parents: nodes.map(({ parentId }) => parentId),
        // The head of a branch shows its label alone.
        labels: nodes.map(({ leaf, label, valueText }) => plotText(leaf ? label : `${label} ${valueText}`)),
        values: nodes.map(({ leaf, size }) => (leaf ? size : 0)),
        text: nodes.map(({ valueText }) => valueText),
        customdata: nodes.map(({ size }) => size),
        textinfo: 'label+text',
        textposition: 'middle center',
        branchvalues: 'remainder',
        marker: {
          colors: nodes.map(({ value }) => value ?? (low + high) / 2),
          colorscale: colours.map((colour, index) => [index / (colours.length - 1), colour]),
          cmin: low,
          cmax: high,
          pad: { t: 22, l: 3, r: 3, b: 3 },
          line: { width: 1, color: '#ffffff' },
          showscale: true,
          colorbar: {
            title: { text: plotText(options.colourTitle), side: 'right', font: { size: 12, color: ink.soft } },
            thickness: 12,
            outlinewidth: 0,
            tickfont: { size: 11 },
          },
        },
        pathbar: { visible: false },
        // The label of a branch holds its value already.
        hovertemplate: nodes.map(
          ({ leaf }) =>
            `%{label}${leaf ? ': %{text}' : ''}<br>${plotText(options.sizeTitle)} %{customdata:.3f}<extra></extra>`,
        ),
      },
    ],
    layout: themedLayout(options.title, {
      margin: { l: 8, r: 8, t: 52, b: 12 },
      // A name that would be too small to read is left to the pointer.
      uniformtext: { minsize: 9, mode: 'hide' },
    }),
  };
}
