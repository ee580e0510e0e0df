/**
 * Removes keys that hold undefined, in place: structured clone keeps them where JSON drops them, and a value must mean the same
 * through every host. Takes the parsed copy of an input, never the caller's own.
 */
export function dropUndefined(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const one of value) dropUndefined(one);
    return;
  }
  const record = value as Record<string, unknown>;
  for (const key of Object.keys(record)) {
    if (record[key] === undefined) delete record[key];
    else dropUndefined(record[key]);
  }
}
