import type { AnalysisResult } from '../analyses/types.ts';
import { overallQuestions } from '../analyses/weightData.ts';
import type { Snapshot } from '../model/dataset.ts';
import { type VariableId, variableId } from '../model/ids.ts';

interface Fitted {
  /** Inputs that hold the predictors, and what they are to tell; none chosen: the project's own. */
  readonly predictors: string;
  readonly outcome: readonly string[];
  /** Numbers of one predictor, which the others have no part in. */
  readonly alone: RegExp | null;
}

/** Analyses that fit one model to all their questions at once. */
const fitted: Readonly<Record<string, Fitted | undefined>> = {
  'influence.regression': { predictors: 'predictors', outcome: ['dependent'], alone: null },
  'influence.relativeImportance': {
    predictors: 'predictors',
    outcome: ['dependent'],
    alone: /^drivers\.\d+\.(?:correlation|first)$/,
  },
  'influence.discriminant': {
    predictors: 'items',
    outcome: ['overall', 'group'],
    alone: /^items\.\d+\.(?:means\.\d+|wilksLambda|f|p|df1|df2)$/,
  },
};

const chosenIn = ({ inputs }: AnalysisResult, name: string): readonly VariableId[] => {
  const value = inputs[name];
  return (Array.isArray(value) ? value : [value]).flatMap((one) => (typeof one === 'string' ? [variableId(one)] : []));
};

/**
 * The questions besides its own that a number of a fitted model rests on: what the model is to tell, and all that it tells it from. Empty
 * for other analyses.
 */
export function fittedQuestions(
  snapshot: Snapshot,
  result: AnalysisResult,
  path: string | null,
): readonly VariableId[] {
  const model = fitted[result.analysis];
  if (!model) return [];
  const outcome = model.outcome.flatMap((name) => chosenIn(result, name));
  const asked = outcome.length > 0 ? outcome : overallQuestions(snapshot);
  // Without a question on the whole the index is told.
  const told = asked.length > 0 ? asked : measured(snapshot);
  if (path !== null && model.alone?.test(path)) return told;
  const predictors = chosenIn(result, model.predictors);
  return [...told, ...(predictors.length > 0 ? predictors : measured(snapshot))];
}

/** The questions the index is made of. */
export const measured = ({ variables, indicators }: Snapshot): readonly VariableId[] =>
  variables
    .filter(({ role, indicatorId }) => role === 'perception' && (indicatorId !== null || indicators.length === 0))
    .map(({ id }) => id);
