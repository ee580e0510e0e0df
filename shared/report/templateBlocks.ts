import type { AnalysisRequest, FormatName, Json, JsonObject } from '../analyses/types.ts';
import { type Bilingual, inLocale, type Locale } from '../model/text.ts';
import { defaultFigureWidthMm, type FindingOrigin, type HeadingKind, type HeadingLevel } from './document.ts';

/** Stored JSON of nodes, for the template and for results sent to the report. */
export type NodeJson = JsonObject;

const asJson = (request: AnalysisRequest): Json => ({
  analysis: request.analysis,
  inputs: request.inputs as unknown as Json,
  options: request.options,
});

export const textNode = (text: string): NodeJson => ({ type: 'text', text });
export const numberNode = (request: AnalysisRequest, path: string, format: FormatName): NodeJson => ({
  type: 'number',
  attrs: { request: asJson(request), path, format },
});

/**
 * Text with live numbers: "{csi:overall.index|number2} 分" with requests {csi} becomes a reference between two texts. An empty text
 * gives no node, as ProseMirror wants it.
 */
export function inlineNodes(
  text: string,
  requests: Readonly<Record<string, AnalysisRequest>> = {},
): readonly NodeJson[] {
  const nodes: NodeJson[] = [];
  let at = 0;
  const literal = (part: string): void => {
    if (part !== '') nodes.push(textNode(part));
  };
  for (const match of text.matchAll(/\{(\w+):([^|{}]+)\|(\w+)\}/g)) {
    const request = requests[match[1]!];
    if (!request) continue;
    literal(text.slice(at, match.index));
    nodes.push(numberNode(request, match[2]!, match[3] as FormatName));
    at = match.index + match[0].length;
  }
  literal(text.slice(at));
  return nodes;
}

/** The node with some attributes changed. */
export const withAttributes = (node: NodeJson, changes: JsonObject): NodeJson => ({
  ...node,
  attrs: { ...(node['attrs'] as JsonObject | undefined), ...changes },
});

export const titleNode = (text: string): NodeJson => ({ type: 'title', content: inlineNodes(text) });
export const subtitleNode = (text: string): NodeJson => ({ type: 'subtitle', content: inlineNodes(text) });
export const headingNode = (level: HeadingLevel, text: string, kind: HeadingKind = 'section'): NodeJson => ({
  type: 'heading',
  attrs: { level, kind },
  content: inlineNodes(text),
});
export const paragraphNode = (content: readonly NodeJson[]): NodeJson => ({
  type: 'paragraph',
  attrs: { origin: null },
  ...(content.length > 0 ? { content } : {}),
});
/** A paragraph the program writes: marked until a person changes it. */
export const draftedNode = (content: readonly NodeJson[]): NodeJson => ({
  type: 'paragraph',
  attrs: { origin: null, drafted: true },
  content,
});
export const bulletNode = (items: readonly (readonly NodeJson[])[]): NodeJson => ({
  type: 'bulletList',
  content: items.map((item) => ({ type: 'listItem', content: [draftedNode(item)] })),
});
export const pageBreakNode: NodeJson = { type: 'pageBreak' };
export const contentsNode: NodeJson = { type: 'tableOfContents' };
/** seen: what the sentence tells of and its words, where they are known. */
export const findingNode = (
  request: AnalysisRequest,
  index: number | null = null,
  { about, told }: Pick<FindingOrigin, 'about' | 'told'> = {},
): NodeJson => ({
  type: 'finding',
  attrs: {
    request: asJson(request),
    index,
    ...(about === undefined ? {} : { about }),
    ...(told ? { told: told as unknown as Json } : {}),
  },
});
export const resultTableNode = (
  request: AnalysisRequest,
  tableId: string,
  caption: string | null = null,
): NodeJson => ({ type: 'resultTable', attrs: { request: asJson(request), tableId, caption } });
/** Highest a figure gets by itself, in millimetres, so that text and another figure fit on its page. */
const figureHeightMm = 120;
/** aspect: height over width; tall figures start narrower. */
export const figureNode = (request: AnalysisRequest, figureId: string, aspect = 0.5): NodeJson => ({
  type: 'figure',
  attrs: {
    request: asJson(request),
    figureId,
    caption: null,
    widthMm: Math.round(Math.min(defaultFigureWidthMm, figureHeightMm / aspect)),
  },
});

/** A table the author goes on with, numbered among the others by its caption. widths: relative, one per column. */
export function tableNode(
  rows: readonly (readonly (readonly NodeJson[])[])[],
  widths: readonly number[],
  options: { readonly caption: string; readonly head: boolean; readonly firstColumnHead?: boolean },
): NodeJson {
  return {
    type: 'table',
    attrs: { caption: options.caption },
    content: rows.map((row, place) => ({
      type: 'tableRow',
      content: row.map((content, column) => ({
        type:
          (options.head && place === 0) || (options.firstColumnHead === true && column === 0)
            ? 'tableHeader'
            : 'tableCell',
        attrs: { colspan: 1, rowspan: 1, colwidth: [widths[column] ?? 100] },
        content: [paragraphNode(content)],
      })),
    })),
  };
}

/** Builders that speak one language. */
export function speaking(locale: Locale) {
  const say = (zh: string, en: string): string => inLocale({ zh, en }, locale);
  return {
    say,
    words: (text: Bilingual): string => inLocale(text, locale),
    paragraph: (zh: string, en: string, requests?: Readonly<Record<string, AnalysisRequest>>): NodeJson =>
      draftedNode(inlineNodes(say(zh, en), requests)),
    heading: (level: HeadingLevel, zh: string, en: string, kind?: HeadingKind): NodeJson =>
      headingNode(level, say(zh, en), kind),
  };
}
