import type { AnalysisRequest, AnalysisResult, JsonObject } from '../../../shared/analyses/types.ts';
import type { Snapshot } from '../../../shared/model/dataset.ts';
import type { ToleranceAt } from '../compare.ts';
import type { OracleCase } from '../oracle.ts';

/** Runs one analysis of the catalogue as the command line would; not estimable is a failure of the case unless the adapter looks first. */
export type Analyse = (snapshot: Snapshot, request: AnalysisRequest) => AnalysisResult;

/** How the cases of a method map onto the catalogue and back. */
export interface Adapter {
  /** Methods of the oracle this adapter reads. */
  readonly methods: readonly string[];
  /** Members of the catalogue it needs; a case counts as not yet supported while one is missing. */
  readonly analyses: readonly string[];
  /** Leaves that every case must at least compare. */
  readonly atLeast: number;
  readonly toleranceAt?: ToleranceAt;
  /** Which cases of the methods the catalogue can express; absent = all. */
  readonly supports?: (oracleCase: OracleCase) => boolean;
  /** The expected values in the shape of actual, where the case is not already in a shape worth walking; absent = case.expected. */
  readonly expected?: (oracleCase: OracleCase) => unknown;
  /** The results in the shape of case.expected, or a promise of them; parts that are undefined are listed as not compared. */
  actual(oracleCase: OracleCase, analyse: Analyse): unknown;
}

/** Values of a member are JSON; adapters know their shape and say it as a type here. */
export function valuesOf<V>(result: AnalysisResult): V {
  if (result.status !== 'ok') throw new Error(`${result.analysis} is not estimable: ${result.reason}`);
  return result.values as JsonObject as unknown as V;
}
