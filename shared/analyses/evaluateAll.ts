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
  /** Among all requests of the run, in the order of the catalogue. */
  readonly place: number;
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

export interface EvaluateOptions {
  /** Gives the snapshot for one request, e.g. one that notes what is read; by default the same for all, with a memo of its own. */
  readonly open?: (request: AnalysisRequest) => Snapshot;
  /** Whose turn is next of 0 .. total - 1, null = no more; by default all, one after the other. Several workers may share the turns. */
  readonly next?: (total: number) => number | null;
}

/** What resamples or reads texts takes longest: it goes first, so that workers who share the turns end together. */
const isLong = (analysis: AnyAnalysis): boolean => analysis.random || analysis.id === 'text.comments';

/**
 * Runs every applicable analysis on every applicable question, indicator and feature. A proposal the data refuse does not stop the
 * others; mistakes of the program do. Decoded columns and forms' indices are shared between the analyses.
 *
 * @returns in the order of the catalogue
 * @throws CancelledError when stopped between two analyses
 */
export function evaluateAll(
  snapshot: Snapshot,
  control: RunControl = uncontrolled,
  { open, next }: EvaluateOptions = {},
): readonly Evaluation[] {
  const shared = open ? null : { ...snapshot, memo: new Memo() };
  const requests = evaluationRequests(shared ?? snapshot);
  const work = requests
    .map((one, place) => ({ ...one, place }))
    .toSorted((a, b) => Number(isLong(b.analysis)) - Number(isLong(a.analysis)));
  let own = 0;
  const turn = next ?? ((total: number) => (own < total ? own++ : null));
  // Progress is that of the whole run; single analyses may only be stopped.
  const inner: RunControl = { ...control, report: () => undefined, throwIfCancelled: () => control.throwIfCancelled() };
  const evaluations: Evaluation[] = [];
  for (let at = turn(work.length); at !== null; at = turn(work.length)) {
    const { analysis, request, place } = work[at]!;
    control.throwIfCancelled();
    control.report(at, work.length, analysis.id);
    try {
      const result = runMember(shared ?? open!(request), analysis, request, inner);
      evaluations.push({ place, request, result, refused: null });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      evaluations.push({ place, request, result: null, refused: { code: error.code, details: error.details } });
    }
  }
  return evaluations.toSorted((a, b) => a.place - b.place);
}
