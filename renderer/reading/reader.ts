import bar from 'plotly.js/lib/bar';
import box from 'plotly.js/lib/box';
import Plotly from 'plotly.js/lib/core';
import heatmap from 'plotly.js/lib/heatmap';
import histogram from 'plotly.js/lib/histogram';
import pie from 'plotly.js/lib/pie';
import scatterpolar from 'plotly.js/lib/scatterpolar';
import treemap from 'plotly.js/lib/treemap';
import chinese from 'plotly.js/lib/locales/zh-cn';
import { leastSize, type ReadFigure, readerFiguresId } from '../../shared/report/reading.ts';
import { makeSortable } from './sortTable.ts';

/**
 * The script of an exported web page: it stands in the file itself and asks for nothing. Pictures become charts to hover over and zoom into
 * when they come into view, and give way to the pictures again on paper; tables are sorted by their heads.
 */
Plotly.register([bar, box, heatmap, histogram, pie, scatterpolar, treemap]);
Plotly.register(chinese);

const zh = document.documentElement.lang.startsWith('zh');

const config: Partial<Plotly.Config> = {
  displaylogo: false,
  showSendToCloud: false,
  plotlyServerURL: '',
  doubleClick: 'reset',
  scrollZoom: false,
  responsive: true,
  modeBarButtonsToRemove: ['lasso2d', 'select2d'],
  toImageButtonOptions: { scale: 3 },
  locale: zh ? 'zh-CN' : 'en-US',
};

async function show(place: HTMLElement, figure: ReadFigure): Promise<void> {
  const { data, layout, aspect } = figure;
  const least = leastSize(figure);
  const chart = document.createElement('div');
  chart.className = 'csi-chart';
  chart.style.aspectRatio = `1 / ${aspect}`;
  if (least.height > 0) chart.style.minHeight = `${least.height}px`;
  if (least.width > 0) chart.style.minWidth = `${least.width}px`;
  place.append(chart);
  place.classList.add('csi-drawn');
  // Until it is drawn, and where it cannot be, the picture stays.
  try {
    await Plotly.newPlot(
      chart,
      data as unknown as Plotly.Data[],
      {
        ...layout,
        autosize: true,
        hoverlabel: { bgcolor: '#ffffff', bordercolor: '#5b6673', font: { color: '#1f2933' } },
      } as unknown as Partial<Plotly.Layout>,
      config,
    );
  } catch {
    chart.remove();
    place.classList.remove('csi-drawn');
  }
}

const figures = JSON.parse(document.getElementById(readerFiguresId)?.textContent ?? '{}') as Readonly<
  Record<string, ReadFigure>
>;
const seen = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      const place = target as HTMLElement;
      const figure = figures[place.dataset['figure'] ?? ''];
      if (figure) void show(place, figure);
    }
  },
  { rootMargin: '200px' },
);
for (const place of document.querySelectorAll<HTMLElement>('[data-figure]')) seen.observe(place);
for (const table of document.querySelectorAll<HTMLTableElement>('table[data-sortable]'))
  makeSortable(table, zh ? '排序' : 'Sort');
