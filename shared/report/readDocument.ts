import type { AnalysisRequest, FormatName, Json, JsonObject } from '../analyses/types.ts';
import { InputError } from '../model/errors.ts';
import type { ReportFile } from '../model/project.ts';
import { linkAddress } from './linkAddress.ts';
import {
  type BlockNode,
  type CellAttrs,
  cellAligns,
  defaultFigureWidthMm,
  type FindingOrigin,
  type HeadingLevel,
  headingKinds,
  type InlineNode,
  type Mark,
  markTypes,
  type NodeType,
  type ReportDocument,
  type ReportNode,
  textWidthMm,
  type Told,
} from './document.ts';

const formats: readonly FormatName[] = [
  'integer',
  'degrees',
  'number1',
  'number2',
  'number3',
  'percent1',
  'share1',
  'pValue',
  'coefficient',
  'weight',
  'date',
  'text',
];

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const attrsOf = (json: JsonObject): JsonObject => (isObject(json.attrs) ? json.attrs : {});
const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const positive = (value: unknown, fallback: number): number =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : fallback;

function readRequest(value: unknown): AnalysisRequest | null {
  if (!isObject(value) || typeof value.analysis !== 'string') return null;
  return {
    analysis: value.analysis,
    inputs: isObject(value.inputs) ? (value.inputs as AnalysisRequest['inputs']) : {},
    options: isObject(value.options) ? value.options : {},
  };
}

function readOrigin(value: unknown): FindingOrigin | null {
  if (!isObject(value)) return null;
  const request = readRequest(value.request);
  if (!request) return null;
  const told = readTold(value.told);
  return {
    request,
    index: typeof value.index === 'number' ? value.index : null,
    ...(typeof value.about === 'string' ? { about: value.about } : {}),
    ...(told ? { told } : {}),
    ...(value.of === 'findings' ? { of: value.of } : {}),
  };
}

function readTold(value: unknown): Told | null {
  if (!Array.isArray(value)) return null;
  const parts = value.flatMap((part: unknown): Told => {
    if (typeof part === 'string') return [part];
    if (!isObject(part) || typeof part.path !== 'string' || typeof part.text !== 'string') return [];
    const format = formats.find((one) => one === part.format);
    return format ? [{ path: part.path, format, text: part.text }] : [];
  });
  return parts.length === value.length ? parts : null;
}

const wordsOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function readComment({ id, author, text, at, resolved }: JsonObject): readonly Mark[] {
  if (typeof id !== 'string' || id === '') return [];
  return [
    {
      type: 'comment',
      attrs: { id, author: wordsOf(author), text: wordsOf(text), at: wordsOf(at), resolved: resolved === true },
    },
  ];
}

/** Words whose address may not be followed are plain words. */
function readLink({ href }: JsonObject): readonly Mark[] {
  const address = linkAddress(href);
  return address === null ? [] : [{ type: 'link', attrs: { href: address } }];
}

/** The anchor of what can be referred to; nothing where there is none. */
const anchorOf = (attrs: JsonObject): { readonly anchor?: string } => {
  const anchor = textOrNull(attrs.anchor);
  return anchor === null ? {} : { anchor };
};
const captionOf = (attrs: JsonObject): { readonly caption?: string } => {
  const caption = textOrNull(attrs.caption);
  return caption === null ? {} : { caption };
};

function readMarks(json: JsonObject): { readonly marks?: readonly Mark[] } {
  if (!Array.isArray(json.marks)) return {};
  const marks = json.marks.flatMap((mark: unknown) => {
    if (!isObject(mark)) return [];
    if (mark.type === 'comment') return readComment(attrsOf(mark));
    if (mark.type === 'link') return readLink(attrsOf(mark));
    const type = markTypes.find((one) => one === mark.type);
    return type ? [{ type }] : [];
  });
  return marks.length > 0 ? { marks } : {};
}

function readCell(attrs: JsonObject): CellAttrs {
  const widths =
    Array.isArray(attrs.colwidth) && attrs.colwidth.every((width) => typeof width === 'number')
      ? (attrs.colwidth as readonly number[])
      : null;
  const align = cellAligns.find((one) => one === attrs.align);
  return {
    colspan: Math.round(positive(attrs.colspan, 1)),
    rowspan: Math.round(positive(attrs.rowspan, 1)),
    colwidth: widths,
    ...(align ? { align } : {}),
  };
}

const contentOf = (json: JsonObject): readonly JsonObject[] =>
  Array.isArray(json.content) ? json.content.filter(isObject) : [];
const inline = (json: JsonObject): readonly InlineNode[] => contentOf(json).map((one) => readNode(one) as InlineNode);
const blocks = (json: JsonObject): readonly BlockNode[] => contentOf(json).map((one) => readNode(one) as BlockNode);

/** How an image names a file of the project. */
export const fileScheme = 'csi-file:';
const imageSource = /^(?:data:image\/(?:png|jpeg);base64,|csi-file:[0-9a-f]{32}$)/;

/** null: the attributes cannot be read. */
const readers: Record<Exclude<NodeType, 'unknown'>, (json: JsonObject, attrs: JsonObject) => ReportNode | null> = {
  text: (json) => (typeof json.text === 'string' ? { type: 'text', text: json.text, ...readMarks(json) } : null),
  hardBreak: () => ({ type: 'hardBreak' }),
  number: (json, attrs) => {
    const request = readRequest(attrs.request);
    const format = formats.find((one) => one === attrs.format);
    return request && format && typeof attrs.path === 'string'
      ? { type: 'number', attrs: { request, path: attrs.path, format }, ...readMarks(json) }
      : null;
  },
  footnote: (json, attrs) =>
    typeof attrs.text === 'string' ? { type: 'footnote', attrs: { text: attrs.text }, ...readMarks(json) } : null,
  crossReference: (json, attrs) =>
    typeof attrs.target === 'string' && attrs.target !== ''
      ? { type: 'crossReference', attrs: { target: attrs.target }, ...readMarks(json) }
      : null,
  title: (json) => ({ type: 'title', content: inline(json) }),
  subtitle: (json) => ({ type: 'subtitle', content: inline(json) }),
  heading: (json, attrs) => ({
    type: 'heading',
    attrs: {
      level: Math.min(3, Math.max(1, Math.round(positive(attrs.level, 1)))) as HeadingLevel,
      kind: headingKinds.find((kind) => kind === attrs.kind) ?? 'section',
      ...anchorOf(attrs),
    },
    content: inline(json),
  }),
  paragraph: (json, attrs) => {
    const origin = readOrigin(attrs.origin);
    const drafted = attrs.drafted === true;
    return {
      type: 'paragraph',
      ...(origin || drafted ? { attrs: { origin, ...(drafted ? { drafted } : {}) } } : {}),
      content: inline(json),
    };
  },
  bulletList: (json) => ({ type: 'bulletList', content: blocks(json) }),
  orderedList: (json, attrs) => ({
    type: 'orderedList',
    attrs: { start: Math.round(positive(attrs.start, 1)) },
    content: blocks(json),
  }),
  listItem: (json) => ({ type: 'listItem', content: blocks(json) }),
  table: (json, attrs) => ({
    type: 'table',
    attrs: { ...captionOf(attrs), ...anchorOf(attrs) },
    content: blocks(json),
  }),
  tableRow: (json) => ({ type: 'tableRow', content: blocks(json) }),
  tableHeader: (json, attrs) => ({ type: 'tableHeader', attrs: readCell(attrs), content: blocks(json) }),
  tableCell: (json, attrs) => ({ type: 'tableCell', attrs: readCell(attrs), content: blocks(json) }),
  image: (_json, attrs) =>
    typeof attrs.src === 'string' && imageSource.test(attrs.src)
      ? {
          type: 'image',
          attrs: {
            src: attrs.src,
            alt: textOrNull(attrs.alt) ?? '',
            widthMm: Math.min(textWidthMm, positive(attrs.widthMm, 120)),
            ...captionOf(attrs),
            ...anchorOf(attrs),
          },
        }
      : null,
  pageBreak: () => ({ type: 'pageBreak' }),
  tableOfContents: () => ({ type: 'tableOfContents' }),
  finding: (_json, attrs) => {
    const origin = readOrigin(attrs);
    return origin ? { type: 'finding', attrs: origin } : null;
  },
  resultTable: (_json, attrs) => {
    const request = readRequest(attrs.request);
    return request && typeof attrs.tableId === 'string'
      ? {
          type: 'resultTable',
          attrs: { request, tableId: attrs.tableId, caption: textOrNull(attrs.caption), ...anchorOf(attrs) },
        }
      : null;
  },
  figure: (_json, attrs) => {
    const request = readRequest(attrs.request);
    if (!request || typeof attrs.figureId !== 'string') return null;
    const widthMm = Math.min(textWidthMm, Math.max(40, positive(attrs.widthMm, defaultFigureWidthMm)));
    return {
      type: 'figure',
      attrs: { request, figureId: attrs.figureId, caption: textOrNull(attrs.caption), widthMm, ...anchorOf(attrs) },
    };
  },
};

/** One node of stored JSON; what this version does not know comes back as 'unknown' with its JSON, never dropped. */
export function readNode(json: JsonObject): ReportNode {
  const name = typeof json.type === 'string' ? json.type : '';
  const reader = Object.hasOwn(readers, name) ? readers[name as Exclude<NodeType, 'unknown'>] : undefined;
  return reader?.(json, attrsOf(json)) ?? { type: 'unknown', name, json };
}

/** Pictures of the project put in where images name them; an image whose file is missing cannot be shown and comes out as unknown. */
function withPicture(node: BlockNode, files: ReadonlyMap<string, ReportFile>): BlockNode {
  if (node.type === 'image' && node.attrs.src.startsWith(fileScheme)) {
    const file = files.get(node.attrs.src.slice(fileScheme.length));
    return file && file.mediaType !== wordType
      ? { ...node, attrs: { ...node.attrs, src: `data:${file.mediaType};base64,${file.base64}` } }
      : { type: 'unknown', name: 'image', json: { type: 'image', attrs: { alt: node.attrs.alt } } };
  }
  if (!('content' in node) || !node.content || node.type === 'paragraph' || node.type === 'heading') return node;
  return {
    ...node,
    content: (node.content as readonly BlockNode[]).map((one) => withPicture(one, files)),
  } as BlockNode;
}

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/**
 * @param files  the project's report files, when pictures are wanted in place of their names
 * @throws InputError 'report.notADocument' when the stored JSON is no document at all
 */
export function readDocument(
  json: Json | Readonly<Record<string, unknown>>,
  files?: ReadonlyMap<string, ReportFile>,
): ReportDocument {
  if (!isObject(json) || json.type !== 'doc') throw new InputError('report.notADocument');
  const content = blocks(json);
  return { type: 'doc', content: files ? content.map((node) => withPicture(node, files)) : content };
}
