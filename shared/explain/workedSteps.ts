import type { AnalysisResult } from '../analyses/types.ts';
import type { Snapshot } from '../model/dataset.ts';
import { indexSteps } from './indexSteps.ts';
import type { GroupRestriction, WorkedStep } from './types.ts';
import { givenAt, stepsBy } from './worked/given.ts';
import { rulesOf } from './worked/rulesOf.ts';
import { workedFormula } from './workedFormula.ts';

/**
 * Formulas with values put in that lead to the number at a path: by the rules of its analysis; where they say nothing, from the numbers
 * beside it. Each but an example or a step between gives the very number.
 */
export function workedSteps(
  snapshot: Snapshot,
  result: AnalysisResult,
  path: string,
  group: GroupRestriction | null,
): readonly WorkedStep[] {
  const given = givenAt(snapshot, result, path, group);
  if (!given) return [];
  const index = [...indexSteps(snapshot, result, path)];
  if (index.length > 0) return [...index, ...workedFormula(result, path)];
  const beside = workedFormula(result, path);
  // The index is put together from indicators as well as from answers: both are shown.
  if (result.analysis === 'csi.index' && beside.length > 0) return beside;
  const own = stepsBy(rulesOf(result.analysis), given);
  return own.length > 0 ? own : beside;
}
