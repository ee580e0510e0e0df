import { useMemo } from 'react';
import type { Command } from '../../../shared/commands/catalogue.ts';
import type { IndicatorId } from '../../../shared/model/ids.ts';
import type { Indicator, WeightEntry, WeightMethod, Weighting } from '../../../shared/model/indicator.ts';
import { ordered } from '../../../shared/model/project.ts';
import { indicatorRoles, type Variable } from '../../../shared/model/variable.ts';
import { compositeWeights, normaliseSiblings, weightSumFaults } from '../../../shared/satisfaction/compositeWeights.ts';
import { type IndicatorTree, indicatorTree } from '../../../shared/satisfaction/indicatorTree.ts';
import { useReport } from '../../app/notices.tsx';
import { applyCommand, useProject } from '../../app/projectStore.ts';
import { useClient } from '../../client/ClientContext.tsx';
import type { Place } from './treeMoves.ts';

export interface Attached {
  readonly variableId: string;
  readonly indicatorId: string;
}

export interface TreeActions {
  add(id: string, parentId: string | null, name: string): Promise<boolean>;
  update(id: string, changes: { readonly name?: string; readonly definition?: string }): Promise<boolean>;
  move(id: string, place: Place): Promise<boolean>;
  remove(id: string): Promise<boolean>;
  setWeight(indicator: Indicator, weight: number): Promise<boolean>;
  /** Divides the weights of a parent's children by their sum. */
  normalise(parentId: IndicatorId | null): Promise<boolean>;
  weigh(
    parentId: string | null,
    method: WeightMethod,
    judgments: readonly (readonly number[])[] | null,
    rules?: Partial<Pick<Weighting, 'priorities' | 'randomIndex'>>,
  ): Promise<boolean>;
  /** Weights among one parent's children, with the entry they were reached from. */
  setWeights(parentId: IndicatorId | null, weights: readonly Indicator[], entry: WeightEntry): Promise<boolean>;
  /** Composite weights of the lowest level, taken from a comparison. */
  takeLeafWeights(
    weights: readonly { readonly id: string; readonly weight: number }[],
    source: string,
  ): Promise<boolean>;
  attach(questions: readonly { readonly variable: Variable; readonly indicatorId: string | null }[]): Promise<boolean>;
  /** questions: what is attached where, besides those that keep their indicator by its name. */
  replace(indicators: readonly Indicator[], source: string, questions?: readonly Attached[]): Promise<boolean>;
}

export interface ProjectTree {
  readonly indicators: readonly Indicator[];
  readonly tree: IndicatorTree;
  /** Composite weights as far as they go; sums other than 1 are carried through, so that the bars stay while weights are edited. */
  readonly composite: ReadonlyMap<IndicatorId, number>;
  readonly faults: ReturnType<typeof weightSumFaults>;
  readonly questions: ReadonlyMap<string, readonly Variable[]>;
  readonly variables: readonly Variable[];
  readonly weightings: ReadonlyMap<string, Weighting>;
  readonly actions: TreeActions;
}

function looseComposite(tree: IndicatorTree): ReadonlyMap<IndicatorId, number> {
  const weights = new Map<IndicatorId, number>();
  for (const { indicator } of tree.nodes)
    weights.set(
      indicator.id,
      indicator.weight * (indicator.parentId === null ? 1 : (weights.get(indicator.parentId) ?? 1)),
    );
  return weights;
}

/** The project's indicators as a tree with everything the room shows of them, and the changes it can make. */
export function useTree(): ProjectTree {
  const client = useClient();
  const { projectId, entities } = useProject();
  const { reportError } = useReport();
  const indicators = useMemo(() => ordered(entities.indicator), [entities.indicator]);
  const variables = useMemo(() => ordered(entities.variable), [entities.variable]);
  const tree = useMemo(() => indicatorTree(indicators), [indicators]);
  const faults = useMemo(() => weightSumFaults(indicators), [indicators]);
  const composite = useMemo(
    () => (faults.length === 0 ? compositeWeights(indicators) : looseComposite(tree)),
    [faults, indicators, tree],
  );
  const questions = useMemo(() => {
    const table = new Map<string, Variable[]>();
    for (const variable of variables) {
      if (variable.indicatorId === null) continue;
      table.set(variable.indicatorId, [...(table.get(variable.indicatorId) ?? []), variable]);
    }
    return table;
  }, [variables]);

  const actions = useMemo((): TreeActions => {
    const apply = (command: Command): Promise<boolean> =>
      applyCommand(client, projectId, command).then(
        () => true,
        (error: unknown) => {
          reportError(error);
          return false;
        },
      );
    const setDirect = (parentId: string | null, weights: readonly Indicator[], entry?: WeightEntry): Promise<boolean> =>
      apply({
        type: 'weights.set',
        parentId,
        method: 'direct',
        weights: weights.map(({ id, weight }) => ({ id, weight })),
        judgments: null,
        priorities: 'eigenvector',
        randomIndex: 'saaty',
        ...(entry
          ? {
              entry: {
                kind: entry.kind,
                rule: entry.rule,
                rounds: entry.rounds.map((round) => round.map((line) => [...line])),
              },
            }
          : {}),
      });
    return {
      add: (id, parentId, name) => apply({ type: 'indicator.add', id, parentId, name, definition: '' }),
      update: (id, changes) => apply({ type: 'indicator.update', id, ...changes }),
      move: (id, place) => apply({ type: 'indicator.move', id, parentId: place.parentId, index: place.index }),
      remove: (id) => apply({ type: 'indicator.remove', id }),
      setWeight: (indicator, weight) => setDirect(indicator.parentId, [{ ...indicator, weight }]),
      setWeights: setDirect,
      takeLeafWeights: (weights, source) => apply({ type: 'weights.apply', weights: [...weights], source }),
      normalise: (parentId) =>
        setDirect(
          parentId,
          normaliseSiblings(indicators, parentId).filter((indicator) => indicator.parentId === parentId),
        ),
      weigh: (parentId, method, judgments, rules) =>
        apply({
          type: 'weights.set',
          parentId,
          method,
          weights: null,
          judgments: judgments ? judgments.map((row) => [...row]) : null,
          priorities: rules?.priorities ?? 'eigenvector',
          randomIndex: rules?.randomIndex ?? 'saaty',
        }),
      attach: (list) =>
        apply({
          type: 'variables.update',
          updates: list.map(({ variable, indicatorId }) => ({
            variableId: variable.id,
            // A question nobody has classified becomes a perception question when it is put under an indicator.
            changes: {
              indicatorId,
              ...(indicatorId !== null && !indicatorRoles.includes(variable.role)
                ? { role: 'perception' as const }
                : {}),
            },
          })),
        }),
      replace: (next, source, attached = []) =>
        apply({
          type: 'indicators.replace',
          indicators: next.map((indicator) => ({ ...indicator })),
          questions: attached.map((question) => ({ ...question })),
          source,
        }),
    };
  }, [client, projectId, reportError, indicators]);

  return { indicators, tree, composite, faults, questions, variables, weightings: entities.weighting, actions };
}
