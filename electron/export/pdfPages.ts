/**
 * Page numbers of the named places in a PDF that Chromium has written: headings that are linked to. Chromium writes objects plainly
 * (only streams are compressed): the catalogue's name dictionary says "/section-3 [14 0 R /XYZ 65 760 0]", and the page tree lists
 * page objects in reading order.
 *
 * @returns page (1 = first) by name; empty when the file is written in another way, so that contents simply show no numbers
 */
export function pagesOfDestinations(pdf: Uint8Array): ReadonlyMap<string, number> {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  const objects = new Map<string, string>();
  for (const match of text.matchAll(/(?:^|[\r\n])(\d+) 0 obj\s*<<([\s\S]*?)>>\s*(?:endobj|stream)/g))
    objects.set(match[1]!, match[2]!);
  const order: string[] = [];
  const walk = (id: string): void => {
    const kids = /\/Kids\s*\[([^\]]*)\]/.exec(objects.get(id) ?? '');
    if (!kids) order.push(id);
    else for (const kid of kids[1]!.matchAll(/(\d+) 0 R/g)) walk(kid[1]!);
  };
  const root = /\/Type\s*\/Catalog[\s\S]*?\/Pages\s+(\d+) 0 R|\/Pages\s+(\d+) 0 R[\s\S]*?\/Type\s*\/Catalog/.exec(text);
  const pages = root?.[1] ?? root?.[2];
  if (pages !== undefined) walk(pages);
  const found = new Map<string, number>();
  for (const match of text.matchAll(/\/([A-Za-z0-9-]+)\s*\[(\d+) 0 R\s*\/XYZ/g)) {
    const page = order.indexOf(match[2]!);
    if (page >= 0) found.set(match[1]!, page + 1);
  }
  return found;
}
