import { productError } from './productError.ts';

/** Values minus a whole number that stands for their leading constant digits; value = shift + deviation. */
export interface DecimalShift {
  readonly shift: number;
  readonly deviations: Float64Array;
}

/**
 * Takes leading constant digits off without losing the trailing ones. Data are written as decimals: 1000000000000.4 has no exact
 * double, and the plain difference from 1000000000000 is 0.4000244. The shortest decimal that reads back as the same double is what
 * was written, so its digits after the shift are taken from there. For numbers that are no short decimals the result agrees with the
 * plain difference within the rounding the data already carry. Only data whose spread is below a millionth of their size are touched.
 *
 * @param values  without NaN
 * @returns shift 0 and the values themselves where there are no leading constant digits
 * Checked against NIST StRD SmLs01-09: all F values to 13 digits and more.
 */
export function decimalShift(values: Float64Array): DecimalShift {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const size = Math.max(Math.abs(least), Math.abs(most));
  const plain = { shift: 0, deviations: values };
  // Beyond 2^53 whole numbers are not exact; beyond 1e21 numbers are written with an exponent.
  if (!(size > 100 && size < Number.MAX_SAFE_INTEGER && most - least < size * 1e-6)) return plain;
  const shift = Math.trunc(least);
  const known = new Map<number, number>();
  return {
    shift,
    deviations: values.map((value) => {
      let deviation = known.get(value);
      if (deviation === undefined) {
        deviation = decimalDifference(value, shift);
        if (known.size < 10_000) known.set(value, deviation);
      }
      return deviation;
    }),
  };
}

function decimalDifference(value: number, shift: number): number {
  const [, fraction = ''] = String(value).split('.');
  if (fraction === '') return value - shift;
  const whole = Math.trunc(value) - shift;
  const part = Number(`0.${fraction}`);
  return value < 0 ? whole - part : whole + part;
}

/**
 * What each value, read as the decimal it was written as, has beyond its double: 1.11111 - fl(1.11111). 0 for numbers of more than 15
 * digits, which were computed and not written.
 * Checked through leastSquares on NIST StRD: tests/golden nist_regression.
 */
export function decimalRemainders(values: Float64Array): Float64Array {
  return values.map((value) => {
    if (Number.isInteger(value)) return 0;
    const [whole = '', fraction = ''] = String(value).split('.');
    const digits = Number(whole + fraction);
    // An exponent in the text makes this NaN.
    if (!(Math.abs(digits) < 1e15 && fraction.length <= 22)) return 0;
    const power = 10 ** fraction.length;
    const product = value * power;
    return (digits - product - productError(value, power, product)) / power;
  });
}
