import { createDocument, type Editor } from '@tiptap/core';
import { Node } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';
import { useCallback, useEffect, useRef } from 'react';
import type { JsonObject } from '../../../shared/analyses/types.ts';
import type { StoredReport } from '../../../shared/model/project.ts';
import { canonicalJson } from '../../../shared/report/requestKey.ts';
import { beforeLeaving } from '../../app/beforeLeaving.ts';
import { applyCommand } from '../../app/projectStore.ts';
import type { Client } from '../../client/createClient.ts';
import { fromEditor, toEditor } from './documentJson.ts';
import { liveResultsMeta } from './editedMarks.ts';
import { exchangeDocument } from './exchangeDocument.ts';

/** Typing goes to the journal after this much quiet, when the caret goes to another block, and when the page is left. */
const quietMs = 800;

/** A transaction's changes of figures, by figureKey, in the text or coming into it: they are stored with the text. */
export const figureStylesMeta = 'figureStyles';

/** The first title's text, the report's name everywhere else. */
function titleOf(editor: Editor): string {
  let title = '';
  editor.state.doc.forEach((node) => {
    if (title === '' && node.type.name === 'title') title = node.textContent;
  });
  return title;
}

/** The block of the page the caret is in, by its place. */
const blockOf = ({ state }: Editor): number => state.selection.$head.index(0);

const textOf = (editor: Editor): string => canonicalJson(fromEditor(editor.getJSON() as JsonObject));

/**
 * Keeps the editor and the stored report the same: what is typed becomes a command after a pause; what changes elsewhere (undo, a result
 * sent here) replaces the page. Returns flush, which commits at once.
 */
export function useReportSaving(
  editor: Editor | null,
  stored: StoredReport,
  client: Client,
  projectId: string,
  onError: (error: unknown) => void,
): () => Promise<void> {
  const latest = useRef(stored);
  const shown = useRef(canonicalJson(stored.document));
  /** The stored text as the editor gives it back, untouched: not a change. */
  const untouched = useRef<string | null>(null);
  /** Texts sent and not yet seen in the project, oldest first. */
  const sent = useRef<string[]>([]);
  /** A figure was restyled: there is something to save though the text is the same. */
  const restyled = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const report = useRef(onError);
  useEffect(() => {
    report.current = onError;
  }, [onError]);

  /** The save under way: whoever flushes waits for it too, or an export would miss what leaving the page has just sent. */
  const saving = useRef<Promise<void>>(Promise.resolve());

  const flush = useCallback((): Promise<void> => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    if (!editor) return saving.current;
    const document = fromEditor(editor.getJSON() as JsonObject);
    const text = canonicalJson(document);
    if (!restyled.current && (text === shown.current || text === untouched.current)) return saving.current;
    restyled.current = false;
    shown.current = text;
    untouched.current = null;
    sent.current.push(text);
    const title = titleOf(editor) || latest.current.title;
    const save = async (): Promise<void> => {
      try {
        await applyCommand(client, projectId, {
          type: 'report.set',
          report: { ...latest.current, title, document } as never,
        });
      } catch (error) {
        sent.current = sent.current.filter((one) => one !== text);
        report.current(error);
      }
    };
    saving.current = Promise.all([saving.current, save()]).then(() => undefined);
    return saving.current;
  }, [editor, client, projectId]);

  useEffect(() => {
    latest.current = stored;
    const text = canonicalJson(stored.document);
    const own = sent.current.indexOf(text);
    if (own >= 0) {
      sent.current.splice(0, own + 1);
      return;
    }
    if (!editor || text === shown.current) return;
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    shown.current = text;
    const next = createDocument(toEditor(stored.document as JsonObject) as never, editor.schema);
    const exchanged = next instanceof Node ? exchangeDocument(editor.state, next) : null;
    if (exchanged) editor.view.dispatch(exchanged.setMeta('preventUpdate', true));
    untouched.current = textOf(editor);
  }, [stored, editor]);

  useEffect(() => {
    if (!editor) return;
    untouched.current ??= textOf(editor);
    let typedIn = blockOf(editor);
    // What is typed into one paragraph and then another are two steps to undo, however quick the author is.
    const onMove = ({ transaction }: { readonly transaction: Transaction }): void => {
      if (timer.current !== null && !transaction.docChanged && blockOf(editor) !== typedIn) void flush();
    };
    const onUpdate = (): void => {
      typedIn = blockOf(editor);
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), quietMs);
    };
    const onLeave = (): void => void flush();
    // What findings learned from results that have come is stored with the author's next change.
    const onResults = ({ transaction }: { readonly transaction: Transaction }): void => {
      if (transaction.getMeta(liveResultsMeta) !== undefined && timer.current === null)
        untouched.current = textOf(editor);
    };
    const onStyles = ({ transaction }: { readonly transaction: Transaction }): void => {
      const own = transaction.getMeta(figureStylesMeta) as StoredReport['figureStyles'] | undefined;
      if (!own) return;
      latest.current = { ...latest.current, figureStyles: { ...latest.current.figureStyles, ...own } };
      restyled.current = true;
      void flush();
    };
    editor.on('update', onUpdate);
    editor.on('selectionUpdate', onMove);
    editor.on('transaction', onResults);
    editor.on('transaction', onStyles);
    editor.on('blur', onLeave);
    window.addEventListener('beforeunload', onLeave);
    const stay = beforeLeaving(flush);
    return () => {
      editor.off('update', onUpdate);
      editor.off('selectionUpdate', onMove);
      editor.off('transaction', onResults);
      editor.off('transaction', onStyles);
      editor.off('blur', onLeave);
      window.removeEventListener('beforeunload', onLeave);
      stay();
      void flush();
    };
  }, [editor, flush]);

  return flush;
}
