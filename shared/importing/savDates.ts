import type { SavFormat, SavFormatName } from './savFile.ts';

/** SPSS counts seconds from midnight of 1582-10-14. */
const epochMs = Date.UTC(1582, 9, 14);
const daySeconds = 86_400;
/** The years a date cell can show: 1582 to 9999. */
const lastMs = Date.UTC(10_000, 0, 1);

const dateFormats: ReadonlySet<SavFormatName> = new Set<SavFormatName>([
  'DATE',
  'DATETIME',
  'ADATE',
  'JDATE',
  'MOYR',
  'QYR',
  'WKYR',
  'EDATE',
  'SDATE',
  'YMDHMS',
]);
const durationFormats: ReadonlySet<SavFormatName> = new Set<SavFormatName>(['TIME', 'DTIME', 'MTIME']);

/** What the numbers of a variable with this print format are: moments, lengths of time (seconds), or plain numbers. */
export function savTimeKind(format: SavFormat): 'date' | 'duration' | 'number' {
  if (dateFormats.has(format.name)) return 'date';
  return durationFormats.has(format.name) ? 'duration' : 'number';
}

/** Seconds since 1582-10-14 as milliseconds since 1970-01-01 UTC; null before 1582-10-14 and after 9999-12-31. */
export function savDateToMs(seconds: number): number | null {
  const ms = Math.round(seconds * 1000) + epochMs;
  return seconds >= 0 && ms < lastMs ? ms : null;
}

/** Milliseconds since 1970-01-01 UTC as seconds since 1582-10-14. */
export function msToSavDate(ms: number): number {
  return (ms - epochMs) / 1000;
}

/** Seconds as a fraction of a day, the form in which cells hold times of day. */
export function savDurationToDays(seconds: number): number {
  return seconds / daySeconds;
}
