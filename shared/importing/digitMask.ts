/**
 * A number as its cell shows it under a mask of digits: maskedNumber(1234, '000000') = '001234', maskedNumber(13800138000, '000-0000-0000')
 * = '138-0013-8000'. Digits beyond the mask stand before it, as in Excel.
 *
 * @param mask  '0' stands for a digit, every other character for itself
 * @returns the number in full where it is no whole number of at most 15 digits
 */
export function maskedNumber(value: number, mask: string): string {
  if (!Number.isInteger(value) || Math.abs(value) >= 1e15) return String(value);
  const digits = String(Math.abs(value)).padStart(maskDigits(mask), '0');
  const beyond = digits.length - maskDigits(mask);
  let at = beyond;
  let shown = '';
  for (const char of mask) {
    if (char !== '0') shown += char;
    else {
      if (at === beyond) shown += digits.slice(0, beyond);
      shown += digits[at++]!;
    }
  }
  return value < 0 ? `-${shown}` : shown;
}

/** Digits a mask has room for. */
export function maskDigits(mask: string): number {
  let digits = 0;
  for (const char of mask) if (char === '0') digits++;
  return digits;
}
