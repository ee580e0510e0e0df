import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { renderDocx } from '../../../electron/export/docx.ts';
import { asciiAddress, linkAddress, typedAddress } from '../../../shared/report/linkAddress.ts';
import { readDocument } from '../../../shared/report/readDocument.ts';
import { renderHtml, renderPieces } from '../../../shared/report/renderHtml.ts';
import { resolveReport } from '../../../shared/report/resolve.ts';
import { csiRequest } from './everyNode.ts';
import { outcomesFor } from './outcomes.ts';
import { sampleSnapshot } from './sampleSnapshot.ts';

const hostile = [
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  ' javascript:alert(1)',
  'java\tscript:alert(1)',
  '\u0001javascript:alert(1)',
  'https:javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'file:///C:/Windows/System32/calc.exe',
  '\\\\server\\share',
  '//example.com/',
  'csi-file:00000000000000000000000000000000',
  'https://',
  'https:///path',
  'https://bank.cn@else.example/',
  'https://bank.cn:secret@else.example/',
  'https://example.com/a b',
  'https://example.com/"onmouseover="alert(1)',
  'https://example.com/<b>',
  'https://example.com/\u202Egpj.exe',
  'https://example.com/\u200B',
  'https://example.com/\uD800',
  'https://[::1]/',
  `https://example.com/${'a'.repeat(2000)}`,
  'mailto:',
  'mailto:a@b@c',
  'ftp://example.com/',
  '',
  null,
  undefined,
  7,
  {},
];
const good = [
  'https://example.com',
  'http://example.com:8080/a/b?c=d&e=f#g',
  'https://example.com/?q=50%25',
  'https://例子.中国/满意度?年=2026#指数',
  'mailto:info@example.com',
  'mailto:info@example.com?subject=CSI',
];

describe('where a link may lead', () => {
  it('is a page of the web or a mailbox', () => {
    expect(good.map(linkAddress)).toEqual(good);
    expect(linkAddress('HTTPS://Example.com/A')).toBe('https://Example.com/A');
  });

  it.each(hostile.map((address) => [address]))('is never %j', (address) => {
    expect(linkAddress(address)).toBeNull();
  });

  it('is kept as it is read, and written in the letters of addresses', () => {
    const encoded = 'https://example.com/%E6%BB%A1%E6%84%8F?a=%20&b=%C4%E3';
    expect(linkAddress(encoded)).toBe('https://example.com/满意?a=%20&b=%C4%E3');
    expect(asciiAddress('https://example.com/满意?a=%20&b=%C4%E3')).toBe(encoded);
    expect(asciiAddress('https://example.com/100%')).toBe('https://example.com/100%25');
    // What would turn the direction of writing stays encoded.
    expect(linkAddress('https://example.com/%E2%80%AEgpj.exe')).toBe('https://example.com/%E2%80%AEgpj.exe');
  });

  it('comes to the same again, whatever is in it', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (url) => {
        const address = linkAddress(url);
        fc.pre(address !== null);
        expect(linkAddress(address)).toBe(address);
        expect(linkAddress(asciiAddress(address))).toBe(address);
        expect(asciiAddress(address)).toMatch(/^[\u0021-\u007E]+$/);
      }),
    );
  });

  it('may be typed short', () => {
    expect(typedAddress(' www.example.com/a ')).toBe('https://www.example.com/a');
    expect(typedAddress('example.com')).toBe('https://example.com');
    expect(typedAddress('info@example.com')).toBe('mailto:info@example.com');
    expect(typedAddress('https://example.com')).toBe('https://example.com');
    expect(['满意度', '76.4', '表 3', 'javascript:alert(1)', 'a@b', 'localhost'].map(typedAddress)).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});

const link = (href: unknown): object => ({ type: 'link', attrs: { href } });
const page = (...content: readonly object[]) =>
  readDocument({ type: 'doc', content: [{ type: 'paragraph', content }] } as never);
const outcomes = outcomesFor(sampleSnapshot(), [csiRequest]);
const resolved = (...content: readonly object[]) => resolveReport(page(...content), outcomes, 'zh-CN').document;
const partsOf = async (...content: readonly object[]) =>
  Object.fromEntries(
    Object.entries(unzipSync(await renderDocx(resolved(...content)))).map(([name, bytes]) => [name, strFromU8(bytes)]),
  );

describe('links of a report', () => {
  it.each(hostile.map((address) => [address]))('to %j are plain words everywhere', async (address) => {
    const own = [{ type: 'text', text: '原文', marks: [{ type: 'bold' }, link(address)] }];
    expect(page(...own).content[0]).toEqual({
      type: 'paragraph',
      content: [{ type: 'text', text: '原文', marks: [{ type: 'bold' }] }],
    });
    const html = renderHtml(resolved(...own), { drawings: new Map() });
    expect(html).toContain('<p><strong>原文</strong></p>');
    const parts = await partsOf(...own);
    expect(parts['word/document.xml']).not.toContain('w:hyperlink');
    expect(parts['word/_rels/document.xml.rels']).not.toContain('External');
  });

  it('are one link over words of different looks and live numbers', () => {
    const href = 'https://example.com/?a=1&b=2';
    const own = [
      { type: 'text', text: '指数', marks: [link(href)] },
      {
        type: 'number',
        attrs: { request: csiRequest, path: 'overall.index', format: 'number2' },
        marks: [{ type: 'bold' }, link(href)],
      },
      { type: 'text', text: '，' },
    ];
    const html = renderHtml(resolved(...own), { drawings: new Map() });
    expect(html).toContain(
      '<a class="csi-link" href="https://example.com/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">指数<strong><span class="csi-live">66.46</span></strong></a>，',
    );
  });

  it('lead nowhere in the window of the program', () => {
    const [html = ''] = renderPieces(resolved({ type: 'text', text: '原文', marks: [link('https://example.com/')] }), {
      drawings: new Map(),
      inWindow: true,
    }).nodes;
    expect(html).toContain('title="https://example.com/"');
    expect(html).not.toContain('<a');
    expect(html).not.toContain('href');
  });

  it('are hyperlinks of Word, with the place in the page they name', async () => {
    const parts = await partsOf({ type: 'text', text: '原文', marks: [link('https://example.com/满意?a=1&b=2#指数')] });
    const [, anchor, id] = /<w:hyperlink w:history="1" w:anchor="([^"]*)" r:id="([^"]*)">/.exec(
      parts['word/document.xml']!,
    )!;
    expect(anchor).toBe(encodeURIComponent('指数'));
    expect(parts['word/_rels/document.xml.rels']).toContain(
      `Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://example.com/%E6%BB%A1%E6%84%8F?a=1&amp;b=2" TargetMode="External"`,
    );
    expect(parts['word/styles.xml']).toContain('w:styleId="Hyperlink"');
  });
});
