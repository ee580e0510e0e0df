import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { AnalysisRequest } from '../../../shared/analyses/types.ts';
import type { Snapshot } from '../../../shared/model/dataset.ts';
import { indexAudit } from '../../../shared/report/indexAudit.ts';
import { readDocument } from '../../../shared/report/readDocument.ts';
import { requestsOf } from '../../../shared/report/requestsOf.ts';
import { resolveReport } from '../../../shared/report/resolve.ts';
import { type ResultsBook, resultsBook } from '../../../shared/report/resultsBook.ts';
import { draftFor, outcomesFor } from './outcomes.ts';

/** The standard report of a survey as the results workbook takes it. */
export function bookOf(
  snapshot: Snapshot,
  request: AnalysisRequest = { analysis: 'csi.index', inputs: {}, options: {} },
): ResultsBook {
  const report = draftFor(snapshot, 'zh-CN');
  const document = readDocument(report.document);
  const outcomes = outcomesFor(snapshot, requestsOf(document));
  const { document: resolved } = resolveReport(document, outcomes, 'zh-CN');
  const index = indexAudit(snapshot, runAnalysis(snapshot, request));
  return resultsBook(document, resolved, outcomes, { title: report.title, at: Date.UTC(2026, 10, 22), index });
}
