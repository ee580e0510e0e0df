import { describe, expect, it } from 'vitest';
import { runInNewContext } from 'node:vm';
import type { ResolvedDocument } from '../../../shared/report/resolved.ts';
import { inlineScript, leastSize, readerFigures, readerFiguresId } from '../../../shared/report/reading.ts';
import { renderHtml } from '../../../shared/report/renderHtml.ts';

const hostile = '</script><script>alert(1)</script><!--<img src=x onerror=alert(2)>';
const figure = {
  id: 'a',
  title: hostile,
  altText: hostile,
  data: [{ type: 'bar', name: hostile }],
  layout: {},
  aspect: 0.5,
};
const document: ResolvedDocument = {
  locale: 'zh-CN',
  title: hostile,
  content: [
    { type: 'title', runs: [] },
    { type: 'figure', id: 'figure-1', label: '图 1', caption: hostile, altText: hostile, widthMm: 150, figure },
    ...[0, 1].map((depth) => ({
      type: 'resultTable' as const,
      id: `table-${depth + 1}`,
      label: '表 1',
      caption: hostile,
      table: {
        columns: [{ title: hostile, align: 'left' as const }],
        rows: [hostile, 'b'].map((cell) => ({ cells: [cell], depth, emphasis: false })),
        notes: [hostile],
      },
    })),
  ],
};
const drawings = new Map([['figure-1', '<svg></svg>']]);

describe('the page with charts', () => {
  const script = inlineScript('const end = "</script>";');
  const html = renderHtml(document, { drawings, reader: { script, sha256: 'SUM=' } });

  it('lets one script run, by its sum, and fetches nothing', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1];
    expect(policy).toBe("default-src 'none'; script-src 'sha256-SUM='; style-src 'unsafe-inline'; img-src data: blob:");
    expect(html).not.toMatch(/https?:\/\//);
  });

  it('holds no element and no end of a script made of the survey’s texts', () => {
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html.match(/<\/script>/g)).toHaveLength(2);
    expect(html).not.toContain('<img');
    expect(html).not.toContain('<!--');
    const json = new RegExp(`id="${readerFiguresId}">(.*?)</script>`).exec(html)![1]!;
    expect(JSON.parse(json)).toEqual({ 'figure-1': { data: figure.data, layout: {}, aspect: 0.5 } });
    expect(json).toBe(readerFigures(document));
  });

  it('keeps the picture, for paper and for readers without scripts, and marks what becomes a chart', () => {
    expect(html).toMatch(/data-figure="figure-1"[^>]*><svg><\/svg>/);
    expect(html).toContain('@media print { .csi-report .csi-chart { display: none !important; }');
  });

  it('sorts flat tables; rows that belong to others keep their order', () => {
    expect(html.match(/data-sortable/g)).toHaveLength(1);
  });

  it('has none of it without a reader', () => {
    const plain = renderHtml(document, { drawings });
    expect(plain).not.toMatch(/<script|data-figure|data-sortable|csi-chart/);
    expect(plain).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src data:\"");
  });

  it('keeps a script’s meaning', () => {
    const written = inlineScript("'</script><!--' + /<script/.test('<script>')");
    expect(runInNewContext(written)).toBe('</script><!--true');
    expect(inlineScript('a</script>')).not.toContain('</script');
  });
});

describe('a chart on a narrow screen', () => {
  const chart = (layout: object, aspect: number) => ({ data: [], layout: { ...layout }, aspect });
  it('keeps the height of rows that each have a name', () => {
    const names = Array.from({ length: 20 }, (_, row) => `指标 ${row}`);
    expect(leastSize(chart({ yaxis: { ticktext: names } }, 0.9))).toEqual({ width: 0, height: 518 });
  });
  it('keeps the width of points that each have a name, and moves sideways', () => {
    const annotations = Array.from({ length: 24 }, () => ({ text: '指标' }));
    expect(leastSize(chart({ annotations, yaxis: { range: [0, 1] } }, 0.7))).toEqual({ width: 576, height: 0 });
  });
  it('is otherwise as the screen has it', () => {
    expect(leastSize(chart({}, 0.5))).toEqual({ width: 0, height: 0 });
    expect(leastSize(chart({ annotations: [{ text: '正态曲线' }] }, 0.5))).toEqual({ width: 0, height: 0 });
  });
});
