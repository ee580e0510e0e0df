import { Extension, Mark, mergeAttributes, Node } from '@tiptap/core';
import { ReactNodeViewRenderer } from '@tiptap/react';
import { FootnoteView, ReferenceView } from './AnnotationViews.tsx';

const textAttribute = (name: string, fallback: string | null = '') => ({
  default: fallback,
  parseHTML: (element: HTMLElement): string | null => element.getAttribute(`data-${name}`) ?? fallback,
  renderHTML: (attributes: Record<string, unknown>) =>
    typeof attributes[name] === 'string' ? { [`data-${name}`]: attributes[name] } : {},
});

const inlineAtom = (name: string, attribute: string, view: Parameters<typeof ReactNodeViewRenderer>[0]): Node =>
  Node.create({
    name,
    group: 'inline',
    inline: true,
    atom: true,
    selectable: true,
    marks: '_',
    addAttributes: () => ({ [attribute]: textAttribute(attribute) }),
    parseHTML: () => [{ tag: `span[data-csi="${name}"]` }],
    renderHTML: ({ HTMLAttributes }) => ['span', mergeAttributes(HTMLAttributes, { 'data-csi': name })],
    addNodeView: () => ReactNodeViewRenderer(view, { as: 'span', className: `report-node report-node-${name}` }),
  });

export const Footnote = inlineAtom('footnote', 'text', FootnoteView);
export const CrossReference = inlineAtom('crossReference', 'target', ReferenceView);

/** A remark on a stretch of text. Two remarks may lie on the same words. */
export const Comment = Mark.create({
  name: 'comment',
  inclusive: false,
  excludes: '',
  addAttributes: () => ({
    id: textAttribute('id'),
    author: textAttribute('author'),
    text: textAttribute('text'),
    at: textAttribute('at'),
    resolved: {
      default: false,
      parseHTML: (element: HTMLElement): boolean => element.dataset['resolved'] === 'true',
      renderHTML: ({ resolved }: Record<string, unknown>) => ({ 'data-resolved': String(resolved === true) }),
    },
  }),
  parseHTML: () => [{ tag: 'mark[data-id]' }],
  renderHTML: ({ HTMLAttributes }) => ['mark', mergeAttributes(HTMLAttributes, { class: 'report-comment' }), 0],
});

/** What can be referred to may carry an anchor; tables of the author's may have a caption. */
export const Anchors = Extension.create({
  name: 'anchors',
  addGlobalAttributes: () => [
    {
      types: ['heading', 'figure', 'resultTable', 'image', 'table'],
      attributes: { anchor: { ...textAttribute('anchor', null), keepOnSplit: false } },
    },
    { types: ['table', 'image'], attributes: { caption: textAttribute('caption', null) } },
  ],
});
