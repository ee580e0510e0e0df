/** One difference between what was expected and what came. */
export interface Mismatch {
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

export interface Comparison {
  /** Expected leaves that were compared. */
  readonly compared: number;
  readonly mismatches: readonly Mismatch[];
  /** Paths of expected leaves the result has nothing for. */
  readonly notCompared: readonly string[];
  /** Fewest significant digits in agreement over the compared numbers, at most 15; null when no number was compared. */
  readonly digits: number | null;
}

export interface Tolerance {
  readonly relative: number;
  readonly absolute: number;
}

/** Closed formulas; iterated ones (eigenvectors, factor analysis, PLS). */
export const closedFormula: Tolerance = { relative: 1e-9, absolute: 1e-12 };
export const iterated: Tolerance = { relative: 0, absolute: 1e-6 };

/** Tolerance of the leaf at a path, e.g. "post_hoc.0.tukey_kramer.p". */
export type ToleranceAt = (path: string) => Tolerance;

/**
 * Tolerances that single fields need whatever the case. R stops the series of Kolmogorov's law at 1e-6; p of the studentized range is
 * good to 1e-7 in R's ptukey.
 */
export function toleranceOf(base: Tolerance): ToleranceAt {
  return (path) => {
    if (path.endsWith('p_asymptotic_unadjusted')) return { relative: 0, absolute: 1e-5 };
    if (/(tukey_kramer|games_howell)\.(p|ci95\.\d)$/.test(path)) return { relative: 1e-6, absolute: 1e-7 };
    return base;
  };
}

/** Digits of a in agreement with b (log relative error), 0-15. */
export function digitsInAgreement(actual: number, expected: number): number {
  if (actual === expected) return 15;
  const error = Math.abs(actual - expected) / (expected === 0 ? 1 : Math.abs(expected));
  return Math.max(0, Math.min(15, -Math.log10(error)));
}

const ignoredKeys = new Set(['note', 'notes', 'comment']);

/**
 * Walks the expected value. The actual value has the same shape and may leave parts out (undefined), which are listed as not compared;
 * null stands for "not available" and differs from a number. A p with a log10_p beside it is compared through log10_p only.
 */
export function compareLeaves(
  expected: unknown,
  actual: unknown,
  toleranceAt: ToleranceAt = toleranceOf(closedFormula),
): Comparison {
  const mismatches: Mismatch[] = [];
  const notCompared: string[] = [];
  let compared = 0;
  let digits: number | null = null;

  function leaf(want: unknown, got: unknown, path: string): void {
    if (got === undefined) {
      notCompared.push(path);
      return;
    }
    compared++;
    if (typeof want !== 'number' || typeof got !== 'number') {
      if (want !== got) mismatches.push({ path, expected: want, actual: got });
      return;
    }
    const tolerance = toleranceAt(path);
    const difference = Math.abs(got - want);
    if (!(difference <= Math.max(tolerance.absolute, tolerance.relative * Math.abs(want))))
      mismatches.push({ path, expected: want, actual: got });
    // Digits of numbers close to zero, or printed with few decimals, say nothing about us.
    if (Math.abs(want) > 1e-10 && tolerance.absolute <= 1e-6)
      digits = Math.min(digits ?? 15, digitsInAgreement(got, want));
  }

  function walk(want: unknown, got: unknown, path: string): void {
    if (want === null || typeof want !== 'object') {
      leaf(want, got, path);
      return;
    }
    const entries = Object.entries(want).filter(([key]) => !ignoredKeys.has(key));
    const container = got !== null && typeof got === 'object' ? (got as Record<string, unknown>) : {};
    if (Array.isArray(want) && Array.isArray(got) && got.length !== want.length)
      mismatches.push({ path: `${path}.length`, expected: want.length, actual: got.length });
    // null in place of a whole part is a claim that there is nothing, so its leaves are compared with null.
    const inner = (key: string): unknown => (got === null ? null : container[key]);
    const skipP = 'log10_p' in want && container.log10_p !== undefined;
    for (const [key, value] of entries) {
      if (skipP && key === 'p') continue;
      walk(value, inner(key), path === '' ? key : `${path}.${key}`);
    }
  }

  walk(expected, actual, '');
  return { compared, mismatches, notCompared, digits };
}
