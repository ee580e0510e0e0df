import type { Editor } from '@tiptap/core';
import { NodeSelection, TextSelection, type Transaction } from '@tiptap/pm/state';
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../../shared/analyses/types.ts';
import type { StoredReport } from '../../../../shared/model/project.ts';
import { paperMm } from '../../../../shared/report/reportCss.ts';
import { useReport } from '../../../app/notices.tsx';
import { useProject } from '../../../app/projectStore.ts';
import { useRemembered } from '../../../app/remembered.ts';
import { fromEditor } from '../documentJson.ts';
import type { LiveResults } from '../liveResults.ts';
import { FigureDrawings } from './figureDrawings.ts';
import { PageTools, type Zoom, zooms } from './PageTools.tsx';
import { nodeAt, positionOf } from './nodePlaces.ts';
import { paperContent } from './paperContent.ts';
import { Sheets } from './sheets.ts';
import './pages.css';

/** Pages are laid out anew after this much quiet. */
const quietMs = 250;
const pixelsPerMm = 96 / 25.4;
/** Left and right of a sheet together. */
const besidePx = 48;

/** Figures once drawn serve the next time the pages are looked at. */
const drawings = new FigureDrawings();

export interface PageViewProps {
  readonly editor: Editor;
  readonly stored: StoredReport;
  readonly results: LiveResults;
  /** false: results are being computed; the pages wait for them. */
  readonly fresh: boolean;
  /** The node of the document that is looked at; it stays in view from the text to the pages and back. */
  readonly seen: number;
  onSeen(node: number): void;
  /** Where the tools go. */
  readonly tools: HTMLElement | null;
  /** To the text, at a node of the document. */
  onEdit(node: number): void;
}

interface Known {
  readonly count: number;
  readonly unresolved: number;
}

function scaleOf(zoom: Zoom, room: { readonly width: number; readonly height: number }): number {
  const { width, height } = paperMm.upright;
  const wide = (room.width - besidePx) / (width * pixelsPerMm);
  if (zoom === 'width') return Math.max(0.25, Math.min(2, wide));
  if (zoom === 'page') return Math.max(0.25, Math.min(wide, (room.height - besidePx) / (height * pixelsPerMm)));
  return Number(zoom) / 100;
}

/** The report as the sheets it will be printed on. It follows every change; the text itself is written in the other view. */
export function PageView({ editor, stored, results, fresh, seen, onSeen, tools, onEdit }: PageViewProps) {
  const { t } = useTranslation('pages');
  const { entities } = useProject();
  const { reportError } = useReport();
  const [zoom, setZoom] = useRemembered<Zoom>('report.zoom', 'width');
  const [known, setKnown] = useState<Known | null>(null);
  const [page, setPage] = useState(0);
  const [room, setRoom] = useState<{ readonly width: number; readonly height: number } | null>(null);
  const scroller = useRef<HTMLDivElement | null>(null);
  const holder = useRef<HTMLDivElement | null>(null);
  const sheets = useRef<Sheets | null>(null);
  /** Shown once the pages are there; null: they have been. */
  const start = useRef<number | null>(seen);
  const words = useRef(t);
  useEffect(() => {
    words.current = t;
  }, [t]);

  const goTo = useCallback((to: number): void => {
    const sheet = sheets.current?.sheet(Math.max(0, Math.min(to, (sheets.current?.count ?? 1) - 1)));
    if (sheet && scroller.current) scroller.current.scrollTop = sheet.offsetTop - 12;
  }, []);
  const goToNode = useCallback(
    (node: number): void => {
      const to = sheets.current?.pageOfNode(node);
      if (to !== null && to !== undefined) goTo(to);
    },
    [goTo],
  );

  useEffect(() => {
    if (!holder.current || !scroller.current) return;
    const root = holder.current.shadowRoot ?? holder.current.attachShadow({ mode: 'open' });
    const made = new Sheets(root, scroller.current, drawings, {
      page: (number) => words.current('page', { page: number }),
      failed: () => words.current('failed'),
    });
    sheets.current = made;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setRoom({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(scroller.current);
    // Whoever was writing reads on with the keys; a chosen button keeps them.
    if (document.activeElement === document.body || editor.view.dom.contains(document.activeElement))
      scroller.current.focus({ preventScroll: true });
    return () => {
      observer.disconnect();
      made.close();
      sheets.current = null;
    };
  }, [editor]);

  const scale = room ? scaleOf(zoom, room) : null;
  useEffect(() => {
    const own = sheets.current;
    if (scale === null || !own || !scroller.current) return;
    // The place that is looked at stays where it is.
    const at = scroller.current.scrollTop / Math.max(1, scroller.current.scrollHeight);
    own.setScale(scale);
    scroller.current.scrollTop = at * scroller.current.scrollHeight;
  }, [scale]);

  const { look } = stored;
  const { reportFile } = entities;
  useEffect(() => {
    if (!fresh) return;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let current = true;
    const lay = async (): Promise<void> => {
      const own = sheets.current;
      if (!own) return;
      const document = fromEditor(editor.getJSON() as JsonObject);
      const content = paperContent(document, { look }, results, reportFile);
      if (!(await own.show(content)) || !current) return;
      setKnown({ count: own.count, unresolved: content.unresolved });
      if (start.current !== null) goToNode(start.current);
      start.current = null;
    };
    const soon = (delay: number): void => {
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(() => void lay().catch(reportError), delay);
    };
    const onChange = ({ transaction }: { readonly transaction: Transaction }): void => {
      if (transaction.docChanged) soon(quietMs);
    };
    soon(0);
    editor.on('transaction', onChange);
    return () => {
      current = false;
      if (timer !== null) clearTimeout(timer);
      editor.off('transaction', onChange);
    };
  }, [editor, results, fresh, look, reportFile, goToNode, reportError]);

  // Whoever goes somewhere in the text (outline, remarks) goes to its page here.
  useEffect(() => {
    const onGo = ({ transaction }: { readonly transaction: Transaction }): void => {
      if (!transaction.selectionSet || transaction.docChanged) return;
      const node = nodeAt(editor.state.doc, editor.state.selection.from);
      sheets.current?.choose(node);
      if (transaction.getMeta('pages') !== true) goToNode(node);
    };
    editor.on('transaction', onGo);
    return () => {
      editor.off('transaction', onGo);
    };
  }, [editor, goToNode]);

  const onScroll = (): void => {
    const place = scroller.current;
    if (!place) return;
    const middle = place.scrollTop + 0.4 * place.clientHeight;
    let at = 0;
    for (let one = 0; one < (sheets.current?.count ?? 0); one++)
      if ((sheets.current?.sheet(one)?.offsetTop ?? Infinity) <= middle) at = one;
    setPage(at);
    const node = sheets.current?.nodeOnPage(at);
    if (node !== null && node !== undefined && sheets.current?.pageOfNode(seen) !== at) onSeen(node);
  };
  const nodeOf = (event: { readonly nativeEvent: Event }): number | null => {
    const block = event.nativeEvent
      .composedPath()
      .find((one) => one instanceof HTMLElement && one.dataset['node'] !== undefined);
    return block instanceof HTMLElement ? Number(block.dataset['node']) : null;
  };
  const onClick = (event: MouseEvent): void => {
    const link = event.nativeEvent.composedPath().find((one) => one instanceof HTMLAnchorElement);
    if (link instanceof HTMLAnchorElement) {
      event.preventDefault();
      const to = sheets.current?.pageOfId(decodeURIComponent(link.hash.slice(1)));
      if (to !== null && to !== undefined) goTo(to);
      return;
    }
    const node = nodeOf(event);
    if (node === null) return;
    const { doc, tr } = editor.state;
    const position = positionOf(doc, node);
    const chosen = doc.nodeAt(position);
    const selection =
      chosen && !chosen.isTextblock && NodeSelection.isSelectable(chosen)
        ? NodeSelection.create(doc, position)
        : TextSelection.near(doc.resolve(position + 1));
    editor.view.dispatch(tr.setSelection(selection).setMeta('pages', true));
  };
  const edit = (): void => {
    const node = sheets.current?.nodeOnPage(page);
    if (node !== null && node !== undefined) onEdit(node);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    edit();
  };

  return (
    <>
      {tools
        ? createPortal(
            <PageTools
              page={page}
              count={known?.count ?? null}
              unresolved={known?.unresolved ?? 0}
              fresh={fresh}
              zoom={zooms.includes(zoom) ? zoom : 'width'}
              onPage={goTo}
              onZoom={setZoom}
              onEdit={edit}
            />,
            tools,
          )
        : null}
      <div
        ref={scroller}
        className={fresh ? 'report-pages' : 'report-pages report-pages-stale'}
        role="region"
        aria-label={t('label')}
        aria-busy={!fresh || known === null}
        tabIndex={0}
        onScroll={onScroll}
        onClick={onClick}
        onDoubleClick={(event) => {
          const node = nodeOf(event);
          if (node !== null) onEdit(node);
        }}
        onKeyDown={onKey}
      >
        {known === null ? <p className="report-pages-waiting">{t('waiting')}</p> : null}
        <div ref={holder} lang={stored.locale} />
      </div>
    </>
  );
}
