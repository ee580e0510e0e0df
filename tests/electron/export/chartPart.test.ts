import { describe, expect, it } from 'vitest';
import { chartPart, columnLetters } from '../../../electron/export/chartPart.ts';
import { applyFigureStyle } from '../../../shared/charts/applyFigureStyle.ts';
import { barWithError } from '../../../shared/charts/barWithError.ts';
import { officeChart } from '../../../shared/charts/officeChart.ts';
import { textWidth } from '../../../shared/charts/plotText.ts';

const place = {
  sheet: 'S',
  row: 0,
  column: 0,
  workbookRelation: null,
  title: '',
  widthPoints: 400,
  heightPoints: 300,
  points: 9,
};

describe('the chart part', () => {
  it('counts columns as a sheet does', () => {
    expect([0, 25, 26, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
  });

  it('leaves the plot its room, however long the names', () => {
    const figure = barWithError({
      id: 'a',
      title: '',
      altText: '',
      valueTitle: 'v',
      range: [0, 100],
      bars: ['很长的名称'.repeat(60), '短'].map((label) => ({ label, value: 60, interval: null, text: '60' })),
    });
    const { xml, columns } = chartPart(officeChart(figure)!, place);
    const [long, short] = columns[0]!.values as readonly string[];
    expect(textWidth(long!) * place.points).toBeLessThanOrEqual(0.34 * place.widthPoints);
    expect(long).toMatch(/…$/);
    expect(short).toBe('短');
    expect(xml).toContain(`<c:v>${long}</c:v>`);
    expect(xml).toContain('<c:tickLblSkip val="1"/>');
  });

  it('sets larger letters only as large as leaves every row its word', () => {
    const sizes = (rows: number): readonly number[] => {
      const bars = Array.from({ length: rows }, (_, row) => ({
        label: `r${row}`,
        value: 60,
        interval: null,
        text: '60',
      }));
      const figure = barWithError({ id: 'a', title: '', altText: '', valueTitle: 'v', range: [0, 100], bars });
      const { xml } = chartPart(officeChart(applyFigureStyle(figure, { letters: 'large' }))!, place);
      return [...new Set([...xml.matchAll(/ sz="(\d+)"/g)].map(([, size]) => Number(size) / 100))];
    };
    expect(sizes(4)).toEqual([11.25]);
    expect(sizes(14)).toEqual([10]);
    // Smaller than they would be without the choice they never get.
    expect(sizes(30)).toEqual([9]);
  });

  it('writes white inside dark bars, whether some are dark or all', () => {
    const letters = (marks: readonly boolean[]): readonly string[] => {
      const figure = barWithError({
        id: 'a',
        title: '',
        altText: '',
        valueTitle: 'v',
        range: [0, 100],
        bars: marks.map((emphasis, row) => ({
          label: `r${row}`,
          value: 60,
          interval: [55, 65] as const,
          text: '60',
          emphasis,
        })),
      });
      const { xml } = chartPart(officeChart(figure)!, place);
      const labels = /<c:ser>.*?<c:dLbls>(.*?)<\/c:dLbls>/s.exec(xml)![1]!;
      return [
        ...new Set([...labels.matchAll(/<a:srgbClr val="([0-9A-F]{6})"/g)].map(([, colour]) => colour!)),
      ].toSorted();
    };
    expect(letters([true, true])).toEqual(['FFFFFF']);
    expect(letters([false, false])).toEqual(['1F2933']);
    expect(letters([true, false])).toEqual(['1F2933', 'FFFFFF']);
  });

  it('draws intervals along x as lines from end to end, and keeps words on the side where they stood', () => {
    const bars = [
      { label: 'a', value: 60, interval: [58, 65], text: '60' },
      { label: 'b', value: 70, interval: null, text: '70' },
    ] as const;
    const figure = barWithError({
      id: 'a',
      title: '',
      altText: '',
      valueTitle: 'v',
      range: [50, 100],
      shape: 'points',
      bars,
      reference: { value: 66, label: 'all' },
    });
    const chart = officeChart(figure)!;
    const { xml, columns } = chartPart(chart, place);
    expect(columns.map(({ values }) => values)).toContainEqual([58, 65, null, 70, 70, null]);
    expect(xml).not.toContain('errBars');
    if (chart.kind !== 'scatter') throw new Error(chart.kind);
    const word = chart.series.find(({ labels }) => labels[0]?.text === 'all')!;
    // The axis runs down, so its top is its least value.
    expect(word.y[0]).toBeLessThan(0);
  });

  it('makes points in a colour of their own larger, or LibreOffice would show them like the others', () => {
    const bars = [true, false].map((emphasis, index) => ({
      label: `${index}`,
      value: 60 + index,
      interval: null,
      text: '',
      emphasis,
    }));
    const options = { id: 'a', title: '', altText: '', valueTitle: 'v', range: [50, 100], shape: 'points' } as const;
    const { xml } = chartPart(officeChart(barWithError({ ...options, bars }))!, place);
    const own = /<c:dPt>.*?<c:size val="(\d+)"\/>/.exec(xml)![1];
    const usual = /<c:size val="(\d+)"\/>/.exec(xml.replaceAll(/<c:dPt>.*?<\/c:dPt>/g, ''))![1];
    expect(Number(own)).toBe(Number(usual) + 1);
  });
});
