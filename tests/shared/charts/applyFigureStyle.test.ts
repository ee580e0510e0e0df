import { expect, it } from 'vitest';
import type { ChartFigure } from '../../../shared/analyses/types.ts';
import { applyFigureStyle, figureColours } from '../../../shared/charts/applyFigureStyle.ts';

const figure: ChartFigure = {
  id: 'f',
  title: '得分',
  altText: '三个指标的得分。',
  aspect: 0.5,
  data: [
    { type: 'bar', marker: { color: ['#aaaaaa', '#0b6bcb', '#aaaaaa'] }, error_x: { color: '#000000' } },
    { type: 'scatter', line: { color: '#d55e00', width: 2 }, fillcolor: '#0b6bcb' },
  ],
  layout: { title: { text: '得分', x: 0 }, margin: { l: 56 } },
};

it('lists the colours of the data once each, in trace order', () => {
  expect(figureColours(figure)).toEqual(['#aaaaaa', '#0b6bcb', '#d55e00']);
});

it('changes colours by their place and leaves error bars and the given figure alone', () => {
  const before = structuredClone(figure);
  const styled = applyFigureStyle(figure, { colours: ['', '#009e73'] });
  expect(styled.data).toEqual([
    { type: 'bar', marker: { color: ['#aaaaaa', '#009e73', '#aaaaaa'] }, error_x: { color: '#000000' } },
    { type: 'scatter', line: { color: '#d55e00', width: 2 }, fillcolor: '#009e73' },
  ]);
  expect(figure).toEqual(before);
});

it('reaches words drawn as data, colour scales, and shapes and values in a colour of the data', () => {
  const words = {
    ...figure,
    data: [{ type: 'scatter', mode: 'text', textfont: { size: 12, color: ['#aaaaaa', '#0b6bcb'] } }],
  };
  expect(applyFigureStyle(words, { colours: ['', '#111111'] }).data).toEqual([
    { type: 'scatter', mode: 'text', textfont: { size: 12, color: ['#aaaaaa', '#111111'] } },
  ]);
  const map = {
    ...figure,
    data: [
      {
        type: 'heatmap',
        colorscale: [
          [0, '#d55e00'],
          [1, '#ffffff'],
        ],
      },
    ],
    layout: {
      shapes: [
        { type: 'circle', line: { color: '#d55e00', width: 1 } },
        { type: 'line', line: { color: '#aaaaaa' } },
      ],
      annotations: [
        { text: '7', font: { size: 11, color: '#d55e00' } },
        { text: '8', font: { color: '#ffffff' } },
      ],
    },
  };
  const styled = applyFigureStyle(map, { colours: ['#111111', '#222222'] });
  expect(styled.data).toEqual([
    {
      type: 'heatmap',
      colorscale: [
        [0, '#111111'],
        [1, '#222222'],
      ],
    },
  ]);
  expect(styled.layout).toEqual({
    shapes: [
      { type: 'circle', line: { color: '#111111', width: 1 } },
      { type: 'line', line: { color: '#aaaaaa' } },
    ],
    annotations: [
      { text: '7', font: { size: 11, color: '#111111' } },
      { text: '8', font: { color: '#ffffff' } },
    ],
  });
});

it('replaces the title, escaped, and keeps its place', () => {
  const styled = applyFigureStyle(figure, { title: 'A < B' });
  expect(styled.title).toBe('A < B');
  expect(styled.altText).toBe('A < B. 三个指标的得分。');
  expect(styled.layout).toEqual({ title: { text: 'A &lt; B', x: 0 }, margin: { l: 56 } });
});

it('is the same figure without a style', () => {
  expect(applyFigureStyle(figure, undefined)).toBe(figure);
});

it('pushes the plot down by a line under a title of two lines', () => {
  const tall = { ...figure, layout: { ...figure.layout, margin: { l: 56, t: 44 } } };
  const { title, margin } = applyFigureStyle(tall, { title: '长'.repeat(50) }).layout as {
    title: { text: string };
    margin: object;
  };
  expect(title.text.split('<br>')).toHaveLength(2);
  expect(margin).toEqual({ l: 56, t: 64 });
});
