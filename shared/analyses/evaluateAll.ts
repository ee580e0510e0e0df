import type { Snapshot } from '../model/dataset.ts';
import { InputError } from '../model/errors.ts';
import { Memo } from '../model/memo.ts';
import { type RunControl, uncontrolled } from '../model/runControl.ts';
import { catalogue } from './catalogue.ts';
import { runMember } from './runAnalysis.ts';
import { sweep } from './sweeps.ts';
import type { AnalysisRequest, AnalysisResult, AnyAnalysis } from './types.ts';

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

/** Every applicable analysis on every applicable question, indicator and feature: what members propose and what sweeps add, each once. */
export function evaluationRequests(
  snapshot: Snapshot,
): readonly { readonly analysis: AnyAnalysis; readonly request: AnalysisRequest }[] {
  return catalogue.flatMap((analysis) => {
    const byInputs = new Map<string, AnalysisRequest>();
    for (const request of [...analysis.propose(snapshot), ...sweep(snapshot, analysis.id)]) {
      const key = JSON.stringify([request.inputs, request.options]);
      if (!byInputs.has(key)) byInputs.set(key, request);
    }
    return [...byInputs.values()].map((request) => ({ analysis, request }));
  });
}

/**
 * Runs every applicable analysis on every applicable question, indicator and feature. A proposal the data refuse does not stop the
 * others; mistakes of the program do. Decoded columns and forms' indices are shared between the analyses.
 *
 * @param open  gives the snapshot for one request, e.g. one that notes what is read; by default the same for all, with a memo of its own
 * @throws CancelledError when stopped between two analyses
 */
export function evaluateAll(
  snapshot: Snapshot,
  control: RunControl = uncontrolled,
  open?: (request: AnalysisRequest) => Snapshot,
): readonly Evaluation[] {
  const shared = open ? null : { ...snapshot, memo: new Memo() };
  const work = evaluationRequests(shared ?? snapshot);
  // Progress is that of the whole run; single analyses may only be stopped.
  const inner: RunControl = { ...control, report: () => undefined, throwIfCancelled: () => control.throwIfCancelled() };
  return work.map(({ analysis, request }, index) => {
    control.throwIfCancelled();
    control.report(index, work.length, analysis.id);
    try {
      const result = runMember(shared ?? open!(request), analysis, request, inner);
      return { request, result, refused: null };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return { request, result: null, refused: { code: error.code, details: error.details } };
    }
  });
}
