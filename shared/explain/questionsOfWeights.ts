import { overallQuestions } from '../analyses/weightData.ts';
import { needsOutcome, type WeightWay, weightWays } from '../analyses/weightWays.ts';
import type { AnalysisResult } from '../analyses/types.ts';
import type { Snapshot } from '../model/dataset.ts';
import { type VariableId, variableId } from '../model/ids.ts';
import type { Role } from '../model/variable.ts';
import { lineageOf } from './lineage.ts';

/** Ways that look at one indicator at a time: what its weight is made of rests on its own questions alone. */
const oneByOne: ReadonlySet<WeightWay> = new Set(['stated', 'improved', 'correlation', 'entropy', 'variation']);

/** Numbers that hold all ways against each other. */
const ofAllWays = /^(?:lowest|highest|band\..+|firsts\..+|widest\..+)$/;

/** Ways to an index by the way its weights come about. */
const indexWays: Readonly<Record<string, WeightWay | undefined>> = { doubleRating: 'stated', ownImportance: 'stated' };

/**
 * The questions that weights from data rest on: ratings or stated importance, of one indicator or of all, and what they are held against.
 * Null where the number is of no such analysis, or of one that leaves nothing to tell.
 */
export function questionsOfWeights(
  snapshot: Snapshot,
  result: AnalysisResult,
  path: string,
): readonly VariableId[] | null {
  const { key, ancestors } = lineageOf(result.values, path);
  const several = result.analysis === 'weights.duel' || result.analysis === 'csi.fiveWays';
  const named = several ? ancestors[0]?.object['way'] : result.analysis.replace(/^weights\./, '');
  const wayOf = (name: unknown): WeightWay | undefined =>
    weightWays.find((one) => one === name || one === indexWays[String(name)]);
  const way = wayOf(named);
  if (!several && (!result.analysis.startsWith('weights.') || !way)) return null;
  const id = ancestors[0]?.object['id'];
  const items = ((result.inputs['items'] ?? []) as readonly string[]).map((one) => variableId(one));
  const rated = (role: Role, element: unknown): readonly VariableId[] =>
    items.length > 0
      ? items.filter((one) => role === 'perception' && (element === null || one === element))
      : snapshot.variables
          .filter((one) => one.role === role && one.indicatorId !== null)
          .filter((one) => element === null || one.indicatorId === element)
          .map((one) => one.id);
  const { outcome } = result.inputs;
  const against = typeof outcome === 'string' ? [variableId(outcome)] : overallQuestions(snapshot);
  // Without a question on the whole the ways hold an indicator against the index.
  const heldAgainst = against.length > 0 ? against : rated('perception', null);
  const behind = (of: WeightWay, element: unknown, whole: boolean): readonly VariableId[] => [
    ...(of === 'stated' || (of === 'improved' && whole) ? rated('importance', element) : []),
    ...(of === 'stated' || of === 'equal' ? [] : rated('perception', element)),
    ...(needsOutcome(of) ? heldAgainst : []),
  ];
  if (several && ofAllWays.test(path)) {
    const ways = result.values['ways'] as readonly { readonly way: string }[];
    const made = ways.flatMap((one) => behind(wayOf(one.way) ?? 'equal', null, true));
    return [...made, ...rated('perception', null), ...(result.values['simple'] === 'overall' ? against : [])];
  }
  const isIndex = /^(?:index\w*|lower|upper|share|satisfiedShare|margin|n)$/.test(key);
  // The simple way takes the question on the whole itself.
  if (named === 'simple' && result.values['simple'] === 'overall') return against;
  if (key === 'score' && typeof id === 'string') return rated('perception', id);
  if (/^(?:current|indexCurrent)$/.test(key) || !way) return isIndex ? rated('perception', null) : null;
  // Importance read against the form's own mean rests on all that the form called important.
  const byForm = way === 'stated' && result.options['reading'] !== 'raw';
  const ofOne = key === 'basis' && typeof id === 'string' && oneByOne.has(way) && !byForm;
  const made = behind(way, ofOne ? id : null, key !== 'basis');
  return isIndex ? [...made, ...rated('perception', null)] : made;
}
