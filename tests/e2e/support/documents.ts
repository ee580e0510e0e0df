import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright-core';

export interface WordFile {
  /** Text of the body without markup, one line per paragraph. */
  readonly text: string;
  /** Style ids of the paragraphs that are headings, with their text. */
  readonly headings: readonly { readonly style: string; readonly text: string }[];
  /** Field instructions: "TOC …". */
  readonly fields: readonly string[];
  readonly pictures: number;
  /** Charts that Word can edit. */
  readonly charts: number;
  readonly tables: number;
  /** Parts whose XML a browser's parser refuses. */
  readonly malformed: readonly string[];
}

/** What a docx file holds, read with a real XML parser: that of the page. */
export async function readWord(page: Page, path: string): Promise<WordFile> {
  const parts = unzipSync(new Uint8Array(readFileSync(path)));
  const markup = Object.entries(parts)
    .filter(([name]) => /\.(xml|rels)$/.test(name))
    .map(([name, bytes]) => [name, strFromU8(bytes)] as const);
  const read = await page.evaluate(
    ([files, main]) => {
      const parser = new DOMParser();
      const malformed: string[] = [];
      let body: Document | null = null;
      for (const [name, xml] of files) {
        const parsed = parser.parseFromString(xml, 'application/xml');
        if (parsed.querySelector('parsererror') !== null) malformed.push(name);
        if (name === 'word/document.xml') body = parsed;
      }
      const all = (inside: Document | Element, name: string): Element[] => [
        ...inside.getElementsByTagNameNS(main, name),
      ];
      const textOf = (element: Element): string =>
        all(element, 't')
          .map((one) => one.textContent ?? '')
          .join('');
      if (body === null)
        return { malformed: [...malformed, 'word/document.xml'], text: '', headings: [], fields: [], tables: 0 };
      const paragraphs = all(body, 'p');
      return {
        malformed,
        text: paragraphs.map(textOf).join('\n'),
        headings: paragraphs.flatMap((paragraph) => {
          const style = all(paragraph, 'pStyle')[0]?.getAttributeNS(main, 'val') ?? '';
          return /heading/i.test(style) ? [{ style, text: textOf(paragraph) }] : [];
        }),
        fields: all(body, 'instrText').map((one) => (one.textContent ?? '').trim()),
        tables: all(body, 'tbl').length,
      };
    },
    [markup, 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'] as const,
  );
  const partsIn = (folder: string): number =>
    Object.keys(parts).filter((name) => name.startsWith(folder) && !name.includes('_rels')).length;
  return { ...read, pictures: partsIn('word/media/'), charts: partsIn('word/charts/') };
}

/** The text of a PDF as poppler extracts it, without blanks between Chinese letters. */
export function readPdfText(path: string): string {
  return execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}
