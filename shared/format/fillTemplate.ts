/**
 * "{count} {count#form|forms}" with details {count: 3} -> "3 forms", with {count: 1} -> "1 form". A placeholder without a detail stays
 * visible.
 */
export function fillTemplate(
  template: string,
  details: Readonly<Record<string, string | number | boolean | null>>,
): string {
  return template.replace(
    /\{(\w+)(?:#([^|{}]*)\|([^|{}]*))?\}/g,
    (whole, name: string, one: string | undefined, many: string | undefined) => {
      const value = details[name];
      if (value === undefined || value === null) return whole;
      if (one === undefined || many === undefined) return String(value);
      return String(value) === '1' ? one : many;
    },
  );
}
