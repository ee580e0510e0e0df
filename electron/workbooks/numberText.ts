/** Powers of ten a double holds exactly. */
const exactPowers = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
const largestExact = Number.MAX_SAFE_INTEGER;

/**
 * The number written in ASCII bytes[start, end), equal to JavaScript's Number(text) to the last bit; NaN where the text is not a plain
 * decimal number (also for "Infinity", hexadecimal and overflow).
 *
 * Fast path (Clinger 1990): when the digits form an integer up to 2^53 - 1 and the power of ten is at most 22, both are exact doubles,
 * so one multiplication or division rounds once, correctly. Everything else is left to Number().
 */
export function parseNumberText(bytes: Uint8Array, start: number, end: number): number {
  let p = start;
  const negative = bytes[p] === 0x2d;
  if (negative) p++;
  let digits = 0;
  let fraction = 0;
  let mantissa = 0;
  let seenPoint = false;
  for (; p < end; p++) {
    const byte = bytes[p]!;
    if (byte >= 0x30 && byte <= 0x39) {
      mantissa = mantissa * 10 + (byte - 0x30);
      digits++;
      if (seenPoint) fraction++;
      if (mantissa > largestExact) return slowNumber(bytes, start, end);
    } else if (byte === 0x2e && !seenPoint) {
      seenPoint = true;
    } else {
      return slowNumber(bytes, start, end);
    }
  }
  if (digits === 0 || fraction > 22) return slowNumber(bytes, start, end);
  const value = fraction === 0 ? mantissa : mantissa / exactPowers[fraction]!;
  return negative ? -value : value;
}

function slowNumber(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > 400) return Number.NaN;
  let text = '';
  for (let p = start; p < end; p++) text += String.fromCharCode(bytes[p]!);
  if (!/^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(text)) return Number.NaN;
  const value = Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}
