import { proposals } from '../../../shared/analyses/evaluateAll.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { AnalysisRequest } from '../../../shared/analyses/types.ts';
import type { Snapshot } from '../../../shared/model/dataset.ts';
import { InputError } from '../../../shared/model/errors.ts';
import type { Locale } from '../../../shared/model/text.ts';
import { requestKey } from '../../../shared/report/requestKey.ts';
import type { Outcome, Outcomes } from '../../../shared/report/resolve.ts';
import { draftReport, templateRequests } from '../../../shared/report/template.ts';
import { entitiesOf } from './sampleSnapshot.ts';

/** Runs the requests as the services do: what the data refuse becomes an outcome with a sentence. */
export function outcomesFor(snapshot: Snapshot, requests: readonly AnalysisRequest[]): Outcomes {
  return new Map(
    requests.map((request): [string, Outcome] => {
      try {
        return [requestKey(request), { ok: true, result: runAnalysis(snapshot, request) }];
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        return [requestKey(request), { ok: false, message: { zh: error.code, en: error.code } }];
      }
    }),
  );
}

export function draftFor(snapshot: Snapshot, locale: Locale) {
  const project = { entities: entitiesOf(snapshot), proposals: proposals(snapshot) };
  const outcomes = outcomesFor(snapshot, templateRequests(project));
  return draftReport({ ...project, outcomes, now: Date.UTC(2026, 10, 22) }, locale);
}
