import type { Json } from '../../../shared/analyses/types.ts';
import { columnNames, tableOfCase } from '../statsOracle.ts';
import { ascendingScale, snapshotOf, type Table, tableFromLists } from '../table.ts';
import { type OracleCase } from '../oracle.ts';
import { type Adapter, valuesOf } from './adapter.ts';

interface WeightValues {
  readonly elements: readonly { readonly label: string; readonly weight: number; readonly basis: number }[];
}

/** Inline cases hold rows under labels, the others name columns of a file. */
function tableAndNames(oracleCase: OracleCase): { readonly table: Table; readonly names: readonly string[] } {
  const inline = oracleCase.dataset.inline as
    | { readonly labels: readonly string[]; readonly matrix: readonly (readonly number[])[] }
    | undefined;
  if (!inline) return { table: tableOfCase(oracleCase), names: columnNames(oracleCase) };
  const lists = inline.labels.map((label, j) => [label, inline.matrix.map((row) => row[j]!)] as const);
  return { table: tableFromLists(Object.fromEntries(lists)), names: inline.labels };
}

export const entropyWeightsAdapter: Adapter = {
  methods: ['entropy_weights'],
  analyses: ['weights.entropy', 'weights.critic', 'weights.variation'],
  atLeast: 20,
  actual(oracleCase, analyse) {
    const { direction, shift_after_minmax: shift } = oracleCase.options as {
      readonly direction: readonly number[];
      readonly shift_after_minmax: number;
    };
    const { table, names } = tableAndNames(oracleCase);
    // The cases take the answers as they are: on a scale of 0-100 the score is the answer.
    const snapshot = snapshotOf(table, {
      scales: Object.fromEntries(names.map((name) => [name, ascendingScale(0, 100)])),
    });
    const run = (analysis: string, options: Readonly<Record<string, Json>>): WeightValues =>
      valuesOf(analyse(snapshot, { analysis, inputs: { items: names }, options }));
    const perItem = (values: WeightValues, pick: (one: WeightValues['elements'][number]) => number) =>
      Object.fromEntries(values.elements.map((one) => [one.label, pick(one)]));
    const minmax = run('weights.entropy', { normalise: 'minmax', shift, directions: direction });
    const raw = run('weights.entropy', {});
    return {
      m: analyse(snapshot, { analysis: 'weights.entropy', inputs: { items: names }, options: {} }).n,
      minmax: {
        entropy: perItem(minmax, (one) => 1 - one.basis),
        redundancy: perItem(minmax, (one) => one.basis),
        weights: perItem(minmax, (one) => one.weight),
      },
      sum_normalized_raw: {
        entropy: perItem(raw, (one) => 1 - one.basis),
        weights: perItem(raw, (one) => one.weight),
      },
      critic_minmax: perItem(run('weights.critic', { directions: direction }), (one) => one.weight),
      coefficient_of_variation: perItem(run('weights.variation', {}), (one) => one.weight),
    };
  },
};
