import chinese400 from '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff2?url';
import chinese700 from '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-700-normal.woff2?url';
import latin400 from '@fontsource/noto-sans-sc/files/noto-sans-sc-latin-400-normal.woff2?url';
import latin700 from '@fontsource/noto-sans-sc/files/noto-sans-sc-latin-700-normal.woff2?url';
import ranges from '@fontsource/noto-sans-sc/unicode.json';

const parts = import.meta.glob<string>(
  '../../node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-[0-9]*-[47]00-normal.woff2',
  {
    query: '?url',
    import: 'default',
    eager: true,
  },
);

const family = 'Noto Sans SC';
const latinRange = (ranges as Readonly<Record<string, string>>)['latin'] ?? 'U+0000-00FF';

/**
 * Declares the face of the printed report: real regular and bold TrueType outlines, so that nothing is emboldened by machine and the
 * PDF holds no Type 3 fonts. Common characters come from one file per weight; rare ones (names such as 堃, 喆) from parts that are
 * loaded only when such a character occurs. Later declarations win, so the common files come last.
 */
export function declareReportFonts(): void {
  for (const [path, address] of Object.entries(parts)) {
    const [, part = '', weight = '400'] = /noto-sans-sc-(\d+)-(\d+)-normal/.exec(path) ?? [];
    const unicodeRange = (ranges as Readonly<Record<string, string>>)[`[${part}]`];
    if (unicodeRange !== undefined)
      document.fonts.add(
        new FontFace('Noto Sans SC Rare', `url(${address}) format('woff2')`, { weight, unicodeRange }),
      );
  }
  for (const [address, weight, unicodeRange] of [
    [chinese400, '400', undefined],
    [chinese700, '700', undefined],
    [latin400, '400', latinRange],
    [latin700, '700', latinRange],
  ] as const) {
    document.fonts.add(
      new FontFace(family, `url(${address}) format('woff2')`, {
        weight,
        ...(unicodeRange === undefined ? {} : { unicodeRange }),
      }),
    );
  }
}

/** Loads what the text on the page needs. */
export async function loadReportFonts(text: string): Promise<void> {
  const names = `"${family}", "Noto Sans SC Rare"`;
  // Each letter once: the browser holds every letter it is given against every one of the two hundred faces.
  const letters = [...new Set(text)].join('');
  await Promise.all([400, 700].map((weight) => document.fonts.load(`${weight} 12px ${names}`, letters)));
  await document.fonts.ready;
}
