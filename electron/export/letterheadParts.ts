import { officeRelations, relationshipsNamespace, xmlHead } from './xmlOut.ts';

interface Sources {
  /** Our XML parts by name. */
  readonly own: ReadonlyMap<string, string>;
  readonly ours: Readonly<Record<string, Uint8Array>>;
  /** The letterhead's parts; changed and added to. */
  readonly texts: Map<string, string>;
  readonly binary: Map<string, Uint8Array>;
  styleOf(xml: string): string;
}

/** Value of an attribute of a tag, '' where it has none. */
export function attributeOf(tag: string, name: string): string {
  for (const [, own, value] of tag.matchAll(/([\w:.-]+)="([^"]*)"/g)) if (own === name) return value!;
  return '';
}
/** Notes and remarks in their parts: the elements, and the numbers they have. */
const items = {
  footnotes: { all: /<w:footnote\b[\s\S]*?<\/w:footnote>/g, ids: /<w:footnote\b[^>]*w:id="(\d+)"/g },
  comments: { all: /<w:comment\b[\s\S]*?<\/w:comment>/g, ids: /<w:comment\b[^>]*w:id="(\d+)"/g },
};
const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), 0);
const numbersOf = (xml: string, pattern: RegExp): readonly number[] =>
  [...xml.matchAll(pattern)].map((one) => Number(one[1]));

const wordNamespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const contentTypes = {
  numbering: 'application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml',
  footnotes: 'application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml',
  comments: 'application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml',
  customXml: 'application/xml',
  chart: 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml',
} as const;
type PartKind = keyof typeof contentTypes;

/** What the body of the report needs beside itself, brought into another package under numbers and names that are free there. */
export function partNumbers({ own, ours, texts, binary, styleOf }: Sources): {
  body(xml: string): string;
  relations(): string;
  types(): string;
} {
  const relationsPath = 'word/_rels/document.xml.rels';
  let relations =
    texts.get(relationsPath) ?? `${xmlHead}<Relationships xmlns="${relationshipsNamespace}"></Relationships>`;
  let types = texts.get('[Content_Types].xml') ?? '';

  const addRelation = (id: string, type: string, target: string, outside = false): void => {
    const tag = `<Relationship Id="${id}" Type="${officeRelations}/${type}" Target="${target}"${outside ? ' TargetMode="External"' : ''}/>`;
    relations = /<Relationships\b[^>]*\/>/.test(relations)
      ? relations.replace(/(<Relationships\b[^>]*)\/>/, (_, head: string) => `${head}>${tag}</Relationships>`)
      : relations.replace('</Relationships>', () => `${tag}</Relationships>`);
  };
  const addType = (part: string, kind: PartKind): void => {
    types = types.replace(
      '</Types>',
      () => `<Override PartName="/${part}" ContentType="${contentTypes[kind]}"/></Types>`,
    );
  };
  const addDefault = (extension: string, type: string): void => {
    if (!types.toLowerCase().includes(`extension="${extension}"`))
      types = types.replace(
        /(<Types\b[^>]*>)/,
        (head) => `${head}<Default Extension="${extension}" ContentType="${type}"/>`,
      );
  };

  /** The part of a kind the letterhead has, by its relation. */
  const partOf = (type: string): string | null => {
    const tag = [...relations.matchAll(/<Relationship\b[^>]*>/g)]
      .map((one) => one[0])
      .find((one) => attributeOf(one, 'Type').endsWith(`/${type}`));
    const target = tag ? attributeOf(tag, 'Target') : '';
    const path = target.startsWith('/') ? target.slice(1) : `word/${target}`;
    return target !== '' && texts.has(path) ? path : null;
  };

  // Numberings: abstract ones stand before the concrete ones in their part.
  const numbering = own.get('word/numbering.xml') ?? '';
  const path = partOf('numbering') ?? 'word/numbering.xml';
  const before = texts.get(path) ?? `${xmlHead}<w:numbering xmlns:w="${wordNamespace}"></w:numbering>`;
  const abstractOffset = 1 + most(numbersOf(before, /<w:abstractNum\b[^>]*w:abstractNumId="(\d+)"/g));
  const numberOffset = 1 + most(numbersOf(before, /<w:num\b[^>]*w:numId="(\d+)"/g));
  const abstracts = [...numbering.matchAll(/<w:abstractNum\b[\s\S]*?<\/w:abstractNum>/g)].map((one) =>
    styleOf(one[0])
      .replace(/w:abstractNumId="(\d+)"/, (_, id: string) => `w:abstractNumId="${Number(id) + abstractOffset}"`)
      .replace(/ w15:[\w]+="[^"]*"/g, ''),
  );
  const concrete = [...numbering.matchAll(/<w:num\b[\s\S]*?<\/w:num>/g)].map((one) =>
    one[0]
      .replace(/w:numId="(\d+)"/, (_, id: string) => `w:numId="${Number(id) + numberOffset}"`)
      .replace(
        /<w:abstractNumId w:val="(\d+)"/,
        (_, id: string) => `<w:abstractNumId w:val="${Number(id) + abstractOffset}"`,
      ),
  );
  const firstNumber = before.search(/<w:num\b/);
  const end = before.lastIndexOf('</w:numbering>');
  const place = firstNumber < 0 ? end : firstNumber;
  // What follows the numbers in the part (numIdMacAtCleanup) must stay last.
  const tail = before.search(/<w:numIdMacAtCleanup\b/);
  const numbersEnd = tail < 0 ? end : tail;
  texts.set(
    path,
    before.slice(0, place) +
      abstracts.join('') +
      before.slice(place, numbersEnd) +
      concrete.join('') +
      before.slice(numbersEnd),
  );
  if (partOf('numbering') === null) {
    addRelation('rIdCsiNumbering', 'numbering', 'numbering.xml');
    addType('word/numbering.xml', 'numbering');
  }

  /** Notes and remarks get numbers after those of the letterhead. Returns how far ours move. */
  const merged = (type: keyof typeof items): number => {
    const part = own.get(`word/${type}.xml`);
    if (part === undefined) return 0;
    const ownItems = [...part.matchAll(items[type].all)]
      .map((one) => styleOf(one[0]).replace(/ w1[45]:\w+="[^"]*"/g, ''))
      .filter((item) => !/w:type="/.test(item.slice(0, item.indexOf('>'))));
    if (ownItems.length === 0) return 0;
    const there = partOf(type);
    if (there === null) {
      texts.set(`word/${type}.xml`, styleOf(part));
      addRelation(`rIdCsi${type}`, type, `${type}.xml`);
      addType(`word/${type}.xml`, type);
      return 0;
    }
    const theirs = texts.get(there)!;
    const offset = 1 + most(numbersOf(theirs, items[type].ids));
    const moved = ownItems.map((item) =>
      item.replace(/w:id="(\d+)"/, (_, id: string) => `w:id="${Number(id) + offset}"`),
    );
    texts.set(
      there,
      theirs.replace(`</w:${type}>`, () => `${moved.join('')}</w:${type}>`),
    );
    return offset;
  };
  const notes = merged('footnotes');
  const remarks = merged('comments');

  // Pictures, charts with their workbooks, links, and the note of where the texts come from.
  const ids = new Map<string, string>();
  for (const [tag] of (own.get(relationsPath) ?? '').matchAll(/<Relationship\b[^>]*>/g)) {
    const type = attributeOf(tag, 'Type').split('/').at(-1) ?? '';
    if (type === 'hyperlink') {
      const id = `rIdCsi_${attributeOf(tag, 'Id')}`;
      ids.set(attributeOf(tag, 'Id'), id);
      addRelation(id, type, attributeOf(tag, 'Target'), true);
      continue;
    }
    if (type !== 'image' && type !== 'chart' && type !== 'customXml') continue;
    const target = attributeOf(tag, 'Target');
    const from = type === 'customXml' ? target.replace('../', '') : `word/${target}`;
    const name = from.replace(/([^/]+)$/, 'csi_$1');
    const id = `rIdCsi_${attributeOf(tag, 'Id')}`;
    ids.set(attributeOf(tag, 'Id'), id);
    addRelation(id, type, type === 'customXml' ? `../${name}` : name.slice('word/'.length));
    if (type === 'image') {
      binary.set(name, ours[from]!);
      addDefault(name.split('.').at(-1)!, name.endsWith('png') ? 'image/png' : 'image/jpeg');
    } else if (type === 'customXml') {
      texts.set(name, own.get(from)!);
    } else {
      const workbook = `word/embeddings/${from.split('/').at(-1)!.replace('.xml', '.xlsx')}`;
      const moved = workbook.replace('chart', 'csi_chart');
      texts.set(name, own.get(from)!);
      texts.set(
        name.replace('charts/', 'charts/_rels/').concat('.rels'),
        own
          .get(from.replace('charts/', 'charts/_rels/').concat('.rels'))!
          .replace(/embeddings\/chart/, 'embeddings/csi_chart'),
      );
      binary.set(moved, ours[workbook]!);
      addType(name, 'chart');
      addDefault('xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    }
  }

  return {
    body: (xml) =>
      xml
        .replace(/(<w:numId w:val=")(\d+)"/g, (_, a: string, id: string) =>
          id === '0' ? `${a}0"` : `${a}${Number(id) + numberOffset}"`,
        )
        .replace(
          /(<w:footnoteReference\b[^>]*w:id=")(\d+)"/g,
          (_, a: string, id: string) => `${a}${Number(id) + notes}"`,
        )
        .replace(
          /(<w:comment(?:RangeStart|RangeEnd|Reference)\b[^>]*w:id=")(\d+)"/g,
          (_, a: string, id: string) => `${a}${Number(id) + remarks}"`,
        )
        .replace(/(\br:(?:id|embed|link)=")(rId[\w-]+)"/g, (_, a: string, id: string) => `${a}${ids.get(id) ?? id}"`),
    relations: () => relations,
    types: () => types,
  };
}
