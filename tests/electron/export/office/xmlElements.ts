/** An element as Office's strict readers see it: prefixed name, attributes, elements and text inside. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlNode[];
  text: string;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function plain(text: string, part: string): string {
  return text.replace(/&(#x[0-9a-fA-F]+|#\d+|\w+);|&/g, (whole, name: string | undefined) => {
    if (name === undefined) throw new Error(`${part}: an ampersand by itself`);
    if (name.startsWith('#x')) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
    if (name.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)));
    const character = entities[name];
    if (character === undefined) throw new Error(`${part}: unknown entity ${whole}`);
    return character;
  });
}

function attributesOf(source: string, part: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  const rest = source.replace(
    /\s+([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g,
    (_, name: string, a?: string, b?: string) => {
      if (attributes.has(name)) throw new Error(`${part}: ${name} is given twice`);
      attributes.set(name, plain(a ?? b ?? '', part));
      return '';
    },
  );
  if (rest.trim() !== '') throw new Error(`${part}: not an attribute: ${rest}`);
  return attributes;
}

// What XML 1.0 has no place for; one such character and Office refuses the file.
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

/**
 * The tree of a part, read as strictly as XML wants it. @throws Error where it is not well-formed: unbalanced or undeclared names,
 * attributes given twice, characters XML has no place for
 */
export function xmlElements(xml: string, part: string): XmlNode {
  if (forbidden.test(xml)) throw new Error(`${part}: a character XML cannot hold`);
  if (!xml.isWellFormed()) throw new Error(`${part}: half of a character`);
  const top: XmlNode = { name: '', attributes: new Map(), children: [], text: '' };
  const open: XmlNode[] = [top];
  const spaces: Set<string>[] = [new Set(['xml'])];
  let at = 0;
  for (const match of xml.matchAll(
    /<(?:\?[^?]*\?|!--[\s\S]*?--|(\/?)([\w:.-]+)((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/?))>/g,
  )) {
    const parent = open.at(-1)!;
    parent.text += plain(xml.slice(at, match.index), part);
    at = match.index + match[0].length;
    const [, closing, name, source = '', empty] = match;
    if (name === undefined) continue;
    if (closing) {
      if (parent.name !== name) throw new Error(`${part}: </${name}> closes <${parent.name}>`);
      open.pop();
      spaces.pop();
      continue;
    }
    const attributes = attributesOf(source, part);
    const known = new Set(spaces.at(-1));
    for (const key of attributes.keys()) if (key.startsWith('xmlns:')) known.add(key.slice(6));
    for (const used of [name, ...attributes.keys()]) {
      const prefix = used.includes(':') ? used.split(':')[0]! : '';
      if (prefix !== '' && prefix !== 'xmlns' && !known.has(prefix))
        throw new Error(`${part}: ${used} has no namespace`);
    }
    const node: XmlNode = { name, attributes, children: [], text: '' };
    parent.children.push(node);
    if (empty) continue;
    open.push(node);
    spaces.push(known);
  }
  if (open.length !== 1 || top.children.length !== 1 || xml.slice(at).trim() !== '' || top.text.trim() !== '')
    throw new Error(`${part}: not one whole element`);
  return top.children[0]!;
}

/** The element and all below it, parents first. */
export function* walk(node: XmlNode): Generator<XmlNode> {
  yield node;
  for (const child of node.children) yield* walk(child);
}
