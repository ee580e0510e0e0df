/** "{count} forms" with details {count: 3} -> "3 forms". A placeholder without a detail stays visible. */
export function fillTemplate(
  template: string,
  details: Readonly<Record<string, string | number | boolean | null>>,
): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = details[name];
    return value === undefined || value === null ? whole : String(value);
  });
}
