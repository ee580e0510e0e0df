import { withMinus } from './minus.ts';

/** A number with so many significant digits, without zeros at its end and with the true minus sign: what is put into a formula to be checked by hand. */
export function significant(value: number, digits = 7): string {
  const text =
    Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value) : String(Number(value.toPrecision(digits)));
  return withMinus(text);
}
