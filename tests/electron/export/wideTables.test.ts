import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { renderDocx } from '../../../electron/export/docx.ts';
import { wideTextTwips } from '../../../electron/export/docxTables.ts';
import { renderHtml } from '../../../shared/report/renderHtml.ts';
import type { ResolvedDocument, ResolvedNode, TableContent } from '../../../shared/report/resolved.ts';
import { isWide } from '../../../shared/report/wideTable.ts';

const table = (columns: number): TableContent => ({
  columns: Array.from({ length: columns }, (_, at) => ({ title: `列${at}`, align: at === 0 ? 'left' : 'right' })),
  rows: [1, 2].map((row) => ({
    cells: Array.from({ length: columns }, (_, at) => (at === 0 ? `指标${row}` : '1,234.56')),
    depth: 0,
    emphasis: false,
  })),
  notes: ['注'],
});
const run = { type: 'run', text: '前', bold: false, italic: false, underline: false, live: false } as const;
const paragraph: ResolvedNode = { type: 'paragraph', machine: false, runs: [run] };
const resultTable = (columns: number): ResolvedNode => ({
  type: 'resultTable',
  label: '表 1',
  id: `table-${columns}`,
  caption: '甲',
  table: table(columns),
});
const report = (...content: readonly ResolvedNode[]): ResolvedDocument => ({ locale: 'zh-CN', title: 'T', content });
const bodyOf = async (document: ResolvedDocument): Promise<string> =>
  strFromU8(unzipSync(await renderDocx(document))['word/document.xml']!);
const pagesOf = (body: string): readonly string[] =>
  [...body.matchAll(/<w:pgSz [^>]*>/g)].map(([size]) => (size.includes('w:orient="landscape"') ? 'wide' : 'upright'));

describe('tables too wide for an upright page', () => {
  it('are those whose numbers would not stand beside each other', () => {
    expect([4, 8, 10, 14].map((columns) => isWide(table(columns)))).toEqual([false, false, false, true]);
  });

  it('stand in Word on pages turned on their side, and the text goes on upright', async () => {
    const body = await bodyOf(report(paragraph, resultTable(20), resultTable(20), paragraph));
    expect(pagesOf(body)).toEqual(['upright', 'wide', 'upright']);
    expect(body).toMatch(/<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"\/>/);
    expect(body).toContain(`<w:tblW w:type="dxa" w:w="${wideTextTwips}"/>`);
    expect(body.match(/<w:tblHeader\/>/g)).toHaveLength(2);
    // Header and footer are given once; the sections after the first go on with them, and have no cover.
    expect(body.match(/<w:headerReference [^>]*w:type="default"/g)).toHaveLength(1);
    expect(body.match(/<w:titlePg\/>/g)).toHaveLength(1);
  });

  it('leave a report of narrow tables in one piece', async () => {
    expect(pagesOf(await bodyOf(report(paragraph, resultTable(6), paragraph)))).toEqual(['upright']);
  });

  it('are printed on wide pages', () => {
    const html = renderHtml(report(resultTable(20), resultTable(6)), { drawings: new Map() });
    expect(html.match(/class="csi-result-table[^"]*csi-wide/g)).toHaveLength(1);
    expect(html).toContain('@page wide { size: A4 landscape;');
  });
});
