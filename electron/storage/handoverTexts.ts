const mask = '＊＊＊';
/** Shorter words stand in many sentences by chance. */
const shortestWord = 2;
const shortestAscii = 5;
/** Their values are words of the program or ids, never prose. */
const structural: ReadonlySet<string> = new Set(['type', 'kind', 'analysis', 'id', 'code', 'format', 'locale']);
const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function stringsIn(value: unknown, into: string[]): void {
  if (typeof value === 'string') {
    if (!isId.test(value)) into.push(value);
  } else if (Array.isArray(value)) {
    for (const item of value) stringsIn(item, into);
  } else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) if (!structural.has(key)) stringsIn(item, into);
  }
}

function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return isId.test(value) ? value : change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, structural.has(key) ? item : mapStrings(item, change)]),
  );
}

/**
 * A function that gives a JSON value back with asterisks in place of these texts wherever they stand in its strings; ids and keys stay.
 * Single characters, and ASCII texts below five characters, are taken for chance and stay.
 */
export function withoutTexts(texts: Iterable<string>): <T>(value: T) => T {
  const wanted = [...new Set([...texts].map((text) => text.trim()))]
    .filter((text) => text.length >= (/^[ -~]*$/.test(text) ? shortestAscii : shortestWord))
    .toSorted((a, b) => b.length - a.length);
  return <T>(value: T): T => {
    const strings: string[] = [];
    stringsIn(value, strings);
    const all = strings.join('\n');
    const found = wanted.filter((text) => all.includes(text));
    if (found.length === 0) return value;
    return mapStrings(value, (text) => found.reduce((rest, one) => rest.replaceAll(one, mask), text)) as T;
  };
}
