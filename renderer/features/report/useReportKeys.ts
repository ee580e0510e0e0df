import type { Editor } from '@tiptap/core';
import { useCallback, useEffect, useState } from 'react';
import { insertFootnote } from './references.ts';
import { addRemark } from './remarks.ts';

/** Ctrl+F and Ctrl+H find, Ctrl+Alt+F writes a footnote, Ctrl+Alt+M a remark: as in Word. */
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
} {
  const [finding, setFinding] = useState(false);
  const [freshRemark, setFreshRemark] = useState<string | null>(null);
  const startRemark = useCallback(() => {
    if (editor?.isEditable && inText)
      setFreshRemark(addRemark(editor, localStorage.getItem('csi.ui.report.author') ?? ''));
  }, [editor, inText]);
  useEffect(() => {
    if (!editor) return;
    const onKey = (event: KeyboardEvent): void => {
      // The focus may be on the page or nowhere: a button that was just disabled has lost it.
      const inDialog = event.target instanceof Element && event.target.closest('[role=dialog], .report-slash') !== null;
      if (event.key === 'Escape' && !inDialog) setFinding(false);
      if (!(event.ctrlKey || event.metaKey) || event.isComposing || inDialog) return;
      const key = event.key.toLowerCase();
      if (!event.altKey && !event.shiftKey && (key === 'f' || key === 'h')) setFinding(true);
      else if (event.altKey && key === 'f' && editor.isEditable && inText) insertFootnote(editor);
      else if (event.altKey && key === 'm') startRemark();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Before the program's own keys, which know nothing of the page.
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [editor, startRemark, inText]);
  return { finding, setFinding, freshRemark, startRemark };
}
