const dayMs = 86_400_000;
/** 9999-12-31, the last day a spreadsheet knows, in each system. */
const lastSerial1900 = 2_958_465;
const lastSerial1904 = 2_957_003;

/**
 * A date serial as milliseconds since 1970-01-01 UTC (no zone: the clock time the sheet shows), rounded to the millisecond.
 *
 * 1900 system: serial 1 = 1900-01-01. The system believes that 1900 was a leap year: serials from 61 count a day too many, and
 * serial 60 is the day 1900-02-29 that never was: null. 1904 system: serial 0 = 1904-01-01.
 * Serials below 1 are a pure time of day, negative or beyond 9999-12-31 no date: null; the caller keeps the number.
 */
export function serialToMs(serial: number, date1904: boolean): number | null {
  if (!(serial >= 1) || serial >= (date1904 ? lastSerial1904 : lastSerial1900) + 1) return null;
  if (date1904) return Date.UTC(1904, 0, 1) + Math.round(serial * dayMs);
  if (serial >= 60 && serial < 61) return null;
  return Date.UTC(1899, 11, serial < 60 ? 31 : 30) + Math.round(serial * dayMs);
}

/**
 * An ISO 8601 cell (t="d"): a date or date and time as milliseconds since 1970-01-01 UTC, or a pure time as a fraction of a day.
 * A trailing Z or offset is dropped: a sheet has no zones. null when the text is no such date or names a day that does not exist.
 */
export function isoToCell(text: string): { readonly kind: 'date' | 'time'; readonly value: number } | null {
  const zone = '(?:Z|[+-]\\d{2}:?\\d{2})?';
  const clock = '(\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?';
  const time = new RegExp(`^T?${clock}${zone}$`).exec(text);
  if (time) {
    const ms = clockMs(time[1]!, time[2]!, time[3], time[4]);
    return ms === null ? null : { kind: 'time', value: ms / dayMs };
  }
  const date = new RegExp(`^(\\d{4})-(\\d{2})-(\\d{2})(?:[T ]${clock}${zone})?$`).exec(text);
  if (!date) return null;
  const [year, month, day] = [Number(date[1]), Number(date[2]), Number(date[3])];
  const midnight = new Date(0);
  midnight.setUTCFullYear(year, month - 1, day);
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return null;
  const ms = date[4] === undefined ? 0 : clockMs(date[4], date[5]!, date[6], date[7]);
  return ms === null ? null : { kind: 'date', value: midnight.getTime() + ms };
}

function clockMs(
  hours: string,
  minutes: string,
  seconds: string | undefined,
  fraction: string | undefined,
): number | null {
  const [h, m, s] = [Number(hours), Number(minutes), Number(seconds ?? '0')];
  if (h > 24 || m > 59 || s > 59 || (h === 24 && (m > 0 || s > 0))) return null;
  return ((h * 60 + m) * 60 + s) * 1000 + (fraction ? Math.round(Number(`0.${fraction}`) * 1000) : 0);
}
