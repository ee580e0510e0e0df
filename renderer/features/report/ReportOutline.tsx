import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { type DragEvent, useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chapterEnd } from '../../../shared/report/chapters.ts';
import { carriesResult, useDragging } from './drag/draggedResult.ts';
import { insertSending } from './drag/resultDrop.ts';
import { LiveResultsContext } from './liveResults.ts';
import { outlineOf } from './outline.ts';
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
  const { locale } = useContext(LiveResultsContext);
  const { entries, at } = useEditorState({
    editor,
    selector: ({ editor: current }) => ({
      entries: outlineOf(current.state.doc, locale),
      at: seen === null ? current.state.selection.from : positionOf(current.state.doc, seen),
    }),
    equalityFn: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  const [over, setOver] = useState<number | null>(null);
  const current = entries.findLast((entry) => entry.position <= at);
  if (entries.length === 0) return <p className="report-hint">{t('outline.empty')}</p>;
  const stay = (event: DragEvent, position: number): void => {
    if (!carriesResult(event) || !editor.isEditable) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(position);
  };
  // A result dropped on a heading comes to stand last under it.
  const endBelow = (position: number): number => {
    const { doc } = editor.state;
    const types = Array.from({ length: doc.childCount }, (_, node) => doc.child(node).type.name);
    return positionOf(doc, chapterEnd(types, nodeAt(doc, position)));
  };
  const go = (position: number): void => {
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
        {entries.map((entry) => (
          <li key={entry.position}>
            <button
              type="button"
              className={`report-outline-${entry.level}${entry === current ? ' report-outline-on' : ''}${entry.position === over ? ' drag-over' : ''}`}
              aria-current={entry === current ? 'location' : undefined}
              onDragEnter={(event) => stay(event, entry.position)}
              onDragOver={(event) => stay(event, entry.position)}
              onDragLeave={(event) => event.currentTarget.contains(event.relatedTarget as Node | null) || setOver(null)}
              onDrop={(event) => {
                setOver(null);
                if (!carriesResult(event) || !editor.isEditable) return;
                event.preventDefault();
                const sending = useDragging.getState().take();
                if (sending) insertSending(editor, sending, endBelow(entry.position));
              }}
              onClick={() => go(entry.position)}
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
