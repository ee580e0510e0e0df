import { posix } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { childOrder } from './childOrder.ts';
import { walk, type XmlNode, xmlElements } from './xmlElements.ts';

/** Styles Word has without being told. */
const latentStyles = ['DefaultParagraphFont'];
const relationship = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Children that stand where the schema has no place for them. */
function orderFaults(node: XmlNode, parent: XmlNode | null, part: string): string[] {
  const order = childOrder.get(`${node.name} in ${parent?.name ?? ''}`) ?? childOrder.get(node.name);
  const faults: string[] = [];
  if (order) {
    let place = 0;
    for (const child of node.children) {
      const own = order.findIndex((names) => names.includes(child.name));
      const later = order.findIndex((names, index) => index >= place && names.includes(child.name));
      if (own < 0) faults.push(`${part}: ${child.name} has no place in ${node.name}`);
      else if (later < 0) faults.push(`${part}: ${child.name} comes too late in ${node.name}`);
      else place = later;
    }
  }
  return [...faults, ...node.children.flatMap((child) => orderFaults(child, node, part))];
}

const val = (node: XmlNode | undefined): string | undefined =>
  node?.attributes.get('w:val') ?? node?.attributes.get('val');
const named = (root: XmlNode, name: string): XmlNode[] => [...walk(root)].filter((node) => node.name === name);
const child = (node: XmlNode, name: string): XmlNode | undefined => node.children.find((one) => one.name === name);

function twice(values: readonly (string | undefined)[], what: string, part: string): string[] {
  const seen = new Set<string>();
  return values.flatMap((value) => {
    if (value === undefined) return [`${part}: ${what} without a value`];
    if (seen.has(value)) return [`${part}: ${what} ${value} twice`];
    seen.add(value);
    return [];
  });
}

/** The part a relation of another leads to. */
const targetOf = (part: string, target: string): string =>
  target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(part), target);
const relationsOf = (part: string): string => posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`);

type Trees = ReadonlyMap<string, XmlNode>;

function packageFaults(files: Readonly<Record<string, Uint8Array>>, trees: Trees): string[] {
  const faults: string[] = [];
  const types = trees.get('[Content_Types].xml');
  if (!types) return ['there is no list of parts'];
  const overrides = types.children
    .filter(({ name }) => name === 'Override')
    .map(({ attributes }) => attributes.get('PartName')!);
  const defaults = types.children
    .filter(({ name }) => name === 'Default')
    .map(({ attributes }) => attributes.get('Extension')!.toLowerCase());
  faults.push(
    ...twice(overrides, 'the type of', '[Content_Types].xml'),
    ...twice(defaults, 'the type of', '[Content_Types].xml'),
  );
  for (const name of overrides) if (!files[name.slice(1)]) faults.push(`${name} has a type and is not there`);
  for (const part of Object.keys(files)) {
    if (part === '[Content_Types].xml' || part.endsWith('/')) continue;
    const extension = part.split('.').at(-1)!.toLowerCase();
    if (!overrides.includes(`/${part}`) && !defaults.includes(extension)) faults.push(`${part} has no type`);
    // A part of XML is only known by a type of its own; data of the author's own needs none.
    if (extension === 'xml' && !part.startsWith('customXml/item') && !overrides.includes(`/${part}`))
      faults.push(`${part} has no type but that of its ending`);
    if (extension === 'rels') {
      const owner = posix.join(posix.dirname(posix.dirname(part)), posix.basename(part, '.rels'));
      if (posix.basename(part) !== '.rels' && !files[owner]) faults.push(`${part} has no owner`);
      const root = trees.get(part)!;
      faults.push(
        ...twice(
          root.children.map(({ attributes }) => attributes.get('Id')),
          'relation',
          part,
        ),
      );
      for (const { attributes } of root.children) {
        if (attributes.get('TargetMode') === 'External') continue;
        const target = targetOf(posix.basename(part) === '.rels' ? '' : owner, attributes.get('Target')!);
        if (!files[target]) faults.push(`${part} leads to ${target}, which is not there`);
      }
    }
  }
  const reached = new Set(
    [...trees]
      .filter(([part]) => part.endsWith('.rels'))
      .flatMap(([part, root]) => {
        const owner =
          posix.basename(part) === '.rels'
            ? ''
            : posix.join(posix.dirname(posix.dirname(part)), posix.basename(part, '.rels'));
        return root.children.map(({ attributes }) => targetOf(owner, attributes.get('Target')!));
      }),
  );
  for (const part of Object.keys(files))
    if (!part.endsWith('.rels') && part !== '[Content_Types].xml' && !reached.has(part))
      faults.push(`nothing leads to ${part}`);
  for (const [part, root] of trees) {
    if (part.endsWith('.rels')) continue;
    const prefixes = [...walk(root)].flatMap(({ attributes }) =>
      [...attributes].flatMap(([key, value]) =>
        value === relationship && key.startsWith('xmlns:') ? [key.slice(6)] : [],
      ),
    );
    const ids = new Set(trees.get(relationsOf(part))?.children.map(({ attributes }) => attributes.get('Id')));
    for (const { name, attributes } of walk(root))
      for (const [key, value] of attributes)
        if (prefixes.some((prefix) => key.startsWith(`${prefix}:`)) && !ids.has(value))
          faults.push(`${part}: ${name} names relation ${value}, which is not there`);
  }
  return faults;
}

function tableFaults(root: XmlNode, part: string): string[] {
  return named(root, 'w:tbl').flatMap((table) => {
    const columns = child(table, 'w:tblGrid')?.children.length ?? 0;
    return table.children
      .filter(({ name }) => name === 'w:tr')
      .flatMap((row) => {
        const cells = row.children.filter(({ name }) => name === 'w:tc');
        const spanned = cells.reduce(
          (sum, cell) => sum + Number(val(child(child(cell, 'w:tcPr') ?? cell, 'w:gridSpan')) ?? 1),
          0,
        );
        return [
          ...(spanned === columns ? [] : [`${part}: a row of ${spanned} columns in a table of ${columns}`]),
          ...cells.flatMap((cell) =>
            cell.children.at(-1)?.name === 'w:p' ? [] : [`${part}: a cell that does not end with a paragraph`],
          ),
        ];
      });
  });
}

function wordFaults(trees: Trees): string[] {
  const main = trees.get('word/document.xml');
  if (!main) return [];
  const faults: string[] = [];
  const styles = new Set([
    ...latentStyles,
    ...named(trees.get('word/styles.xml')!, 'w:style').map(({ attributes }) => attributes.get('w:styleId')!),
  ]);
  const numbering = trees.get('word/numbering.xml');
  const nums = new Set(numbering ? named(numbering, 'w:num').map(({ attributes }) => attributes.get('w:numId')!) : []);
  const idsIn = (part: string, name: string): Set<string> =>
    new Set(trees.has(part) ? named(trees.get(part)!, name).map(({ attributes }) => attributes.get('w:id')!) : []);
  const [notes, comments] = [idsIn('word/footnotes.xml', 'w:footnote'), idsIn('word/comments.xml', 'w:comment')];
  for (const [part, root] of trees) {
    if (!/^word\/(document|footnotes|comments|header\d*|footer\d*|styles)\.xml$/.test(part)) continue;
    for (const node of walk(root)) {
      if (
        ['w:pStyle', 'w:rStyle', 'w:tblStyle', 'w:basedOn', 'w:next', 'w:link'].includes(node.name) &&
        !styles.has(val(node)!)
      )
        faults.push(`${part}: style ${val(node)} is not there`);
      if (node.name === 'w:numId' && val(node) !== '0' && !nums.has(val(node)!))
        faults.push(`${part}: numbering ${val(node)} is not there`);
      if (node.name === 'w:footnoteReference' && !notes.has(node.attributes.get('w:id')!))
        faults.push(`${part}: a note that is not there`);
      if (node.name === 'w:commentReference' && !comments.has(node.attributes.get('w:id')!))
        faults.push(`${part}: a remark that is not there`);
      if (node.name === 'w:p' && node.children.slice(1).some(({ name }) => name === 'w:pPr'))
        faults.push(`${part}: properties after the words of a paragraph`);
    }
    faults.push(...tableFaults(root, part));
    const starts = named(root, 'w:bookmarkStart');
    faults.push(
      ...twice(
        starts.map(({ attributes }) => attributes.get('w:id')),
        'bookmark',
        part,
      ),
      ...twice(
        starts.map(({ attributes }) => attributes.get('w:name')?.toLowerCase()),
        'bookmark',
        part,
      ),
      ...starts.flatMap(({ attributes }) =>
        attributes.get('w:name')!.length <= 40 ? [] : [`${part}: the bookmark ${attributes.get('w:name')} is too long`],
      ),
    );
    const ends = new Set(named(root, 'w:bookmarkEnd').map(({ attributes }) => attributes.get('w:id')));
    const begun = new Set(starts.map(({ attributes }) => attributes.get('w:id')));
    if (ends.size !== begun.size || [...ends].some((id) => !begun.has(id)))
      faults.push(`${part}: bookmarks without a beginning or an end`);
    faults.push(
      ...twice(
        named(root, 'wp:docPr').map(({ attributes }) => attributes.get('id')),
        'drawing',
        part,
      ),
    );
    for (const { attributes } of named(root, 'wp:docPr'))
      if (!attributes.get('descr')) faults.push(`${part}: a picture without words`);
    const fields = named(root, 'w:fldChar').map(({ attributes }) => attributes.get('w:fldCharType'));
    let depth = 0;
    for (const kind of fields) {
      depth += kind === 'begin' ? 1 : kind === 'end' ? -1 : 0;
      if (depth < 0) faults.push(`${part}: a field that ends and did not begin`);
    }
    if (depth !== 0) faults.push(`${part}: a field without an end`);
  }
  if (named(main, 'w:body')[0]!.children.at(-1)?.name !== 'w:sectPr')
    faults.push('the body does not end with its section');
  if (numbering) {
    const abstracts = new Set(
      named(numbering, 'w:abstractNum').map(({ attributes }) => attributes.get('w:abstractNumId')!),
    );
    for (const node of named(numbering, 'w:abstractNumId'))
      if (!abstracts.has(val(node)!)) faults.push(`numbering ${val(node)} has no levels`);
    faults.push(
      ...twice(
        named(numbering, 'w:num').map(({ attributes }) => attributes.get('w:numId')),
        'numbering',
        'word/numbering.xml',
      ),
    );
  }
  faults.push(
    ...twice(
      [...named(trees.get('word/styles.xml')!, 'w:style')].map(({ attributes }) => attributes.get('w:styleId')),
      'style',
      'word/styles.xml',
    ),
  );
  faults.push(
    ...twice(
      named(trees.get('word/styles.xml')!, 'w:style').map((style) => val(child(style, 'w:name'))?.toLowerCase()),
      'style',
      'word/styles.xml',
    ),
  );
  return faults;
}

function slideFaults(trees: Trees): string[] {
  const faults: string[] = [];
  for (const [part, root] of trees) {
    if (!/^ppt\/(slides|slideLayouts|slideMasters)\/\w+\.xml$/.test(part)) continue;
    faults.push(
      ...twice(
        named(root, 'p:cNvPr').map(({ attributes }) => attributes.get('id')),
        'shape',
        part,
      ),
    );
    for (const frame of [...named(root, 'p:graphicFrame'), ...named(root, 'p:pic')])
      if (!named(frame, 'p:cNvPr')[0]!.attributes.get('descr'))
        faults.push(`${part}: a chart, table or picture without words`);
    for (const table of named(root, 'a:tbl')) {
      const columns = child(table, 'a:tblGrid')!.children.length;
      for (const row of table.children.filter(({ name }) => name === 'a:tr'))
        if (row.children.length !== columns)
          faults.push(`${part}: a row of ${row.children.length} cells in a table of ${columns} columns`);
    }
    for (const body of [...named(root, 'p:txBody'), ...named(root, 'a:txBody')])
      if (!child(body, 'a:p')) faults.push(`${part}: a text without a paragraph`);
  }
  return faults;
}

function sheetFaults(trees: Trees): string[] {
  const faults: string[] = [];
  const book = trees.get('xl/workbook.xml');
  if (!book) return faults;
  const names = named(book, 'sheet').map(({ attributes }) => attributes.get('name'));
  faults.push(
    ...twice(
      names.map((name) => name?.toLowerCase()),
      'sheet',
      'xl/workbook.xml',
    ),
  );
  for (const name of names)
    if (!name || name.length > 31 || /[[\]*?/\\:]|^'|'$/.test(name)) faults.push(`a sheet may not be called ${name}`);
  const looks = named(trees.get('xl/styles.xml')!, 'cellXfs')[0]!.children.length;
  const tables: (string | undefined)[] = [];
  for (const [part, root] of trees) {
    if (part.startsWith('xl/tables/'))
      tables.push(root.attributes.get('displayName')?.toLowerCase(), `id ${root.attributes.get('id')}`);
    if (!part.startsWith('xl/worksheets/') || part.endsWith('.rels')) continue;
    let last = 0;
    for (const row of named(root, 'row')) {
      const number = Number(row.attributes.get('r'));
      if (number <= last) faults.push(`${part}: row ${number} after ${last}`);
      last = number;
      let before = 0;
      for (const { attributes } of row.children) {
        const letters = /^([A-Z]+)(\d+)$/.exec(attributes.get('r') ?? '');
        if (!letters || Number(letters[2]) !== number) faults.push(`${part}: ${attributes.get('r')} in row ${number}`);
        const column = (letters?.[1] ?? '').split('').reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0);
        if (column <= before) faults.push(`${part}: ${attributes.get('r')} out of order`);
        before = column;
        if (Number(attributes.get('s') ?? 0) >= looks)
          faults.push(`${part}: ${attributes.get('r')} has a look that is not there`);
      }
    }
    for (const { text } of named(root, 'v'))
      if (/^(NaN|-?Infinity|undefined|null)$/.test(text)) faults.push(`${part}: a cell of ${text}`);
    for (const { children } of named(root, 'is'))
      for (const { text } of children) if (text.length > 32_767) faults.push(`${part}: a text longer than a cell`);
  }
  faults.push(...twice(tables, 'table', 'xl/tables'));
  return faults;
}

/** Attributes that hold whole numbers, by element; a fraction makes Office refuse the part. */
const whole: ReadonlyMap<string, readonly string[]> = new Map([
  ['a:off', ['x', 'y']],
  ['a:ext', ['cx', 'cy']],
  ['wp:extent', ['cx', 'cy']],
  ['a:gridCol', ['w']],
  ['a:tr', ['h']],
  ['a:ln', ['w']],
  ['a:rPr', ['sz']],
  ['a:defRPr', ['sz']],
  ['a:pPr', ['marL', 'indent']],
  ['a:bodyPr', ['lIns', 'tIns', 'rIns', 'bIns']],
  ['a:tcPr', ['marL', 'marR', 'marT', 'marB']],
  ['a:spcPts', ['val']],
  ['w:gridCol', ['w:w']],
  ['w:tcW', ['w:w']],
  ['w:tblW', ['w:w']],
  ['w:sz', ['w:val']],
  ['w:szCs', ['w:val']],
  ['w:spacing', ['w:before', 'w:after', 'w:line']],
  ['w:ind', ['w:left', 'w:right', 'w:firstLine', 'w:hanging']],
  ['w:pgSz', ['w:w', 'w:h']],
  ['w:pgMar', ['w:top', 'w:bottom', 'w:left', 'w:right', 'w:header', 'w:footer']],
]);
const positive = new Set(['a:ext', 'wp:extent', 'a:gridCol', 'a:tr', 'w:gridCol']);

function numberFaults(root: XmlNode, part: string): string[] {
  return [...walk(root)].flatMap(({ name, attributes }) =>
    (whole.get(name) ?? []).flatMap((key) => {
      const value = attributes.get(key);
      if (value === undefined) return [];
      const number = Number(value);
      if (!Number.isInteger(number) || value.trim() === '') return [`${part}: ${key} of ${name} is ${value}`];
      return positive.has(name) && number < 0 ? [`${part}: ${key} of ${name} is below zero`] : [];
    }),
  );
}

/** Wrong in charts whatever the order of their parts. */
function chartFaults(trees: Trees): string[] {
  return [...trees].flatMap(([part, root]) => {
    if (root.name !== 'c:chartSpace') return [];
    const series = named(root, 'c:ser');
    const axes = [...named(root, 'c:catAx'), ...named(root, 'c:valAx')].map((axis) => val(child(axis, 'c:axId')));
    const counted = [...named(root, 'c:numCache'), ...named(root, 'c:strCache')];
    return [
      ...twice(
        series.map((one) => val(child(one, 'c:idx'))),
        'series',
        part,
      ),
      ...twice(axes, 'axis', part),
      ...named(root, 'c:crossAx').flatMap((one) =>
        axes.includes(val(one)!) ? [] : [`${part}: crosses an axis that is not there`],
      ),
      ...counted.flatMap((cache) => {
        const points = cache.children
          .filter(({ name }) => name === 'c:pt')
          .map(({ attributes }) => Number(attributes.get('idx')));
        const count = Number(val(child(cache, 'c:ptCount')));
        const wrong = points.some((at, place) => at >= count || (place > 0 && at <= points[place - 1]!));
        return wrong ? [`${part}: points beyond their number or out of order`] : [];
      }),
      ...named(root, 'c:numCache').flatMap((cache) =>
        named(cache, 'c:v').flatMap(({ text }) =>
          text.trim() !== '' && Number.isFinite(Number(text)) ? [] : [`${part}: ${text} is no number`],
        ),
      ),
      // Office opens these charts only after repair: places for labels differ by kind of chart.
      ...named(root, 'c:doughnutChart').flatMap((ring) =>
        named(ring, 'c:dLblPos').map(() => `${part}: labels of a ring have no place`),
      ),
      ...named(root, 'c:barChart').flatMap((bars) =>
        val(child(bars, 'c:grouping')) === 'clustered'
          ? []
          : named(bars, 'c:dLblPos').flatMap((one) =>
              val(one) === 'outEnd' ? [`${part}: labels outside of stacked bars`] : [],
            ),
      ),
    ];
  });
}

/**
 * What Word, PowerPoint and Excel would have to repair in a file, as sentences; none in a sound one. Office reads more strictly than
 * LibreOffice: children out of the schema's order, ids given twice, relations that lead nowhere. Workbooks inside are looked at too.
 *
 * Checked: well-formed XML, order of children (childOrder.ts), the package's types and relations, ids of bookmarks, drawings, shapes, styles,
 * numberings, notes, tables, sheets and series, whole numbers. Not checked: the kinds of most other attributes.
 */
export function officeFaults(bytes: Uint8Array): readonly string[] {
  const files = unzipSync(bytes);
  const trees = new Map(
    Object.entries(files).flatMap(([part, content]): [string, XmlNode][] =>
      /\.(xml|rels)$/.test(part) ? [[part, xmlElements(strFromU8(content), part)]] : [],
    ),
  );
  return [
    ...packageFaults(files, trees),
    ...[...trees].flatMap(([part, root]) => [...orderFaults(root, null, part), ...numberFaults(root, part)]),
    ...wordFaults(trees),
    ...slideFaults(trees),
    ...sheetFaults(trees),
    ...chartFaults(trees),
    ...Object.entries(files).flatMap(([part, content]) =>
      part.endsWith('.xlsx') ? officeFaults(content).map((fault) => `${part}: ${fault}`) : [],
    ),
  ];
}
