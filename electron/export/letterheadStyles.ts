interface Style {
  readonly id: string;
  readonly type: string;
  /** As Word knows it whatever the file's language: "heading 1". */
  readonly name: string;
  readonly xml: string;
}

function stylesIn(xml: string): readonly Style[] {
  return [...xml.matchAll(/<w:style\b([^>]*)>([\s\S]*?)<\/w:style>/g)].map(([whole, head = '', content = '']) => ({
    id: /w:styleId="([^"]*)"/.exec(head)?.[1] ?? '',
    type: /w:type="([^"]*)"/.exec(head)?.[1] ?? 'paragraph',
    name: (/<w:name\b[^>]*w:val="([^"]*)"/.exec(content)?.[1] ?? '').toLowerCase(),
    xml: whole,
  }));
}

const references = /(<w:(?:pStyle|rStyle|tblStyle|basedOn|next|link) w:val=")([^"]*)(")/g;
const referred = (xml: string): readonly string[] => [...xml.matchAll(references)].map((match) => match[2]!);

export interface MappedStyles {
  /** The letterhead's styles part with those of the report it lacks. */
  readonly xml: string;
  readonly body: string;
  /** Markup of another part (notes, remarks) with the letterhead's style ids. */
  idOf(xml: string): string;
}

/** Our style ids replaced by the letterhead's for styles of the same name; what it has not comes along under an id of its own. */
export function mappedStyles(own: string, theirs: string, body: string): MappedStyles {
  const ours = new Map(stylesIn(own).map((style) => [style.id, style]));
  const known = stylesIn(theirs);
  const taken = new Set(known.map((style) => style.id));
  const ids = new Map<string, string>();
  const added: Style[] = [];
  const waiting = [...new Set([...referred(body), 'FootnoteText', 'FootnoteReference'])];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const style = ours.get(id);
    if (!style || ids.has(id)) continue;
    const same = known.find((one) => one.type === style.type && one.name === style.name);
    if (same) {
      ids.set(id, same.id);
      continue;
    }
    ids.set(id, taken.has(id) ? `Csi${id}` : id);
    added.push(style);
    waiting.push(...referred(style.xml));
  }
  const idOf = (xml: string): string =>
    xml.replace(references, (_, before: string, id: string, after: string) => `${before}${ids.get(id) ?? id}${after}`);
  const xml = added.map((style) =>
    idOf(style.xml)
      .replace(/w:styleId="[^"]*"/, `w:styleId="${ids.get(style.id)}"`)
      .replace(/ w:default="(?:1|true)"/, ''),
  );
  const merged = theirs === '' ? own : theirs.replace('</w:styles>', () => `${xml.join('')}</w:styles>`);
  return { xml: merged, body: idOf(body), idOf };
}
