import { describe, expect, it } from 'vitest';
import { consistentEstimate } from '../../../shared/plssem/consistent.ts';
import { defaultOptions, estimatePls, type PlsEstimate } from '../../../shared/plssem/estimate.ts';
import { type Mode, type Scheme, specify, type Specification } from '../../../shared/plssem/model.ts';
import { effectSizes, heterotraitMonotrait, varianceInflation } from '../../../shared/plssem/quality.ts';
import type { OracleCase } from '../../golden/oracle.ts';
import { casesHere, tableOfCase } from '../../golden/statsOracle.ts';

interface MatrixFacts {
  readonly rows: readonly string[];
  readonly cols: readonly string[];
  readonly values: readonly (readonly (number | null)[])[];
}

interface ModelOptions {
  readonly scheme: Scheme;
  readonly modes: Readonly<Record<string, Mode>>;
  readonly blocks: Readonly<Record<string, string | readonly string[]>>;
  readonly paths: readonly { readonly from: string; readonly to: string }[];
}

function estimated(oracleCase: OracleCase): { readonly model: Specification; readonly estimate: PlsEstimate } {
  const options = oracleCase.options as unknown as ModelOptions;
  const model = specify({
    constructs: Object.entries(options.blocks).map(([name, items]) => ({
      name,
      items: typeof items === 'string' ? [items] : items,
      mode: options.modes[name]!,
    })),
    paths: options.paths,
  });
  const table = tableOfCase(oracleCase);
  const columns = model.items.map((item) => {
    const column = table.columns.get(item);
    if (!(column instanceof Float64Array)) throw new Error(`${item} is not a column of numbers`);
    return column.map((value) => (100 * (value - 1)) / 9);
  });
  const estimate = estimatePls(model, columns, null, {
    ...defaultOptions,
    scheme: options.scheme,
    tolerance: 1e-13,
    maxIterations: 1000,
  });
  if (estimate.status !== 'ok') throw new Error(`not estimable: ${estimate.reason}`);
  return { model, estimate };
}

/** Largest difference of a named vector. */
function gap(expected: unknown, actual: (name: string) => number | null): number {
  return Math.max(
    ...Object.entries(expected as Readonly<Record<string, number | null>>).map(([name, value]) =>
      value === null ? 0 : Math.abs(value - (actual(name) ?? Number.NaN)),
    ),
  );
}

function matrixGap(expected: unknown, actual: (row: number, column: number) => number): number {
  const { values } = expected as MatrixFacts;
  return Math.max(
    ...values.flatMap((row, i) => row.map((value, j) => (value === null ? 0 : Math.abs(value - actual(i, j))))),
  );
}

describe.each(casesHere('pls_sem'))('$id', (oracleCase) => {
  const { model, estimate } = estimated(oracleCase);
  const { expected } = oracleCase;
  const size = model.constructs.length;
  const place = (name: string): number => model.constructs.findIndex((construct) => construct.name === name);
  const item = (name: string): number => model.items.indexOf(name);

  it('converges on the published weights and loadings', () => {
    expect(estimate.converged).toBe(true);
    expect(estimate.n).toBe(expected['n']);
    expect(gap(expected['outer_weights_standardized'], (name) => estimate.weights[item(name)]!)).toBeLessThan(1e-11);
    expect(gap(expected['loadings'], (name) => estimate.loadings[item(name)]!)).toBeLessThan(1e-11);
    expect(matrixGap(expected['cross_loadings'], (i, j) => estimate.crossLoadings[i * size + j]!)).toBeLessThan(1e-11);
  });

  it('has the paths, their effects and what they explain', () => {
    const paths = expected['paths'] as readonly { readonly coefficient: number }[];
    paths.forEach(({ coefficient }, index) => expect(estimate.coefficients[index]).toBeCloseTo(coefficient, 11));
    expect(gap(expected['r_squared'], (name) => estimate.rSquared[place(name)]!)).toBeLessThan(1e-11);
    expect(matrixGap(expected['total_effects'], (i, j) => estimate.totalEffects[i * size + j]!)).toBeLessThan(1e-11);
    expect(matrixGap(expected['construct_correlations'], (i, j) => estimate.correlations[i * size + j]!)).toBeLessThan(
      1e-11,
    );
    const sizes = effectSizes(model, estimate.correlations, estimate.rSquared);
    (expected['f_squared'] as readonly { readonly f2: number }[]).forEach(({ f2 }, index) =>
      expect(sizes[index]).toBeCloseTo(f2, 10),
    );
    for (const [name, among] of Object.entries(expected['inner_vif'] as Readonly<Record<string, unknown>>)) {
      const { predecessors } = model.constructs[place(name)]!;
      const inflation = varianceInflation(estimate.correlations, size, predecessors);
      expect(gap(among, (cause) => inflation[predecessors.indexOf(place(cause))]!)).toBeLessThan(1e-9);
    }
  });

  it('judges its blocks as the packages do', () => {
    const block = (name: string) => estimate.blocks[place(name)]!;
    expect(gap(expected['cronbach_alpha_standardized'], (name) => block(name).alpha)).toBeLessThan(1e-12);
    expect(gap(expected['composite_reliability_rho_c'], (name) => block(name).rhoC)).toBeLessThan(1e-11);
    expect(gap(expected['rho_a'], (name) => block(name).rhoA)).toBeLessThan(1e-10);
    expect(gap(expected['ave'], (name) => block(name).ave)).toBeLessThan(1e-11);
    const ratios = heterotraitMonotrait(model, estimate.itemCorrelations);
    expect(matrixGap(expected['htmt'], (i, j) => ratios[i * size + j]!)).toBeLessThan(1e-12);
    for (const [name, inflation] of Object.entries(expected['indicator_vif'] as Readonly<Record<string, unknown>>)) {
      const { items } = model.constructs[place(name)]!;
      expect(gap(inflation, (one) => block(name).itemVif[items.indexOf(item(one))]!)).toBeLessThan(1e-9);
    }
  });

  it('gives the index of every construct under both conventions of the packages', () => {
    const index = (name: string) => estimate.indices[place(name)]!;
    expect(gap(expected['index_0_100'], (name) => index(name).unstandardised)).toBeLessThan(1e-9);
    // plspm stops at a change of 1e-6.
    expect(
      gap(expected['index_0_100_standardized_weights_as_plspm_rescale'], (name) => index(name).standardised),
    ).toBeLessThan(1e-5);
  });
});

describe.each(casesHere('pls_consistent'))('$id', (oracleCase) => {
  it('corrects paths and loadings for attenuation', () => {
    const { model, estimate } = estimated(oracleCase);
    const consistent = consistentEstimate(
      model,
      estimate.weights,
      estimate.loadings,
      estimate.correlations,
      estimate.blocks.map((block) => block.rhoA),
    )!;
    const { expected } = oracleCase;
    expect(gap(expected['loadings'], (name) => consistent.loadings[model.items.indexOf(name)]!)).toBeLessThan(1e-11);
    (expected['paths'] as readonly { readonly coefficient: number }[]).forEach(({ coefficient }, index) =>
      expect(consistent.coefficients[index]).toBeCloseTo(coefficient, 10),
    );
    expect(
      gap(
        expected['r_squared'],
        (name) => consistent.rSquared[model.constructs.findIndex((construct) => construct.name === name)]!,
      ),
    ).toBeLessThan(1e-10);
  });
});
