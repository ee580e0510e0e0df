import { findAnalysis } from '../analyses/catalogue.ts';
import { itemsInput } from '../analyses/commonOptions.ts';
import { scoreInputs } from '../analyses/scoreSource.ts';
import type { AnalysisResult, Json, JsonObject } from '../analyses/types.ts';
import type { Snapshot } from '../model/dataset.ts';
import { decodeCategories, rowsInUse } from '../model/decode.ts';
import type { VariableId } from '../model/ids.ts';
import type { Role } from '../model/variable.ts';
import { indicatorTree } from '../satisfaction/indicatorTree.ts';
import { bannerPlace } from './bannerPlaces.ts';
import { fittedQuestions } from './fittedQuestions.ts';
import { lineageOf } from './lineage.ts';
import type { GroupRestriction } from './types.ts';
import { questionsOfImprovement } from './questionsOfImprovement.ts';
import { questionsOfPart } from './questionsOfPart.ts';
import { questionsOfWeights } from './questionsOfWeights.ts';
import { questionsTogether } from './questionsTogether.ts';

export interface Behind {
  readonly variableIds: readonly VariableId[];
  readonly group: GroupRestriction | null;
  /** The number holds a group against the others: it rests on the forms of all groups. */
  readonly compared: boolean;
}

/** Analyses of one question after the other: a number of one of them has nothing to do with the rest of the request's list. */
const oneByOne = new Set([
  'csi.index',
  'csi.interval',
  'describe.battery',
  'describe.explore',
  'describe.frequencies',
  'describe.statistics',
  'improve.expectedGain',
]);

/**
 * Inputs that are questions but no part of every number: those that say how answers are read, and features that part the forms, which only
 * the numbers of their groups rest on.
 */
export const asideInputs: Readonly<Record<string, 'reading' | 'parting' | undefined>> = {
  by: 'parting',
  given: 'reading',
  reverse: 'reading',
  segment: 'parting',
};

/** Analyses that hold what is felt against what was expected: the sides of an indicator a number is of, by its own key. */
const twoSided = new Set(['csi.ratio', 'describe.expectationGap']);
function sidesOf({ analysis }: AnalysisResult, key: string): readonly Role[] {
  if (!twoSided.has(analysis) || /^(?:perceived|perception)$/.test(key)) return ['perception'];
  return /^(?:expected|expectation)$/.test(key) ? ['expectation'] : ['perception', 'expectation'];
}

/** Strings of an object, those in its lists included, but not those of objects in it; what it is a part of is not what it is about. */
const ownStrings = (object: { readonly [key: string]: Json }): readonly string[] =>
  Object.entries(object).flatMap(([key, value]): readonly string[] =>
    key === 'parentId' || key === 'indicatorId'
      ? []
      : typeof value === 'string'
        ? [value]
        : Array.isArray(value)
          ? value.filter((one): one is string => typeof one === 'string')
          : [],
  );

/**
 * The questions a number rests on: those its own part of the result names (an indicator stands for the perception questions below it),
 * together with those the request was given; where neither names any, every question of the result. group: the number is of the forms
 * with one answer to a question of the request.
 */
export function questionsBehind(snapshot: Snapshot, result: AnalysisResult, path: string | null): Behind {
  const known = new Map<string, VariableId>(snapshot.variables.map(({ id }) => [id, id]));
  const tree = indicatorTree(snapshot.indicators);
  const roles = sidesOf(result, (path ?? '').split('.').at(-1)!);
  const below = (id: string): readonly VariableId[] => {
    const node = tree.nodes.find((one) => one.indicator.id === id);
    if (!node) return [];
    const leaves = new Set<string>(node.leaves.map((leaf) => leaf.indicator.id));
    return snapshot.variables
      .filter((one) => roles.includes(one.role) && one.indicatorId !== null && leaves.has(one.indicatorId))
      .map((one) => one.id);
  };
  const named = (text: string): readonly VariableId[] => {
    const variable = known.get(text);
    return variable ? [variable] : below(text);
  };
  const ancestors = path === null ? [] : lineageOf(result.values, path).ancestors;
  // Not the whole of the values: what it names is in no part of it more than in another.
  const parts = ancestors.slice(0, -1);
  let own: readonly VariableId[] = [];
  for (const { object } of parts) {
    own = ownStrings(object).flatMap(named);
    if (own.length > 0) break;
  }
  // The whole stands first in some lists of groups, without a name.
  const ofGroup =
    parts.some(({ object }) => typeof object['label'] === 'string') && /^(?:.+\.)?groups\./.test(path ?? '');
  const inputs = Object.entries(result.inputs).flatMap(([name, value]): readonly VariableId[] => {
    if (asideInputs[name] === 'reading' || (asideInputs[name] === 'parting' && !ofGroup)) return [];
    if (typeof value === 'string') return named(value);
    if (!Array.isArray(value) || (own.length > 0 && oneByOne.has(result.analysis))) return [];
    return value.flatMap((one) => (typeof one === 'string' ? named(one) : []));
  });
  const direct = inputs.length > 0 || own.length > 0 ? [...inputs, ...own] : Object.keys(result.labels).flatMap(named);
  const measured = new Set(snapshot.variables.filter((one) => one.role === 'perception').map((one) => one.id));
  // A feature says whose index it is, not of what.
  const given =
    withIndex(path) ||
    isOfSatisfied(result) ||
    (isOnIndex(result, direct.length === 0) && !direct.some((id) => measured.has(id)))
      ? [...direct, ...tree.roots.flatMap((root) => below(root.indicator.id))]
      : direct;
  const told =
    path === null
      ? null
      : (questionsOfWeights(snapshot, result, path) ??
        questionsOfImprovement(snapshot, result, path) ??
        questionsOfPart(snapshot, result, path) ??
        questionsTogether(result, path));
  const chosen = new Set(told ?? [...given, ...fittedQuestions(snapshot, result, path)]);
  const compared = isComparison(parts[0]?.object, path);
  return {
    compared,
    variableIds: snapshot.variables.filter((one) => chosen.has(one.id)).map((one) => one.id),
    group:
      compared || isOfWords(result)
        ? null
        : (bannerPlace(result, path)?.group ??
          groupOf(
            snapshot,
            result,
            parts.flatMap(({ object }) => ownStrings(object)),
            parts.flatMap(({ object }) => (typeof object['feature'] === 'string' ? [object['feature']] : [])),
          )),
  };
}

/** The correlation of an indicator with the index, its test and its interval rest on all that the index is made of. */
const withIndex = (path: string | null): boolean => /^indicators\.\d+\.(?:whole|corrected)\./.test(path ?? '');

/** A cross table without a second question is of the satisfied and the others, whom the index tells apart. */
const isOfSatisfied = ({ analysis, inputs }: AnalysisResult): boolean =>
  analysis === 'describe.crossTable' && !inputs['columns'];

/** Words and names of codes are no answers that tell forms apart. */
const isOfWords = ({ analysis }: AnalysisResult): boolean => analysis === 'text.comments';

/** A group's difference from the others, or its test, rests on the others as well. */
const isComparison = (row: JsonObject | undefined, path: string | null): boolean =>
  (typeof row?.['difference'] === 'number' && /\.(?:difference\w*|t|df|p|pAdjusted)$/.test(path ?? '')) ||
  // A rank is a form's place among all.
  (path ?? '').endsWith('.meanRank');

/** Questions may be given in place of the project's indicators (bare: of anything) and were not: the analysis takes the index itself. */
function isOnIndex(result: AnalysisResult, bare: boolean): boolean {
  const specs = findAnalysis(result.analysis)?.inputs ?? {};
  // Numbers typed in take the place of answers.
  if (Object.entries(specs).some(([name, { kind }]) => kind === 'matrix' && result.inputs[name])) return false;
  return Object.entries(specs).some(([name, spec]) => {
    const value = result.inputs[name];
    // Analyses of one question or the mean of some take the index where neither is given.
    const alone = spec === scoreInputs.items && !result.inputs['variable'];
    const meant = spec === itemsInput || alone || (bare && spec.kind !== 'matrix' && spec.optional === true);
    return meant && (value === null || (Array.isArray(value) && value.length === 0));
  });
}

/** A feature the number's part of the result or the request names, one of whose answers the number's part of the result is named for. */
function groupOf(
  snapshot: Snapshot,
  result: AnalysisResult,
  texts: readonly string[],
  named: readonly string[],
): GroupRestriction | null {
  const specs = findAnalysis(result.analysis)?.inputs ?? {};
  const features = [
    ...named,
    ...Object.entries(result.inputs).flatMap(([name, value]) =>
      specs[name]?.kind === 'variable' && typeof value === 'string' ? [value] : [],
    ),
  ];
  const rows = features.length > 0 ? rowsInUse(snapshot) : null;
  for (const id of features) {
    const variable = snapshot.variables.find((one) => one.id === id);
    if (!rows || !variable || variable.measure === 'scale' || !snapshot.columns.has(variable.id)) continue;
    const { labels } = decodeCategories(snapshot, variable.id, rows);
    const label = labels.find((one) => texts.includes(one));
    if (label !== undefined) return { variableId: variable.id, label };
  }
  return null;
}
