import type { Locale } from '../model/text.ts';

const faces =
  '"Noto Sans SC", "Noto Sans SC Rare", Arial, "Liberation Sans", "DejaVu Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

/** A page break lies within what stands before it: below a full page it would open one that stays empty. */
export const pageBreakMargin = '-24pt 0 0';

/**
 * How the report looks, for the editor's page, the HTML file and print alike; everything sits under .csi-report. Sizes are in points
 * and millimetres, so that the same text breaks the same way on paper. Faces after the shipped one serve the letters it lacks (Greek):
 * TrueType ones first, because others would be embedded as Type 3. In Chinese faces quotation marks and the apostrophe are as wide as
 * a character: English takes those from a Latin face.
 */
export const reportCss = `
@font-face { font-family: "CSI Latin Quotes"; src: local("Arial"), local("Liberation Sans"), local("DejaVu Sans"), local("Segoe UI"), local("Helvetica Neue"); unicode-range: U+2018-201D; }
.csi-report { color: #1a2129; font: 400 10.5pt/1.75 ${faces}; font-variant-numeric: tabular-nums lining-nums; font-synthesis: none; text-align: left; overflow-wrap: anywhere; }
.csi-report:lang(en) { font-family: "CSI Latin Quotes", ${faces}; }
.csi-report p { margin: 0 0 6pt; }
.csi-report p, .csi-report li { orphans: 2; widows: 2; }
.csi-report:lang(zh-CN) > p:not([class]), .csi-report:lang(zh-CN) > .csi-finding, .csi-report:lang(zh-CN) > .csi-latin { text-indent: 2em; text-align: justify; }
.csi-report:lang(zh-CN) > .csi-latin { text-align: left; }
.csi-report .csi-title { margin: 62mm 0 0; padding: 1mm 0 7mm 9mm; border-left: 4.5pt solid #1f5fbf; font-size: 28pt; line-height: 1.35; font-weight: 700; text-align: left; text-indent: 0; letter-spacing: .02em; text-wrap: balance; word-break: keep-all; overflow-wrap: anywhere; }
.csi-report.csi-compact .csi-title, .csi-report.csi-compact .csi-title:first-child { margin: 0 0 3mm; padding: 0; border: 0; font-size: 19pt; text-align: center; }
.csi-report .csi-subtitle { margin: 0; padding: 0 0 2.5mm 9mm; border-left: 4.5pt solid #1f5fbf; font-size: 13pt; line-height: 1.6; color: #4a5561; text-align: left; text-indent: 0; }
.csi-report.csi-compact .csi-subtitle { margin: 0 0 4mm; padding: 0; border: 0; font-size: 11pt; text-align: center; }
.csi-report h1, .csi-report h2, .csi-report h3 { font-weight: 700; line-height: 1.4; color: #14202b; break-after: avoid; text-indent: 0; text-align: left; }
/* A chapter on a new page begins at its top. */
.csi-report .csi-page-break + h1 { margin-top: 0; }
.csi-report h1 { margin: 22pt 0 9pt; padding-bottom: 4pt; font-size: 16pt; border-bottom: .75pt solid #1f5fbf; }
.csi-report h2 { margin: 15pt 0 6pt; font-size: 12.5pt; }
.csi-report h3 { margin: 11pt 0 4pt; font-size: 10.5pt; }
.csi-report .csi-no { margin-right: .6em; font-variant-numeric: tabular-nums; color: #1f5fbf; }
.csi-report ul, .csi-report ol { margin: 0 0 7pt; padding-left: 2em; }
.csi-report li { margin: 0 0 2pt; }
.csi-report li > p { margin: 0 0 2pt; }
.csi-report table { width: 100%; border-collapse: collapse; font-size: 9pt; line-height: 1.45; }
.csi-report th, .csi-report td { padding: 3.2pt 5pt; text-align: left; vertical-align: top; font-weight: 400; text-indent: 0; }
.csi-report th { font-weight: 700; }
.csi-report td p, .csi-report th p { margin: 0; text-indent: 0; text-align: inherit; }
.csi-report .csi-typed { margin: 4pt 0 10pt; border-top: 1.1pt solid #1a2129; border-bottom: 1.1pt solid #1a2129; }
.csi-report .csi-typed td, .csi-report .csi-typed th { border-bottom: .5pt solid #d5dae0; }
.csi-report .csi-typed th { background: #f3f5f8; }
.csi-report .csi-typed tr { break-inside: avoid; }
.csi-report p:has(+ .csi-typed) { break-after: avoid; }
.csi-report .csi-result-table { margin: 9pt 0 11pt; }
.csi-report .csi-result-table.csi-keep { break-inside: avoid; }
.csi-report .csi-result-table table { border-top: 1.3pt solid #1a2129; border-bottom: 1.3pt solid #1a2129; }
.csi-report .csi-result-table caption { caption-side: top; padding: 0 0 4pt; font-size: 9.5pt; line-height: 1.5; font-weight: 700; text-align: center; }
.csi-report .csi-result-table thead { display: table-header-group; }
/* Lines of a head are about as long as one another: "Score / (0-100)", not "Score (0- / 100)". */
.csi-report .csi-result-table thead th { border-bottom: .7pt solid #1a2129; vertical-align: bottom; text-wrap: balance; }
.csi-report .csi-result-table tr { break-inside: avoid; }
/* No heading of a table, nor its first row, alone at the foot of a page. */
.csi-report caption { break-after: avoid; }
.csi-report table:not(.csi-tall) tbody tr:nth-child(-n+2) { break-before: avoid; }
/* No row or two of a table alone at the top of a page; tall rows would be cut instead of going there whole. */
.csi-report table:not(.csi-tall) tbody tr:nth-last-child(-n+2) { break-before: avoid; }
.csi-report .csi-result-table .csi-right { text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
.csi-report .csi-result-table td.csi-right { white-space: nowrap; }
.csi-report .csi-result-table tr.csi-strong td { font-weight: 700; }
.csi-report .csi-result-table table { table-layout: fixed; }
.csi-report .csi-result-table.csi-dense table { font-size: 7.5pt; }
.csi-report .csi-result-table.csi-dense th, .csi-report .csi-result-table.csi-dense td { padding: 2.6pt 3pt; }
.csi-report .csi-caption { margin: 0 0 4pt; font-size: 9.5pt; line-height: 1.5; font-weight: 700; text-align: center; text-indent: 0; break-after: avoid; }
.csi-report .csi-note { margin: 3pt 0 0; font-size: 8pt; line-height: 1.5; color: #4a5561; text-indent: 0; text-align: left; break-before: avoid; }
.csi-report figure { margin: 9pt 0 11pt; break-inside: avoid; text-align: center; }
.csi-report figure .csi-drawing { margin: 0 auto; max-width: 100%; }
.csi-report figure svg, .csi-report figure img { display: block; width: 100%; height: auto; }
.csi-report figure .csi-caption { margin: 3pt 0 0; break-before: avoid; break-after: auto; }
.csi-report figure svg text { font-family: ${faces} !important; }
.csi-report .csi-contents-title { margin: 0 0 10pt; font-size: 16pt; font-weight: 700; text-indent: 0; text-align: left; }
.csi-report .csi-contents a { display: flex; align-items: baseline; gap: .5em; color: inherit; text-decoration: none; padding: 1.5pt 0; }
.csi-report .csi-contents a.csi-level-1 { margin-top: 4pt; font-weight: 700; }
.csi-report .csi-contents a.csi-level-2 { padding-left: 2em; }
.csi-report .csi-contents a::after { content: attr(data-page); font-weight: 400; }
.csi-report .csi-contents a .csi-leader { flex: 1; min-width: 2em; border-bottom: .7pt dotted #9aa5b1; transform: translateY(-.25em); }
.csi-report a.csi-reference { color: inherit; text-decoration: none; }
.csi-report .csi-link { color: #1f5fbf; text-decoration: underline; text-decoration-thickness: .06em; text-underline-offset: .18em; }
.csi-report .csi-note-sign { color: #1f5fbf; text-decoration: none; font-size: 7.5pt; vertical-align: super; line-height: 0; margin: 0 .1em; }
.csi-report .csi-notes { margin-top: 18pt; padding-top: 6pt; border-top: .75pt solid #9aa5b1; font-size: 8.5pt; line-height: 1.55; }
.csi-report .csi-notes-title { font-weight: 700; text-indent: 0; margin: 0 0 3pt; }
.csi-report .csi-note-back { color: #1f5fbf; text-decoration: none; }
.csi-report mark { background: #fff3c4; color: inherit; }
.csi-report .csi-typed caption { caption-side: top; padding: 0 0 4pt; font-size: 9.5pt; line-height: 1.5; font-weight: 700; text-align: center; }
.csi-report .csi-logo { display: block; max-width: 60mm; max-height: 25mm; margin: 0 0 6mm; }
.csi-report .csi-notice { color: #6b4e00; text-indent: 0; }
.csi-report .csi-unknown { padding: 4pt 6pt; border: .75pt dashed #b3400a; color: #b3400a; text-indent: 0; }
.csi-report .csi-page-break { break-after: page; height: 0; margin: ${pageBreakMargin}; border: 0; }
`;

/** What a page with charts and sortable tables needs besides; on paper its pictures and plain tables come back. */
export const readerCss = `
.csi-report .csi-chart { width: 100%; min-height: 200px; }
.csi-report .csi-sort { all: unset; display: inline; cursor: pointer; }
.csi-report .csi-sort:hover { text-decoration: underline; text-underline-offset: 2pt; }
.csi-report .csi-sort:focus-visible { outline: 2px solid #1f5fbf; outline-offset: 2px; }
.csi-report th[aria-sort] .csi-sort::after { content: "\\2009▲"; font-size: .75em; color: #1f5fbf; }
.csi-report th[aria-sort="descending"] .csi-sort::after { content: "\\2009▼"; }
@media screen { .csi-report .csi-drawn { overflow-x: auto; overflow-y: hidden; } .csi-report .csi-drawn > svg { display: none !important; } }
@media print { .csi-report .csi-chart { display: none !important; } .csi-report th[aria-sort] .csi-sort::after { content: none; } }
`;

/** A text as a CSS string, whatever its characters. */
function cssString(text: string): string {
  return `"${text.replace(/[^\p{L}\p{N} .,·—、，。（）()-]/gu, (character) => `\\${character.codePointAt(0)!.toString(16)} `)}"`;
}

/** What a company's look changes on a page. '' = as the program has it. */
export interface PageLook {
  readonly accent: string;
  readonly latinFont: string;
  readonly eastAsianFont: string;
  readonly company: string;
  /** data: URL of the logo, null without one. */
  readonly logo: string | null;
}

/** Rules that come after reportCss and give the report the company's colour and faces. */
export function lookCss({ accent, latinFont, eastAsianFont }: PageLook): string {
  const fonts = [latinFont, eastAsianFont].filter((name) => name !== '').map(cssString);
  const rules: string[] = [];
  if (fonts.length > 0)
    rules.push(`.csi-report, .csi-report:lang(en) { font-family: ${[...fonts, faces].join(', ')}; }`);
  if (/^#[0-9a-f]{6}$/i.test(accent)) {
    rules.push(`.csi-report .csi-no, .csi-report .csi-note-sign, .csi-report .csi-note-back { color: ${accent}; }`);
    rules.push(`.csi-report h1 { border-bottom-color: ${accent}; }`);
    rules.push(`.csi-report .csi-title, .csi-report .csi-subtitle { border-left-color: ${accent}; }`);
  }
  return rules.join('\n');
}

/** Kinds of pages: wide ones are turned on their side for tables that need it. */
export type Paper = 'upright' | 'wide';

/** The printed page and its margins, in millimetres. */
export const paperMm = {
  upright: { width: 210, height: 297, top: 24, right: 25, bottom: 22, left: 25 },
  wide: { width: 297, height: 210, top: 25, right: 24, bottom: 22, left: 24 },
} as const satisfies Readonly<
  Record<Paper, Readonly<Record<'width' | 'height' | 'top' | 'right' | 'bottom' | 'left', number>>>
>;

const marginsCss = ({ top, right, bottom, left }: (typeof paperMm)[Paper]): string =>
  `${top}mm ${right}mm ${bottom}mm ${left}mm`;

/** The text before, between and after the page's number and the number of pages. */
export const pageWords: Readonly<Record<Locale, readonly [string, string, string]>> = {
  'zh-CN': ['第 ', ' 页  共 ', ' 页'],
  en: ['Page ', ' of ', ''],
};

/** How the running title and the page's number look. */
export const runningCss = `font: 400 8pt ${faces}; color: #5b6673;`;

/** The printed page: A4, running title, 第 n 页 共 m 页. The cover has neither. */
export function pageCss(title: string, locale: Locale, look?: PageLook): string {
  const [first, between, last] = pageWords[locale];
  const counter = `"${first}" counter(page) "${between}" counter(pages) "${last}"`;
  return `
@page { size: A4; margin: ${marginsCss(paperMm.upright)};
  @top-left { content: ${cssString(title)}; ${runningCss} white-space: nowrap; }
  @top-right { content: ${cssString(look?.company ?? '')}; ${runningCss} white-space: nowrap; }
  @bottom-center { content: ${counter}; ${runningCss} } }
@page wide { size: A4 landscape; margin: ${marginsCss(paperMm.wide)}; }
@page :first { @top-left { content: none; } @top-right { content: none; } @bottom-center { content: none; } }
@media screen { html { background: #e9ecf0; } body.csi-report { box-sizing: border-box; width: 210mm; max-width: 100%; margin: 10mm auto; padding: 24mm 25mm; background: #fff; box-shadow: 0 1px 8px rgb(20 32 43 / 18%); } }
@media screen { .csi-report .csi-page-break { margin: 16mm 0; } }
@media screen and (max-width: 760px) { body.csi-report { margin: 0; padding: 8mm 5mm 14mm; box-shadow: none; }
  .csi-report:not(.csi-compact) .csi-title { margin-top: 12mm; padding-left: 5mm; font-size: 20pt; letter-spacing: 0; }
  .csi-report:not(.csi-compact) .csi-subtitle { padding-left: 5mm; }
  .csi-report .csi-result-table { overflow-x: auto; } .csi-report .csi-result-table table { min-width: 150mm; } .csi-report .csi-result-table.csi-wide table { min-width: 230mm; }
  .csi-report .csi-result-table:not(:has(tr > :nth-child(5))) table { min-width: 95mm; } .csi-report .csi-result-table:not(:has(tr > :nth-child(4))) table { min-width: 0; }
  .csi-report .csi-result-table :is(thead tr:first-child, tbody tr) > :first-child { position: sticky; left: 0; max-width: 9em; background: #fff; background-clip: padding-box; } .csi-report .csi-result-table caption { text-align: left; }
  .csi-report .csi-typed { display: block; overflow-x: auto; } .csi-report .csi-typed :is(th, td) { min-width: 5.5em; overflow-wrap: break-word; } }
@media print { .csi-report .csi-wide { page: wide; } html, body.csi-report { margin: 0; background: #fff; } .csi-report:not(.csi-compact) .csi-title:first-child { margin-top: 58mm; } }
${look ? lookCss(look) : ''}`;
}
