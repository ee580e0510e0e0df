import '@fontsource/noto-sans-sc/chinese-simplified-400.css';
import bar from 'plotly.js/lib/bar';
import box from 'plotly.js/lib/box';
import Plotly from 'plotly.js/lib/core';
import heatmap from 'plotly.js/lib/heatmap';
import histogram from 'plotly.js/lib/histogram';
import pie from 'plotly.js/lib/pie';
import scatter from 'plotly.js/lib/scatter';
import scatterpolar from 'plotly.js/lib/scatterpolar';
import treemap from 'plotly.js/lib/treemap';
import chinese from 'plotly.js/lib/locales/zh-cn';
import type { ChartFigure } from '../../shared/analyses/types.ts';
import { fontFamily } from '../../shared/charts/theme.ts';
import type { Locale } from '../../shared/model/text.ts';

// The core brings scatter; the rest are the trace types shared/charts uses. No map code, no WebGL.
Plotly.register([bar, box, heatmap, histogram, pie, scatter, scatterpolar, treemap]);
Plotly.register(chinese);

/** Nothing of a chart ever leaves the machine: no cloud button, no server address, no logo link. */
export const plotlyConfig = (locale: Locale): Partial<Plotly.Config> => ({
  displayModeBar: false,
  displaylogo: false,
  showSendToCloud: false,
  plotlyServerURL: '',
  doubleClick: 'reset',
  scrollZoom: false,
  locale: locale === 'zh-CN' ? 'zh-CN' : 'en-US',
});

/** Plotly keeps and changes what it is given; figures are shared and frozen by convention, so it gets a copy. */
export function plotlyParts(figure: ChartFigure): {
  readonly data: Plotly.Data[];
  readonly layout: Partial<Plotly.Layout>;
} {
  return {
    data: structuredClone(figure.data) as unknown as Plotly.Data[],
    layout: structuredClone(figure.layout) as unknown as Partial<Plotly.Layout>,
  };
}

/** Labels are measured when a figure is drawn, so the face must be there before: once per window. */
let fontReady: Promise<unknown> | null = null;
export function figureFontReady(): Promise<unknown> {
  fontReady ??= document.fonts.load(`12px ${fontFamily}`, '满意 Index 0.95');
  return fontReady;
}

export { Plotly };
