import type { Snapshot } from '../model/dataset.ts';
import { InputError } from '../model/errors.ts';
import { type RunControl, uncontrolled } from '../model/runControl.ts';
import { catalogue } from './catalogue.ts';
import { runMember } from './runAnalysis.ts';
import type { AnalysisRequest, AnalysisResult } from './types.ts';

/** One proposal and what came of it: a result, or why the data refused it. */
export interface Evaluation {
  readonly request: AnalysisRequest;
  readonly result: AnalysisResult | null;
  readonly refused: {
    readonly code: string;
    readonly details: Readonly<Record<string, string | number | boolean | null>>;
  } | null;
}

/** Every request the members of the catalogue propose for this project, in the order of the catalogue. */
export function proposals(snapshot: Snapshot): readonly AnalysisRequest[] {
  return catalogue.flatMap((analysis) => analysis.propose(snapshot));
}

/**
 * Runs every applicable analysis on every applicable question, indicator and feature. A proposal the data refuse does not stop the
 * others; mistakes of the program do.
 *
 * @throws CancelledError when stopped between two analyses
 */
export function evaluateAll(snapshot: Snapshot, control: RunControl = uncontrolled): readonly Evaluation[] {
  const work = catalogue.flatMap((analysis) => analysis.propose(snapshot).map((request) => ({ analysis, request })));
  return work.map(({ analysis, request }, index) => {
    control.throwIfCancelled();
    control.report(index, work.length, analysis.id);
    try {
      return { request, result: runMember(snapshot, analysis, request, control), refused: null };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return { request, result: null, refused: { code: error.code, details: error.details } };
    }
  });
}
