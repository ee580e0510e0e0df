import { AppError } from '../../shared/contract/errors.ts';
import type { AnalysisRequest } from '../../shared/analyses/types.ts';
import { simpleDesign } from '../../shared/model/dataset.ts';
import type { NumberTarget } from '../../shared/explain/types.ts';
import { weightedIndicators, weightingKey, withWeightOrigin } from '../../shared/explain/weightOrigin.ts';
import { ordered } from '../../shared/model/project.ts';
import type { ComputePool } from '../jobs/computePool.ts';
import type { ProjectAccess } from './projectAccess.ts';
import type { ProjectRegistry } from './projectRegistry.ts';
import type { ServiceTable } from './types.ts';

export interface ExplainDeps {
  readonly projects: ProjectRegistry;
  readonly pool: ComputePool;
  readonly access: (projectId: string) => ProjectAccess;
}

/** From a number back to the answers it rests on: by what method, with which values, after which steps, down to the cells of the file. */
export function createExplainService({
  projects,
  pool,
  access,
}: ExplainDeps): Pick<ServiceTable, 'explain.number' | 'explain.cells'> {
  return {
    'explain.number': async ({ projectId, request, target }, context) => {
      const session = projects.get(projectId);
      const [outcome] = await access(projectId).run([request as AnalysisRequest], context);
      if (!outcome) throw new Error('one request gives one outcome');
      if (!outcome.ok)
        throw new AppError('explain.noResult', { zh: outcome.error.message.zh, en: outcome.error.message.en });
      const explanation = await pool.explain(() => session.mirror, outcome.result, target as NumberTarget, {
        signal: context.signal,
      });
      const { entities } = access(projectId);
      const indicators = ordered(entities.indicator);
      const weight = weightedIndicators(outcome.result, explanation.path, indicators);
      if (weight) {
        const keys = [...new Set(weight.chain.map(({ parentId }) => weightingKey(parentId)))];
        const given = await session.worker.call('weightStepsOn', { keys });
        const own = weight.key === 'weight' ? weightingKey(weight.chain[0]!.parentId) : null;
        const steps = given.filter(({ key }) => own === null || key === own).map(({ step }) => step);
        const origin = { indicators, weightings: entities.weighting, steps: given };
        return {
          explanation: withWeightOrigin(explanation, outcome.result, origin) as never,
          // One step may set the weights of several groups.
          steps: [...new Map(steps.map((step) => [`${step.at} ${step.type}`, step])).values()],
        };
      }
      // What was done to the weights changes a weighted number as much as what was done to its answers.
      const { weight: sampleWeight, stratum, cluster } = entities.design.get('main') ?? simpleDesign;
      const design = [
        explanation.weights?.used ? sampleWeight?.variableId : null,
        explanation.strata === null ? null : stratum,
        explanation.clusters === null ? null : cluster,
      ];
      const asked = [...explanation.questions.map((one) => one.variableId), ...design];
      const variableIds = [...new Set(asked.flatMap((id) => id ?? []))];
      const steps = await session.worker.call('stepsOn', { variableIds });
      return { explanation: explanation as never, steps: [...steps] };
    },
    'explain.cells': async ({ projectId, ...asked }, context) => {
      const session = projects.get(projectId);
      const { used, notUsed, page } = await pool.answers(() => session.mirror, asked, { signal: context.signal });
      const origins = await session.worker.call('origins', {
        cells: page.map(({ variableId, row }) => ({ variableId, row })),
      });
      return { used, notUsed, cells: origins.map((one, place) => ({ ...one, reason: page[place]!.reason })) };
    },
  };
}
