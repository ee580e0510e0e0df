import type { Editor } from '@tiptap/core';
import { useCallback, useEffect, useState } from 'react';
import { type LinkPlace, linkPlace } from './links/linkMark.ts';
import { insertFootnote } from './references.ts';
import { addRemark } from './remarks.ts';

/**
 * Ctrl+F and Ctrl+H find, Ctrl+Alt+F writes a footnote, Ctrl+Alt+M a remark, Ctrl+K makes selected words a link: as in Word. Where
 * nothing is selected Ctrl+K finds commands, as everywhere.
 */
export function useReportKeys(
  editor: Editor | null,
  /** The text is seen: notes and remarks can be begun in it. */
  inText: boolean,
): {
  readonly finding: boolean;
  setFinding(open: boolean): void;
  /** The remark that was just begun: its text is to be written. */
  readonly freshRemark: string | null;
  readonly startRemark: () => void;
  /** The words whose address is asked for. */
  readonly linking: LinkPlace | null;
  readonly startLink: () => void;
  readonly endLink: () => void;
} {
  const [finding, setFinding] = useState(false);
  const [freshRemark, setFreshRemark] = useState<string | null>(null);
  const startRemark = useCallback(() => {
    if (editor?.isEditable && inText)
      setFreshRemark(addRemark(editor, localStorage.getItem('csi.ui.report.author') ?? ''));
  }, [editor, inText]);
  const [linking, setLinking] = useState<LinkPlace | null>(null);
  const startLink = useCallback(() => {
    if (editor?.isEditable && inText) setLinking(linkPlace(editor.state));
  }, [editor, inText]);
  const endLink = useCallback(() => setLinking(null), []);
  useEffect(() => {
    if (!editor) return;
    const onKey = (event: KeyboardEvent): void => {
      // The focus may be on the page or nowhere: a button that was just disabled has lost it.
      const within = (places: string): boolean =>
        event.target instanceof Element && event.target.closest(places) !== null;
      const inDialog = within('[role=dialog], .report-slash');
      // The bar closes itself and gives the focus back to the page.
      if (event.key === 'Escape' && !inDialog && !within('.report-find')) setFinding(false);
      if (!(event.ctrlKey || event.metaKey) || event.isComposing || inDialog) return;
      const key = event.key.toLowerCase();
      if (!event.altKey && !event.shiftKey && (key === 'f' || key === 'h')) setFinding(true);
      else if (event.altKey && key === 'f' && editor.isEditable && inText) insertFootnote(editor);
      else if (event.altKey && key === 'm') startRemark();
      else if (!event.altKey && !event.shiftKey && key === 'k' && linksHere(editor, event.target)) startLink();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Before the program's own keys, which know nothing of the page.
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [editor, startRemark, startLink, inText]);
  return { finding, setFinding, freshRemark, startRemark, linking, startLink, endLink };
}

/** Are words selected on the page, or is the caret in a link? */
function linksHere(editor: Editor, target: EventTarget | null): boolean {
  if (!editor.isEditable || !(target instanceof Node) || !editor.view.dom.contains(target)) return false;
  const place = linkPlace(editor.state);
  return place !== null && (place.address !== null || place.from < place.to);
}
