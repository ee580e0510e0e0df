import type { Editor } from '@tiptap/core';
import { Input } from 'antd';
import { type KeyboardEvent, useContext, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnalysisRequest, JsonObject } from '../../../shared/analyses/types.ts';
import { inLocale } from '../../../shared/model/text.ts';
import { resultNodes, type ResultPart } from '../../../shared/report/appendResult.ts';
import { numberNode } from '../../../shared/report/templateBlocks.ts';
import { useProject } from '../../app/projectStore.ts';
import { type Insertable, insertablesOf } from './insertables.ts';
import { LiveResultsContext } from './liveResults.ts';
import { pinyinInitials } from './pinyinInitials.ts';
import { insertReference } from './references.ts';
import { type ReferenceTarget, referenceTargets } from './numbering/reportNumbers.ts';
import { findSlash, slashEntries } from './slashEntries.ts';
import { type Source, useSources } from './useSources.ts';
import { useSourceOutcome } from './useSourceOutcome.ts';
import './insert.css';

interface Line {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly note: string;
  readonly words: string;
  choose(): void;
}

/** What the menu shows: everything, the parts of one analysis, or what can be referred to. */
type Page =
  | { readonly kind: 'all' }
  | { readonly kind: 'source'; readonly source: Source; readonly whole: boolean }
  | { readonly kind: 'targets' };

export interface SlashMenuProps {
  readonly editor: Editor;
  onClose(): void;
  onFootnote(editor: Editor): void;
  onPicture(): void;
}

const width = 380;
const height = 380;
const cleaning: AnalysisRequest = { analysis: 'sample.cleaningLog', inputs: {}, options: {} };

/** Where the caret is; upwards where there is no room below. */
function placeOf(editor: Editor): { readonly left: number; readonly top: number } {
  const { left, bottom, top } = editor.view.coordsAtPos(editor.state.selection.from);
  const below = bottom + 4 + height < window.innerHeight;
  return {
    left: Math.max(8, Math.min(left, window.innerWidth - width - 8)),
    top: below ? bottom + 4 : Math.max(8, top - height - 4),
  };
}

/** Inserts anything at the caret: typed to be found in Chinese, by pinyin initials or in English, chosen by keyboard or mouse. */
export function SlashMenu({ editor, onClose, onFootnote, onPicture }: SlashMenuProps) {
  const { t } = useTranslation('report');
  const { entities } = useProject();
  const live = useContext(LiveResultsContext);
  const sources = useSources(true);
  const [place] = useState(() => placeOf(editor));
  const [page, setPage] = useState<Page>({ kind: 'all' });
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement | null>(null);

  const source = page.kind === 'source' ? page.source : null;
  const outcome = useSourceOutcome(source);
  const insert = (content: unknown): void => {
    editor
      .chain()
      .focus()
      .insertContent(content as never)
      .run();
    onClose();
  };
  const insertPart = (part: ResultPart): void =>
    insert(part.number ? numberNode(part.request, part.number.path, part.number.format) : resultNodes(part));
  const open = (next: Page): void => {
    setPage(next);
    setQuery('');
    setActive(0);
  };

  const linesNow = (): readonly Line[] => {
    if (page.kind === 'targets')
      return findSlash(
        referenceTargets(editor.state.doc, live)
          .filter((target) => target.label.trim() !== '')
          .map((target: ReferenceTarget) => ({
            id: `target-${target.position}`,
            group: t(`reference.${target.kind}`),
            title: target.label,
            note: target.text === target.label ? '' : target.text,
            words: `${target.label} ${target.text} ${pinyinInitials(target.text)}`.toLowerCase(),
            choose: () => {
              insertReference(editor, target);
              onClose();
            },
          })),
        query,
      );
    if (page.kind === 'source') {
      if (!outcome?.ok) return [];
      const items = insertablesOf(page.source.request, outcome.result, live.locale);
      const numbers = items.filter((item) => item.kind === 'number').length;
      return findSlash(
        items.map((item: Insertable) => ({
          id: item.key,
          group: `${t(`insert.${item.kind}`)}${item.kind === 'number' && numbers > 20 ? ` ${numbers}` : ''}`,
          title: item.value ?? item.title,
          note: item.value === undefined ? '' : item.title,
          words: `${item.title} ${item.value ?? ''} ${pinyinInitials(item.title)}`.toLowerCase(),
          choose: () => insertPart(item.part),
        })),
        query,
      );
    }
    const blocks = slashEntries(t, entities, live.locale, { footnote: onFootnote, picture: onPicture }).map(
      (one): Line => ({
        id: one.id,
        group: t('slash.blocks'),
        title: one.title,
        note: one.note,
        words: one.words,
        choose: () => {
          if (one.id === 'reference') open({ kind: 'targets' });
          else if (one.id === 'cleaningLog') {
            const found = sources.find(({ request }) => request.analysis === cleaning.analysis);
            if (found) open({ kind: 'source', source: found, whole: true });
          } else {
            onClose();
            one.run?.(editor);
          }
        },
      }),
    );
    const usable = sources.some(({ request }) => request.analysis === cleaning.analysis)
      ? blocks
      : blocks.filter(({ id }) => id !== 'cleaningLog');
    const analyses = sources.map(
      (one): Line => ({
        id: one.key,
        group: t('slash.analyses'),
        title: one.title,
        note: one.detail,
        words: one.words,
        choose: () => open({ kind: 'source', source: one, whole: false }),
      }),
    );
    return [...findSlash(usable, query), ...findSlash(analyses, query)];
  };
  const lines = linesNow();

  // The whole of a result at once: what is said of it and its tables.
  const whole = page.kind === 'source' && page.whole && outcome?.ok ? page.source : null;
  useEffect(() => {
    if (!whole || !outcome?.ok) return;
    const tables = insertablesOf(whole.request, outcome.result, live.locale).flatMap(({ part }) =>
      part.tableId === undefined ? [] : resultNodes(part),
    );
    const content: readonly JsonObject[] = [...resultNodes({ request: whole.request, finding: null }), ...tables];
    editor
      .chain()
      .focus()
      .insertContent(content as never)
      .run();
    onClose();
  }, [whole, outcome, live.locale, editor, onClose]);

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active, query, page]);

  const back = (): void => {
    onClose();
    editor.commands.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (move !== undefined) {
      event.preventDefault();
      if (lines.length > 0)
        setActive((now) =>
          Math.abs(move) === 1
            ? (now + move + lines.length) % lines.length
            : Math.max(0, Math.min(lines.length - 1, now + move)),
        );
    } else if (event.key === 'Enter') {
      event.preventDefault();
      lines[active]?.choose();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      if (page.kind === 'all') back();
      else open({ kind: 'all' });
    } else if (event.key === 'Backspace' && query === '') {
      event.preventDefault();
      if (page.kind === 'all') back();
      else open({ kind: 'all' });
    }
  };

  const empty =
    page.kind === 'source' && !outcome
      ? t('node.waiting')
      : page.kind === 'source' && outcome && !outcome.ok
        ? inLocale(outcome.message, live.locale)
        : t('slash.none');
  return (
    <>
      <div className="report-slash-shade" onMouseDown={back} />
      <div
        className="report-slash"
        style={{ ...place, width, maxHeight: height }}
        onKeyDown={onKeyDown}
        // Who goes elsewhere by a key has left the menu.
        onBlur={({ currentTarget, relatedTarget }) => {
          if (relatedTarget && !currentTarget.contains(relatedTarget)) onClose();
        }}
      >
        <Input
          autoFocus
          variant="borderless"
          value={query}
          placeholder={source ? source.title : t(page.kind === 'targets' ? 'slash.searchTargets' : 'slash.search')}
          aria-label={t('slash.search')}
          role="combobox"
          aria-expanded
          aria-controls="report-slash-list"
          aria-activedescendant={lines[active] ? `report-slash-${active}` : undefined}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
          }}
        />
        <div
          className="report-slash-list"
          id="report-slash-list"
          role="listbox"
          aria-label={t('slash.list')}
          ref={list}
        >
          {lines.length === 0 ? <p className="report-slash-empty">{empty}</p> : null}
          {lines.map((line, index) => (
            <div key={line.id}>
              {index === 0 || lines[index - 1]!.group !== line.group ? (
                <p className="report-slash-group">{line.group}</p>
              ) : null}
              <div
                id={`report-slash-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                className={index === active ? 'report-slash-line report-slash-on' : 'report-slash-line'}
                onMouseMove={() => setActive(index)}
                onMouseDown={(event) => event.preventDefault()}
                onClick={line.choose}
              >
                <span className="report-slash-title">{line.title}</span>
                {line.note === '' ? null : <span className="report-slash-note">{line.note}</span>}
              </div>
            </div>
          ))}
        </div>
      </div>
    </>
  );
}
