import type { AnalysisRequest } from '../../../shared/analyses/types.ts';
import type { ComparisonValues } from '../../../shared/analyses/plsComparison.ts';
import type { PlsValues } from '../../../shared/analyses/plsValues.ts';
import { iterated } from '../compare.ts';
import { loadCases, type OracleCase } from '../oracle.ts';
import { snapshotOfCase } from '../statsOracle.ts';
import { ascendingScale } from '../table.ts';
import { type Adapter, type Analyse, valuesOf } from './adapter.ts';

interface ModelOptions {
  readonly scheme: string;
  readonly modes: Readonly<Record<string, 'A' | 'B'>>;
  readonly blocks: Readonly<Record<string, string | readonly string[]>>;
  readonly paths: readonly { readonly from: string; readonly to: string }[];
  readonly scale_min: number;
  readonly scale_max: number;
}

/** The model a case is about: its own, or that of the case it names. */
function modelOptions(oracleCase: OracleCase): ModelOptions {
  const named = oracleCase.options['model'];
  if (typeof named !== 'string') return oracleCase.options as unknown as ModelOptions;
  const [method] = named.split('/');
  return loadCases(method).find(({ id }) => id === named)!.options as unknown as ModelOptions;
}

/** Runs the model of a case as JSON, as `csi run --request` does. */
function run(
  oracleCase: OracleCase,
  analyse: Analyse,
  options: AnalysisRequest['options'] = {},
): PlsValues & { readonly n: number } {
  const { blocks, modes, paths, scheme, scale_min, scale_max } = modelOptions(oracleCase);
  const constructs = Object.entries(blocks).map(([name, items]) => ({
    name,
    items: typeof items === 'string' ? [items] : items,
    mode: modes[name]!,
  }));
  const scale = ascendingScale(scale_min, scale_max);
  const scales = Object.fromEntries(constructs.flatMap(({ items }) => items.map((item) => [item, scale])));
  const snapshot = snapshotOfCase(oracleCase, { scales });
  const result = analyse(snapshot, {
    analysis: 'model.pls',
    inputs: {},
    options: {
      model: { constructs, paths: paths.map(({ from, to }) => ({ from, to })) },
      scheme,
      tolerance: 1e-13,
      omission: 0,
      resamples: 0,
      ...options,
    },
  });
  return { ...valuesOf<PlsValues>(result), n: result.n };
}

const byName = <T>(values: PlsValues, pick: (place: number) => T): Record<string, T> =>
  Object.fromEntries(values.constructs.map(({ name }, place) => [name, pick(place)]));
/** Of those that something points at. */
const ofEffects = <T>(values: PlsValues, pick: (place: number) => T): Record<string, T> =>
  Object.fromEntries(
    values.structure.flatMap(({ name, rSquared }, place) => (rSquared === null ? [] : [[name, pick(place)]])),
  );
const byItem = <T>(values: PlsValues, pick: (place: number) => T): Record<string, T> =>
  Object.fromEntries(values.items.map(({ id }, place) => [id, pick(place)]));
const square = (values: PlsValues, rows: readonly (readonly (number | null)[])[]) => {
  const names = values.constructs.map(({ name }) => name);
  return { rows: names, cols: names, values: rows };
};

export const plsAdapter: Adapter = {
  methods: ['pls_sem'],
  analyses: ['model.pls'],
  atLeast: 300,
  // plspm stops at a change of 1e-6.
  toleranceAt: (path) => (/plspm/.test(path) ? { relative: 0, absolute: 1e-5 } : { relative: 0, absolute: 1e-9 }),
  actual(oracleCase, analyse) {
    const values = run(oracleCase, analyse);
    return {
      n: values.n,
      outer_weights_standardized: byItem(values, (i) => values.items[i]!.weight),
      loadings: byItem(values, (i) => values.items[i]!.loading),
      cross_loadings: {
        rows: values.items.map(({ id }) => id),
        cols: values.constructs.map(({ name }) => name),
        values: values.items.map(({ crossLoadings }) => crossLoadings),
      },
      paths: values.paths.map(({ from, to, coefficient }) => ({ from, to, coefficient })),
      r_squared: ofEffects(values, (k) => values.structure[k]!.rSquared),
      adjusted_r_squared: ofEffects(values, (k) => values.structure[k]!.adjusted),
      construct_correlations: square(values, values.correlations),
      total_effects: square(values, values.totalEffects),
      cronbach_alpha_standardized: byName(values, (k) => values.constructs[k]!.alpha),
      composite_reliability_rho_c: byName(values, (k) => values.constructs[k]!.rhoC),
      rho_a: byName(values, (k) => values.constructs[k]!.rhoA),
      ave: byName(values, (k) => values.constructs[k]!.ave),
      htmt: square(values, values.htmt),
      fornell_larcker: square(values, values.fornellLarcker),
      f_squared: values.paths.map(({ from, to, f2 }) => ({ from, to, f2 })),
      inner_vif: ofEffects(values, (k) => {
        const to = values.constructs[k]!.name;
        return Object.fromEntries(values.paths.filter((path) => path.to === to).map(({ from, vif }) => [from, vif]));
      }),
      indicator_vif: byName(values, (k) =>
        Object.fromEntries(values.items.filter(({ construct }) => construct === k).map(({ id, vif }) => [id, vif])),
      ),
      gof_tenenhaus: values.fit.gof,
      gof_plspm: values.fit.gof,
      unstandardized_weights_sum1: byItem(values, (i) => values.items[i]!.share),
      index_0_100: byName(values, (k) => values.constructs[k]!.indexUnstandardised),
      index_0_100_standardized_weights_as_plspm_rescale: byName(values, (k) => values.constructs[k]!.indexStandardised),
    };
  },
};

export const plsConsistentAdapter: Adapter = {
  methods: ['pls_consistent'],
  analyses: ['model.pls'],
  atLeast: 40,
  toleranceAt: () => iterated,
  actual(oracleCase, analyse) {
    const values = run(oracleCase, analyse, { consistent: true });
    return {
      loadings: byItem(values, (i) => values.consistent!.loadings[i]),
      paths: values.paths.map(({ from, to, consistent }) => ({ from, to, coefficient: consistent })),
      r_squared: ofEffects(values, (k) => values.structure[k]!.consistentRSquared),
      reliabilities_rho_a: byName(values, (k) => values.consistent!.rhoA[k]),
    };
  },
};

export const plsBlindfoldingAdapter: Adapter = {
  methods: ['pls_blindfolding'],
  analyses: ['model.pls'],
  atLeast: 14,
  // Programs differ in which answers they leave out together and how they fill them: the oracle asks for about .02.
  toleranceAt: () => ({ relative: 0, absolute: 0.02 }),
  actual(oracleCase, analyse) {
    const q2 = (omission: number) => {
      const values = run(oracleCase, analyse, { scheme: 'centroid', omission });
      return byName(values, (k) => values.structure[k]!.q2);
    };
    return { centroid_d5: q2(5), centroid_d7: q2(7) };
  },
};

interface ComparisonOptions {
  readonly models: readonly {
    readonly constructs: readonly { readonly name: string; readonly mode: 'A' | 'B'; readonly items: string[] }[];
    readonly paths: readonly { readonly from: string; readonly to: string }[];
  }[];
  readonly target: string;
  readonly scheme: string;
  readonly scale_min: number;
  readonly scale_max: number;
}

export const plsComparisonAdapter: Adapter = {
  methods: ['pls_comparison'],
  analyses: ['model.compareModels'],
  atLeast: 60,
  // Both sides iterate to 1e-13.
  toleranceAt: () => ({ relative: 0, absolute: 1e-9 }),
  actual(oracleCase, analyse) {
    const { models, target, scheme, scale_min, scale_max } = oracleCase.options as unknown as ComparisonOptions;
    const items = models.flatMap(({ constructs }) => constructs.flatMap((construct) => construct.items));
    const scale = ascendingScale(scale_min, scale_max);
    const snapshot = snapshotOfCase(oracleCase, { scales: Object.fromEntries(items.map((item) => [item, scale])) });
    const plain = models.map(({ constructs, paths }) => ({
      constructs: constructs.map(({ name, mode, items: block }) => ({ name, mode, items: block })),
      paths: paths.map(({ from, to }) => ({ from, to })),
    }));
    const result = analyse(snapshot, {
      analysis: 'model.compareModels',
      inputs: {},
      options: {
        model: plain[0]!,
        second: plain[1] ?? null,
        third: plain[2] ?? null,
        fourth: plain[3] ?? null,
        target,
        scheme,
        tolerance: 1e-13,
        omission: 0,
      },
    });
    const values = valuesOf<ComparisonValues>(result);
    /** Of the constructs the model has, or of those that something points at. */
    const named = (pick: (row: ComparisonValues['constructs'][number]) => number | null | undefined) =>
      Object.fromEntries(
        values.constructs.flatMap((row): [string, number][] => {
          const value = pick(row);
          return value === null || value === undefined ? [] : [[row.name, value]];
        }),
      );
    return {
      n: result.n,
      models: values.models.map((model, place) => ({
        r_squared: named(({ rSquared }) => rSquared[place]),
        adjusted_r_squared: model.adjusted,
        aic: model.aic,
        bic: model.bic,
        index: named(({ index }) => index[place]),
        srmr: model.srmr,
        gof: model.gof,
        paths: (plain[place] ?? plain[0]!).paths.flatMap(({ from, to }) => {
          const row = values.paths.find((path) => path.from === from && path.to === to);
          const coefficient = row?.coefficients[place] ?? null;
          return coefficient === null ? [] : [{ from, to, coefficient }];
        }),
        bic_behind: model.behind,
        bic_weight: model.weight,
      })),
    };
  },
};

interface Expected {
  readonly name: string;
  readonly original: number;
  readonly se: number;
}
const bootstrapParts = ['paths', 'loadings', 'weights', 'total_paths', 'htmt'] as const;

/**
 * Random numbers of two programs: compared in units of the standard error, within the case's tolerances. Both sides are given as the
 * estimate, the ratio of standard errors, and bounds and mean divided by the expected standard error.
 */
export const plsBootstrapAdapter: Adapter = {
  methods: ['pls_bootstrap'],
  analyses: ['model.pls'],
  atLeast: 200,
  toleranceAt(path) {
    if (path.endsWith('original')) return { relative: 0, absolute: 1e-9 };
    if (path.endsWith('se')) return { relative: 0.05, absolute: 1e-9 };
    return { relative: 0, absolute: path.endsWith('mean') ? 0.05 : 0.12 };
  },
  expected({ expected }) {
    return Object.fromEntries(
      bootstrapParts.map((part) => [
        part,
        Object.fromEntries(
          (
            expected[part] as readonly (Expected & {
              readonly boot_mean: number;
              readonly ci95_percentile: readonly number[];
            })[]
          )
            .filter(({ se }) => se > 1e-9)
            .map(({ name, original, se, boot_mean, ci95_percentile: [lower, upper] }) => [
              name,
              { original, se, mean: boot_mean / se, lower: lower! / se, upper: upper! / se },
            ]),
        ),
      ]),
    );
  },
  actual(oracleCase, analyse) {
    const values = run(oracleCase, analyse, { resamples: 40_000 });
    const inUnits = (
      part: string,
      named: readonly (readonly [string, number, PlsValues['paths'][number]['resampled']])[],
    ) => {
      const errors = new Map((oracleCase.expected[part] as readonly Expected[]).map(({ name, se }) => [name, se]));
      return Object.fromEntries(
        named.map(([name, original, one]) => {
          const unit = errors.get(name) ?? Number.NaN;
          return [
            name,
            one && { original, se: one.se, mean: one.mean / unit, lower: one.lower / unit, upper: one.upper / unit },
          ];
        }),
      );
    };
    const itemName = (i: number) => `${values.items[i]!.id} -> ${values.constructs[values.items[i]!.construct]!.name}`;
    return {
      paths: inUnits(
        'paths',
        values.paths.map((one) => [`${one.from} -> ${one.to}`, one.coefficient, one.resampled]),
      ),
      total_paths: inUnits(
        'total_paths',
        values.effects.map((one) => [`${one.from} -> ${one.to}`, one.total, one.resampled]),
      ),
      loadings: inUnits(
        'loadings',
        values.itemsResampled.map(({ loading }, i) => [itemName(i), values.items[i]!.loading, loading]),
      ),
      weights: inUnits(
        'weights',
        values.itemsResampled.map(({ weight }, i) => [itemName(i), values.items[i]!.weight, weight]),
      ),
      htmt: inUnits(
        'htmt',
        values.htmtResampled.map(({ first, second, value }) => {
          const place = (name: string) => values.constructs.findIndex((one) => one.name === name);
          return [`${first} -> ${second}`, values.htmt[place(second)]![place(first)]!, value];
        }),
      ),
    };
  },
};
