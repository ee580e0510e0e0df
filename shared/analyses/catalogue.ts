import type { AnyAnalysis } from './types.ts';
import { csiIndex } from './members/csiIndex.ts';
import { weightsAhp } from './members/weightsAhp.ts';
import { weightsAhpGroup } from './members/weightsAhpGroup.ts';

/** Every analysis of the workbench, in the order of the navigation. Forms, command line, docs and the whole evaluation come from it. */
export const catalogue: readonly AnyAnalysis[] = [csiIndex, weightsAhp, weightsAhpGroup];

export function findAnalysis(id: string): AnyAnalysis | undefined {
  return catalogue.find((analysis) => analysis.id === id);
}
