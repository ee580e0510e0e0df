import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { renderDocx } from '../../../electron/export/docx.ts';
import { putOnLetterhead } from '../../../electron/export/docxLetterhead.ts';
import { withLetterheadPages } from '../../../electron/export/letterheadPages.ts';
import { readLetterhead } from '../../../electron/workbooks/word/readLetterhead.ts';
import type { ResolvedNode, Run } from '../../../shared/report/resolved.ts';
import { letterhead } from './letterhead.ts';

const run = (text: string): Run => ({ type: 'run', text, bold: false, italic: false, underline: false, live: false });
const chapters = 6;
/** Chapters of a page each, so that the pages follow from the cover and the margins alone. */
const content: readonly ResolvedNode[] = [
  { type: 'tableOfContents', title: '目录', entries: [] },
  ...Array.from({ length: chapters }, (_, place): readonly ResolvedNode[] => [
    { type: 'pageBreak' },
    { type: 'heading', id: `section-${place}`, level: 1, kind: 'section', label: `${place + 1}`, runs: [run('章')] },
    ...Array.from(
      { length: 20 },
      (): ResolvedNode => ({ type: 'paragraph', machine: false, runs: [run('一行正文。')] }),
    ),
  ]).flat(),
];
const fill = { title: '报告', subtitle: '', date: '2026-11-22' };
const documentOf = (file: Uint8Array): string => strFromU8(unzipSync(file)['word/document.xml']!);
const pagesShown = (file: Uint8Array): readonly number[] =>
  [...documentOf(file).matchAll(/PAGEREF \w+[^<]*<\/w:instrText>.*?<w:t[^>]*>(\d+)</g)].map(([, page]) => Number(page));
const pageBreak = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>';

it('the contents of a report on a letterhead count its cover and the room between its margins', async () => {
  const report = await renderDocx({ locale: 'zh-CN', title: 'T', content });
  const alone = Array.from({ length: chapters }, (_, place) => place + 2);
  expect(pagesShown(report)).toEqual(alone);

  const plain = strFromU8(unzipSync(letterhead())['word/document.xml']!);
  const roomy = plain.replace('w:top="1800"', 'w:top="1000"').replace('w:bottom="1440"', 'w:bottom="800"');
  const cover = roomy.replace(pageBreak, pageBreak.repeat(3));
  const onCover = putOnLetterhead(report, await readLetterhead(letterhead({ 'word/document.xml': cover })), fill);
  expect(pagesShown(onCover)).toEqual(alone);
  const counted = await withLetterheadPages(onCover);
  expect(pagesShown(counted)).toEqual(alone.map((page) => page + 3));
  // Nothing but those numbers is another.
  const wordless = (file: Uint8Array): string => documentOf(file).replace(/(PAGEREF \w+.*?<w:t[^>]*>)\d+</g, '$1<');
  expect(wordless(counted)).toBe(wordless(onCover));

  // Half as much room: every chapter takes two pages.
  const narrow = plain.replace('w:top="1800"', 'w:top="4600"').replace('w:bottom="1440"', 'w:bottom="4200"');
  const onNarrow = putOnLetterhead(report, await readLetterhead(letterhead({ 'word/document.xml': narrow })), fill);
  const pages = pagesShown(await withLetterheadPages(onNarrow));
  expect(pages.map((page, place) => page - (pages[place - 1] ?? page)).slice(1)).toEqual(
    Array.from({ length: chapters - 1 }, () => 2),
  );
});

it('a report without contents stays as it is', async () => {
  const report = await renderDocx({ locale: 'zh-CN', title: 'T', content: content.slice(1) });
  const put = putOnLetterhead(report, await readLetterhead(letterhead()), fill);
  expect(await withLetterheadPages(put)).toBe(put);
});
