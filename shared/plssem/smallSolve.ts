/** Below this share of its own variance a variable is a combination of those before it. */
const collinear = 1e-11;

/**
 * Solves A x = b for a small symmetric positive definite A by Cholesky, in the caller's own buffers: bootstraps do this thousands of
 * times.
 *
 * @param a  size x size, row after row; its lower triangle is overwritten by the factor
 * @param b  overwritten by x
 * Source: Golub and Van Loan (2013), ch. 4.2. Checked against cholesky: tests/shared/plssem/effects.
 *
 * @returns false when A is singular up to rounding; a and b are then of no use
 */
export function solveInPlace(a: Float64Array, b: Float64Array, size: number): boolean {
  for (let i = 0; i < size; i++) {
    const own = a[i * size + i]!;
    for (let j = 0; j <= i; j++) {
      let sum = a[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= a[i * size + k]! * a[j * size + k]!;
      if (i > j) a[i * size + j] = sum / a[j * size + j]!;
      else if (sum > own * collinear) a[i * size + i] = Math.sqrt(sum);
      else return false;
    }
  }
  for (let i = 0; i < size; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= a[i * size + k]! * b[k]!;
    b[i] = sum / a[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let k = i + 1; k < size; k++) sum -= a[k * size + i]! * b[k]!;
    b[i] = sum / a[i * size + i]!;
  }
  return true;
}
