import { findAnalysis } from '../../analyses/catalogue.ts';
import type { AnalysisRequest, AnalysisResult, Json, JsonObject } from '../../analyses/types.ts';
import type { Bilingual } from '../../model/text.ts';
import { maskTexts } from './maskPersonal.ts';
import { protectTable } from './protectTable.ts';
import { keptBack } from './keptBack.ts';
import { keptBackText, type ReportGuard, smallGroupNote } from './reportGuard.ts';
import { isWhole, withheldOf } from './withheld.ts';

/** A result as it is given away: whole; its tables in place of its values, where these hold groups of too few; or the reason alone. */
export interface GivenResult {
  readonly request: AnalysisRequest;
  readonly result: Json;
  readonly withheld?: Bilingual;
}

/**
 * A result for readers of data. Where a group of too few is part of it, its values would give the group away in more ways than its tables
 * do: then the tables stand for them, as the report shows them.
 */
export function protectResult(
  request: AnalysisRequest,
  result: AnalysisResult | null,
  guard: ReportGuard,
): GivenResult {
  if (!result) return { request, result: null };
  const why = keptBack(result, guard);
  if (why) return { request, result: null, withheld: keptBackText(why, guard) };
  const given = result as unknown as JsonObject;
  if (isWhole(withheldOf(result, guard.smallest))) return { request, result: guard.masks ? maskTexts(given) : given };
  const { values: _values, ...facts } = given;
  const tables = (findAnalysis(result.analysis)?.tables(result) ?? []).map((table) => {
    // How many each cell is about is what is kept back.
    const { cellCounts: _cells, columnBases: _bases, ...shown } = protectTable(result, table, guard);
    return shown as unknown as Json;
  });
  return { request, result: { ...facts, tables }, withheld: smallGroupNote(guard.smallest) };
}
