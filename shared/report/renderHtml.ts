import { inLocale, type Locale } from '../model/text.ts';
import { annotationsOf } from './annotationsOf.ts';
import type { CommentAttrs } from './document.ts';
import { hasCover } from './hasCover.ts';
import { isMostlyLatin } from './isMostlyLatin.ts';
import { readerFigures, readerFiguresId } from './reading.ts';
import { type PageLook, pageCss, readerCss, reportCss } from './reportCss.ts';
import { depthPoints, resultColumns } from './resultColumns.ts';
import { linkedRuns, runsText } from './textRuns.ts';
import { typedWidths } from './typedWidths.ts';
import { denseColumns, isWide } from './wideTable.ts';
import type { NumberedCaption, ResolvedCell, ResolvedDocument, ResolvedNode, Run, TextRun } from './resolved.ts';

export interface HtmlOptions {
  /** SVG text by the figure's id; every figure of the document must have one. */
  readonly drawings: ReadonlyMap<string, string>;
  /** Colours, faces, company and logo of the author's own. */
  readonly look?: PageLook;
  /** Page of each heading by its id, for the table of contents; absent = no page numbers (a file read on screen). */
  readonly pages?: ReadonlyMap<string, number>;
  /** Shown in the program's own window, which goes nowhere: links tell their address instead of leading to it. */
  readonly inWindow?: boolean;
  /** The script that makes charts of the pictures, as inlineScript gives it, and its SHA-256 in base64; absent = a page without a script. */
  readonly reader?: { readonly script: string; readonly sha256: string };
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
// Characters XML and HTML have no place for, e.g. from cells of a hostile workbook.
const unprintable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

function escapeHtml(text: string): string {
  return text.replace(unprintable, '').replace(/[&<>"']/g, (character) => escapes[character]!);
}

/** Words that lead out of the document; inWindow: they only say where. */
const linkHtml = (text: string, address: string, inWindow: boolean): string =>
  inWindow
    ? `<span class="csi-link" data-address="${escapeHtml(address)}" title="${escapeHtml(address)}">${text}</span>`
    : `<a class="csi-link" href="${escapeHtml(address)}" target="_blank" rel="noopener noreferrer">${text}</a>`;

/** A remark as one line: who said it, and what. */
const commentText = ({ author, text }: CommentAttrs): string => (author === '' ? text : `${author}: ${text}`);

function lookHtml(run: TextRun): string {
  let text = escapeHtml(run.text);
  if (run.target !== undefined) text = `<a class="csi-reference" href="#${run.target}">${text}</a>`;
  if (run.comments) text = `<mark title="${escapeHtml(run.comments.map(commentText).join('\n'))}">${text}</mark>`;
  if (run.live) text = `<span class="csi-live">${text}</span>`;
  if (run.underline) text = `<u>${text}</u>`;
  if (run.italic) text = `<em>${text}</em>`;
  return run.bold ? `<strong>${text}</strong>` : text;
}

function runsHtml(runs: readonly Run[], { inWindow = false }: Pick<HtmlOptions, 'inWindow'> = {}): string {
  return linkedRuns(runs)
    .map(({ link, runs: own }) => {
      const text = own.map(runHtml).join('');
      return link === null ? text : linkHtml(text, link, inWindow);
    })
    .join('');
}

function runHtml(run: Run): string {
  if (run.type === 'break') return '<br>';
  if (run.type === 'footnote')
    return `<a class="csi-note-sign" id="note-sign-${run.number}" href="#note-${run.number}">${run.number}</a>`;
  return lookHtml(run);
}

type NodeOf<T extends ResolvedNode['type']> = Extract<ResolvedNode, { type: T }>;
type Renderers = { readonly [T in ResolvedNode['type']]: (node: NodeOf<T>, options: HtmlOptions) => string };

const cellHtml = (cell: ResolvedCell, options: HtmlOptions): string => {
  const tag = cell.header ? 'th' : 'td';
  const spans = `${cell.colspan > 1 ? ` colspan="${cell.colspan}"` : ''}${cell.rowspan > 1 ? ` rowspan="${cell.rowspan}"` : ''}`;
  const align = cell.align ? ` style="text-align:${cell.align}"` : '';
  return `<${tag}${spans}${align}>${contentHtml(cell.content, options)}</${tag}>`;
};

/** Widths as shares of the whole. */
const columnsHtml = (widths: readonly number[] | null): string =>
  widths === null
    ? ''
    : `<colgroup>${widths.map((width) => `<col style="width:${(100 * width).toFixed(2)}%">`).join('')}</colgroup>`;

/** Letters of a cell, or paragraphs and lists in it, that make its row too tall to be kept beside others. */
const tallCell = { letters: 120, blocks: 4 };
const hasTallRows = (rows: readonly (readonly ResolvedCell[])[]): boolean =>
  rows.some((cells) =>
    cells.some(
      ({ content }) =>
        content.length >= tallCell.blocks ||
        content.some((node) => node.type === 'paragraph' && runsText(node.runs).length > tallCell.letters),
    ),
  );

/** A title of more than a line is broken before its words, not within one of them. */
const withBreaks = (html: string): string =>
  html.replace(/<[^>]*>|[^<]+/g, (part) =>
    part.startsWith('<') ? part : part.replace(/(?<!^)(?=满意度|测评报告|（)/gu, '<wbr>'),
  );

const captionHtml = ({ label, text }: NumberedCaption): string => `${escapeHtml(label)}　${escapeHtml(text)}`;

const renderers = {
  title: (node, options) =>
    `<p class="csi-title" role="heading" aria-level="1">${withBreaks(runsHtml(node.runs, options))}</p>`,
  subtitle: (node, options) => `<p class="csi-subtitle">${runsHtml(node.runs, options)}</p>`,
  heading: (node, options) => {
    const label = node.label === '' ? '' : `<span class="csi-no">${escapeHtml(node.label)}</span>`;
    return `<h${node.level} id="${node.id}">${label}${runsHtml(node.runs, options)}</h${node.level}>`;
  },
  paragraph: (node, options) => {
    const classes = [...(node.machine ? ['csi-finding'] : []), ...(isMostlyLatin(node.runs) ? ['csi-latin'] : [])];
    const named = classes.length > 0 ? ` class="${classes.join(' ')}"` : '';
    return `<p${named}>${runsHtml(node.runs, options)}</p>`;
  },
  list: (node, options) => {
    const tag = node.ordered ? 'ol' : 'ul';
    const start = node.ordered && node.start !== 1 ? ` start="${node.start}"` : '';
    return `<${tag}${start}>${node.items.map((item) => `<li>${contentHtml(item, options)}</li>`).join('')}</${tag}>`;
  },
  table: (node, options) => {
    const row = (cells: readonly ResolvedCell[]): string =>
      `<tr>${cells.map((cell) => cellHtml(cell, options)).join('')}</tr>`;
    const [first, ...rest] = node.rows;
    // A first row of heads alone is repeated on every page.
    const headed = first !== undefined && rest.length > 0 && first.every((cell) => cell.header && cell.rowspan === 1);
    const head = headed ? `<thead>${row(first)}</thead>` : '';
    const { caption } = node;
    const title = caption ? `<caption>${captionHtml(caption)}</caption>` : '';
    return `<table class="csi-typed${hasTallRows(node.rows) ? ' csi-tall' : ''}"${caption ? ` id="${caption.id}"` : ''}>${title}${columnsHtml(typedWidths(first ?? []))}${head}<tbody>${(headed ? rest : node.rows).map(row).join('')}</tbody></table>`;
  },
  resultTable: ({ id, label, caption, table }, { reader }) => {
    const align = table.columns.map((column) => (column.align === 'right' ? ' class="csi-right"' : ''));
    const head = table.columns
      .map((column, index) => `<th scope="col"${align[index]}>${escapeHtml(column.title)}</th>`)
      .join('');
    const body = table.rows
      .map((row) => {
        const cells = row.cells.map(
          (cell, index) =>
            `<td${align[index]}${index === 0 && row.depth > 0 ? ` style="padding-left:${5 + depthPoints * row.depth}pt"` : ''}>${escapeHtml(cell)}</td>`,
        );
        return `<tr${row.emphasis ? ' class="csi-strong"' : ''}>${cells.join('')}</tr>`;
      })
      .join('');
    const wide = isWide(table);
    const looks = [
      'csi-result-table',
      table.rows.length <= 14 ? 'csi-keep' : '',
      table.columns.length > denseColumns ? 'csi-dense' : '',
      wide ? 'csi-wide' : '',
    ]
      .filter((look) => look !== '')
      .join(' ');
    const notes = table.notes.map((note) => `<p class="csi-note">${escapeHtml(note)}</p>`).join('');
    // Rows below others belong to them: such a table keeps its order.
    const sortable = reader && table.rows.length > 1 && table.rows.every(({ depth }) => depth === 0);
    return `<div class="${looks}" id="${id}"><table${sortable ? ' data-sortable' : ''}><caption>${escapeHtml(label)}　${escapeHtml(caption)}</caption>${columnsHtml(resultColumns(table, wide))}<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>${notes}</div>`;
  },
  figure: ({ id, label, caption, altText, widthMm }, { drawings, reader }) =>
    `<figure id="${id}"><div class="csi-drawing" role="img" aria-label="${escapeHtml(altText)}"${reader ? ` data-figure="${id}"` : ''} style="width:${widthMm}mm">${drawings.get(id) ?? ''}</div><figcaption class="csi-caption">${escapeHtml(label)}　${escapeHtml(caption)}</figcaption></figure>`,
  image: ({ src, alt, widthMm, caption }) =>
    `<figure${caption ? ` id="${caption.id}"` : ''}><div class="csi-drawing" style="width:${widthMm}mm"><img src="${escapeHtml(src)}" alt="${escapeHtml(alt)}"></div>${caption ? `<figcaption class="csi-caption">${captionHtml(caption)}</figcaption>` : ''}</figure>`,
  pageBreak: () => '<div class="csi-page-break"></div>',
  tableOfContents: ({ title, entries }, { pages }) => {
    const lines = entries.map(({ id, level, label, text }) => {
      const page = pages?.get(id);
      const number = label === '' ? '' : `<span class="csi-no">${escapeHtml(label)}</span>`;
      return `<a class="csi-level-${level}" href="#${id}"${page === undefined ? '' : ` data-page="${page}"`}><span>${number}${escapeHtml(text)}</span>${page === undefined && pages === undefined ? '' : '<span class="csi-leader"></span>'}</a>`;
    });
    return `<p class="csi-contents-title">${escapeHtml(title)}</p><nav class="csi-contents">${lines.join('')}</nav>`;
  },
  notice: (node) => (node.text === '' ? '' : `<p class="csi-notice">${escapeHtml(node.text)}</p>`),
  unknown: (node) => `<p class="csi-unknown">${escapeHtml(node.text)}</p>`,
} satisfies Renderers;

function nodeHtml<T extends ResolvedNode['type']>(node: NodeOf<T>, options: HtmlOptions): string {
  return (renderers as Renderers)[node.type as T](node, options);
}

function contentHtml(content: readonly ResolvedNode[], options: HtmlOptions): string {
  return content.map((node) => nodeHtml(node, options)).join('\n');
}

const noteWords = { notes: { zh: '注释', en: 'Notes' }, comments: { zh: '批注', en: 'Comments' } };

/** Notes and remarks at the end: a printed page of HTML has no foot of its own for them. */
function annotationsHtml({ content, locale }: ResolvedDocument): string {
  const { footnotes, comments } = annotationsOf(content);
  const notes = footnotes.map(
    ({ number, text }) =>
      `<li id="note-${number}" value="${number}">${escapeHtml(text)} <a class="csi-note-back" href="#note-sign-${number}">↩</a></li>`,
  );
  const remarks = comments.map(
    (comment) =>
      `<li>${escapeHtml(commentText(comment))}${comment.resolved ? `（${inLocale({ zh: '已解决', en: 'resolved' }, locale)}）` : ''}</li>`,
  );
  return [
    notes.length > 0
      ? `<section class="csi-notes"><p class="csi-notes-title">${inLocale(noteWords.notes, locale)}</p><ol>${notes.join('')}</ol></section>`
      : '',
    remarks.length > 0
      ? `<section class="csi-notes"><p class="csi-notes-title">${inLocale(noteWords.comments, locale)}</p><ol>${remarks.join('')}</ol></section>`
      : '',
  ].join('');
}

/**
 * The content piece by piece, as it stands inside an element of class csi-report: the HTML of each node of the document in order, then the
 * logo before and the notes after them, '' where there are none.
 */
export function renderPieces(
  document: ResolvedDocument,
  options: HtmlOptions,
): { readonly logo: string; readonly nodes: readonly string[]; readonly notes: string } {
  const { look } = options;
  return {
    logo: look?.logo ? `<img class="csi-logo" src="${escapeHtml(look.logo)}" alt="${escapeHtml(look.company)}">` : '',
    nodes: document.content.map((node) => nodeHtml(node, options)),
    notes: annotationsHtml(document),
  };
}

function bodyHtml(document: ResolvedDocument, options: HtmlOptions): string {
  const { logo, nodes, notes } = renderPieces(document, options);
  return `${logo === '' ? '' : `${logo}\n`}${nodes.join('\n')}${notes}`;
}

/** What stands at the head of every page. */
export const runningTitle = ({ title, locale }: ResolvedDocument): string =>
  title === '' ? inLocale({ zh: '报告', en: 'Report' }, locale) : title;

/** Classes of the element the content stands in. */
export const bodyClass = (document: ResolvedDocument): string =>
  hasCover(document.content) ? 'csi-report' : 'csi-report csi-compact';

const language: Readonly<Record<Locale, string>> = { 'zh-CN': 'zh-CN', en: 'en' };

/**
 * The report as one HTML file that needs nothing else: styles inside, figures as SVG, no address anywhere. Printed with headings it gives
 * A4 pages with bookmarks. With a reader the pictures become charts on screen; its policy lets that one script run and none else.
 */
export function renderHtml(document: ResolvedDocument, options: HtmlOptions): string {
  const { locale } = document;
  const { reader } = options;
  const policy = reader
    ? `default-src 'none'; script-src 'sha256-${reader.sha256}'; style-src 'unsafe-inline'; img-src data: blob:`
    : "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
  const scripts = reader
    ? `<script type="application/json" id="${readerFiguresId}">${readerFigures(document)}</script>\n<script>${reader.script}</script>\n`
    : '';
  const title = runningTitle(document);
  return `<!DOCTYPE html>
<html lang="${language[locale]}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${reportCss}${reader ? readerCss : ''}${pageCss(title, locale, options.look)}</style>
</head>
<body class="${bodyClass(document)}" lang="${language[locale]}">
${bodyHtml(document, options)}
${scripts}</body>
</html>
`;
}
