import type { ChartFigure, JsonObject } from '../../../../shared/analyses/types.ts';
import { figureHeight } from '../../../../shared/charts/figureHeight.ts';
import { designWidth } from '../../../../shared/charts/theme.ts';
import type { ReportFile, StoredReport } from '../../../../shared/model/project.ts';
import { figuresIn } from '../../../../shared/report/figuresIn.ts';
import { gatherNotices } from '../../../../shared/report/gatherNotices.ts';
import { pageLookOf } from '../../../../shared/report/pageLook.ts';
import { readDocument } from '../../../../shared/report/readDocument.ts';
import { bodyClass, renderPieces, runningTitle } from '../../../../shared/report/renderHtml.ts';
import { lookCss } from '../../../../shared/report/reportCss.ts';
import { resolveReport } from '../../../../shared/report/resolve.ts';
import type { Locale } from '../../../../shared/model/text.ts';
import type { LiveResults } from '../liveResults.ts';

/** A stretch of the report's body. node: its place in the document, null for what belongs to none of its nodes (logo, notes). */
export interface PaperPiece {
  readonly html: string;
  readonly node: number | null;
}

/** Everything the pages show, as the printed file has it; figures stand in it as empty pictures of their size with data-drawing. */
export interface PaperContent {
  readonly locale: Locale;
  readonly title: string;
  readonly company: string;
  readonly className: string;
  readonly css: string;
  readonly pieces: readonly PaperPiece[];
  /** By the id that data-drawing names. */
  readonly figures: ReadonlyMap<string, ChartFigure>;
  /** References without an answer: with any of them nothing can be exported. */
  readonly unresolved: number;
}

/** @param document  the report as it is stored */
export function paperContent(
  document: JsonObject,
  stored: Pick<StoredReport, 'look'>,
  { outcomes, locale, figureStyles, guard }: LiveResults,
  files: ReadonlyMap<string, ReportFile>,
): PaperContent {
  const resolution = resolveReport(readDocument(document, files), outcomes, locale, figureStyles, guard);
  const resolved = gatherNotices(resolution.document);
  const look = pageLookOf(stored.look, files);
  const figures = new Map(figuresIn(resolved.content).map(({ id, figure }) => [id, figure]));
  const drawings = new Map(
    [...figures].map(([id, figure]) => [
      id,
      `<svg data-drawing="${id}" viewBox="0 0 ${designWidth} ${figureHeight(figure, designWidth)}" width="${designWidth}" height="${figureHeight(figure, designWidth)}"></svg>`,
    ]),
  );
  const { logo: logoHtml, nodes, notes } = renderPieces(resolved, { drawings, look, pages: new Map(), inWindow: true });
  const loose = (html: string): readonly PaperPiece[] => (html === '' ? [] : [{ html, node: null }]);
  return {
    locale,
    title: runningTitle(resolved),
    company: look.company,
    className: bodyClass(resolved),
    css: lookCss(look),
    pieces: [
      ...loose(logoHtml),
      ...nodes.flatMap((html, node) => (html === '' ? [] : [{ html, node }])),
      ...loose(notes),
    ],
    figures,
    unresolved: resolution.unresolved.length,
  };
}
