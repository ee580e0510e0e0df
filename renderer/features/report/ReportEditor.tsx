import { Placeholder } from '@tiptap/extension-placeholder';
import { EditorContent, useEditor, useEditorState } from '@tiptap/react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnalysisRequest, JsonObject } from '../../../shared/analyses/types.ts';
import type { StoredReport } from '../../../shared/model/project.ts';
import { resultNodes, type ResultPart } from '../../../shared/report/appendResult.ts';
import { frozenOutcomes } from '../../../shared/report/frozenReport.ts';
import { reportGuard } from '../../../shared/report/guard/reportGuard.ts';
import { reportCss } from '../../../shared/report/reportCss.ts';
import { numberNode } from '../../../shared/report/templateBlocks.ts';
import { declareReportFonts } from '../../print/reportFonts.ts';
import { useReport } from '../../app/notices.tsx';
import { useProject } from '../../app/projectStore.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { ClientError } from '../../client/ClientError.ts';
import { RoomLayout } from '../../components/RoomLayout.tsx';
import { CaretKeys } from './caretKeys.ts';
import { toEditor } from './documentJson.ts';
import { AdviceTargets } from './AdviceTargets.tsx';
import { useDragging } from './drag/draggedResult.ts';
import { ResultDrop } from './drag/resultDrop.ts';
import { EditorToolbar } from './EditorToolbar.tsx';
import { BoundFindings } from './boundFindings.ts';
import { FindBar } from './find/FindBar.tsx';
import { FindReplace } from './find/findReplace.ts';
import { EditedMarks, reviewWith } from './editedMarks.ts';
import { ExplainKeys } from './explainNode.ts';
import { FindingCommands, keepLiveResults } from './findingCommands.ts';
import { IndicatorStrip } from './IndicatorStrip.tsx';
import { InsertDialog } from './InsertDialog.tsx';
import { LinkDialog } from './links/LinkDialog.tsx';
import { LinkField } from './links/LinkField.tsx';
import { TypedLinks } from './links/typedLinks.ts';
import { type LiveResults, LiveResultsContext } from './liveResults.ts';
import { PictureFiles } from './pictures.ts';
import { insertFootnote } from './references.ts';
import { ReportNumbering } from './numbering/numberMarks.ts';
import { keyOf, requestsIn } from './requestsIn.ts';
import { SlashMenu } from './SlashMenu.tsx';
import { LiveClipboard } from './clipboard/liveClipboard.ts';
import { LiveNumbers } from './liveNumbers.ts';
import { OfficePaste } from './clipboard/officePaste.ts';
import { PageKeys } from './pageKeys.ts';
import { ParagraphView } from './paragraphView.ts';
import { PointedFocus } from './pointedFocus.ts';
import { PageView } from './pages/PageView.tsx';
import { usePages } from './pages/usePages.ts';
import { ViewSwitch } from './pages/ViewSwitch.tsx';
import { usePictures } from './usePictures.tsx';
import { useReportKeys } from './useReportKeys.ts';
import { ReportActions } from './ReportActions.tsx';
import { lostNodes } from './lostNodes.ts';
import { LostStrip } from './LostStrip.tsx';
import { ReportInspector } from './ReportInspector.tsx';
import { reportExtensions } from './reportNodes.ts';
import { RemarkList } from './RemarkList.tsx';
import { EditedStrip, FrozenStrip } from './ReviewStrip.tsx';
import { ReportOutline } from './ReportOutline.tsx';
import { useOutcomes } from './useOutcomes.ts';
import { useReportSaving } from './useReportSaving.ts';
import { useSettled } from './useSettled.ts';
import './page.css';

declareReportFonts();

const none: readonly AnalysisRequest[] = [];

/** The page in the middle, its outline at the left, where things come from at the right. */
export function ReportEditor({
  stored,
  frozen,
}: {
  readonly stored: StoredReport;
  /** The same report as it was made final; its page is read only and shows the results kept with it. */
  readonly frozen: StoredReport | undefined;
}) {
  const { t } = useTranslation('report');
  const client = useClient();
  const { projectId, entities } = useProject();
  const { reportError } = useReport();
  const [inserting, setInserting] = useState(false);
  const [slash, setSlash] = useState(false);
  const [stops, setStops] = useState(0);
  const [pageTools, setPageTools] = useState<HTMLElement | null>(null);
  const { takeFiles, keepInline, picker, choosePicture } = usePictures();

  const editor = useEditor({
    extensions: [
      ...reportExtensions,
      CaretKeys,
      PageKeys,
      TypedLinks,
      ParagraphView,
      LiveNumbers,
      LiveClipboard,
      OfficePaste,
      FindingCommands,
      FindReplace,
      PictureFiles.configure({ onFiles: takeFiles, onInline: keepInline }),
      ResultDrop,
      EditedMarks,
      BoundFindings,
      PointedFocus,
      ExplainKeys,
      ReportNumbering,
      Placeholder.configure({
        placeholder: ({ node }) => (node.type.name === 'title' ? t('editor.title') : t('editor.placeholder')),
      }),
    ],
    content: toEditor(stored.document as JsonObject) as never,
    // Made once the page is there: one made while rendering is destroyed by its timer where effects come later than that.
    immediatelyRender: false,
    shouldRerenderOnTransaction: false,
    editorProps: {
      attributes: {
        class: 'csi-report report-page',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': t('editor.label'),
        lang: stored.locale,
        spellcheck: 'false',
      },
      handleKeyDown: (view, event) => {
        const { $from, empty } = view.state.selection;
        if (event.key !== '/' || !empty || !view.editable || event.isComposing || !$from.parent.isTextblock)
          return false;
        // "和/或", "2025/26" stay text: the menu opens where a word could begin.
        const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 1), $from.parentOffset, '', ' ');
        if (!(event.ctrlKey || event.metaKey) && !/^[\s，。；：、（“]?$/.test(before)) return false;
        event.preventDefault();
        setSlash(true);
        return true;
      },
    },
  });

  const flush = useReportSaving(editor, stored, client, projectId, reportError);

  const requests = useEditorState({
    editor,
    selector: ({ editor: current }) => (current ? requestsIn(current.state.doc) : none),
    equalityFn: (a, b) => a?.map(keyOf).join() === b?.map(keyOf).join(),
  });
  const final = useMemo(() => (frozen?.freeze ? frozenOutcomes(frozen.freeze) : null), [frozen]);
  const live = useOutcomes(client, projectId, final ? none : (requests ?? none), reportError);
  const outcomes = final ?? live.outcomes;
  const fresh = final !== null || live.fresh;
  const settled = useSettled(fresh);
  const results = useMemo<LiveResults>(
    () => ({
      outcomes,
      locale: stored.locale,
      figureStyles: stored.figureStyles,
      guard: reportGuard({ settings: entities.settings, variable: entities.variable }),
    }),
    [outcomes, stored.locale, stored.figureStyles, entities.settings, entities.variable],
  );
  // A final report is closed before results come to it.
  useEffect(() => {
    editor?.setEditable(frozen === undefined, false);
  }, [editor, frozen]);
  useEffect(() => {
    if (!editor) return;
    keepLiveResults(editor, results);
    reviewWith(editor, results);
  }, [editor, results]);

  const pages = usePages(editor);
  const { finding, setFinding, freshRemark, startRemark, linking, startLink, endLink } = useReportKeys(
    editor,
    !pages.chosen,
  );
  const dragging = useDragging((state) => state.sending !== null);
  // What is looked for is found in the text, and what is dragged is dropped there.
  const onPages = pages.chosen && !finding && !dragging;

  if (!editor) return null;
  // The strip over the page lists what an export stops at; a message on top of it would be in its way.
  const onStopped = (error: unknown): boolean => {
    if (!(error instanceof ClientError) || error.code !== 'report.unresolved') return false;
    const listed = frozen ? 0 : lostNodes(editor.state.doc, results).length;
    if (listed > 0) setStops((before) => before + 1);
    return listed >= Number(error.details['count']);
  };
  const insert = (part: ResultPart): void => {
    setInserting(false);
    const content = part.number ? numberNode(part.request, part.number.path, part.number.format) : resultNodes(part);
    editor
      .chain()
      .focus()
      .insertContent(content as never)
      .run();
  };

  return (
    <LiveResultsContext.Provider value={results}>
      <style>{reportCss}</style>
      <RoomLayout
        name="report"
        listTitle={t('outline.title')}
        list={<ReportOutline editor={editor} seen={onPages ? pages.seen : null} />}
        header={
          <>
            <ViewSwitch pages={onPages} onChange={pages.switchTo} />
            {onPages ? (
              <div className="report-tools" role="toolbar" aria-label={t('pages:tools')} ref={setPageTools} />
            ) : frozen ? (
              <span className="report-final">{t('frozen.tools', { ns: 'review' })}</span>
            ) : (
              <EditorToolbar
                editor={editor}
                onInsert={() => setInserting(true)}
                onPicture={() => choosePicture(editor)}
                onFootnote={() => insertFootnote(editor)}
                onRemark={startRemark}
                onLink={startLink}
                onFind={() => setFinding(true)}
              />
            )}
            <ReportActions stored={stored} frozen={frozen !== undefined} onStopped={onStopped} flush={flush} />
          </>
        }
        inspectorTitle={t('inspector.title')}
        inspector={
          <>
            <LinkField editor={editor} onEdit={startLink} />
            <ReportInspector editor={editor} />
            <AdviceTargets editor={editor} />
            <RemarkList editor={editor} fresh={freshRemark} />
          </>
        }
      >
        <div className={onPages ? 'report-work-pages' : undefined}>
          {finding ? <FindBar editor={editor} onClose={() => setFinding(false)} /> : null}
          {frozen ? (
            <FrozenStrip frozen={frozen} />
          ) : (
            <>
              <IndicatorStrip editor={editor} requests={requests ?? none} stored={stored} flush={flush} />
              <LostStrip editor={editor} stopped={stops} flush={flush} />
              <EditedStrip editor={editor} flush={flush} />
            </>
          )}
          <div
            className={`report-desk${fresh ? '' : ' report-stale'}${settled ? ' report-settled' : ''}`}
            aria-busy={!fresh}
            hidden={onPages}
          >
            <EditorContent editor={editor} className="report-paper" />
          </div>
          {onPages ? (
            <PageView
              editor={editor}
              stored={stored}
              results={results}
              fresh={fresh}
              seen={pages.seen}
              onSeen={pages.look}
              tools={pageTools}
              onEdit={pages.edit}
            />
          ) : null}
        </div>
      </RoomLayout>
      {slash ? (
        <SlashMenu
          editor={editor}
          onClose={() => setSlash(false)}
          onFootnote={insertFootnote}
          onPicture={() => choosePicture(editor)}
        />
      ) : null}
      {linking ? <LinkDialog editor={editor} place={linking} onClose={endLink} /> : null}
      {picker}
      <InsertDialog open={inserting} onClose={() => setInserting(false)} onInsert={insert} />
    </LiveResultsContext.Provider>
  );
}
