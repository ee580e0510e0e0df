import { type NodeViewProps, NodeViewWrapper, useEditorState } from '@tiptap/react';
import { useContext, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../shared/analyses/types.ts';
import { designWidth } from '../../../shared/charts/theme.ts';
import { inLocale } from '../../../shared/model/text.ts';
import type { ResolvedNode, Run, TableContent } from '../../../shared/report/resolved.ts';
import { fileScheme } from '../../../shared/report/readDocument.ts';
import { depthPoints, resultColumns } from '../../../shared/report/resultColumns.ts';
import { denseColumns, isWide } from '../../../shared/report/wideTable.ts';
import { useProject } from '../../app/projectStore.ts';
import { PlotlyFigure } from '../../components/PlotlyFigure.tsx';
import type { FoundMark } from './find/foundMarks.ts';
import { FoundText, useFoundIn } from './find/FoundText.tsx';
import { runLetters } from './find/shownText.ts';
import { ImageSizing } from './ImageSizing.tsx';
import { outlineOf } from './outline.ts';
import { explainNumber } from '../explain/openExplain.ts';
import { askedOfCell, askedOfFinding } from './explainNode.ts';
import { LiveResultsContext, useLiveNode } from './liveResults.ts';

const pixelsPerMm = 96 / 25.4;
const attrsOf = (props: NodeViewProps): JsonObject => props.node.attrs as JsonObject;

interface RunsProps {
  readonly runs: readonly Run[];
  readonly found: readonly FoundMark[];
  /** Told which of the live numbers was clicked, counted from 0. */
  onAsk(place: number): void;
}

function Runs({ runs, found, onAsk }: RunsProps) {
  const live = runs.filter((run) => run.type === 'run' && run.live);
  const lengthBefore = (index: number): number => runs.slice(0, index).map(runLetters).join('').length;
  return runs.map((run, index) =>
    run.type === 'break' ? (
      <br key={index} />
    ) : run.type === 'footnote' ? (
      <sup key={index}>{run.number}</sup>
    ) : (
      <span
        key={index}
        className={run.live ? 'csi-live' : undefined}
        // The second click of a double one, which rewrites the finding, asks nothing.
        onClick={run.live ? (event) => event.detail === 1 && onAsk(live.indexOf(run)) : undefined}
      >
        {found.length === 0 ? (
          run.text
        ) : (
          <FoundText text={run.text} found={found} words={0} from={lengthBefore(index)} />
        )}
      </span>
    ),
  );
}

/** What stands in place of a node whose result is not there (yet). */
function Standing({
  state,
  nodes,
}: {
  readonly state: 'waiting' | 'ready' | 'lost';
  readonly nodes: readonly ResolvedNode[];
}) {
  const { t } = useTranslation('report');
  if (state === 'waiting') return <p className="report-waiting">{t('node.waiting')}</p>;
  const [node] = nodes;
  if (node?.type === 'notice') return <p className={state === 'lost' ? 'report-lost' : 'csi-notice'}>{node.text}</p>;
  return <p className="report-lost">{t('node.lost')}</p>;
}

/** The first click chooses a node, the next one on a number in it asks where the number comes from. */
function useChosenBefore(selected: boolean): { note(): void; before(): boolean } {
  const noted = useRef(false);
  return {
    note: () => {
      noted.current = selected;
    },
    before: () => noted.current,
  };
}

export function FindingView(props: NodeViewProps) {
  const { t } = useTranslation('report');
  const { state, nodes } = useLiveNode('finding', attrsOf(props));
  const chosen = useChosenBefore(props.selected);
  const found = useFoundIn(props);
  const live = useContext(LiveResultsContext);
  const ask = (place: number): void => {
    const asked = askedOfFinding(attrsOf(props), live)[place];
    if (asked && chosen.before()) explainNumber(asked);
  };
  const [node] = nodes;
  return (
    <NodeViewWrapper
      className={`report-machine${props.selected ? ' report-selected' : ''}`}
      title={t('node.findingHint')}
      onMouseDownCapture={chosen.note}
      onDoubleClick={() => props.editor.commands.editFinding(props.getPos())}
    >
      {node?.type === 'paragraph' ? (
        <p className="csi-finding">
          <Runs runs={node.runs} found={found} onAsk={ask} />
        </p>
      ) : (
        <Standing state={state} nodes={nodes} />
      )}
    </NodeViewWrapper>
  );
}

interface TableBodyProps {
  readonly table: TableContent;
  readonly found: readonly FoundMark[];
  onAsk(row: number, column: number): void;
}

function TableBody({ table, found, onAsk }: TableBodyProps) {
  const side = (index: number): string | undefined =>
    table.columns[index]?.align === 'right' ? 'csi-right' : undefined;
  // The caption is the first of the table's texts.
  const cellWords = (row: number, column: number): number => 1 + (row + 1) * table.columns.length + column;
  const widths = useMemo(() => resultColumns(table, isWide(table)), [table]);
  return (
    <>
      <colgroup>
        {widths.map((width, index) => (
          <col key={index} style={{ width: `${(100 * width).toFixed(2)}%` }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {table.columns.map((column, index) => (
            <th key={index} scope="col" className={side(index)}>
              <FoundText text={column.title} found={found} words={1 + index} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row, place) => (
          <tr key={place} className={row.emphasis ? 'csi-strong' : undefined}>
            {row.cells.map((cell, index) => (
              <td
                key={index}
                className={side(index)}
                onClick={() => onAsk(place, index)}
                style={index === 0 && row.depth > 0 ? { paddingLeft: `${5 + depthPoints * row.depth}pt` } : undefined}
              >
                <FoundText text={cell} found={found} words={cellWords(place, index)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </>
  );
}

export function ResultTableView(props: NodeViewProps) {
  const { state, nodes } = useLiveNode('resultTable', attrsOf(props));
  const chosen = useChosenBefore(props.selected);
  const found = useFoundIn(props);
  const live = useContext(LiveResultsContext);
  const ask = (row: number, column: number): void => {
    const asked = chosen.before() ? askedOfCell(attrsOf(props), live, row, column) : null;
    if (asked) explainNumber(asked);
  };
  const [node] = nodes;
  return (
    <NodeViewWrapper
      className={props.selected ? 'report-selected' : undefined}
      data-drag-handle=""
      onMouseDownCapture={chosen.note}
    >
      {node?.type === 'resultTable' ? (
        <div
          className={`csi-result-table${node.table.columns.length > denseColumns ? ' csi-dense' : ''}${isWide(node.table) ? ' csi-wide' : ''}`}
        >
          <table>
            <caption>
              <FoundText text={node.caption} found={found} words={0} />
            </caption>
            <TableBody table={node.table} found={found} onAsk={ask} />
          </table>
          {node.table.notes.map((note, place) => (
            <p key={note} className="csi-note">
              <FoundText
                text={note}
                found={found}
                words={1 + (node.table.rows.length + 1) * node.table.columns.length + place}
              />
            </p>
          ))}
        </div>
      ) : (
        <Standing state={state} nodes={nodes} />
      )}
    </NodeViewWrapper>
  );
}

export function FigureView(props: NodeViewProps) {
  const { state, nodes } = useLiveNode('figure', attrsOf(props));
  const found = useFoundIn(props);
  const [node] = nodes;
  return (
    <NodeViewWrapper className={props.selected ? 'report-selected' : undefined} data-drag-handle="">
      {node?.type === 'figure' ? (
        <figure>
          <div className="csi-drawing report-drawing" style={{ width: `${node.widthMm}mm` }}>
            {/* Drawn at the width figures are designed for and shown smaller, as on paper. */}
            <div style={{ width: designWidth, zoom: (node.widthMm * pixelsPerMm) / designWidth }}>
              <PlotlyFigure figure={node.figure} maxWidth={designWidth} />
            </div>
          </div>
          <figcaption className="csi-caption">
            <FoundText text={node.caption} found={found} words={0} />
          </figcaption>
        </figure>
      ) : (
        <Standing state={state} nodes={nodes} />
      )}
    </NodeViewWrapper>
  );
}

export function ImageView(props: NodeViewProps) {
  const { t } = useTranslation('report');
  const [dragged, setDragged] = useState<number | null>(null);
  const found = useFoundIn(props);
  const { entities } = useProject();
  const { src, alt, widthMm, caption } = props.node.attrs as {
    src: string;
    alt: string;
    widthMm: number;
    caption: string | null;
  };
  const file = src.startsWith(fileScheme) ? entities.reportFile.get(src.slice(fileScheme.length)) : undefined;
  const shown = file ? `data:${file.mediaType};base64,${file.base64}` : src.startsWith('data:') ? src : null;
  return (
    <NodeViewWrapper className={props.selected ? 'report-selected' : undefined} data-drag-handle="">
      <figure>
        <div className="csi-drawing report-picture" style={{ width: `${dragged ?? widthMm}mm` }}>
          {shown === null ? <p className="report-lost">{t('node.lost')}</p> : <img src={shown} alt={alt} />}
          {props.selected && props.editor.isEditable ? <ImageSizing props={props} onSize={setDragged} /> : null}
        </div>
        {caption ? (
          <figcaption className="csi-caption">
            <FoundText text={caption} found={found} words={0} />
          </figcaption>
        ) : null}
      </figure>
    </NodeViewWrapper>
  );
}

export function ContentsView(props: NodeViewProps) {
  const live = useContext(LiveResultsContext);
  const { locale } = live;
  const entries = useEditorState({
    editor: props.editor,
    selector: ({ editor }) => outlineOf(editor.state.doc, live),
    equalityFn: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  return (
    <NodeViewWrapper className={props.selected ? 'report-selected' : undefined}>
      <p className="csi-contents-title">{inLocale({ zh: '目录', en: 'Contents' }, locale)}</p>
      <div className="csi-contents">
        {entries
          .filter((entry) => entry.level <= 2 && entry.text !== '')
          .map((entry, place) => (
            <a key={place} className={`csi-level-${entry.level}`}>
              <span>
                {entry.label === '' ? null : <span className="csi-no">{entry.label}</span>}
                {entry.text}
              </span>
              <span className="csi-leader" />
            </a>
          ))}
      </div>
    </NodeViewWrapper>
  );
}

export function UnknownView(props: NodeViewProps) {
  const { t } = useTranslation('report');
  return (
    <NodeViewWrapper className={props.selected ? 'report-selected' : undefined}>
      <p className="csi-unknown">{t('node.unknown', { name: String(props.node.attrs['name']) })}</p>
    </NodeViewWrapper>
  );
}
