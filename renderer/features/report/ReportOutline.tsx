import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { LiveResultsContext } from './liveResults.ts';
import { outlineOf } from './outline.ts';
import './panels.css';

/** The headings; a click goes there. */
export function ReportOutline({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation('report');
  const { locale } = useContext(LiveResultsContext);
  const { entries, at } = useEditorState({
    editor,
    selector: ({ editor: current }) => ({
      entries: outlineOf(current.state.doc, locale),
      at: current.state.selection.from,
    }),
    equalityFn: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  const current = entries.findLast((entry) => entry.position <= at);
  if (entries.length === 0) return <p className="report-hint">{t('outline.empty')}</p>;
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
              className={`report-outline-${entry.level}${entry === current ? ' report-outline-on' : ''}`}
              aria-current={entry === current ? 'location' : undefined}
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
