import { officeChart } from '../../../shared/charts/officeChart.ts';
import type { OfficeChart } from '../../../shared/charts/officeTypes.ts';
import type { Snapshot } from '../../../shared/model/dataset.ts';
import type { Locale } from '../../../shared/model/text.ts';
import type { ReportGuard } from '../../../shared/report/guard/reportGuard.ts';
import { readDocument } from '../../../shared/report/readDocument.ts';
import { requestsOf } from '../../../shared/report/requestsOf.ts';
import { resolveReport } from '../../../shared/report/resolve.ts';
import { type Deck, figuresOfDeck } from '../../../shared/report/slides/deck.ts';
import { slidesOf } from '../../../shared/report/slides/slidesOf.ts';
import { outcomesFor } from '../../shared/report/outcomes.ts';

export function deckOf(
  snapshot: Snapshot,
  json: unknown,
  locale: Locale = 'zh-CN',
  guard: ReportGuard | null = null,
): Deck {
  const document = readDocument(json as never);
  const outcomes = outcomesFor(snapshot, requestsOf(document));
  const { document: resolved } = resolveReport(document, outcomes, locale, {}, guard);
  return slidesOf({ document, resolved, outcomes, locale, figureStyles: {}, guard });
}

/** The figures that PowerPoint draws itself, by id. */
export const chartsOf = (deck: Deck): ReadonlyMap<string, OfficeChart> =>
  new Map(
    figuresOfDeck(deck).flatMap(({ id, figure }): [string, OfficeChart][] => {
      const chart = officeChart(figure);
      return chart ? [[id, chart]] : [];
    }),
  );
