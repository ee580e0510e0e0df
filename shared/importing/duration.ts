/**
 * A length of time in words or with colons, in seconds: "123秒", "2分3秒", "2分钟", "1小时5分", "00:02:03", "2:03" (minutes first),
 * "123". null when it is none.
 */
export function parseDuration(text: string): number | null {
  if (text.length > 30) return null;
  const plain = text.normalize('NFKC').replace(/\s+/g, '');
  if (/^\d{1,7}(\.\d{1,6})?$/.test(plain)) return Number(plain);
  const clock = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:\.\d+)?$/.exec(plain);
  if (clock) return Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  const words =
    /^(?:(\d{1,3})(?:天|d))?(?:(\d{1,3})(?:小时|时|h))?(?:(\d{1,5})(?:分钟|分|min|m))?(?:(\d{1,7}(?:\.\d+)?)(?:秒钟|秒|s))?$/i.exec(
      plain,
    );
  if (!words || plain === '') return null;
  const [days, hours, minutes, seconds] = [1, 2, 3, 4].map((group) => Number(words[group] ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
}

const daySeconds = 86_400;

/** A fraction of a day in seconds, to the millisecond: 0.5 = 43200. Cells hold times of day and lengths of time so. */
export function daysToSeconds(days: number): number {
  return Math.round(days * daySeconds * 1000) / 1000;
}

/** A fraction of a day as a sheet shows a length of time: 0.5 = "12:00:00", 1.25 = "30:00:00". Parts of a second only where there are some. */
export function formatClock(days: number): string {
  const seconds = Math.abs(daysToSeconds(days));
  const two = (part: number): string => String(Math.trunc(part)).padStart(2, '0');
  const rest = Math.round((seconds % 1) * 1000);
  const sign = days < 0 ? '-' : '';
  const clock = `${sign}${Math.floor(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
  return rest === 0 ? clock : `${clock}.${String(rest).padStart(3, '0').replace(/0+$/, '')}`;
}
