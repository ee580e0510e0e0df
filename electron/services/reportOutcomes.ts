import type { AnalysisRequest } from '../../shared/analyses/types.ts';
import { requestKey } from '../../shared/report/requestKey.ts';
import type { Outcomes } from '../../shared/report/resolve.ts';
import type { ProjectAccess } from './projectAccess.ts';
import type { CallContext } from './types.ts';

/** What came of the requests, as the report's parts read it. */
export async function outcomesOf(
  project: ProjectAccess,
  requests: readonly AnalysisRequest[],
  context: CallContext,
): Promise<Outcomes> {
  const outcomes = await project.run(requests, context);
  return new Map(
    requests.map((request, place) => {
      const outcome = outcomes[place]!;
      return [requestKey(request), outcome.ok ? outcome : { ok: false, message: outcome.error.message }];
    }),
  );
}
