import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { type DragEvent, useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chapterEnd } from '../../../shared/report/chapters.ts';
import { carriesResult, useDragging } from './drag/draggedResult.ts';
import { insertSending } from './drag/resultDrop.ts';
import { LiveResultsContext } from './liveResults.ts';
import { headingPositions, outlineOf } from './outline.ts';
import { nodeAt, positionOf } from './pages/nodePlaces.ts';
import './panels.css';

/** The headings; a click goes there. */
export function ReportOutline({
  editor,
  seen,
}: {
  readonly editor: Editor;
  /** The node of the document that is looked at; null: where the caret is. */
  readonly seen: number | null;
}) {
  const { t } = useTranslation('report');
  const live = useContext(LiveResultsContext);
  const { entries, current } = useEditorState({
    editor,
    selector: ({ editor: { state } }) => {
      const at = seen === null ? state.selection.from : positionOf(state.doc, seen);
      return {
        entries: outlineOf(state.doc, live),
        current: headingPositions(state.doc).findLastIndex((position) => position <= at),
      };
    },
    equalityFn: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  const [over, setOver] = useState<number | null>(null);
  if (entries.length === 0) return <p className="report-hint">{t('outline.empty')}</p>;
  const stay = (event: DragEvent, place: number): void => {
    if (!carriesResult(event) || !editor.isEditable) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(place);
  };
  /** A result dropped on a heading comes to stand last under it. */
  const endBelow = (place: number): number => {
    const { doc } = editor.state;
    const types = Array.from({ length: doc.childCount }, (_, node) => doc.child(node).type.name);
    return positionOf(doc, chapterEnd(types, nodeAt(doc, headingPositions(doc)[place] ?? 0)));
  };
  const go = (place: number): void => {
    const position = headingPositions(editor.state.doc)[place];
    if (position === undefined) return;
    editor
      .chain()
      .setTextSelection(position + 1)
      .run();
    const element = editor.view.nodeDOM(position);
    if (element instanceof HTMLElement) element.scrollIntoView({ block: 'start' });
    editor.view.focus();
  };
  return (
    <nav aria-label={t('outline.title')}>
      <ul className="report-outline">
        {entries.map((entry, place) => (
          // Headings have no name but their place.
          <li key={place}>
            <button
              type="button"
              className={`report-outline-${entry.level}${place === current ? ' report-outline-on' : ''}${place === over ? ' drag-over' : ''}`}
              aria-current={place === current ? 'location' : undefined}
              onDragEnter={(event) => stay(event, place)}
              onDragOver={(event) => stay(event, place)}
              onDragLeave={(event) => event.currentTarget.contains(event.relatedTarget as Node | null) || setOver(null)}
              onDrop={(event) => {
                setOver(null);
                if (!carriesResult(event) || !editor.isEditable) return;
                event.preventDefault();
                const sending = useDragging.getState().take();
                if (sending) insertSending(editor, sending, endBelow(place));
              }}
              onClick={() => go(place)}
            >
              {entry.label === '' ? null : <span className="report-outline-no">{entry.label}</span>}
              <span>{entry.text || t('outline.untitled')}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
