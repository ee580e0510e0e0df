import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../shared/analyses/types.ts';
import { readDocument } from '../../../shared/report/readDocument.ts';
import { resolveReport } from '../../../shared/report/resolve.ts';
import { everyNode, remark } from '../../shared/report/everyNode.ts';
import { blocksOf, edited, exportedFile, merged, outcomes, stored, throughOffice, withBlock } from './returnedFile.ts';

let exported: Uint8Array = new Uint8Array();
beforeAll(async () => {
  exported = await exportedFile();
});

const change = (how: (xml: string) => string, others: Parameters<typeof edited>[2] = {}): Uint8Array =>
  edited(exported, how, others);
/** The smallest element of this name that holds the text. */
function element(xml: string, name: 'p' | 'tr', text: string): string {
  const at = xml.indexOf(`>${text}<`);
  expect(at).toBeGreaterThan(0);
  const start = Math.max(xml.lastIndexOf(`<w:${name}>`, at), xml.lastIndexOf(`<w:${name} `, at));
  return xml.slice(start, xml.indexOf(`</w:${name}>`, at) + `</w:${name}>`.length);
}
const within = (xml: string, name: 'p' | 'tr', text: string, how: (part: string) => string): string => {
  const part = element(xml, name, text);
  const changed = how(part);
  expect(changed).not.toBe(part);
  return xml.replace(part, () => changed);
};
const run = (text: string, looks = ''): string =>
  `<w:r w:rsidRPr="00A1"><w:rPr><w:rFonts w:hint="eastAsia"/>${looks}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (content: string, properties = ''): string =>
  `<w:p w:rsidR="00B2" w:rsidRDefault="00B2"><w:pPr>${properties}</w:pPr>${content}</w:p>`;
/** A row as Word makes one below another: the same cells, no bookmarks, revision marks. */
const row = (...texts: readonly string[]): string =>
  `<w:tr w:rsidR="00C3">${texts.map((text) => `<w:tc><w:tcPr><w:tcW w:w="100" w:type="dxa"/></w:tcPr>${paragraph(run(text))}</w:tc>`).join('')}</w:tr>`;
const withoutBookmarks = (xml: string): string => xml.replaceAll(/<w:bookmark(?:Start|End)[^>]*>/g, '');
const textOf = (node: JsonObject): string =>
  node['type'] === 'text'
    ? String(node['text'])
    : ((node['content'] ?? []) as readonly JsonObject[]).map(textOf).join('');
const answered = (document: JsonObject): void =>
  expect(resolveReport(readDocument(document), outcomes, 'zh-CN').unresolved).toEqual([]);

describe('what Word does to a file by itself', () => {
  it('is no change: runs split, revision ids, spelling marks, smart tags, page breaks as laid out', async () => {
    const merge = await merged(
      change((xml) =>
        xml
          .replaceAll('<w:p>', '<w:p w:rsidR="00AA11BB" w:rsidRDefault="00AA11BB" w14:paraId="1A2B3C4D">')
          .replace(
            '<w:t xml:space="preserve">改写过的结论。</w:t></w:r>',
            '<w:lastRenderedPageBreak/><w:t>改写</w:t></w:r><w:proofErr w:type="spellStart"/><w:smartTag w:uri="x" w:element="y"><w:r w:rsidR="00AA"><w:t>过的</w:t></w:r></w:smartTag><w:proofErr w:type="spellEnd"/><w:r w:rsidR="00AB"><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>结论。</w:t></w:r>',
          ),
      ),
    );
    expect(merge.changes).toEqual([]);
    expect(JSON.stringify(merge.apply({}))).toBe(JSON.stringify(stored));
  });
});

describe('tables of the author', () => {
  it('come back with rows added, removed and edited', async () => {
    const merge = await merged(
      change((xml) =>
        within(xml, 'tr', '行业', (part) => `${part.replace('>零售<', '>零售与餐饮<')}${row('门店', '4 家')}`).replace(
          element(xml, 'tr', '合并单元格'),
          '',
        ),
      ),
    );
    expect(merge.changes).toMatchObject([
      {
        kind: 'table',
        conflict: false,
        exported: '项目 | 内容\n行业 | 零售\n合并单元格',
        word: '项目 | 内容\n行业 | 零售与餐饮\n门店 | 4 家',
      },
    ]);
    expect(merge.tablesChanged).toBe(0);
    const document = merge.apply({});
    const table = blocksOf(document)[15]!;
    expect(table['attrs']).toEqual(blocksOf(stored)[15]!['attrs']);
    const rows = table['content'] as readonly JsonObject[];
    expect(rows.map((one) => (one['content'] as readonly JsonObject[]).map(textOf))).toEqual([
      ['项目', '内容'],
      ['行业', '零售与餐饮'],
      ['门店', '4 家'],
    ]);
    const kinds = rows.map((one) => (one['content'] as readonly JsonObject[]).map(({ type }) => type));
    expect(kinds).toEqual([
      ['tableHeader', 'tableHeader'],
      ['tableCell', 'tableCell'],
      ['tableCell', 'tableCell'],
    ]);
    // Widths dragged on screen stay; heads of columns are no bold text of their own.
    expect(JSON.stringify(rows[0])).toContain('"colwidth":[120]');
    expect(JSON.stringify(rows[0])).not.toContain('bold');
    answered(document);
  });

  it('are gone when their rows are deleted, though Word leaves the caption', async () => {
    const table = blocksOf(stored)[15]!;
    const { caption } = table['attrs'] as { readonly caption: string };
    const merge = await merged(
      change((xml) => {
        const at = xml.lastIndexOf('<w:tbl>', xml.indexOf('合并单元格'));
        const left = xml.replace(xml.slice(at, xml.indexOf('</w:tbl>', at) + '</w:tbl>'.length), '');
        expect(left).toContain(caption);
        return left;
      }),
    );
    expect(merge.changes).toMatchObject([{ kind: 'removed', conflict: false, word: '' }]);
    expect(merge.changes[0]!.exported).toContain('合并单元格');
    const document = merge.apply({});
    expect(blocksOf(document)).toHaveLength(blocksOf(stored).length - 1);
    expect(JSON.stringify(document)).not.toContain('合并单元格');
  });

  it('come back with a column and with cells put together', async () => {
    const cell = (text: string, properties = ''): string =>
      `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text === '' ? '' : run(text))}</w:tc>`;
    const merge = await merged(
      change((xml) => {
        const wider = within(xml, 'tr', '项目', (part) => part.replace('</w:tr>', `${cell('来源')}</w:tr>`));
        const more = within(wider, 'tr', '行业', (part) =>
          part.replace('</w:tr>', `${cell('工商', '<w:vMerge w:val="restart"/>')}</w:tr>`),
        );
        return within(more, 'tr', '合并单元格', (part) => part.replace('</w:tr>', `${cell('', '<w:vMerge/>')}</w:tr>`));
      }),
    );
    expect(merge.changes.map(({ kind }) => kind)).toEqual(['table']);
    const rows = blocksOf(merge.apply({}))[15]!['content'] as readonly JsonObject[];
    const spans = rows.map((one) =>
      (one['content'] as readonly JsonObject[]).map(({ type, attrs }) => [
        type,
        (attrs as JsonObject)['colspan'],
        (attrs as JsonObject)['rowspan'],
      ]),
    );
    expect(spans).toEqual([
      [
        ['tableHeader', 1, 1],
        ['tableHeader', 1, 1],
        ['tableHeader', 1, 1],
      ],
      [
        ['tableCell', 1, 1],
        ['tableCell', 1, 1],
        ['tableCell', 1, 2],
      ],
      [['tableCell', 2, 1]],
    ]);
  });

  it('ask where the project changed them, too', async () => {
    const [head, ...rest] = blocksOf(stored)[15]!['content'] as readonly JsonObject[];
    const current = withBlock(15, { ...blocksOf(stored)[15]!, content: [head!, rest[0]!] });
    const file = change((xml) => within(xml, 'tr', '行业', (part) => part + row('门店', '4 家')));
    const merge = await merged(file, current);
    expect(merge.changes).toMatchObject([{ kind: 'table', conflict: true }]);
    expect(merge.apply({})).toEqual(current);
    expect(JSON.stringify(merge.apply({ [merge.changes[0]!.id]: 'word' }))).toContain('4 家');
  });

  it('are new where Word has one more; those of results are nobody’s to type', async () => {
    const table = `<w:tbl><w:tblPr/>${row('措施', '期限')}${row('增设收银台', '六月')}</w:tbl>`;
    const merge = await merged(
      change((xml) => {
        const last = element(xml, 'p', '完。');
        const typed = xml.replace(last, () => last + table);
        // A cell of the first table of results.
        return typed.replace(/(<w:tbl>.*?<w:t xml:space="preserve">)(\d+\.\d\d)(<)/s, '$199.99$3');
      }),
    );
    expect(merge.changes).toMatchObject([{ kind: 'added', word: '措施 | 期限\n增设收银台 | 六月' }]);
    const document = merge.apply({});
    expect(blocksOf(document).at(-1)).toMatchObject({ type: 'table' });
    expect(JSON.stringify(document)).not.toContain('99.99');
    answered(document);
  });
});

describe('looks given in Word', () => {
  it('come back: bold, italic, underlined, and no longer so', async () => {
    const merge = await merged(
      change((xml) =>
        within(xml, 'p', '改写过的结论。', (part) =>
          part.replace(
            /<w:r>.*<\/w:r>/,
            run('改写', '<w:b/>') + run('过的', '<w:i/><w:u w:val="single"/>') + run('结论。'),
          ),
        ).replace(
          /<w:rPr><w:b\/><w:bCs\/><\/w:rPr>(<w:t xml:space="preserve">粗<)/,
          '<w:rPr><w:b w:val="0"/></w:rPr>$1',
        ),
      ),
    );
    expect(merge.changes.map(({ kind, details }) => [kind, details?.zh])).toEqual([
      ['format', '取消加粗“粗”'],
      ['format', '加粗“改写”；斜体“过的”；下划线“过的”'],
    ]);
    const document = merge.apply({});
    expect(blocksOf(document)[10]!['content']).toEqual([
      { type: 'text', text: '改写', marks: [{ type: 'bold' }] },
      { type: 'text', text: '过的', marks: [{ type: 'italic' }, { type: 'underline' }] },
      { type: 'text', text: '结论。' },
    ]);
    expect(blocksOf(document)[10]!['attrs']).toEqual(blocksOf(stored)[10]!['attrs']);
    answered(document);
    // Read a second time, there is nothing left to take.
    expect(
      (
        await merged(
          edited(exported, (xml) => `${xml} `),
          document,
        )
      ).changes,
    ).toEqual([]);
  });

  it('make a sentence of the program the author’s, with its numbers live', async () => {
    const merge = await merged(
      change((xml) => {
        const start = xml.indexOf('_csi_b_9"');
        return `${xml.slice(0, start)}${xml.slice(start).replace('<w:r><w:t', '<w:r><w:rPr><w:b/></w:rPr><w:t')}`;
      }),
    );
    expect(merge.changes).toMatchObject([{ kind: 'format', conflict: false }]);
    const block = blocksOf(merge.apply({}))[9]!;
    expect(block).toMatchObject({ type: 'paragraph', attrs: { origin: { index: 1 } } });
    const content = block['content'] as readonly JsonObject[];
    expect(content[0]).toMatchObject({ marks: [{ type: 'bold' }] });
    expect(content.filter(({ type }) => type === 'number').length).toBeGreaterThan(1);
  });

  it('come back as levels of headings, by the names of styles in any language', async () => {
    const merge = await merged(
      change(
        (xml) =>
          within(xml, 'p', '三级标题', (part) => part.replace('"Heading3"', '"a2"')).replace(
            element(xml, 'p', '完。'),
            (part) => part.replace('"BodyText"', '"Heading1"'),
          ),
        {
          'word/styles.xml': (styles) =>
            styles.replace(
              '</w:styles>',
              '<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="标题 2"/></w:style></w:styles>',
            ),
        },
      ),
    );
    expect(merge.changes.map(({ kind, details }) => [kind, details?.zh])).toEqual([
      ['format', '改为 2 级标题'],
      ['format', '改为 1 级标题'],
    ]);
    const blocks = blocksOf(merge.apply({}));
    expect(blocks[13]).toEqual({ ...blocksOf(stored)[13]!, attrs: { level: 2, kind: 'section' } });
    expect(blocks.at(-1)).toMatchObject({ type: 'heading', attrs: { level: 1 }, content: [{ text: '完。' }] });
  });

  const hyperlinks: Readonly<Record<string, string>> = {
    'by relation': `<w:hyperlink r:id="rId900">${run('结论', '<w:rStyle w:val="Hyperlink"/>')}</w:hyperlink>`,
    'as a field': `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> HYPERLINK "https://example.com/%E6%BB%A1</w:instrText></w:r><w:r><w:instrText>%E6%84%8F" \\l "a" \\o "提示"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run('结论', '<w:rStyle w:val="Hyperlink"/><w:u w:val="single"/>')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`,
    'as a field in one piece': `<w:fldSimple w:instr="HYPERLINK https://example.com/%E6%BB%A1%E6%84%8F#a">${run('结论')}</w:fldSimple>`,
  };
  it.each(Object.entries(hyperlinks))('come back as links: %s', async (_form, hyperlink) => {
    const merge = await merged(
      change(
        (xml) =>
          within(xml, 'p', '改写过的结论。', (part) =>
            part.replace(/<w:r>.*<\/w:r>/, `${run('改写过的')}${hyperlink}${run('。')}`),
          ),
        {
          'word/_rels/document.xml.rels': (rels) =>
            rels.replace(
              '</Relationships>',
              '<Relationship Id="rId900" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://example.com/满意#a" TargetMode="External"/></Relationships>',
            ),
        },
      ),
    );
    expect(merge.changes.map(({ kind, details }) => [kind, details?.zh])).toEqual([
      ['format', '“结论”链接到 https://example.com/满意#a'],
    ]);
    expect(blocksOf(merge.apply({}))[10]!['content']).toEqual([
      { type: 'text', text: '改写过的' },
      { type: 'text', text: '结论', marks: [{ type: 'link', attrs: { href: 'https://example.com/满意#a' } }] },
      { type: 'text', text: '。' },
    ]);
  });

  const hostile: Readonly<Record<string, string>> = {
    'by relation': `<w:hyperlink r:id="rId900">${run('结论')}</w:hyperlink>`,
    'as a field': `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "javascript:alert(1)"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run('结论')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`,
    'as a field in one piece': `<w:fldSimple w:instr="HYPERLINK &quot;file:///etc/passwd&quot;">${run('结论')}</w:fldSimple>`,
  };
  it.each(Object.entries(hostile))(
    'leave the words alone that lead where no link may: %s',
    async (_form, hyperlink) => {
      const merge = await merged(
        change(
          (xml) =>
            within(xml, 'p', '改写过的结论。', (part) =>
              part.replace(/<w:r>.*<\/w:r>/, `${run('改写过的')}${hyperlink}${run('。')}`),
            ),
          {
            'word/_rels/document.xml.rels': (rels) =>
              rels.replace(
                '</Relationships>',
                '<Relationship Id="rId900" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="javascript:alert(1)" TargetMode="External"/></Relationships>',
              ),
          },
        ),
      );
      expect(merge.changes).toEqual([]);
      expect(JSON.stringify(merge.apply({}))).toBe(JSON.stringify(stored));
    },
  );

  it('say so when a link is taken away', async () => {
    const merge = await merged(change((xml) => xml.replace(/<w:hyperlink\b[^>]*>(.*?)<\/w:hyperlink>/g, '$1')));
    expect(merge.changes.map(({ kind, details }) => [kind, details?.zh])).toEqual([['format', '“标准全文”不再是链接']]);
    expect(JSON.stringify(merge.apply({}))).not.toContain('"link"');
  });
});

describe('lists', () => {
  const item = (text: string, level: number, list: number): string =>
    paragraph(
      run(text),
      `<w:pStyle w:val="ListText"/><w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`,
    );

  it('come back with items added, removed and on another level', async () => {
    const merge = await merged(
      change((xml) => {
        const second = element(xml, 'p', '乙');
        return xml.replace(second, () => `${second}${item('丙', 1, 4)}${item('丁', 0, 3)}`);
      }),
    );
    expect(merge.changes).toMatchObject([
      { kind: 'list', conflict: false, exported: '• 甲\n　# 乙', word: '• 甲\n　# 乙\n　# 丙\n• 丁' },
    ]);
    const [first, ...rest] = blocksOf(merge.apply({}))[14]!['content'] as readonly JsonObject[];
    expect(first).toMatchObject({
      content: [
        { type: 'paragraph' },
        { type: 'orderedList', attrs: { start: 1 }, content: [{ type: 'listItem' }, { type: 'listItem' }] },
      ],
    });
    expect(rest.map(textOf)).toEqual(['丁']);
  });

  it('begin and end where Word says', async () => {
    const merge = await merged(
      change((xml) =>
        within(xml, 'p', '完。', (part) =>
          part.replace('</w:pPr>', '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>'),
        ).replace(element(xml, 'p', '乙'), (part) => part.replace(/<w:numPr>.*<\/w:numPr>/, '')),
      ),
    );
    expect(merge.changes.map(({ kind, details }) => [kind, details?.zh])).toEqual([
      ['list', undefined],
      ['format', '改为列表项'],
    ]);
    const blocks = blocksOf(merge.apply({}));
    expect(blocks.slice(14, 16)).toMatchObject([
      { type: 'bulletList', content: [{ content: [{ content: [{ text: '甲' }] }] }] },
      { type: 'paragraph', content: [{ text: '乙' }] },
    ]);
    expect(blocks.at(-1)).toMatchObject({
      type: 'bulletList',
      content: [{ content: [{ content: [{ text: '完。' }] }] }],
    });
  });
});

describe('paragraphs', () => {
  it('that were moved stand where Word has them, with or without tracking', async () => {
    const moving = '指数为 ';
    for (const tracked of [false, true]) {
      const merge = await merged(
        change((xml) => {
          const part = element(xml, 'p', moving);
          const last = element(xml, 'p', '完。');
          const inside = (name: string, from: string): string =>
            from.replace(/(<\/w:pPr>)(.*)(<\/w:p>)$/s, `$1<w:${name} w:id="9" w:author="x">$2</w:${name}>$3`);
          const gone = tracked
            ? inside('moveFrom', part).replace('</w:pPr>', '<w:rPr><w:moveFrom w:id="8"/></w:rPr></w:pPr>')
            : '';
          const there = tracked ? inside('moveTo', withoutBookmarks(part)) : part;
          return xml.replace(part, () => gone).replace(last, () => last + there);
        }),
      );
      expect(merge.changes.map(({ kind, details }) => [kind, details?.zh])).toEqual([['moved', '移到“完。”之后']]);
      const blocks = blocksOf(merge.apply({}));
      expect(blocks).toHaveLength(blocksOf(stored).length);
      expect(blocks.at(-1)).toEqual(blocksOf(stored)[5]);
      expect(blocks[5]).toEqual(blocksOf(stored)[6]);
    }
  });

  it('that were split are two, with the numbers of both live', async () => {
    const merge = await merged(
      change((xml) =>
        within(xml, 'p', '指数为 ', (part) =>
          part.replace(
            '<w:r><w:t xml:space="preserve"> 分，</w:t></w:r>',
            `${run(' 分。')}</w:p><w:p w:rsidR="00D4"><w:pPr><w:pStyle w:val="BodyText"/></w:pPr>${run('其中，')}`,
          ),
        ),
      ),
    );
    expect(merge.changes).toMatchObject([{ kind: 'split', conflict: false, numbersTyped: [] }]);
    const document = merge.apply({});
    expect(blocksOf(document)).toHaveLength(blocksOf(stored).length + 1);
    const [first, second] = blocksOf(document)
      .slice(5, 7)
      .map((block) => block['content'] as readonly JsonObject[]);
    expect(first!.map(({ type }) => type)).toEqual(['text', 'number', 'text']);
    expect(second!.filter(({ type }) => type === 'crossReference')).toHaveLength(4);
    answered(document);
  });

  it('that were joined are one, with the numbers of both live; a tracked deletion of the mark does so, too', async () => {
    for (const tracked of [false, true]) {
      const merge = await merged(
        change((xml) => {
          const start = xml.lastIndexOf('<w:p>', xml.indexOf('_csi_b_9"'));
          const part = xml.slice(start, xml.indexOf('</w:p>', start) + '</w:p>'.length);
          if (tracked)
            return xml.replace(part, () =>
              part.replace('</w:pPr>', '<w:rPr><w:del w:id="7" w:author="x"/></w:rPr></w:pPr>'),
            );
          const next = element(xml, 'p', '改写过的结论。');
          return xml.replace(part + next, () => part.replace('</w:p>', '') + next.replace(/^.*<\/w:pPr>/s, ''));
        }),
      );
      expect(merge.changes).toMatchObject([{ kind: 'joined', conflict: false, numbersTyped: [] }]);
      const document = merge.apply({});
      expect(blocksOf(document)).toHaveLength(blocksOf(stored).length - 1);
      const content = blocksOf(document)[9]!['content'] as readonly JsonObject[];
      expect(content.at(-1)).toMatchObject({ text: expect.stringMatching(/。改写过的结论。$/) });
      expect(content.filter(({ type }) => type === 'number').length).toBeGreaterThan(1);
      answered(document);
    }
  });

  it('deleted under tracking with their mark are gone, and the next is as it was', async () => {
    const merge = await merged(
      change((xml) =>
        within(xml, 'p', '改写过的结论。', (part) =>
          part
            .replace('</w:pPr>', '<w:rPr><w:del w:id="7" w:author="x"/></w:rPr></w:pPr>')
            .replace(/<w:r>(.*)<\/w:r>/, '<w:del w:id="6"><w:r>$1</w:r></w:del>')
            .replaceAll('w:t>', 'w:delText>')
            .replace('<w:t ', '<w:delText '),
        ),
      ),
    );
    expect(merge.changes).toMatchObject([{ kind: 'removed', exported: '改写过的结论。' }]);
  });
});

describe('comments made in Word', () => {
  const comments = (...list: readonly { id: number; author: string; text: string }[]) => ({
    'word/comments.xml': () =>
      `<?xml version="1.0"?><w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${list
        .map(
          ({ id, author, text }) =>
            `<w:comment w:id="${id}" w:author="${author}" w:date="2026-11-21T09:30:00Z" w:initials="x"><w:p><w:r><w:annotationRef/></w:r><w:r><w:t>${text}</w:t></w:r></w:p></w:comment>`,
        )
        .join('')}</w:comments>`,
  });
  const around = (xml: string, text: string, id: number): string =>
    within(xml, 'p', text, (part) =>
      part
        .replace('<w:r>', `<w:commentRangeStart w:id="${id}"/><w:r>`)
        .replace(/(.*<\/w:r>)/s, `$1<w:commentRangeEnd w:id="${id}"/><w:r><w:commentReference w:id="${id}"/></w:r>`),
    );

  it('become remarks on the words they are about, once', async () => {
    const file = change(
      (xml) => around(around(xml, '改写过的结论。', 3), '完。', 4),
      comments({ id: 3, author: '客户', text: '请补充原因' }, { id: 4, author: '', text: '&lt;b&gt;谢谢' }),
    );
    const merge = await merged(file);
    expect(merge.changes).toMatchObject([
      { kind: 'remark', exported: '改写过的结论。', word: '客户：请补充原因' },
      { kind: 'remark', exported: '完。', word: '<b>谢谢' },
    ]);
    const document = merge.apply({});
    expect(blocksOf(document)[10]!['content']).toEqual([
      {
        type: 'text',
        text: '改写过的结论。',
        marks: [
          {
            type: 'comment',
            attrs: {
              id: 'word-3-2026-11-21T09:30:00Z',
              author: '客户',
              text: '请补充原因',
              at: '2026-11-21T09:30:00Z',
              resolved: false,
            },
          },
        ],
      },
    ]);
    expect((await merged(file, document)).changes).toEqual([]);
    const shown = resolveReport(readDocument(document), outcomes, 'zh-CN', {}, null, { comments: true }).document;
    expect(JSON.stringify(shown)).toContain('请补充原因');
  });

  it('stand on a sentence of the program as on any other, and edited words keep theirs', async () => {
    const merge = await merged(
      change(
        (xml) => {
          const start = xml.indexOf('_csi_b_9"');
          const sentence = `${xml.slice(0, start)}${xml.slice(start).replace('<w:r>', '<w:commentRangeStart w:id="1"/><w:r>').replace('</w:r>', '</w:r><w:commentRangeEnd w:id="1"/>')}`;
          return around(sentence.replace('>改写过的结论。<', '>新的结论。<'), '新的结论。', 2);
        },
        comments({ id: 1, author: '甲', text: '为什么' }, { id: 2, author: '乙', text: '好' }),
      ),
    );
    expect(merge.changes.map(({ kind }) => kind)).toEqual(['text', 'remark', 'remark']);
    const document = merge.apply({});
    const [sentence, written] = blocksOf(document).slice(9, 11);
    expect(sentence).toMatchObject({ type: 'paragraph', attrs: { origin: { index: 1 } } });
    expect(JSON.stringify(sentence)).toContain('为什么');
    expect(written).toMatchObject({ content: [{ text: '新的结论。', marks: [{ attrs: { text: '好' } }] }] });
    answered(document);
  });

  it('that were exported are not new', async () => {
    const file = await exportedFile(stored, true);
    const merge = await merged(edited(file, (xml) => `${xml} `));
    expect(JSON.stringify(everyNode)).toContain(remark.text);
    expect(merge.changes).toEqual([]);
  });
});

describe('through LibreOffice', () => {
  // Its bookmarks of empty cells drift into the last one of a row.
  const empty = (type: string): object => ({
    type,
    attrs: { colspan: 1, rowspan: 1, colwidth: null },
    content: [{ type: 'paragraph' }],
  });
  const form = {
    type: 'table',
    content: [1, 2, 3].map(() => ({ type: 'tableRow', content: ['tableCell', 'tableCell', 'tableCell'].map(empty) })),
  };

  it('rows, looks and levels are found, and nothing else', async () => {
    const current = { ...stored, content: [...blocksOf(stored), form as unknown as JsonObject] };
    const merge = await merged(
      throughOffice(
        edited(await exportedFile(current), (xml) => {
          const table = within(xml, 'tr', '行业', (part) => part + row('门店', '4 家'));
          const level = within(table, 'p', '三级标题', (part) => part.replace('"Heading3"', '"Heading2"'));
          return within(level, 'p', '改写过的结论。', (part) =>
            part.replace(/<w:r>.*<\/w:r>/, run('改写', '<w:b/>') + run('过的结论。')),
          );
        }),
      ),
      current,
    );
    expect(merge.changes.map(({ kind, details }) => [kind, details?.zh ?? null])).toEqual([
      ['table', null],
      ['format', '加粗“改写”'],
      ['format', '改为 2 级标题'],
    ]);
    const document = merge.apply({});
    expect(JSON.stringify(blocksOf(document)[15])).toContain('4 家');
    answered(document);
  });
});
