import betainc from '@stdlib/math-base-special-betainc';
import betaincinv from '@stdlib/math-base-special-betaincinv';
import erfc from '@stdlib/math-base-special-erfc';
import erfcinv from '@stdlib/math-base-special-erfcinv';
import gammainc from '@stdlib/math-base-special-gammainc';
import gammaincinv from '@stdlib/math-base-special-gammaincinv';
import { meanOverChi, studentizedRangeQuantile, studentizedRangeUpper } from './studentizedRange.ts';

/**
 * The one place for distribution functions: cumulative (cdf), upper tail (upper) and quantile of the normal, t, chi-square, F and
 * beta laws, and of the studentized range. Upper tails are computed as such, never as 1 - cdf, so that small p-values keep their digits.
 * Probabilities are 0-1, degrees of freedom above 0 and not necessarily whole. Nothing is thrown: arguments outside the domain
 * (df <= 0, p outside 0-1, NaN) give NaN; callers turn that into a reason.
 * Source: Abramowitz and Stegun (1964), ch. 26: the laws as error, incomplete gamma and incomplete beta functions, which @stdlib computes.
 * Checked against R 4.2.2 (pnorm, qnorm, pt, qt, pchisq, qchisq, pf, qbeta), closed forms, and tails computed with 60 digits to 1e-300:
 * tests/shared/numeric/distributions.test.ts. What is said below of single functions comes on top.
 */

/** P(Z <= z) of the standard normal law. */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z * Math.SQRT1_2);
}

/** P(Z > z) of the standard normal law. */
export function normalUpper(z: number): number {
  return 0.5 * erfc(z * Math.SQRT1_2);
}

/** P(|Z| > |z|). */
export function normalTwoSided(z: number): number {
  return erfc(Math.abs(z) * Math.SQRT1_2);
}

/** z with P(Z <= z) = p. 0 and 1 give -Infinity and Infinity. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0.5) return 0;
  return -Math.SQRT2 * erfcinv(2 * p);
}

/** z with P(|Z| <= z) = level, e.g. 1.96 for 0.95. */
export function normalTwoSidedQuantile(level: number): number {
  return Math.SQRT2 * erfcinv(1 - level);
}

/** Regularised incomplete beta function I_x(a, b), or 1 - I_x(a, b). complement = 1 - x, given apart because it may carry more digits. */
function regularisedBeta(x: number, complement: number, a: number, b: number, upper: boolean): number {
  // The smaller of x and 1 - x holds the digits; I_x(a, b) = 1 - I_{1-x}(b, a).
  return x <= complement ? betainc(x, a, b, true, upper) : betainc(complement, b, a, true, !upper);
}

/** P(|T| > |t|) with df > 0 degrees of freedom; df may be fractional or Infinity. */
export function studentTTwoSided(t: number, df: number): number {
  if (!(df > 0) || Number.isNaN(t)) return Number.NaN;
  if (df === Infinity) return normalTwoSided(t);
  const square = t * t;
  if (square === Infinity) return 0;
  return regularisedBeta(df / (df + square), square / (df + square), df / 2, 0.5, false);
}

/** P(T > t); df may be fractional or Infinity. */
export function studentTUpper(t: number, df: number): number {
  const tail = studentTTwoSided(t, df) / 2;
  return t >= 0 ? tail : 1 - tail;
}

/** t >= 0 with P(|T| > t) = p. */
function studentTFromTwoSided(p: number, df: number): number {
  if (p === 0) return Infinity;
  if (p < 0.5) {
    const x = betaincinv(p, df / 2, 0.5);
    return Math.sqrt((df * (1 - x)) / x);
  }
  const y = betaincinv(p, 0.5, df / 2, true);
  return Math.sqrt((df * y) / (1 - y));
}

/** t with P(T <= t) = p; df may be fractional or Infinity. */
export function studentTQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1 && df > 0)) return Number.NaN;
  if (df === Infinity) return normalQuantile(p);
  if (p === 0.5) return 0;
  const t = studentTFromTwoSided(2 * Math.min(p, 1 - p), df);
  return p < 0.5 ? -t : t;
}

/** t with P(|T| <= t) = level, e.g. 2.086 for 0.95 and 20 degrees of freedom. */
export function studentTTwoSidedQuantile(level: number, df: number): number {
  return studentTQuantile(0.5 + level / 2, df);
}

/**
 * Degrees of freedom from which our own incomplete gamma function takes over: the library's asymptotic expansion for large shapes is
 * off by percents near the mean (at 2000 degrees of freedom .5178 for .5294).
 */
const manyDegrees = 300;

/** P(X <= x), or P(X > x), of the chi-square law with many degrees of freedom: the series below the mean, the fraction above it. */
function manyDegreesTail(x: number, df: number, upper: boolean): number {
  const a = df / 2;
  const half = x / 2;
  // half^a e^-half / Gamma(a + 1)
  const density = gammaDensity(a, half);
  if (half < a + 1) {
    let [sum, term] = [1, 1];
    for (let i = 1; term > 1e-17 * sum; i++) {
      term *= half / (a + i);
      sum += term;
    }
    return upper ? 1 - density * sum : density * sum;
  }
  // Lentz's form of the continued fraction of the upper function.
  let b = half + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let i = 1; i < 1_000_000; i++) {
    const numerator = -i * (i - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  const tail = density * a * fraction;
  return upper ? tail : 1 - tail;
}

/** m^a e^-m / Gamma(a + 1) for a >= 20, by Stirling's series: no difference of large logarithms. */
function gammaDensity(a: number, m: number): number {
  const series = 1 / (12 * a) - 1 / (360 * a ** 3) + 1 / (1260 * a ** 5);
  const excess = (m - a) / a;
  return Math.exp(-a * (excess - Math.log1p(excess)) - series) / Math.sqrt(2 * Math.PI * a);
}

/**
 * P(X <= x) of the chi-square law with df > 0. From 300 degrees of freedom by our own series and continued fraction.
 * Source: Abramowitz and Stegun (1964), 6.5.29 and 6.5.31. Checked against R 4.2.2 up to 300,000 degrees:
 * tests/shared/numeric/leastSquares.
 */
export function chiSquareCdf(x: number, df: number): number {
  if (!(df > 0) || Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 0;
  if (x === Infinity) return 1;
  return df >= manyDegrees ? manyDegreesTail(x, df, false) : gammainc(x / 2, df / 2, true, false);
}

/** P(X > x) of the chi-square law; ways, source and checks as for chiSquareCdf. */
export function chiSquareUpper(x: number, df: number): number {
  if (!(df > 0) || Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  return df >= manyDegrees ? manyDegreesTail(x, df, true) : gammainc(x / 2, df / 2, true, true);
}

/** ln of the gamma function at df / 2 for a whole df > 0: a sum of logarithms. */
function logGammaHalf(df: number): number {
  const even = df % 2 === 0;
  let log = even ? 0 : Math.log(Math.PI) / 2;
  for (let k = even ? 1 : 0.5; k < df / 2 - 0.25; k++) log += Math.log(k);
  return log;
}

/**
 * log10 of P(X > x) of the chi-square law with a whole df, also where the tail itself is too small for a number: the continued fraction of
 * the incomplete gamma function (Lentz's way) in logarithms.
 * Source: Abramowitz and Stegun (1964), 6.5.31; Lentz (1976). Checked against the closed form for df 2 and chiSquareUpper:
 * tests/shared/stats/factorAnalysis; tests/golden kmo_bartlett.
 */
export function chiSquareLog10Upper(x: number, df: number): number {
  if (!(df > 0) || !Number.isInteger(df) || Number.isNaN(x)) return Number.NaN;
  const a = df / 2;
  const half = x / 2;
  if (half < a + 1) return Math.log10(chiSquareUpper(x, df));
  let b = half + 1 - a;
  let c = Number.POSITIVE_INFINITY;
  let d = 1 / b;
  let fraction = d;
  for (let i = 1; i < 10_000; i++) {
    const term = i * (a - i);
    b += 2;
    d = 1 / (term * d + b);
    c = b + term / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return (a * Math.log(half) - half - logGammaHalf(df) + Math.log(fraction)) / Math.LN10;
}

/**
 * x with P(X <= x) = p of the chi-square law. From 300 degrees of freedom by Newton's steps from Wilson and Hilferty's start (1931).
 * Checked against R 4.2.2 qchisq up to 100,000 degrees: tests/shared/numeric/leastSquares.
 */
export function chiSquareQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1 && df > 0)) return Number.NaN;
  if (df < manyDegrees || p === 0 || p === 1)
    return 2 * (p <= 0.5 ? gammaincinv(p, df / 2, false) : gammaincinv(1 - p, df / 2, true));
  // Wilson and Hilferty's start, then Newton's steps on the smaller tail.
  const spread = 2 / (9 * df);
  let x = df * (1 - spread + normalQuantile(p) * Math.sqrt(spread)) ** 3;
  for (let round = 0; round < 20; round++) {
    const distance = p <= 0.5 ? chiSquareCdf(x, df) - p : 1 - p - chiSquareUpper(x, df);
    const move = distance / (gammaDensity(df / 2, x / 2) * (df / (2 * x)));
    x -= move;
    if (Math.abs(move) < 1e-14 * x) break;
  }
  return x;
}

/** P(X > x) of Fisher's F law with df1, df2 > 0; df2 may be Infinity. */
export function fUpper(x: number, df1: number, df2: number): number {
  if (!(df1 > 0 && df2 > 0) || Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  if (df2 === Infinity) return chiSquareUpper(df1 * x, df1);
  const total = df2 + df1 * x;
  return regularisedBeta((df1 * x) / total, df2 / total, df1 / 2, df2 / 2, true);
}

/** x with P(X <= x) = p of Fisher's F law. */
export function fQuantile(p: number, df1: number, df2: number): number {
  if (!(p >= 0 && p <= 1 && df1 > 0 && df2 > 0)) return Number.NaN;
  if (p === 0) return 0;
  if (p === 1) return Infinity;
  const x = betaincinv(p, df1 / 2, df2 / 2);
  if (x < 0.5) return (df2 * x) / (df1 * (1 - x));
  const y = betaincinv(p, df2 / 2, df1 / 2, true);
  return (df2 * (1 - y)) / (df1 * y);
}

/** P(X <= x) of the beta law with a, b > 0. */
export function betaCdf(x: number, a: number, b: number): number {
  if (!(a > 0 && b > 0) || Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 0;
  return x >= 1 ? 1 : betainc(x, a, b, true, false);
}

/** P(X > x) of the beta law. */
export function betaUpper(x: number, a: number, b: number): number {
  if (!(a > 0 && b > 0) || Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 1;
  return x >= 1 ? 0 : betainc(x, a, b, true, true);
}

/** x with P(X <= x) = p of the beta law. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1 && a > 0 && b > 0)) return Number.NaN;
  return betaincinv(p, a, b);
}

/** P(at most k successes) of n trials with probability p; k whole, 0 <= k. */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  return k >= n ? 1 : betaUpper(p, k + 1, n - k);
}

/** P(at least k successes) of n trials with probability p. */
export function binomialUpper(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  return k > n ? 0 : betaCdf(p, k, n - k + 1);
}

/** P(j) of the Poisson law near its mean, by Stirling's series: no difference of large logarithms. */
function poissonDensity(j: number, mean: number): number {
  if (j < 20) {
    let value = Math.exp(-mean);
    for (let i = 1; i <= j; i++) value *= mean / i;
    return value;
  }
  return gammaDensity(j, mean);
}

/**
 * P(X <= x) of the noncentral chi-square law, df > 0, noncentrality >= 0: central laws with df + 2j, mixed with Poisson weights from the
 * largest outwards. Far out (above 10,000) Sankaran's normal form, good to 1e-5 there.
 * Source: Johnson, Kotz and Balakrishnan (1995), ch. 29; Sankaran (1959). Checked against R 4.2.2 pchisq(ncp =):
 * tests/shared/numeric/leastSquares.
 */
export function noncentralChiSquareCdf(x: number, df: number, noncentrality: number): number {
  if (!(df > 0 && noncentrality >= 0) || Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 0;
  if (noncentrality === 0) return chiSquareCdf(x, df);
  if (noncentrality > 10_000) {
    const [mean, spread, third] = [df + noncentrality, df + 2 * noncentrality, df + 3 * noncentrality];
    const h = 1 - (2 * mean * third) / (3 * spread * spread);
    const p = spread / (mean * mean);
    const m = (h - 1) * (1 - 3 * h);
    const centre = 1 + h * p * (h - 1 - (2 - h) * m * p * 0.5);
    return normalCdf(((x / mean) ** h - centre) / (h * Math.sqrt(2 * p) * (1 + 0.5 * m * p)));
  }
  const half = noncentrality / 2;
  const peak = Math.floor(half);
  const atPeak = poissonDensity(peak, half);
  // F(df + 2) = F(df) - x^a e^-x/2 / (2^a Gamma(a + 1)), a = df/2: one law from its neighbour.
  const cdfAtPeak = chiSquareCdf(x, df + 2 * peak);
  const stepAtPeak = Math.max(0, cdfAtPeak - chiSquareCdf(x, df + 2 * peak + 2));
  let sum = 0;
  let [weight, cdf, step] = [atPeak, cdfAtPeak, stepAtPeak];
  for (let j = peak; weight > 1e-18; ) {
    sum += weight * cdf;
    cdf = Math.max(0, cdf - step);
    j++;
    step *= x / (df + 2 * j);
    weight *= half / j;
  }
  [weight, cdf, step] = [atPeak, cdfAtPeak, stepAtPeak];
  for (let j = peak; j > 0 && weight > 1e-18; ) {
    step *= (df + 2 * j) / x;
    cdf = Math.min(1, cdf + step);
    weight *= j / half;
    j--;
    sum += weight * cdf;
  }
  return Math.min(1, sum);
}

/**
 * P(T > t) of the noncentral t law, df > 0, with a shift of `noncentrality` in standard errors: the power of a t test.
 * Source: the definition, P(Z > t s - noncentrality) averaged over s. Checked against R 4.2.2 pt(ncp =) and power.t.test:
 * tests/shared/numeric/leastSquares, tests/golden sample_size.
 */
export function noncentralTUpper(t: number, df: number, noncentrality: number): number {
  if (!(df > 0) || Number.isNaN(t) || !Number.isFinite(noncentrality)) return Number.NaN;
  return Math.min(
    1,
    meanOverChi(df, Math.min(t * t, 2 * df + 100), 0, (s) => normalUpper(t * s - noncentrality)),
  );
}

export { studentizedRangeQuantile, studentizedRangeUpper };
