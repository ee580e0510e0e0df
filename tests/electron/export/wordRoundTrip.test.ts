import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { readWordReport } from '../../../electron/workbooks/word/readWordReport.ts';
import type { JsonObject } from '../../../shared/analyses/types.ts';
import { readDocument } from '../../../shared/report/readDocument.ts';
import { resolveReport } from '../../../shared/report/resolve.ts';
import { runText } from '../../../shared/report/wordOrigin.ts';
import {
  blocksOf,
  edited as changedFile,
  exportedFile,
  merged,
  outcomes,
  resolved,
  stored,
  throughOffice,
  withBlock,
} from './returnedFile.ts';

/** Texts of the runs of a block as exported. */
function runTexts(place: number): readonly string[] {
  const node = resolved(stored).content[place];
  return node && 'runs' in node ? node.runs.map(runText) : [];
}

let exported: Uint8Array = new Uint8Array();
beforeAll(async () => {
  exported = await exportedFile();
});
const edited = (change: (xml: string) => string): Uint8Array => changedFile(exported, change);

const changedBlocks = (document: JsonObject): readonly number[] =>
  blocksOf(document).flatMap((block, place) =>
    JSON.stringify(block) === JSON.stringify(blocksOf(stored)[place]) ? [] : [place],
  );
describe('a report read back from Word', () => {
  it('has no changes when nothing was changed', async () => {
    const merge = await merged(exported);
    expect(merge.changes).toEqual([]);
    expect(merge.tablesChanged).toBe(0);
    expect(JSON.stringify(merge.apply({}))).toBe(JSON.stringify(stored));
  });

  it('brings edited words back around numbers that stay live', async () => {
    const merge = await merged(edited((xml) => xml.replace('>指数为 <', '>本轮指数达到 <')));
    expect(merge.changes).toMatchObject([{ kind: 'text', conflict: false, section: '摘要', numbersTyped: [] }]);
    const document = merge.apply({});
    expect(changedBlocks(document)).toEqual([5]);
    const content = blocksOf(document)[5]!['content'] as readonly JsonObject[];
    expect(content[0]).toEqual({ type: 'text', text: '本轮指数达到 ' });
    expect(content[1]).toMatchObject({ type: 'number', attrs: { path: 'overall.index' }, marks: [{ type: 'bold' }] });
    expect(content.filter((node) => node['type'] === 'crossReference')).toHaveLength(4);
    expect(content).toContainEqual({ type: 'footnote', attrs: { text: '样本为 <b>随机</b> 抽取。' } });
  });

  it('makes an edited sentence of the program the author’s, with its numbers live', async () => {
    const sentence = runTexts(9)[0]!;
    const merge = await merged(
      edited((xml) => {
        const place = xml.indexOf('_csi_b_9"');
        return xml.slice(0, place) + xml.slice(place).replace(`>${sentence}<`, '>据测算，<');
      }),
    );
    const document = merge.apply({});
    expect(changedBlocks(document)).toEqual([9]);
    const block = blocksOf(document)[9]!;
    expect(block).toMatchObject({
      type: 'paragraph',
      attrs: { origin: { index: 1, request: { analysis: 'csi.index' } } },
    });
    const content = block['content'] as readonly JsonObject[];
    expect(content[0]).toEqual({ type: 'text', text: '据测算，' });
    expect(content.some((node) => node['type'] === 'number')).toBe(true);
    expect(resolveReport(readDocument(document), outcomes, 'zh-CN').unresolved).toEqual([]);
  });

  it('takes text of table cells, list items and captions, and tells of numbers typed over', async () => {
    const number = runTexts(5)[1]!;
    const merge = await merged(
      edited((xml) =>
        xml
          .replace('>零售<', '>零售与餐饮<')
          .replace('>乙<', '>乙和丙<')
          .replace('>指标得分一览<', '>各指标得分<')
          .replace(`>${number}<`, '>99.99<'),
      ),
    );
    expect(merge.changes.map((change) => change.kind).toSorted()).toEqual(['caption', 'text', 'text', 'text']);
    expect(merge.changes.flatMap((change) => change.numbersTyped)).toEqual([number]);
    const text = JSON.stringify(merge.apply({}));
    for (const words of ['零售与餐饮', '乙和丙', '各指标得分', '99.99']) expect(text).toContain(words);
  });

  it('takes new and removed paragraphs, and follows tracked changes', async () => {
    const paragraph = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
    const merge = await merged(
      edited((xml) => {
        const last = /<w:p>(?:(?!<w:p>)[\s\S])*?>完。<[\s\S]*?<\/w:p>/.exec(xml)![0];
        const before = /<w:p>(?:(?!<w:p>)[\s\S])*?>改写过的结论。<[\s\S]*?<\/w:p>/.exec(xml)![0];
        return xml
          .replace(last, '')
          .replace(
            before,
            () =>
              `${before}${paragraph('新的一段')}<w:p><w:ins w:id="1"><w:r><w:t>插入的</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>删去的</w:delText></w:r></w:del></w:p>`,
          );
      }),
    );
    expect(merge.changes.map(({ kind, word, exported: before }) => [kind, word || before])).toEqual([
      ['removed', '完。'],
      ['added', '新的一段'],
      ['added', '插入的'],
    ]);
    const blocks = blocksOf(merge.apply({}));
    expect(blocks).toHaveLength(blocksOf(stored).length + 1);
    expect(blocks[11]).toMatchObject({ type: 'paragraph', content: [{ text: '新的一段' }] });
    expect(JSON.stringify(blocks)).not.toContain('完。');
  });

  it('keeps the project where both changed, and asks', async () => {
    const file = edited((xml) => xml.replace('>改写过的结论。<', '>Word 里的结论。<'));
    const current = withBlock(10, { ...blocksOf(stored)[10]!, content: [{ type: 'text', text: '项目里的结论。' }] });
    const merge = await merged(file, current);
    expect(merge.changes).toMatchObject([
      { conflict: true, exported: '改写过的结论。', word: 'Word 里的结论。', project: '项目里的结论。' },
    ]);
    expect(JSON.stringify(merge.apply({}))).toBe(JSON.stringify(current));
    expect(JSON.stringify(merge.apply({ [merge.changes[0]!.id]: 'word' }))).toContain('Word 里的结论。');
  });

  it('finds its places again when the project has grown in between', async () => {
    const current: JsonObject = {
      ...stored,
      content: [
        ...blocksOf(stored).slice(0, 4),
        { type: 'paragraph', content: [{ type: 'text', text: '后来加的。' }] },
        ...blocksOf(stored).slice(4),
      ],
    };
    const merge = await merged(
      edited((xml) => xml.replace('>指数为 <', '>本轮指数达到 <')),
      current,
    );
    expect(merge.changes).toMatchObject([{ conflict: false }]);
    const blocks = blocksOf(merge.apply({}));
    expect(JSON.stringify(blocks[6])).toContain('本轮指数达到');
    expect(JSON.stringify(blocks[4])).toContain('后来加的。');
  });

  it('keeps remarks and bytes of pictures out of the file it gives away', () => {
    const part = strFromU8(unzipSync(exported)['customXml/item1.xml']!);
    expect(part).not.toContain('请核对');
    expect(part).not.toContain('iVBOR');
  });

  it('refuses files that are no report, entities, bombs and markup that lies', async () => {
    const parts = unzipSync(exported);
    const without = zipSync(
      Object.fromEntries(Object.entries(parts).filter(([name]) => !name.startsWith('customXml'))),
    );
    await expect(readWordReport(without)).rejects.toMatchObject({ code: 'report.wordNoOrigin' });
    const entities = zipSync({
      ...parts,
      'word/document.xml': strToU8(
        '<!DOCTYPE d [<!ENTITY a "aaaa">]><w:document xmlns:w="x"><w:body>&a;</w:body></w:document>',
      ),
    });
    await expect(readWordReport(entities)).rejects.toMatchObject({ code: 'workbook.doctype' });
    const bomb = zipSync({ ...parts, 'word/document.xml': new Uint8Array(60 * 1024 * 1024).fill(0x20) });
    await expect(readWordReport(bomb)).rejects.toMatchObject({ code: expect.stringMatching(/^workbook\.part/) });
    const liar = zipSync({
      ...parts,
      'customXml/item1.xml': strToU8('<reportOrigin>{"version":1,"blocks":3}</reportOrigin>'),
    });
    await expect(readWordReport(liar)).rejects.toMatchObject({ code: 'report.wordNoOrigin' });
  });

  it('survives LibreOffice: nothing is changed by its saving, and an edit is found', async () => {
    const merge = await merged(throughOffice(edited((xml) => xml.replace('>指数为 <', '>本轮指数达到 <'))));
    expect(merge.changes.map(({ kind, word }) => [kind, word.slice(0, 6)])).toEqual([['text', '本轮指数达到']]);
    const content = blocksOf(merge.apply({}))[5]!['content'] as readonly JsonObject[];
    expect(content.filter((node) => node['type'] === 'number')).toHaveLength(1);
    expect(content.filter((node) => node['type'] === 'crossReference')).toHaveLength(4);
  });
});
