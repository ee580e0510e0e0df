import { chiSquareLog10Upper, chiSquareUpper } from '../numeric/distributions.ts';
import { at, type Matrix, matrixOf, symmetricInverse } from '../numeric/matrix.ts';
import { cholesky } from '../numeric/cholesky.ts';
import { finiteOrNull } from './types.ts';

export type Factorability = {
  /** Kaiser-Meyer-Olkin measure, 0-1; null when the correlation matrix has no inverse. */
  readonly kmo: number | null;
  /** Measure of sampling adequacy per item, in the items' order. */
  readonly msa: readonly (number | null)[];
  /** Partial correlations given all other items (anti-image correlations with the sign turned), 1 on the diagonal; null without an inverse. */
  readonly partial: Matrix | null;
  readonly determinant: number;
  /** Natural logarithm; null when the determinant is 0. */
  readonly logDeterminant: number | null;
  /** Bartlett's test of sphericity: are the items uncorrelated? */
  readonly bartlett: {
    readonly chiSquare: number | null;
    readonly df: number;
    readonly p: number | null;
    readonly log10P: number | null;
  };
};

/**
 * Are the correlations fit for factor analysis: KMO, MSA per item, Bartlett's sphericity.
 *
 * KMO = sum r^2 / (sum r^2 + sum q^2) over pairs i != j, q = partial correlations given all others; MSA the same for one item.
 * Bartlett: chi-square = -(n - 1 - (2p + 5)/6) ln|R| with p(p - 1)/2 degrees of freedom.
 *
 * @param correlation  p x p, p >= 2, positive semidefinite
 * @param n            observations behind it
 * Source: Kaiser (1970), Kaiser and Rice (1974), Bartlett (1951). Checked against R psych 2.2.9 and PSPP: tests/golden kmo_bartlett,
 * pspp_factor.
 */
export function factorability(correlation: Matrix, n: number): Factorability {
  const p = correlation.rows;
  const inverse = symmetricInverse(correlation);
  const partial = inverse
    ? matrixOf(p, p, (i, j) => (i === j ? 1 : -at(inverse, i, j) / Math.sqrt(at(inverse, i, i) * at(inverse, j, j))))
    : null;
  let squares = 0;
  let partialSquares = 0;
  const msa = Array.from({ length: p }, (_, i) => {
    if (!partial) return null;
    let own = 0;
    let ownPartial = 0;
    for (let j = 0; j < p; j++) {
      if (i === j) continue;
      own += at(correlation, i, j) ** 2;
      ownPartial += at(partial, i, j) ** 2;
    }
    squares += own;
    partialSquares += ownPartial;
    return finiteOrNull(own / (own + ownPartial));
  });
  const factor = inverse ? cholesky(correlation, 0) : null;
  const logDeterminant = factor ? factor.logDeterminant : null;
  const df = (p * (p - 1)) / 2;
  const chiSquare = logDeterminant === null ? null : -(n - 1 - (2 * p + 5) / 6) * logDeterminant;
  const usable = chiSquare !== null && chiSquare >= 0;
  return {
    kmo: partial ? finiteOrNull(squares / (squares + partialSquares)) : null,
    msa,
    partial,
    determinant: logDeterminant === null ? 0 : Math.exp(logDeterminant),
    logDeterminant,
    bartlett: {
      chiSquare: usable ? chiSquare : null,
      df,
      p: usable ? chiSquareUpper(chiSquare, df) : null,
      log10P: usable ? chiSquareLog10Upper(chiSquare, df) : null,
    },
  };
}
