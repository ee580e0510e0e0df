import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderDocx } from '../../electron/export/docx.ts';
import { placePictures } from '../../electron/export/docxPictures.ts';
import { officeChart } from '../../shared/charts/officeChart.ts';
import type { Locale } from '../../shared/model/text.ts';
import { figuresIn } from '../../shared/report/figuresIn.ts';
import { readDocument } from '../../shared/report/readDocument.ts';
import { requestsOf } from '../../shared/report/requestsOf.ts';
import { resolveReport } from '../../shared/report/resolve.ts';
import type { ResolvedNode, Run } from '../../shared/report/resolved.ts';
import { draftFor, outcomesFor } from '../shared/report/outcomes.ts';
import { sampleSnapshot } from '../shared/report/sampleSnapshot.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'csi-word-pages-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** The sample's full report; what Word does not draw itself is blank, as large as its drawing would be. */
async function wordFile(locale: Locale): Promise<Uint8Array> {
  const snapshot = sampleSnapshot();
  const written = readDocument(draftFor(snapshot, locale).document);
  const { document } = resolveReport(written, outcomesFor(snapshot, requestsOf(written)), locale);
  const figures = figuresIn(document.content);
  const charts = new Map(
    figures.flatMap(({ id, figure }) => {
      const chart = officeChart(figure);
      return chart ? [[id, chart] as const] : [];
    }),
  );
  const blank = { png: new Uint8Array(pixel), widthPx: 1, heightPx: 1 };
  return placePictures(await renderDocx(document), new Map(figures.map(({ id }) => [id, blank])), charts);
}

/** Without blanks: between number and heading every program puts its own. */
const bare = (text: string): string => text.replaceAll(/<[^>]+>|\s/g, '').replaceAll('&amp;', '&');

/** Pages by heading as the file's contents have them. */
function contentsOf(file: Uint8Array): readonly { readonly text: string; readonly page: number }[] {
  const xml = strFromU8(unzipSync(file)['word/document.xml']!);
  return xml
    .slice(0, xml.indexOf('</w:sdt>'))
    .split('</w:p>')
    .filter((entry) => /w:pStyle w:val="TOC\d"/.test(entry))
    .map((entry) => {
      const runs = [...entry.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text!);
      return { text: bare(runs.slice(0, -1).join('')), page: Number(runs.at(-1)) };
    });
}

/** Paragraphs of Chinese whose full stop finds no room in their first line: it goes to the next one with the word before it. */
function closingPunctuation(): Promise<Uint8Array> {
  const run = (text: string): Run => ({ type: 'run', text, bold: false, italic: false, underline: false, live: false });
  const content: readonly ResolvedNode[] = [
    { type: 'tableOfContents', title: '目录', entries: [] },
    ...Array.from({ length: 16 }, (_, place): readonly ResolvedNode[] => [
      {
        type: 'heading',
        id: `section-${place}`,
        level: 1,
        kind: 'section',
        label: `${place + 1}`,
        runs: [run(`第${'零一二三四五六七八九十甲乙丙丁戊'[place]}章`)],
      },
      ...Array.from(
        { length: 8 },
        (): ResolvedNode => ({ type: 'paragraph', machine: false, runs: [run(`${'满意'.repeat(20)}度。`)] }),
      ),
    ]).flat(),
  ];
  return renderDocx({ locale: 'zh-CN', title: '标点', content });
}

it('LibreOffice sets the headings of a Word report on the pages its contents name, with faces of its own', async () => {
  const run = promisify(execFile);
  const files = await Promise.all([
    wordFile('zh-CN').then((file) => ['zh-CN', file] as const),
    wordFile('en').then((file) => ['en', file] as const),
    closingPunctuation().then((file) => ['punctuation', file] as const),
  ]);
  for (const [name, file] of files) writeFileSync(join(folder, `${name}.docx`), file);
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
  const format = 'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}';
  const paths = files.map(([name]) => join(folder, `${name}.docx`));
  await run('soffice', [profile, '--headless', '--convert-to', format, '--outdir', folder, ...paths]);
  for (const [name, file] of files) {
    const { stdout } = await run('pdftohtml', ['-xml', '-i', '-stdout', join(folder, `${name}.pdf`)]);
    const set = [...stdout.matchAll(/<item page="(\d+)">(.*?)<\/item>/g)].map(([, page, text]) => ({
      text: bare(text!),
      page: Number(page),
    }));
    const foretold = contentsOf(file);
    expect(foretold.length).toBeGreaterThan(15);
    // The contents leave out the lowest headings, and some end in the same words: each is looked for after the one before.
    let from = 0;
    for (const { text, page } of foretold) {
      const place = set.findIndex((one, index) => index >= from && text.endsWith(one.text));
      expect(place, `${text} is a bookmark`).toBeGreaterThanOrEqual(0);
      expect(Math.abs(set[place]!.page - page), `${text} foretold on ${page}, set on ${set[place]!.page}`).toBeLessThan(
        2,
      );
      from = place + 1;
    }
  }
});
