import type { Editor } from '@tiptap/core';
import { TextSelection } from '@tiptap/pm/state';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useRemembered } from '../../../app/remembered.ts';
import { positionOf } from './nodePlaces.ts';

/** The first node of the document whose end is seen below the upper edge of the work; 0 when the text is hidden. */
function firstSeen(editor: Editor): number {
  const edge = (editor.view.dom.closest('.layout-work-body')?.getBoundingClientRect().top ?? 0) + 24;
  const { doc } = editor.state;
  let position = 0;
  for (let node = 0; node < doc.childCount; node++) {
    const element = editor.view.nodeDOM(position);
    if (element instanceof HTMLElement && element.getBoundingClientRect().bottom > edge) return node;
    position += doc.child(node).nodeSize;
  }
  return 0;
}

/** Brings a node of the document to the top of the work, the caret in it. */
function goToText(editor: Editor, node: number): void {
  const { doc, tr } = editor.state;
  const position = positionOf(doc, node);
  if (position >= doc.content.size) return;
  editor.view.dispatch(tr.setSelection(TextSelection.near(doc.resolve(position + 1))));
  const element = editor.view.nodeDOM(position);
  if (element instanceof HTMLElement) element.scrollIntoView({ block: 'start' });
  editor.view.focus();
}

export interface Pages {
  readonly chosen: boolean;
  /** The node of the document that is looked at: it stays in view from one view to the other. */
  readonly seen: number;
  look(node: number): void;
  /** To the pages, or back to the text at the node that was looked at. */
  switchTo(pages: boolean): void;
  /** To the text, at a node of the document. */
  edit(node: number): void;
}

/** The choice between text and pages; it is remembered, and what is looked at stays in view. Ctrl+Alt+P as in Word. */
export function usePages(editor: Editor | null): Pages {
  const [chosen, setChosen] = useRemembered<boolean>('report.pages', false);
  const [seen, setSeen] = useState(0);
  const wasChosen = useRef(chosen);
  useEffect(() => {
    if (wasChosen.current && !chosen && editor) goToText(editor, seen);
    wasChosen.current = chosen;
  }, [chosen, editor, seen]);
  const switchTo = useCallback(
    (pages: boolean): void => {
      if (pages && editor) setSeen(firstSeen(editor));
      setChosen(pages);
    },
    [editor, setChosen],
  );
  const edit = useCallback(
    (node: number): void => {
      setSeen(node);
      setChosen(false);
    },
    [setChosen],
  );
  // With the screen, not after it: a key pressed as soon as the pages stand would otherwise choose them once more.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.key.toLowerCase() !== 'p') return;
      if (event.target instanceof Element && event.target.closest('[role=dialog]')) return;
      event.preventDefault();
      switchTo(!chosen);
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [chosen, switchTo]);
  return { chosen, seen, look: setSeen, switchTo, edit };
}
