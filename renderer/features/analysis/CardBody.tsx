import { Button, Segmented, Select, Skeleton } from 'antd';
import { memo, useCallback, useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { reasonTexts } from '../../../shared/analyses/reasonTexts.ts';
import type {
  AnalysisResult,
  AnyAnalysis,
  ChartFigure,
  ResultTable,
  Sentence,
} from '../../../shared/analyses/types.ts';
import { applyFigureStyle } from '../../../shared/charts/applyFigureStyle.ts';
import { textWidth } from '../../../shared/charts/plotText.ts';
import { cellOfPoint, type FigurePoint } from '../../../shared/explain/cellOfPoint.ts';
import type { NumberTarget } from '../../../shared/explain/types.ts';
import { sentenceText, valueAt } from '../../../shared/format/sentenceText.ts';
import type { AnalysisCard, FigureStyle } from '../../../shared/model/project.ts';
import { inLocale } from '../../../shared/model/text.ts';
import type { ResultPart } from '../../../shared/report/appendResult.ts';
import { useLocale } from '../../app/useLocale.ts';
import { FigureToolbar } from '../../components/FigureToolbar.tsx';
import { PlotlyFigure } from '../../components/PlotlyFigure.tsx';
import { ThreeLineTable } from '../../components/ThreeLineTable.tsx';
import { CodesField } from '../comments/CodesField.tsx';
import { DragGrip } from '../report/drag/DragGrip.tsx';
import { dragResult, endDrag } from '../report/drag/draggedResult.ts';
import { type Sending, sendingOf } from '../report/sendToReport.ts';
import { explainNumber } from '../explain/openExplain.ts';
import { ModelEditor } from './model/ModelEditor.tsx';
import { missingInputs, requestOf } from './cardModel.ts';
import { ResultFacts, Warnings } from './ResultFacts.tsx';
import type { Outcome } from './resultRunner.ts';

/** What a part of the card takes along when it is dragged to the report. */
type SendingOf = (part: Omit<ResultPart, 'request'>) => Sending;

interface FiguresProps {
  readonly figures: readonly ChartFigure[];
  readonly styles: AnalysisCard['figureStyles'];
  readonly describedBy: string;
  readonly sendingOf: SendingOf;
  /** Id of the figure whose turn it is, null = the first. */
  readonly shown: string | null;
  onShow(figureId: string): void;
  onStyle(figureId: string, style: FigureStyle | undefined): void;
  /** What pressing a point does; null = nothing. */
  onAsk(point: FigurePoint): (() => void) | null;
}

/** Of the titles beside each other over a figure, in sizes of their letters. */
const widestChoice = 46;

/** Which of several figures is shown: side by side where the titles fit, else as a list, so that none is cut. */
function FigureChoice({
  figures,
  value,
  onChoose,
}: {
  readonly figures: readonly { readonly value: string; readonly label: string }[];
  readonly value: string;
  onChoose(id: string): void;
}) {
  const { t } = useTranslation('analysis');
  const width = figures.reduce((sum, figure) => sum + textWidth(figure.label) + 2, 0);
  return width <= widestChoice ? (
    <Segmented
      size="small"
      aria-label={t('card.figures')}
      value={value}
      onChange={onChoose}
      options={figures.map((figure) => ({ ...figure, title: figure.label }))}
    />
  ) : (
    <Select
      size="small"
      className="analysis-figure-choice"
      popupMatchSelectWidth={false}
      aria-label={t('card.figures')}
      value={value}
      onChange={onChoose}
      options={[...figures]}
    />
  );
}

/** One figure at its full width; several take turns, so that none has to shrink below legible. */
function Figures({ figures, styles, describedBy, sendingOf: sending, shown, onShow, onStyle, onAsk }: FiguresProps) {
  const current = figures.find((figure) => figure.id === shown) ?? figures[0];
  const style = current ? styles[current.id] : undefined;
  const styled = useMemo(() => (current ? applyFigureStyle(current, style) : null), [current, style]);
  if (!current || !styled) return null;
  const titled = figures.map((figure) => ({ value: figure.id, label: styles[figure.id]?.title ?? figure.title }));
  return (
    <div className="analysis-figure drag-from">
      <div className={figures.length > 1 ? 'analysis-figure-bar' : 'analysis-figure-bar analysis-figure-float'}>
        {figures.length > 1 ? <FigureChoice figures={titled} value={current.id} onChoose={onShow} /> : null}
        <DragGrip title={styled.title} sending={() => sending({ figureId: current.id })} />
        <FigureToolbar figure={current} style={style} onStyle={(next) => onStyle(current.id, next)} />
      </div>
      <PlotlyFigure key={current.id} figure={styled} describedBy={describedBy} ask={onAsk} />
    </div>
  );
}

function Tables({
  tables,
  id,
  sendingOf: sending,
  onExplain,
}: {
  readonly tables: readonly ResultTable[];
  readonly id: string;
  readonly sendingOf: SendingOf;
  onExplain(target: NumberTarget): void;
}) {
  const locale = useLocale();
  return (
    <div className="analysis-tables" id={id}>
      {tables.map((table) => (
        <ThreeLineTable
          key={table.id}
          table={table}
          grip={<DragGrip title={inLocale(table.title, locale)} sending={() => sending({ tableId: table.id })} />}
          onExplain={(row, column) => onExplain({ tableId: table.id, row, column })}
        />
      ))}
    </div>
  );
}

/** A finding whose numbers can be clicked and dragged; by keyboard they are reached in the tables. */
function FindingText({
  finding,
  result,
  sendingOf: sending,
  onExplain,
}: {
  readonly finding: Sentence;
  readonly result: AnalysisResult;
  readonly sendingOf: SendingOf;
  onExplain(target: NumberTarget): void;
}) {
  const { t } = useTranslation('explain');
  const locale = useLocale();
  return finding.parts.map((part, place) => {
    if (typeof part === 'string') return part;
    const text = sentenceText({ parts: [part] }, result.values, locale);
    if (typeof valueAt(result.values, part.path) !== 'number') return text;
    return (
      <span
        key={place}
        className="analysis-number"
        title={t('open')}
        onClick={() => onExplain({ path: part.path })}
        draggable
        onDragStart={(event) => dragResult(event, text, sending({ number: { path: part.path, format: part.format } }))}
        onDragEnd={endDrag}
      >
        {text}
      </span>
    );
  });
}

/** Findings, figure and table of one result. Built once per result and language, so that scrolling and dimming cost nothing. */
const ResultView = memo(function ResultView({
  analysis,
  result,
  card,
  shown,
  onFill,
  onShow,
  onStyle,
}: {
  readonly analysis: AnyAnalysis;
  readonly result: AnalysisResult;
  readonly card: AnalysisCard;
  readonly shown: string | null;
  onFill(): void;
  onShow(figureId: string): void;
  onStyle(figureId: string, style: FigureStyle | undefined): void;
}) {
  const { t } = useTranslation('analysis');
  const locale = useLocale();
  const tablesId = useId();
  const findings = useMemo(() => analysis.narrative(result, locale), [analysis, result, locale]);
  const request = useMemo(() => requestOf(card), [card]);
  const sending = useCallback<SendingOf>((part) => sendingOf(card, [part]), [card]);
  const explain = useCallback((target: NumberTarget) => explainNumber({ request, target }), [request]);
  const figures = useMemo(
    () => (result.status === 'ok' ? analysis.figures(result, locale) : []),
    [analysis, result, locale],
  );
  const tables = useMemo(() => (result.status === 'ok' ? analysis.tables(result) : []), [analysis, result]);
  const askPoint = useCallback(
    (point: FigurePoint) => {
      const target = cellOfPoint(tables, point);
      return target && (() => explain(target));
    },
    [tables, explain],
  );

  if (result.status === 'notEstimable') {
    const reason = reasonTexts[result.reason ?? ''];
    return (
      <>
        <Calm
          text={t('card.notEstimable', { reason: reason ? inLocale(reason, locale) : (result.reason ?? '') })}
          onFill={onFill}
        />
        <Warnings warnings={result.warnings} />
        <details className="analysis-note">
          <summary>{t('card.method')}</summary>
          <ResultFacts analysis={analysis} result={result} />
        </details>
      </>
    );
  }
  return (
    <>
      {findings.length > 0 ? (
        <div className="analysis-findings">
          {findings.map((finding, index) => (
            <p key={index} className={index === 0 ? 'analysis-lead drag-from' : 'drag-from'}>
              <FindingText finding={finding} result={result} sendingOf={sending} onExplain={explain} />
              <DragGrip
                title={sentenceText(finding, result.values, locale)}
                sending={() => sending({ finding: index, about: finding.about })}
              />
            </p>
          ))}
        </div>
      ) : null}
      <Warnings warnings={result.warnings} />
      <Figures
        figures={figures}
        styles={card.figureStyles}
        describedBy={tablesId}
        sendingOf={sending}
        shown={shown}
        onShow={onShow}
        onStyle={onStyle}
        onAsk={askPoint}
      />
      <Tables tables={tables} id={tablesId} sendingOf={sending} onExplain={explain} />
      <details className="analysis-note">
        <summary>
          {t('card.method')}
          <span className="analysis-note-n">{t('facts.forms', { n: result.n.toLocaleString('en-US') })}</span>
        </summary>
        <ResultFacts analysis={analysis} result={result} />
      </details>
    </>
  );
});

export interface CardBodyProps {
  readonly card: AnalysisCard;
  readonly analysis: AnyAnalysis | undefined;
  readonly outcome: Outcome | undefined;
  /** The sentence of a batch that failed as a whole. */
  readonly failure: string | null;
  /** Id of the figure that is shown, null = the first. */
  readonly shown: string | null;
  onShow(figureId: string): void;
  onRetry(): void;
  /** To the options, to give what is missing. */
  onFill(): void;
  onStyle(figureId: string, style: FigureStyle | undefined): void;
}

/** What stands under a card's title in every state: waiting for a choice, for the first numbers, refused, or the result. */
export function CardBody(props: CardBodyProps) {
  const { card, outcome } = props;
  const drawn = card.analysis === 'model.pls' && (card.options.model ?? null) === null;
  // The editor itself offers what to begin with.
  const undrawn = drawn && outcome?.ok === true && outcome.result.reason === 'noModel';
  return (
    <>
      {drawn ? <ModelEditor outcome={outcome} /> : null}
      {card.analysis === 'text.comments' ? <CodesField book={{ cardId: card.id }} /> : null}
      {undrawn ? null : <CardResult {...props} />}
    </>
  );
}

/** Why there are no numbers, and the way to the options that would give some. */
function Calm({ text, onFill }: { readonly text: string; onFill(): void }) {
  const { t } = useTranslation('analysis');
  return (
    <div className="analysis-calm">
      <p>{text}</p>
      <Button size="small" onClick={onFill}>
        {t('card.fill')}
      </Button>
    </div>
  );
}

function CardResult({ card, analysis, outcome, failure, shown, onShow, onRetry, onFill, onStyle }: CardBodyProps) {
  const { t } = useTranslation('analysis');
  const locale = useLocale();
  if (!analysis) return <p className="analysis-calm">{t('card.unknown', { analysis: card.analysis })}</p>;
  const missing = missingInputs(analysis, requestOf(card).inputs);
  if (missing.length > 0) {
    const titles = missing.map((spec) => inLocale(spec.title, locale));
    const typed = missing.every((spec) => spec.kind === 'matrix');
    return (
      <Calm
        text={t(typed ? 'card.enter' : 'card.choose', {
          inputs: titles.join(t(typed ? 'facts.separator' : 'facts.list')),
        })}
        onFill={onFill}
      />
    );
  }
  if (!outcome && failure !== null) {
    return (
      <p className="analysis-calm">
        {failure}{' '}
        <Button size="small" onClick={onRetry}>
          {t('card.retry')}
        </Button>
      </p>
    );
  }
  if (!outcome) return <Skeleton active title={false} paragraph={{ rows: 6 }} className="analysis-waiting" />;
  if (!outcome.ok)
    return <Calm text={t('card.refused', { sentence: inLocale(outcome.message, locale) })} onFill={onFill} />;
  return (
    <ResultView
      analysis={analysis}
      result={outcome.result}
      card={card}
      shown={shown}
      onShow={onShow}
      onStyle={onStyle}
      onFill={onFill}
    />
  );
}
