/**
 * Half away from zero, at the digits as typed: 2.345 to 2 digits is 2.35 although the stored number lies just below. NaN for what is no
 * number. Checked: tests/shared/cleaning/formula.
 */
export function roundTo(value: number, digits: number): number {
  if (!Number.isFinite(value) || !Number.isFinite(digits)) return Number.NaN;
  // Whole already; most answers are, and shifting the digits of the largest would leave the range of numbers.
  if (digits >= 0 && (Number.isInteger(value) || Math.abs(value) >= 1e15)) return value;
  const places = Math.trunc(Math.max(-15, Math.min(15, digits)));
  const shifted = Number(Math.abs(value).toExponential(14));
  const [mantissa, exponent] = shifted.toExponential().split('e');
  const rounded = Math.round(Number(`${mantissa}e${Number(exponent) + places}`));
  const [digitsOf, power] = rounded.toExponential().split('e');
  return Math.sign(value) * Number(`${digitsOf}e${Number(power) - places}`);
}
