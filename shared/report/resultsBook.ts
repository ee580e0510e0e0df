import { findAnalysis } from '../analyses/catalogue.ts';
import type { ResultTable } from '../analyses/types.ts';
import { officeChart } from '../charts/officeChart.ts';
import type { OfficeChart } from '../charts/officeTypes.ts';
import type { Locale } from '../model/text.ts';
import type { ReportDocument } from './document.ts';
import { figuresIn, resultTablesIn } from './figuresIn.ts';
import type { IndexAudit } from './indexAudit.ts';
import { protectTable } from './guard/protectTable.ts';
import { keptBack } from './guard/keptBack.ts';
import type { ReportGuard } from './guard/reportGuard.ts';
import { requestKey } from './requestKey.ts';
import { nodesOf } from './requestsOf.ts';
import type { Outcomes } from './resolve.ts';
import type { ResolvedDocument } from './resolved.ts';

export interface BookTable {
  /** 表 3, as in the report. */
  readonly label: string;
  readonly caption: string;
  readonly table: ResultTable;
}

export interface BookFigure {
  readonly label: string;
  readonly caption: string;
  readonly altText: string;
  /** Height over width. */
  readonly aspect: number;
  /** null = Office has no chart of the kind. */
  readonly chart: OfficeChart | null;
}

/** The report's results as a workbook holds them: numbers at full precision, charts as charts. */
export interface ResultsBook {
  readonly title: string;
  readonly locale: Locale;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly index: IndexAudit | null;
  /** The way to the index is not given, so that nobody can be recognised. */
  readonly indexKeptBack?: boolean;
  readonly tables: readonly BookTable[];
  readonly figures: readonly BookFigure[];
}

/** Tables in the order of the report, with the numbers its captions give them. */
function tablesOf(
  document: ReportDocument,
  resolved: ResolvedDocument,
  outcomes: Outcomes,
  guard: ReportGuard | null,
): readonly BookTable[] {
  const sources = [...nodesOf(document)].flatMap((node): readonly ResultTable[] => {
    if (node.type !== 'resultTable') return [];
    const outcome = outcomes.get(requestKey(node.attrs.request));
    if (!outcome?.ok || outcome.result.status !== 'ok' || (guard && keptBack(outcome.result, guard))) return [];
    const table = findAnalysis(outcome.result.analysis)
      ?.tables(outcome.result)
      .find(({ id }) => id === node.attrs.tableId);
    return table ? [guard ? protectTable(outcome.result, table, guard) : table] : [];
  });
  return resultTablesIn(resolved.content).flatMap(({ label, caption }, place) => {
    const table = sources[place];
    return table ? [{ label, caption, table }] : [];
  });
}

/** @param resolved  of the same document, outcomes and guard */
export function resultsBook(
  document: ReportDocument,
  resolved: ResolvedDocument,
  outcomes: Outcomes,
  facts: Pick<ResultsBook, 'title' | 'at' | 'index' | 'indexKeptBack'>,
  guard: ReportGuard | null = null,
): ResultsBook {
  return {
    ...facts,
    locale: resolved.locale,
    tables: tablesOf(document, resolved, outcomes, guard),
    figures: figuresIn(resolved.content).map(({ label, caption, altText, figure }) => ({
      label,
      caption,
      altText,
      aspect: figure.aspect,
      chart: officeChart(figure),
    })),
  };
}
