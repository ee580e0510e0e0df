import type { AnalysisResult } from '../analyses/types.ts';
import { valueAt } from '../format/sentenceText.ts';
import type { Snapshot } from '../model/dataset.ts';
import { type VariableId, variableId } from '../model/ids.ts';
import type { Role } from '../model/variable.ts';
import { measured } from './fittedQuestions.ts';

/** Where a point's importance comes from: questions of their own, its correlation with the outcome, or the weights in force. */
type Source = 'expectation' | 'importance' | 'correlation' | 'weight';

function sourceOf({ analysis, values, options }: AnalysisResult): Source {
  if (analysis === 'improve.quadrant' || analysis === 'improve.certainty') return String(values['axis']) as Source;
  return options['source'] === 'exact' ? 'correlation' : 'weight';
}

/** By analysis: numbers of a point's own performance, of its own importance, and of both; any other rests on all points. */
const ofPoint: Readonly<
  Record<string, { readonly felt: RegExp; readonly important: RegExp; readonly both?: RegExp } | undefined>
> = {
  'improve.quadrant': { felt: /^(?:y|n|lower|upper)$/, important: /^x$/, both: /^gap$/ },
  'improve.certainty': { felt: /^(?:y|sdY)$/, important: /^(?:x|sdX)$/, both: /^(?:major|minor|angle)$/ },
  'improve.coefficient': { felt: /^(?:score|lost|n)$/, important: /^importance$/ },
  'improve.zone': { felt: /^(?:score|n)$/, important: /^rawImportance$/ },
  'improve.agreement': { felt: /^(?:score|n)$/, important: /^$/ },
};

/** Is the number the weight in force of the indicator it stands with? */
export function isWeightInForce(result: AnalysisResult, path: string): boolean {
  const own = /^points\.\d+\.(\w+)$/.exec(path);
  return own !== null && sourceOf(result) === 'weight' && ofPoint[result.analysis]?.important.test(own[1]!) === true;
}

/** The questions a number of what to improve rests on: those of its own point, or of all; null for other analyses and points given. */
export function questionsOfImprovement(
  snapshot: Snapshot,
  result: AnalysisResult,
  path: string,
): readonly VariableId[] | null {
  const numbers = ofPoint[result.analysis];
  if (!numbers || result.values['axis'] === 'given') return null;
  const items = ((result.inputs['items'] ?? []) as readonly string[]).map((one) => variableId(one));
  const whole = items.length > 0 ? items : measured(snapshot);
  const { outcome } = result.inputs;
  const asked = (role: Role, element: unknown): readonly VariableId[] =>
    snapshot.variables
      .filter((one) => one.role === role && one.indicatorId !== null)
      .filter((one) => element === null || one.indicatorId === element)
      .map(({ id }) => id);
  const felt = (element: unknown): readonly VariableId[] =>
    items.length > 0 ? items.filter((one) => element === null || one === element) : asked('perception', element);
  const important = (element: unknown): readonly VariableId[] => {
    const source = sourceOf(result);
    if (source === 'weight') return [];
    if (source !== 'correlation') return asked(source, element);
    return [...felt(element), ...(typeof outcome === 'string' ? [variableId(outcome)] : whole)];
  };
  const point = /^(points\.\d+)\.(?:\w+\.)*(\w+)$/.exec(path);
  const id = point ? (valueAt(result.values, `${point[1]}.id`) ?? null) : null;
  const key = point?.[2] ?? '';
  if (id !== null && numbers.felt.test(key)) return felt(id);
  if (id !== null && numbers.important.test(key)) return important(id);
  if (id !== null && numbers.both?.test(key)) return [...felt(id), ...important(id)];
  if (path === 'crosshair.x') return important(null);
  return path === 'crosshair.y' ? felt(null) : [...felt(null), ...important(null), ...bothSources(result, whole)];
}

/** Where simple and exact choices are held against each other, what the exact ones are correlated with. */
const bothSources = ({ analysis, inputs }: AnalysisResult, whole: readonly VariableId[]): readonly VariableId[] =>
  analysis !== 'improve.agreement'
    ? []
    : typeof inputs['outcome'] === 'string'
      ? [variableId(inputs['outcome'])]
      : whole;
