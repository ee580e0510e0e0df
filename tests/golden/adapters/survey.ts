import { rake, type Margin, type Trimming } from '../../../shared/cleaning/raking.ts';
import type { WeightBounds } from '../../../shared/cleaning/trimWeights.ts';
import { variableId } from '../../../shared/model/ids.ts';
import type { OracleCase } from '../oracle.ts';
import { columnNames, pair, tableOfCase } from '../statsOracle.ts';
import { ascendingScale, groupCodes, numericColumn, snapshotOf, type Table } from '../table.ts';
import { type Adapter, valuesOf } from './adapter.ts';

type Targets = Readonly<Record<string, Readonly<Record<string, number>>>>;

interface RakingCaseOptions {
  readonly margins: Targets;
  readonly base?: string;
  readonly trim?: WeightBounds;
  readonly trimming?: Trimming;
}

/** Age bands of the bfi cases: up to 24, up to 44, above. */
function bandCodes(table: Table, labels: readonly string[]): Int32Array {
  const bandOf = (age: number): string => (age <= 24 ? 'young' : age <= 44 ? 'middle' : 'old');
  return Int32Array.from(numericColumn(table, 'age'), (age) => (Number.isNaN(age) ? -1 : labels.indexOf(bandOf(age))));
}

function marginsOf(table: Table, targets: Targets): Margin[] {
  return Object.entries(targets).map(([name, shares]) => {
    const labels = Object.keys(shares);
    const categories = table.columns.has(name) ? groupCodes(table, name, labels).codes : bandCodes(table, labels);
    return { name, labels, targets: Object.values(shares), categories };
  });
}

/** Ours and R's cycles both run until rounding is all that is left, so that the weights and not the stopping are compared. */
export const rakingAdapter: Adapter = {
  methods: ['raking'],
  analyses: [],
  atLeast: 100,
  toleranceAt: () => ({ relative: 1e-9, absolute: 1e-12 }),
  actual(oracleCase) {
    const table = tableOfCase(oracleCase);
    const { margins, base, trim, trimming } = oracleCase.options as unknown as RakingCaseOptions;
    const result = rake(marginsOf(table, margins), {
      base: base ? numericColumn(table, base) : null,
      trim: trim ?? null,
      trimming: trimming ?? 'cycles',
      tolerance: 1e-13,
    });
    const used = [...result.weights].filter((weight) => !Number.isNaN(weight));
    return {
      n: result.n,
      effective_n: result.effectiveN,
      design_effect: result.designEffect,
      smallest: Math.min(...used),
      largest: Math.max(...used),
      weights: used.slice(0, 200),
    };
  },
};

interface IndexCaseOptions {
  readonly weights: number[];
  readonly scale_min: number;
  readonly scale_max: number;
  readonly weight?: string;
  readonly frequency?: string;
  readonly strata?: string;
  readonly clusters?: string;
  readonly population?: Readonly<Record<string, number>>;
}

/** The table with a column of frequencies 2, 3, 1, 2, ... as the cases that repeat rows have them. */
function withCopies(table: Table): Table {
  const copies = Float64Array.from({ length: table.rowCount }, (_, i) => 1 + ((i + 1) % 3));
  return { ...table, names: [...table.names, 'copies'], columns: new Map([...table.columns, ['copies', copies]]) };
}

function designOf({ weight, frequency, strata, clusters, population = {} }: IndexCaseOptions) {
  const { all, ...sizes } = population;
  return {
    weight: frequency
      ? { variableId: variableId('copies'), kind: 'frequency' as const }
      : weight
        ? { variableId: variableId(weight), kind: 'survey' as const }
        : null,
    stratum: strata ? variableId(strata) : null,
    cluster: clusters ? variableId(clusters) : null,
    populationSizes: all === undefined ? sizes : { '': all },
  };
}

/** The index and its interval under every part of a sampling design. */
export const surveyIndexAdapter: Adapter = {
  methods: ['survey_index'],
  analyses: ['csi.index'],
  atLeast: 5,
  actual(oracleCase: OracleCase, analyse) {
    const options = oracleCase.options as unknown as IndexCaseOptions;
    const names = columnNames(oracleCase);
    const scale = ascendingScale(options.scale_min, options.scale_max);
    const snapshot = snapshotOf(withCopies(tableOfCase(oracleCase)), {
      scales: Object.fromEntries(names.map((name) => [name, scale])),
      design: designOf(options),
    });
    const { overall } = valuesOf<{
      overall: { index: number; se: number; df: number; interval: { lower: number; upper: number } };
    }>(analyse(snapshot, { analysis: 'csi.index', inputs: { items: names }, options: { weights: options.weights } }));
    return { index: overall.index, se: overall.se, df: overall.df, ci95_t: pair(overall.interval) };
  },
};
