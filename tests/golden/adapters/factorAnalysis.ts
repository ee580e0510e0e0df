import type { FactorItem, FactorValues } from '../../../shared/analyses/factorAnalysisValues.ts';
import type { AnalysisRequest } from '../../../shared/analyses/types.ts';
import { numericColumn } from '../table.ts';
import { columnNames, snapshotOfCase, tableOfCase } from '../statsOracle.ts';
import type { OracleCase } from '../oracle.ts';
import { type Adapter, type Analyse, valuesOf } from './adapter.ts';
import { psppTables, type PsppTable } from './psppTables.ts';

interface Factorability {
  readonly n: number;
  readonly k: number;
  readonly kmo: number;
  readonly determinant: number;
  readonly logDeterminant: number;
  readonly bartlett: { readonly chiSquare: number; readonly df: number; readonly p: number; readonly log10P: number };
  readonly items: readonly { readonly id: string; readonly msa: number }[];
  readonly partial: readonly (readonly number[])[];
}
interface OracleMatrix {
  readonly rows: readonly string[];
  readonly values: readonly (readonly number[] | number)[];
}

/** Questions of the case, or its correlation matrix. */
function inputsOf(oracleCase: OracleCase): {
  readonly inputs: AnalysisRequest['inputs'];
  readonly options: AnalysisRequest['options'];
} {
  if (oracleCase.dataset.kind !== 'correlation_matrix')
    return { inputs: { items: columnNames(oracleCase) }, options: {} };
  const table = tableOfCase(oracleCase);
  const labels = table.names.slice(1);
  return {
    inputs: {
      correlations: { labels, rows: labels.map((_, row) => labels.map((name) => numericColumn(table, name)[row]!)) },
    },
    options: { matrixN: oracleCase.dataset.n as number },
  };
}

/** FactorValues have no order and no sign: where each expected column is among ours, and with which sign. */
function aligned(
  expected: readonly (readonly number[] | number)[],
  ours: readonly (readonly number[])[],
): readonly { readonly from: number; readonly sign: number }[] {
  const rows = expected.map((row) => (typeof row === 'number' ? [row] : row));
  const taken = new Set<number>();
  return rows[0]!.map((_, column) => {
    let best = { from: -1, sign: 1, distance: Number.POSITIVE_INFINITY };
    for (let from = 0; from < ours[0]!.length; from++) {
      if (taken.has(from)) continue;
      for (const sign of [1, -1]) {
        const distance = rows.reduce((sum, row, i) => sum + Math.abs(row[column]! - sign * ours[i]![from]!), 0);
        if (distance < best.distance) best = { from, sign, distance };
      }
    }
    taken.add(best.from);
    return best;
  });
}

type Order = ReturnType<typeof aligned>;
const reordered = (rows: readonly (readonly number[])[], order: Order): readonly (readonly number[])[] =>
  rows.map((row) => order.map(({ from, sign }) => sign * row[from]!));

const methodNames: Readonly<Record<string, string>> = {
  pca: 'principalComponents',
  pa: 'principalAxis',
  ml: 'maximumLikelihood',
};

function factorsOf(oracleCase: OracleCase, analyse: Analyse, options: AnalysisRequest['options']) {
  const source = inputsOf(oracleCase);
  const result = analyse(snapshotOfCase(oracleCase), {
    analysis: 'validity.factorAnalysis',
    inputs: source.inputs,
    options: { ...source.options, replicates: 0, ...options },
  });
  const settled = result.warnings.every((one) => !one.code.endsWith('otConverged'));
  return { values: valuesOf<FactorValues>(result), settled };
}

function efaActual(oracleCase: OracleCase, analyse: Analyse): unknown {
  const { extraction, n_factors, rotation, kaiser_normalization, variant } = oracleCase.options as {
    extraction: string;
    n_factors: number;
    rotation: string;
    kaiser_normalization?: boolean | string;
    variant?: string;
  };
  const { values, settled } = factorsOf(oracleCase, analyse, {
    method: methodNames[extraction]!,
    number: 'fixed',
    factors: n_factors,
    rotation,
    kaiser: kaiser_normalization !== false,
    promaxTarget: variant?.startsWith('R ') ? 'plain' : 'normalised',
  });
  const { items, variance } = values;
  const expected = oracleCase.expected as Record<string, OracleMatrix | undefined>;
  const main = expected.pattern ?? expected.loadings ?? expected.loadings_unrotated!;
  const rotatedOrder = aligned(
    main.values,
    items.map((item) => item.loadings),
  );
  const unrotatedOrder = aligned(
    (expected.loadings_unrotated ?? main).values,
    items.map((item) => item.unrotated),
  );
  const names = items.map((item) => item.id);
  const perItem = (pick: (item: FactorItem) => number | null): Record<string, number | null> =>
    Object.fromEntries(items.map((item) => [item.id, pick(item)]));
  const matrix = (pick: (item: FactorItem) => readonly number[], order: Order) => ({
    rows: names,
    values: reordered(items.map(pick), order),
  });
  const coefficients = items.map((item) => item.scoreCoefficients ?? []);
  return {
    n: values.n,
    eigenvalues: values.eigenvalues.map((one) => one.value),
    communality_initial: perItem((item) => item.initial),
    communality: perItem((item) => item.communality),
    ss_loadings_unrotated: Object.fromEntries(
      unrotatedOrder.map(({ from }, place) => [`F${place + 1}`, variance[from]!.unrotated]),
    ),
    loadings_unrotated: matrix((item) => item.unrotated, unrotatedOrder),
    loadings: matrix((item) => item.loadings, rotatedOrder),
    pattern: matrix((item) => item.loadings, rotatedOrder),
    structure: matrix((item) => item.structure, rotatedOrder),
    phi: values.factorCorrelations
      ? {
          values: rotatedOrder.map((a) =>
            rotatedOrder.map((b) => a.sign * b.sign * values.factorCorrelations![a.from]![b.from]!),
          ),
        }
      : undefined,
    ss_loadings: rotatedOrder.map(({ from }) => variance[from]!.rotated),
    pct_variance: rotatedOrder.map(({ from }) => variance[from]!.rotatedShare),
    ml_chisq: values.fit?.chiSquare,
    ml_df: values.fit?.df,
    ml_p: values.fit?.p,
    ml_discrepancy: values.fit?.discrepancy,
    converged: settled,
    score_coefficients: { rows: names, values: reordered(coefficients, rotatedOrder) },
    scores_first5: expected.scores_first5 ? firstScores(oracleCase, items, reordered(coefficients, rotatedOrder)) : [],
  };
}

/** Scores of the first five complete rows from the coefficients the member gives. */
function firstScores(
  oracleCase: OracleCase,
  items: readonly FactorItem[],
  coefficients: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const table = tableOfCase(oracleCase);
  const columns = items.map((item) => numericColumn(table, item.id));
  const rows = Array.from({ length: table.rowCount }, (_, row) => row).filter((row) =>
    columns.every((column) => !Number.isNaN(column[row]!)),
  );
  return rows
    .slice(0, 5)
    .map((row) =>
      coefficients[0]!.map((_, factor) =>
        items.reduce(
          (sum, item, i) => sum + ((columns[i]![row]! - item.mean!) / item.sd!) * coefficients[i]![factor]!,
          0,
        ),
      ),
    );
}

/** Headings of matrices are names of the other program; one factor is sometimes written as a plain number per row. */
function efaExpected({ expected }: OracleCase): unknown {
  return Object.fromEntries(
    Object.entries(expected).map(([key, value]) => {
      const matrix = value as (Partial<OracleMatrix> & { readonly cols?: unknown }) | number;
      if (typeof matrix === 'object' && Array.isArray(matrix.values)) {
        const values = matrix.values!.map((row) => (typeof row === 'number' ? [row] : row));
        return [key, key === 'phi' ? { values } : { rows: matrix.rows, values }];
      }
      return [key, key === 'ss_loadings' || key === 'pct_variance' ? [value].flat() : value];
    }),
  );
}

const isOblimin = (oracleCase: OracleCase): boolean => oracleCase.options.rotation === 'oblimin';

export const efaAdapter: Adapter = {
  methods: ['efa'],
  analyses: ['validity.factorAnalysis'],
  atLeast: 10,
  supports: (oracleCase) => !isOblimin(oracleCase),
  // Far below the 1e-6 that iterated methods are allowed.
  toleranceAt: () => ({ relative: 1e-9, absolute: 1e-9 }),
  expected: efaExpected,
  actual: efaActual,
};

/** Gradient projection stops where the slope is small; the cases say 2e-6 themselves. */
export const efaObliminAdapter: Adapter = {
  methods: ['efa'],
  analyses: ['validity.factorAnalysis'],
  atLeast: 10,
  supports: isOblimin,
  toleranceAt: () => ({ relative: 0, absolute: 2e-6 }),
  expected: efaExpected,
  actual: efaActual,
};

export const kmoAdapter: Adapter = {
  methods: ['kmo_bartlett'],
  analyses: ['validity.factorability'],
  atLeast: 15,
  actual(oracleCase, analyse) {
    const source = inputsOf(oracleCase);
    const values = valuesOf<Factorability>(
      analyse(snapshotOfCase(oracleCase), { analysis: 'validity.factorability', ...source }),
    );
    const names = values.items.map((item) => item.id);
    return {
      n: values.n,
      p: values.k,
      kmo: values.kmo,
      msa: Object.fromEntries(values.items.map((item) => [item.id, item.msa])),
      determinant: values.determinant,
      log_determinant: values.logDeterminant,
      bartlett_chisq: values.bartlett.chiSquare,
      df: values.bartlett.df,
      p_value: values.bartlett.p,
      log10_p: values.bartlett.log10P,
      anti_image_correlation_diag_msa: {
        rows: names,
        cols: names,
        values: values.partial.map((row, i) => row.map((r, j) => (i === j ? values.items[i]!.msa : r))),
      },
    };
  },
};

const rotations: Readonly<Record<string, string>> = {
  VARIMAX: 'varimax',
  QUARTIMAX: 'quartimax',
  EQUAMAX: 'equamax',
  NOROTATE: 'none',
  PROMAX: 'promax',
};

const titled = (tables: readonly PsppTable[], pattern: RegExp): PsppTable | undefined =>
  tables.find((table) => pattern.test(table.title));
/** A table of loadings: name and one number per factor. */
const loadingRows = (table: PsppTable): readonly (readonly number[])[] =>
  table.rows.slice(2).map((row) => row.slice(1).filter((cell): cell is number => typeof cell === 'number'));

export const psppFactorAdapter: Adapter = {
  methods: ['pspp_factor'],
  analyses: ['validity.factorAnalysis', 'validity.factorability'],
  atLeast: 60,
  // PSPP stops rotating at 1e-12 of the criterion; percentages have one decimal, significances three.
  toleranceAt: (path) => {
    if (path.endsWith('.percent')) return { relative: 0, absolute: 0.0501 };
    return path.endsWith('.p') ? { relative: 0, absolute: 0.000501 } : { relative: 1e-6, absolute: 1e-6 };
  },
  expected(oracleCase) {
    const tables = psppTables(oracleCase);
    const test = titled(tables, /^KMO/)!.rows;
    const variance = titled(tables, /^Total Variance/)!.rows.slice(2);
    const extracted = variance.filter((row) => typeof row[4] === 'number');
    const rotated = extracted.filter((row) => typeof row[7] === 'number');
    const loadings = (pattern: RegExp) => {
      const table = titled(tables, pattern);
      return table ? loadingRows(table) : undefined;
    };
    const descriptives = titled(tables, /^Descriptive/);
    const correlations = titled(tables, /^Factor Correlation/);
    return {
      kmo: test[0]![2],
      bartlett: { chiSquare: test[1]![2], df: test[2]![2], p: test[3]![2] },
      ...(descriptives ? { descriptives: descriptives.rows.slice(1).map((row) => row.slice(1)) } : {}),
      communalities: titled(tables, /^Communalities/)!
        .rows.slice(1)
        .map((row) => row.slice(1)),
      eigenvalues: variance.map((row) => ({ value: row[1], percent: row[2] })),
      extracted: extracted.map((row) => ({ value: row[4], percent: row[5] })),
      ...(rotated.length > 0 ? { rotated: rotated.map((row) => ({ value: row[7], percent: row[8] })) } : {}),
      unrotated: loadings(/^(Component|Factor) Matrix/),
      ...(titled(tables, /^(Rotated|Pattern)/) ? { loadings: loadings(/^(Rotated|Pattern)/) } : {}),
      ...(titled(tables, /^Structure/) ? { structure: loadings(/^Structure/) } : {}),
      ...(correlations ? { phi: correlations.rows.slice(1).map((row) => row.slice(1)) } : {}),
    };
  },
  actual(oracleCase, analyse) {
    const syntax = oracleCase.options.syntax as string;
    const items = Object.keys(oracleCase.dataset.variables as Record<string, string>);
    const count = /FACTORS\((\d+)\)/.exec(syntax)?.[1];
    const named = /\/ROTATION=(\w+)/.exec(syntax)?.[1] ?? 'NOROTATE';
    const snapshot = snapshotOfCase(oracleCase);
    const test = valuesOf<Factorability>(
      analyse(snapshot, { analysis: 'validity.factorability', inputs: { items }, options: {} }),
    );
    const values = valuesOf<FactorValues>(
      analyse(snapshot, {
        analysis: 'validity.factorAnalysis',
        inputs: { items },
        options: {
          replicates: 0,
          method: syntax.includes('PAF') ? 'principalAxis' : 'principalComponents',
          rotation: rotations[named]!,
          ...(count ? { number: 'fixed', factors: Number(count) } : { number: 'eigenvalue' }),
        },
      }),
    );
    const tables = psppTables(oracleCase);
    const order = (pattern: RegExp, pick: (item: FactorItem) => readonly number[]): Order => {
      const table = titled(tables, pattern);
      return table ? aligned(loadingRows(table), values.items.map(pick)) : [];
    };
    const unrotated = order(/^(Component|Factor) Matrix/, (item) => item.unrotated);
    const rotated = order(/^(Rotated|Pattern)/, (item) => item.loadings);
    return {
      kmo: test.kmo,
      bartlett: test.bartlett,
      // FACTOR of PSPP divides by n, not by n - 1.
      descriptives: values.items.map((item) => [item.mean, item.sd! * Math.sqrt((values.n - 1) / values.n), values.n]),
      communalities: values.items.map((item) => [item.initial, item.communality]),
      eigenvalues: values.eigenvalues.map((one) => ({ value: one.value, percent: one.share })),
      extracted: unrotated.map(({ from }) => ({
        value: values.variance[from]!.unrotated,
        percent: values.variance[from]!.unrotatedShare,
      })),
      rotated: rotated.map(({ from }) => ({
        value: values.variance[from]!.rotated,
        percent: values.variance[from]!.rotatedShare,
      })),
      unrotated: reordered(
        values.items.map((item) => item.unrotated),
        unrotated,
      ),
      loadings: reordered(
        values.items.map((item) => item.loadings),
        rotated,
      ),
      structure: reordered(
        values.items.map((item) => item.structure),
        rotated,
      ),
      phi: values.factorCorrelations
        ? rotated.map((a) => rotated.map((b) => a.sign * b.sign * values.factorCorrelations![a.from]![b.from]!))
        : undefined,
    };
  },
};
