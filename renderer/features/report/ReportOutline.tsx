import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { LiveResultsContext } from './liveResults.ts';
import { headingPositions, outlineOf } from './outline.ts';

/** The headings; a click goes there. */
export function ReportOutline({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation('report');
  const { locale } = useContext(LiveResultsContext);
  const { entries, current } = useEditorState({
    editor,
    selector: ({ editor: { state } }) => ({
      entries: outlineOf(state.doc, locale),
      current: headingPositions(state.doc).findLastIndex((position) => position <= state.selection.from),
    }),
    equalityFn: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  if (entries.length === 0) return <p className="report-hint">{t('outline.empty')}</p>;
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
              className={`report-outline-${entry.level}${place === current ? ' report-outline-on' : ''}`}
              aria-current={place === current ? 'location' : undefined}
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
