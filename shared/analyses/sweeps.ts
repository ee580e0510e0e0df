import type { Snapshot } from '../model/dataset.ts';
import type { VariableId } from '../model/ids.ts';
import type { Role, Variable } from '../model/variable.ts';
import { indicatorTree } from '../satisfaction/indicatorTree.ts';
import { featureVariables } from './members/influenceFeatureScreen.ts';
import { ratedQuestions } from './labels.ts';
import { hasIndex, questionsByLeaf } from './projectIndex.ts';
import type { AnalysisRequest } from './types.ts';

/** What there is to sweep over: rated questions, customer features, and the perception questions of each node of the tree. */
interface Subjects {
  readonly rated: readonly Variable[];
  readonly features: readonly Variable[];
  readonly nodes: readonly (readonly VariableId[])[];
  readonly hasIndex: boolean;
}

function subjectsOf(snapshot: Snapshot): Subjects {
  const tree = indicatorTree(snapshot.indicators);
  const byLeaf = questionsByLeaf(snapshot, tree, 'perception').byLeaf;
  return {
    rated: ratedQuestions(snapshot),
    features: featureVariables(snapshot),
    nodes: tree.nodes
      .map((node) => node.leaves.flatMap((leaf) => byLeaf.get(leaf.indicator.id) ?? []))
      .filter((ids) => ids.length > 0),
    hasIndex: hasIndex(snapshot),
  };
}

const ofRoles = (variables: readonly Variable[], ...roles: readonly Role[]): readonly Variable[] =>
  variables.filter((variable) => roles.includes(variable.role));

/** Analyses that can be had of every question, indicator or feature, and their inputs for each. */
const inputsOf: Readonly<Record<string, (subjects: Subjects) => readonly AnalysisRequest['inputs'][]>> = {
  'reliability.cronbachAlpha': ({ nodes }) => nodes.filter((ids) => ids.length > 1).map((items) => ({ items })),
  'describe.frequencies': ({ rated }) => rated.map(({ id }) => ({ items: [id] })),
  'distribution.normality': ({ nodes }) => nodes.map((items) => ({ items })),
  'distribution.meanInterval': ({ rated }) => rated.map(({ id }) => ({ variable: id })),
  'distribution.proportionInterval': ({ rated }) =>
    ofRoles(rated, 'perception', 'overallSatisfaction', 'loyalty')
      .filter(({ measure }) => measure !== 'scale')
      .map(({ id }) => ({ variable: id })),
  'index.byFeature': ({ features, hasIndex: indexed }) =>
    indexed
      ? features.flatMap((first, place) =>
          features.slice(place + 1).map((second) => ({ feature: first.id, second: second.id })),
        )
      : [],
  'csi.index': ({ nodes }) => nodes.filter((ids) => ids.length > 1).map((items) => ({ items })),
};

/** The ids of the table, for the test that each is a member. */
export const sweptAnalyses: readonly string[] = Object.keys(inputsOf);

/** Requests of one analysis beyond its own proposals: one for each question, indicator and feature it applies to. */
export function sweep(snapshot: Snapshot, analysis: string): readonly AnalysisRequest[] {
  const make = inputsOf[analysis];
  if (!make || snapshot.variables.length === 0) return [];
  return make(subjectsOf(snapshot)).map((inputs) => ({ analysis, inputs, options: {} }));
}
