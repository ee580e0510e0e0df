import { Extension, mergeAttributes, Node } from '@tiptap/core';
import Image from '@tiptap/extension-image';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import { NodeSelection } from '@tiptap/pm/state';
import { ReactNodeViewRenderer } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { defaultFigureWidthMm } from '../../../shared/report/document.ts';
import { fileScheme } from '../../../shared/report/readDocument.ts';
import { Anchors, Comment, CrossReference, Footnote } from './annotationNodes.ts';
import { pictureWidth } from './ImageSizing.tsx';
import { Link } from './links/linkMark.ts';
import { ContentsView, FigureView, FindingView, ImageView, ResultTableView, UnknownView } from './NodeViews.tsx';

/** An attribute that is JSON, carried through copy and paste as a data attribute. What cannot be read becomes null. */
const json = (name: string, fallback: unknown = null) => ({
  default: fallback,
  parseHTML: (element: HTMLElement): unknown => {
    try {
      return JSON.parse(element.getAttribute(`data-${name}`) ?? 'null');
    } catch (error) {
      if (error instanceof SyntaxError) return null;
      throw error;
    }
  },
  renderHTML: (attributes: Record<string, unknown>) => ({ [`data-${name}`]: JSON.stringify(attributes[name] ?? null) }),
});

interface AtomSpec {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly inline?: boolean;
  readonly view?: Parameters<typeof ReactNodeViewRenderer>[0];
}

/** A node without content of its own; its look is a React view (a number's: liveNumbers.ts), on the clipboard it is an empty element with its attributes. */
function atom({ name, attributes, inline = false, view }: AtomSpec): Node {
  const tag = inline ? 'span' : 'div';
  return Node.create({
    name,
    group: inline ? 'inline' : 'block',
    inline,
    atom: true,
    selectable: true,
    draggable: !inline,
    ...(inline ? { marks: '_' } : {}),
    addAttributes: () =>
      Object.fromEntries(Object.entries(attributes).map(([key, fallback]) => [key, json(key, fallback)])),
    parseHTML: () => [{ tag: `${tag}[data-csi="${name}"]` }],
    renderHTML: ({ HTMLAttributes }) => [tag, mergeAttributes(HTMLAttributes, { 'data-csi': name })],
    ...(view
      ? { addNodeView: () => ReactNodeViewRenderer(view, { as: tag, className: `report-node report-node-${name}` }) }
      : {}),
  });
}

const line = (name: string, className: string): Node =>
  Node.create({
    name,
    group: 'block',
    content: 'inline*',
    defining: true,
    parseHTML: () => [{ tag: `p.${className}`, priority: 60 }],
    renderHTML: ({ HTMLAttributes }) => ['p', mergeAttributes(HTMLAttributes, { class: className }), 0],
    addKeyboardShortcuts() {
      // Enter at the end of a title goes on with ordinary text.
      return {
        Enter: () => {
          const { $from, empty } = this.editor.state.selection;
          if (!empty || $from.parent.type.name !== name || $from.parentOffset < $from.parent.content.size) return false;
          return this.editor
            .chain()
            .insertContentAt($from.after(), { type: 'paragraph' })
            .setTextSelection($from.after() + 1)
            .run();
        },
      };
    },
  });

const Heading = Node.create({
  name: 'heading',
  group: 'block',
  content: 'inline*',
  defining: true,
  addAttributes: () => ({
    level: { default: 1, rendered: false },
    kind: {
      default: 'section',
      parseHTML: (element: HTMLElement) => element.dataset['kind'] ?? 'section',
      renderHTML: ({ kind }: Record<string, unknown>) => ({ 'data-kind': kind }),
    },
  }),
  parseHTML: () => [1, 2, 3].map((level) => ({ tag: `h${level}`, attrs: { level } })),
  renderHTML: ({ node, HTMLAttributes }) => [`h${node.attrs['level']}`, HTMLAttributes, 0],
  addKeyboardShortcuts() {
    return Object.fromEntries(
      [1, 2, 3].map((level) => [
        `Mod-Alt-${level}`,
        () => this.editor.commands.setNode('heading', { level, kind: 'section' }),
      ]),
    );
  },
});

/** Remembers on a paragraph that it began as a machine-written finding, or that it is the program's own and untouched. */
const Origin = Extension.create({
  name: 'origin',
  addGlobalAttributes: () => [
    {
      types: ['paragraph'],
      attributes: {
        origin: { ...json('origin'), keepOnSplit: false },
        drafted: {
          default: false,
          keepOnSplit: false,
          parseHTML: (element: HTMLElement): boolean => element.dataset['drafted'] === 'true',
          renderHTML: ({ drafted }: Record<string, unknown>) => (drafted === true ? { 'data-drafted': 'true' } : {}),
        },
      },
    },
  ],
});

const ReportImage = Image.extend({
  addAttributes: () => ({
    src: {
      default: '',
      parseHTML: (element: HTMLElement): string => element.dataset['file'] ?? element.getAttribute('src') ?? '',
      // An img whose src is no address a browser can fetch is an error in its console each time it is copied or dragged.
      renderHTML: ({ src }: Record<string, unknown>) =>
        typeof src === 'string' && src.startsWith(fileScheme) ? { 'data-file': src } : { src },
    },
    alt: { default: '' },
    widthMm: { default: 120 },
  }),
  // Only pictures that are in the project file or travel inside the document; nothing is fetched.
  parseHTML: () => [
    { tag: `img[data-file^="${fileScheme}"]` },
    { tag: `img[src^="${fileScheme}"]` },
    { tag: 'img[src^="data:image/png"]' },
    { tag: 'img[src^="data:image/jpeg"]' },
  ],
  addNodeView: () => ReactNodeViewRenderer(ImageView, { className: 'report-node report-node-image' }),
  addKeyboardShortcuts() {
    const widen = (byMm: number) => (): boolean => {
      const { selection } = this.editor.state;
      if (!(selection instanceof NodeSelection) || selection.node.type.name !== 'image') return false;
      const widthMm = pictureWidth(Number(selection.node.attrs['widthMm']) + byMm);
      return this.editor.chain().updateAttributes('image', { widthMm }).setNodeSelection(selection.from).run();
    };
    return { 'Mod-Shift-ArrowRight': widen(5), 'Mod-Shift-ArrowLeft': widen(-5) };
  },
});

/** The editor's schema: one node for every type of shared/report/document.ts. */
export const reportExtensions = [
  StarterKit.configure({
    blockquote: false,
    code: false,
    codeBlock: false,
    horizontalRule: false,
    strike: false,
    link: false,
    heading: false,
    dropcursor: { color: '#1f5fbf', width: 2 },
  }),
  line('title', 'csi-title'),
  line('subtitle', 'csi-subtitle'),
  Heading,
  Origin,
  Anchors,
  Footnote,
  CrossReference,
  Comment,
  Link,
  Table.configure({ resizable: true, cellMinWidth: 40, HTMLAttributes: { class: 'csi-typed' } }),
  TableRow,
  TableHeader,
  TableCell,
  ReportImage,
  atom({ name: 'pageBreak', attributes: {} }),
  atom({ name: 'tableOfContents', attributes: {}, view: ContentsView }),
  atom({ name: 'number', attributes: { request: null, path: '', format: 'number2' }, inline: true }),
  atom({ name: 'finding', attributes: { request: null, index: null, about: null, told: null }, view: FindingView }),
  atom({ name: 'resultTable', attributes: { request: null, tableId: '', caption: null }, view: ResultTableView }),
  atom({
    name: 'figure',
    attributes: { request: null, figureId: '', caption: null, widthMm: defaultFigureWidthMm },
    view: FigureView,
  }),
  atom({ name: 'unknown', attributes: { name: '', json: null }, view: UnknownView }),
];
