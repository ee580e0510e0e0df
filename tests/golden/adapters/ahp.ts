import { iterated } from '../compare.ts';
import type { OracleCase } from '../oracle.ts';
import { snapshotOf, tableFromLists } from '../table.ts';
import { type Adapter, valuesOf } from './adapter.ts';

interface AhpValues {
  readonly elements: readonly {
    readonly label: string;
    readonly eigenvector: number;
    readonly geometricMean: number;
    readonly columnMean: number;
    readonly rowSum: number;
  }[];
  readonly lambdaMax: number;
  readonly lambdaFromGeometricMean: number;
  readonly lambdaFromColumnMean: number;
  readonly consistencyIndex: number;
  readonly randomIndices: Readonly<Record<string, number | null>>;
  readonly consistencyRatios: Readonly<Record<string, number | null>>;
  readonly geometricConsistencyIndex: number | null;
}

const empty = snapshotOf(tableFromLists({}));

function inlineOf(oracleCase: OracleCase): {
  readonly labels: readonly string[];
  readonly matrix: readonly (readonly number[])[];
  readonly matrices: readonly (readonly (readonly number[])[])[];
} {
  return oracleCase.dataset.inline as unknown as ReturnType<typeof inlineOf>;
}

export const ahpAdapter: Adapter = {
  methods: ['ahp'],
  analyses: ['weights.ahp'],
  atLeast: 12,
  toleranceAt: () => iterated,
  actual(oracleCase, analyse) {
    const { labels, matrix } = inlineOf(oracleCase);
    const values = valuesOf<AhpValues>(
      analyse(empty, { analysis: 'weights.ahp', inputs: { judgments: { labels, rows: matrix } }, options: {} }),
    );
    const weights = (pick: (one: AhpValues['elements'][number]) => number) =>
      Object.fromEntries(values.elements.map((one) => [one.label, pick(one)]));
    return {
      n: values.elements.length,
      lambda_max: values.lambdaMax,
      consistency_index: values.consistencyIndex,
      random_index: { saaty_1980: values.randomIndices.saaty, saaty_2003: values.randomIndices.saaty2003 },
      consistency_ratio: { saaty_1980: values.consistencyRatios.saaty, saaty_2003: values.consistencyRatios.saaty2003 },
      weights_eigenvector: weights((one) => one.eigenvector),
      weights_geometric_mean: weights((one) => one.geometricMean),
      weights_column_normalized_mean: weights((one) => one.columnMean),
      weights_row_sum: weights((one) => one.rowSum),
      lambda_max_from_geometric_mean_weights: values.lambdaFromGeometricMean,
      lambda_max_from_column_mean_weights: values.lambdaFromColumnMean,
      geometric_consistency_index: values.geometricConsistencyIndex,
    };
  },
};

interface AhpGroupValues {
  readonly elements: readonly { readonly aij: number; readonly aipGeometric: number; readonly aipArithmetic: number }[];
  readonly matrix: readonly (readonly number[])[];
  readonly lambdaMax: number;
}

export const ahpGroupAdapter: Adapter = {
  methods: ['ahp_group'],
  analyses: ['weights.ahpGroup'],
  atLeast: 12,
  toleranceAt: () => iterated,
  actual(oracleCase, analyse) {
    const { labels, matrices } = inlineOf(oracleCase);
    const values = valuesOf<AhpGroupValues>(
      analyse(empty, {
        analysis: 'weights.ahpGroup',
        inputs: { judgments: { labels, rows: matrices.flat() } },
        options: {},
      }),
    );
    return {
      aij_geometric_mean_matrix: values.matrix,
      aij_weights: values.elements.map((one) => one.aij),
      aij_lambda_max: values.lambdaMax,
      aip_geometric_weights: values.elements.map((one) => one.aipGeometric),
      aip_arithmetic_weights: values.elements.map((one) => one.aipArithmetic),
    };
  },
};
