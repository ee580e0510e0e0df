import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, type Transaction } from '@tiptap/pm/state';
import { type Editor, Extension } from '@tiptap/core';
import type { ReportFile, ReportFileType } from '../../../shared/model/project.ts';
import { fileScheme } from '../../../shared/report/readDocument.ts';

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

function base64Of(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      const url = String(reader.result);
      resolve(url.slice(url.indexOf(',') + 1));
    });
    reader.addEventListener('error', () => reject(reader.error ?? new Error('the file cannot be read')));
    reader.readAsDataURL(file);
  });
}

/** A file for the report, named by its contents: the same picture twice is kept once. */
export async function reportFileOf(file: File, mediaType: ReportFileType): Promise<ReportFile> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return {
    id: hex(new Uint8Array(digest)).slice(0, 32),
    name: file.name.slice(0, 200),
    mediaType,
    base64: await base64Of(file),
  };
}

export const pictureType = (file: File): ReportFileType | null =>
  file.type === 'image/png' || file.type === 'image/jpeg' ? file.type : null;

export function insertPicture(editor: Editor, { id, name }: ReportFile, position?: number): void {
  const node = { type: 'image', attrs: { src: `${fileScheme}${id}`, alt: name.replace(/\.[^.]+$/, ''), widthMm: 120 } };
  if (position === undefined) editor.chain().focus().insertContent(node).run();
  else editor.chain().focus().insertContentAt(position, node).run();
}

/** The pictures that travel inside a document as data, each once. */
export function inlinePictures(document: Node): readonly string[] {
  const found = new Set<string>();
  document.descendants((node) => {
    const src: unknown = node.type.name === 'image' ? node.attrs['src'] : null;
    if (typeof src === 'string' && src.startsWith('data:')) found.add(src);
    return !node.isTextblock;
  });
  return [...found];
}

/** The bytes of a data: URL as a file; null when it is neither PNG nor JPEG, or cannot be read. */
export function fileOfInline(src: string): File | null {
  const [, type, data] = /^data:(image\/(?:png|jpeg));base64,([A-Za-z0-9+/]+={0,2})$/.exec(src) ?? [];
  if (type === undefined || data === undefined || data.length % 4 !== 0) return null;
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  return new File([bytes], type === 'image/png' ? 'picture.png' : 'picture.jpg', { type });
}

/** Has the pictures with this data name the file that holds it now. Not a step of undo: nobody sees a change. */
export function nameInline({ doc, tr }: EditorState, src: string, id: string): Transaction {
  doc.descendants((node, position) => {
    if (node.type.name === 'image' && node.attrs['src'] === src)
      tr.setNodeAttribute(position, 'src', `${fileScheme}${id}`);
    return !node.isTextblock;
  });
  return tr.setMeta('addToHistory', false);
}

/** Takes the pictures with this data off the page again. Not a step of undo: who undoes the paste has nothing left of it. */
export function dropInline({ doc, tr }: EditorState, src: string): Transaction {
  const found: number[] = [];
  doc.descendants((node, position) => {
    if (node.type.name === 'image' && node.attrs['src'] === src) found.push(position);
    return !node.isTextblock;
  });
  // From the end, so that places before stay where they are. A cell or a page that held nothing else keeps its paragraph.
  for (const position of found.toReversed()) {
    const $place = doc.resolve(position);
    if ($place.parent.childCount > 1) tr.delete(position, position + 1);
    else tr.replaceWith(position, position + 1, doc.type.schema.nodes['paragraph']!.create());
  }
  return tr.setMeta('addToHistory', false);
}

/** Pictures pasted or dropped on the page; where they are dropped is where they come. */
export const PictureFiles = Extension.create<{
  onFiles(editor: Editor, files: readonly File[], position: number | undefined): void;
  /** Pictures came inside a pasted or dropped text. */
  onInline(editor: Editor, sources: readonly string[]): void;
}>({
  name: 'pictureFiles',
  addOptions: () => ({ onFiles: () => undefined, onInline: () => undefined }),
  onTransaction({ editor, transaction }) {
    const way: unknown = transaction.getMeta('uiEvent');
    if (!transaction.docChanged || (way !== 'paste' && way !== 'drop')) return;
    // Those that were there before are what an older report came with.
    const before = new Set(inlinePictures(transaction.before));
    const sources = inlinePictures(transaction.doc).filter((one) => !before.has(one));
    if (sources.length > 0) this.options.onInline(editor, sources);
  },
  addProseMirrorPlugins() {
    const { onFiles } = this.options;
    const { editor } = this;
    const imagesOf = (data: DataTransfer | null): readonly File[] =>
      [...(data?.files ?? [])].filter((file) => file.type.startsWith('image/'));
    return [
      new Plugin({
        props: {
          handlePaste(_view, event) {
            const files = imagesOf(event.clipboardData);
            // Text copied from Office brings a picture of itself: the text is meant then.
            if (files.length === 0 || (event.clipboardData?.getData('text/plain') ?? '').trim() !== '') return false;
            onFiles(editor, files, undefined);
            return true;
          },
          handleDrop(view, event) {
            const files = imagesOf(event.dataTransfer);
            if (files.length === 0) return false;
            event.preventDefault();
            onFiles(editor, files, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos);
            return true;
          },
        },
      }),
    ];
  },
});
