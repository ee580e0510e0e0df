const two = (value: number): string => String(value).padStart(2, '0');

/** A moment as this machine's wall clock shows it: 2026-01-31 14:05. '' when it is no moment. */
export function localDateTime(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '';
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
