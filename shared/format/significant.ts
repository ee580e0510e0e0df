/** A number with so many significant digits, without zeros at its end: what is put into a formula to be checked by hand. */
export function significant(value: number, digits = 7): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value) : String(Number(value.toPrecision(digits)));
}
