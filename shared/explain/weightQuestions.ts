import { overallQuestions } from '../analyses/weightData.ts';
import { needsOutcome, type WeightWay, weightWays } from '../analyses/weightWays.ts';
import type { AnalysisResult } from '../analyses/types.ts';
import { valueAt } from '../format/sentenceText.ts';
import type { Snapshot } from '../model/dataset.ts';
import { type VariableId, variableId } from '../model/ids.ts';
import type { Role } from '../model/variable.ts';
import { lineageOf } from './lineage.ts';

/** Ways that look at one indicator at a time: what its weight is made of rests on its own questions alone. */
const oneByOne: ReadonlySet<WeightWay> = new Set(['stated', 'improved', 'correlation', 'entropy', 'variation']);

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
  const duel = result.analysis === 'weights.duel';
  const named = duel ? ancestors[0]?.object['way'] : result.analysis.replace(/^weights\./, '');
  const way = weightWays.find((one) => one === named);
  if (!result.analysis.startsWith('weights.') || (!way && !duel)) return null;
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
  const isIndex = /^(?:index\w*|lower|upper|share|margin)$/.test(key);
  if (key === 'score' && typeof id === 'string') return rated('perception', id);
  if (/^(?:current|indexCurrent)$/.test(key) || !way) return isIndex ? rated('perception', null) : null;
  // Importance read against the form's own mean rests on all that the form called important.
  const byForm = way === 'stated' && result.options['reading'] !== 'raw';
  const ofOne = key === 'basis' && typeof id === 'string' && oneByOne.has(way) && !byForm;
  const made = behind(way, ofOne ? id : null, key !== 'basis');
  return isIndex ? [...made, ...rated('perception', null)] : made;
}

/** Numbers of a question that its scale, its factors or its model give it: by analysis, what stands after the question's place. */
const together: Readonly<Record<string, RegExp>> = {
  'reliability.cronbachAlpha': /^(?!mean$|sd$)/,
  'reliability.omega': /^(?:loading|unique)$/,
  'reliability.itemAnalysis': /^/,
  'validity.factorability': /^msa$/,
  'validity.factorAnalysis': /^(?!mean$|sd$)/,
  'validity.convergent': /^loading$/,
  'model.measurement': /^(?:weight|share|loading|crossLoadings\.\d+|vif)$/,
  'model.pls': /^(?:weight|share|loading|crossLoadings\.\d+|vif)$/,
};

const idsIn = (value: unknown): readonly VariableId[] =>
  Array.isArray(value)
    ? (value as readonly { readonly id?: unknown }[]).flatMap((one) =>
        typeof one?.id === 'string' ? [variableId(one.id)] : [],
      )
    : [];

/** The questions a number of a question, or of one or two blocks of questions, rests on beside it; null where it is no such number. */
export function questionsTogether(result: AnalysisResult, path: string): readonly VariableId[] | null {
  const item = /^((?:.+\.)?items)\.(\d+)\.(.+)$/.exec(path);
  const pls = result.analysis.startsWith('model.');
  const blockOf = (construct: number): readonly VariableId[] =>
    pls
      ? idsIn(
          (result.values['items'] as readonly { readonly construct?: unknown }[]).filter(
            (one) => one.construct === construct,
          ),
        )
      : idsIn(valueAt(result.values, `constructs.${construct}.items`));
  if (item && together[result.analysis]?.test(item[3]!)) {
    const own = valueAt(result.values, `${item[1]}.${item[2]}.construct`);
    return item[3] === 'vif' && typeof own === 'number' ? blockOf(own) : idsIn(valueAt(result.values, item[1]!));
  }
  if (result.analysis !== 'validity.convergent' && !pls) return null;
  const alpha = /^constructs\.(\d+)\.(?:alpha|items|indexEqual)$/.exec(path);
  if (alpha && pls) return blockOf(Number(alpha[1]));
  const pair = (pls ? /^htmt\.(\d+)\.(\d+)$/ : /^(?:htmt|correlations)\.(\d+)\.(\d+)$/).exec(path);
  return pair ? [...blockOf(Number(pair[1])), ...blockOf(Number(pair[2]))] : null;
}
