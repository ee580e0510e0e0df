import { strToU8, zipSync } from 'fflate';
import { figureHeight } from '../../shared/charts/figureHeight.ts';
import type { OfficeChart } from '../../shared/charts/officeTypes.ts';
import { designWidth } from '../../shared/charts/theme.ts';
import { asciiAddress } from '../../shared/report/linkAddress.ts';
import type { Run } from '../../shared/report/resolved.ts';
import type { Deck, SlideCards, SlideFigure, SlideText } from '../../shared/report/slides/deck.ts';
import {
  type Box,
  captionPoints,
  cellIndent,
  cellPadding,
  coverBoxes,
  footnoteBox,
  gridOf,
  notePoints,
  type PlacedBlock,
  type PlacedSlide,
  placeDeck,
  slideSize,
  textIndent,
} from '../../shared/report/slides/slideLayout.ts';
import type { PageLook } from '../../shared/report/reportCss.ts';
import type { FigurePicture } from '../services/ports.ts';
import { imageOfUrl } from './imageFile.ts';
import { DeckFile, office } from './pptxFile.ts';
import {
  colours,
  contentLayoutXml,
  coverLayoutXml,
  emuOf,
  masterXml,
  namespaces,
  numberField,
  plainStyle,
  solid,
  themed,
  themeXml,
  transform,
} from './pptxFrame.ts';
import { type Relation, relationsPart, xmlHead, xmlText } from './xmlOut.ts';

export interface DeckFacts {
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly program: string;
  /** The company's colour, faces, name and logo; absent = the program's own look. */
  readonly look?: PageLook;
}

const plainLook: PageLook = { accent: '', latinFont: '', eastAsianFont: '', company: '', logo: null };

const accent = 'accent';
const noInset = 'lIns="0" tIns="0" rIns="0" bIns="0"';

interface Look {
  readonly points?: number;
  /** RRGGBB, or 'accent' for the company's. */
  readonly colour?: string;
  readonly bold?: boolean;
}

/**
 * Runs of a paragraph; faces come from the theme.
 * @param linkId  id of the relation to an address
 */
function runsXml(runs: readonly Run[], language: string, look: Look, linkId: (address: string) => string): string {
  const size = look.points === undefined ? '' : ` sz="${Math.round(look.points * 100)}"`;
  const { colour } = look;
  const fill = colour === undefined ? '' : colour === accent ? themed('accent1') : solid(colour);
  return runs
    .map((run) => {
      if (run.type === 'break') return '<a:br/>';
      // Slides have no foot for notes: they stay in the report.
      if (run.type === 'footnote') return '';
      const link = run.link === undefined ? '' : `<a:hlinkClick r:id="${linkId(run.link)}"/>`;
      const marks = `${run.bold || look.bold ? ' b="1"' : ''}${run.italic ? ' i="1"' : ''}${run.underline ? ' u="sng"' : ''}`;
      return `<a:r><a:rPr lang="${language}"${size}${marks} dirty="0">${fill}${link}</a:rPr><a:t>${xmlText(run.text)}</a:t></a:r>`;
    })
    .join('');
}

const plain = (text: string): readonly Run[] => [
  { type: 'run', text, bold: false, italic: false, underline: false, live: false },
];

type Cell = { readonly colour: string; readonly points: number } | null;
const border = (tag: string, line: Cell): string =>
  line
    ? `<a:${tag} w="${emuOf(line.points)}" cap="flat">${solid(line.colour)}<a:prstDash val="solid"/></a:${tag}>`
    : `<a:${tag} w="0"><a:noFill/></a:${tag}>`;

/** Bars, places or rows that stand one beside another, each with its word. */
function rowsOf(chart: OfficeChart): number {
  if (chart.kind === 'scatter') return chart.rowNames.length;
  return chart.categories.length;
}

/** The smallest letters of a chart, in points; what its rows have of its height, and what a line of words takes of it in its letters. */
const [leastPoints, plotShare, lineLetters] = [6, 0.8, 1.3];

/** Letters small enough for the words of a chart to stand clear of each other, and large enough to be read from a screen. */
function letterPoints(chart: OfficeChart, aspect: number, height: number): number {
  const rows = rowsOf(chart);
  const scattered = chart.kind === 'scatter' && rows === 0;
  // Points were labelled for a picture of the design's size, drawn with letters of 12 pixels.
  const fitting = scattered ? (12 * height) / (designWidth * aspect) : rows > 16 ? 9 : rows > 12 ? 10 : 12;
  // Many rows: smaller letters rather than rows without their word.
  const lying =
    chart.kind === 'scatter' ? rows > 0 : chart.kind === 'bar' && chart.direction === 'horizontal' && rows > 0;
  const least = lying ? Math.max(leastPoints, Math.min(9, (plotShare * height) / rows / lineLetters)) : 9;
  return Math.floor(2 * (least < 9 ? least : Math.max(9, Math.min(12, fitting)))) / 2;
}

/** Writes the shapes of one slide and remembers the parts they need. */
class SlideWriter {
  readonly shapes: string[] = [];
  readonly relations: Relation[] = [];
  private ids = 1;
  /** Says what a table shows that has no caption of its own. */
  private titleText = '';
  private readonly file: DeckFile;
  private readonly language: string;

  constructor(file: DeckFile, layout: number, language: string) {
    this.file = file;
    this.language = language;
    this.relate('slideLayout', `../slideLayouts/slideLayout${layout}.xml`);
  }

  private relate(type: string, target: string): string {
    const id = `rId${this.relations.length + 1}`;
    this.relations.push({ id, type, target });
    return id;
  }

  private readonly linkId = (address: string): string => {
    const target = asciiAddress(address);
    const known = this.relations.find((one) => one.outside && one.target === target);
    if (known) return known.id;
    const id = `rId${this.relations.length + 1}`;
    this.relations.push({ id, type: 'hyperlink', target, outside: true });
    return id;
  };

  private named(name: string, description = ''): string {
    return `<p:cNvPr id="${++this.ids}" name="${xmlText(name)} ${this.ids}"${description === '' ? '' : ` descr="${xmlText(description)}"`}/>`;
  }

  placeholder(kind: string, index: number | null, paragraphs: string): void {
    this.shapes.push(
      `<p:sp><p:nvSpPr>${this.named(kind)}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="${kind}"${index === null ? '' : ` idx="${index}"`}${kind === 'ftr' || kind === 'sldNum' ? ' sz="quarter"' : ''}/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr><a:normAutofit/></a:bodyPr><a:lstStyle/>${paragraphs}</p:txBody></p:sp>`,
    );
  }

  textBox(
    name: string,
    box: Box,
    paragraphs: string,
    options: { fill?: string; anchor?: 't' | 'ctr' | 'b'; inset?: string } = {},
  ): void {
    const { fill, anchor = 't', inset = noInset } = options;
    this.shapes.push(
      `<p:sp><p:nvSpPr>${this.named(name)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>${transform(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>${fill ? solid(fill) : '<a:noFill/>'}</p:spPr><p:txBody><a:bodyPr wrap="square" ${inset} anchor="${anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle/>${paragraphs}</p:txBody></p:sp>`,
    );
  }

  paragraph(runs: readonly Run[], look: Look = {}, properties = '<a:pPr><a:buNone/></a:pPr>'): string {
    return `<a:p>${properties}${runsXml(runs, this.language, look, this.linkId)}</a:p>`;
  }

  title(runs: readonly Run[], points: number, cover: boolean): void {
    this.titleText = runs.map((run) => (run.type === 'run' ? run.text : '')).join('');
    this.placeholder(
      cover ? 'ctrTitle' : 'title',
      null,
      `<a:p>${runsXml(runs, this.language, { points }, this.linkId)}</a:p>`,
    );
  }

  private texts(texts: readonly SlideText[], points: number): string {
    return texts
      .map(({ runs, level, mark }) => {
        const hang = mark === '' ? 0 : 20;
        const sign = mark === '' || mark === '•' ? mark : mark.replace(/\.$/, '');
        const bullet =
          sign === ''
            ? '<a:buNone/>'
            : sign === '•'
              ? `<a:buClr><a:schemeClr val="accent1"/></a:buClr><a:buFont typeface="Arial"/><a:buChar char="•"/>`
              : `<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod"${sign === '1' ? '' : ` startAt="${sign}"`}/>`;
        const properties = `<a:pPr marL="${emuOf(textIndent(level))}" indent="${-emuOf(hang)}"><a:lnSpc><a:spcPct val="110000"/></a:lnSpc><a:spcAft><a:spcPts val="700"/></a:spcAft>${bullet}</a:pPr>`;
        return this.paragraph(runs, { points }, properties);
      })
      .join('');
  }

  private cards({ cards }: SlideCards, box: Box): void {
    const across = box.width > box.height;
    const gap = 14;
    const size =
      ((across ? box.width : Math.min(box.height, 336)) - gap * (cards.length - 1)) / Math.max(1, cards.length);
    cards.forEach(({ value, label, note }, place) => {
      const own: Box = across
        ? { ...box, x: box.x + place * (size + gap), width: size }
        : { ...box, y: box.y + place * (size + gap), height: size };
      const even = '<a:pPr><a:spcBef><a:spcPts val="200"/></a:spcBef><a:buNone/></a:pPr>';
      this.textBox(
        'Number',
        own,
        `${this.paragraph(plain(label), { points: 12, colour: colours.soft })}${this.paragraph(plain(value), { points: 28, bold: true, colour: accent }, even)}${note === '' ? '' : this.paragraph(plain(note), { points: 11, colour: colours.soft }, even)}`,
        {
          fill: colours.wash,
          anchor: 'ctr',
          inset: `lIns="${emuOf(14)}" tIns="${emuOf(6)}" rIns="${emuOf(10)}" bIns="${emuOf(6)}"`,
        },
      );
    });
  }

  private caption(text: string, box: Box): Box {
    if (text === '') return box;
    this.textBox(
      'Caption',
      { ...box, height: 20 },
      this.paragraph(plain(text), { points: captionPoints, bold: true, colour: colours.soft }),
    );
    return { ...box, y: box.y + 22, height: box.height - 22 };
  }

  private graphicFrame(name: string, description: string, box: Box, graphic: string): void {
    this.shapes.push(
      `<p:graphicFrame><p:nvGraphicFramePr>${this.named(name, description)}<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>${transform(box, 'p')}<a:graphic>${graphic}</a:graphic></p:graphicFrame>`,
    );
  }

  private figure(figure: SlideFigure, whole: Box): void {
    const box = this.caption(figure.caption, whole);
    const chart = this.file.charts.get(figure.id);
    if (chart) {
      const count = rowsOf(chart);
      const points = letterPoints(chart, figure.figure.aspect, box.height);
      // A ring or a few bars across the whole slide would be all emptiness.
      const width = chart.kind === 'pie' || chart.kind === 'radar' ? Math.min(box.width, 620) : box.width;
      const own = { ...box, x: box.x + (box.width - width) / 2, width };
      // A few bars as thick as the slide allows would shout.
      const calm =
        chart.kind === 'bar' && count < 6 ? { ...chart, gapPercent: Math.max(120, chart.gapPercent) } : chart;
      const id = this.relate('chart', `../charts/${this.file.chart(calm, own, points)}`);
      this.graphicFrame(
        'Chart',
        figure.altText,
        own,
        `<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="${id}"/></a:graphicData>`,
      );
      return;
    }
    const picture = this.file.pictures.get(figure.id);
    if (!picture) throw new Error(`figure ${figure.id} was not drawn`);
    this.picture(picture.png, 'png', figureHeight(figure.figure, designWidth) / designWidth, figure.altText, box);
  }

  /** As large as the box allows, in its middle. */
  picture(bytes: Uint8Array, type: 'png' | 'jpg', aspect: number, description: string, box: Box): void {
    const width = Math.min(box.width, box.height / aspect);
    const own: Box = {
      x: box.x + (box.width - width) / 2,
      y: box.y,
      width,
      height: width * aspect,
    };
    const id = this.relate('image', `../media/${this.file.media(bytes, type)}`);
    this.shapes.push(
      `<p:pic><p:nvPicPr>${this.named('Picture', description)}<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="${id}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>${transform(own)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>`,
    );
  }

  /** The company's logo on the first slide: as high as its box, or as wide, from the left. */
  logo(src: string, company: string): void {
    const { type, bytes, width, height } = imageOfUrl(src);
    const { logo: box } = coverBoxes;
    const wide = Math.min(box.width, (box.height * width) / height);
    this.picture(bytes, type, height / width, company, { ...box, width: wide });
  }

  private table({ table, points, widths, heights, box: whole }: Extract<PlacedBlock, { kind: 'table' }>): void {
    const box = this.caption(table.caption, whole);
    const { headRows, rows } = table;
    const strong = { colour: colours.ink, points: 1.25 };
    const thin = { colour: colours.rule, points: 0.5 };
    const trs = gridOf(table).map((slots, row) => {
      const { depth, emphasis } = rows[row]!;
      const cells = slots.map((slot, column) => {
        const top = row === 0 ? strong : null;
        const bottom = row === rows.length - 1 ? strong : row === headRows - 1 ? { ...strong, points: 0.75 } : thin;
        const lines = `${border('lnL', null)}${border('lnR', null)}${border('lnT', top)}${border('lnB', bottom)}`;
        const empty = '<a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="zh-CN"/></a:p></a:txBody>';
        if (typeof slot === 'string')
          return `<a:tc ${slot === 'across' ? 'hMerge' : 'vMerge'}="1">${empty}<a:tcPr>${lines}</a:tcPr></a:tc>`;
        const spans = `${slot.colspan > 1 ? ` gridSpan="${Math.min(slot.colspan, slots.length - column)}"` : ''}${slot.rowspan > 1 ? ` rowSpan="${Math.min(slot.rowspan, rows.length - row)}"` : ''}`;
        const aligned = slot.align ?? table.align[column];
        const align = aligned === 'right' ? 'r' : aligned === 'center' ? 'ctr' : 'l';
        const look = { points, bold: slot.header || emphasis };
        const paragraphs = (slot.lines.length > 0 ? slot.lines : [[]])
          .map((line) =>
            line.length === 0
              ? `<a:p><a:endParaRPr lang="zh-CN" sz="${points * 100}"/></a:p>`
              : this.paragraph(line, look, `<a:pPr algn="${align}"><a:buNone/></a:pPr>`),
          )
          .join('');
        const left = emuOf(cellPadding.side + (column === 0 ? cellIndent(depth) : 0));
        return `<a:tc${spans}><a:txBody><a:bodyPr/><a:lstStyle/>${paragraphs}</a:txBody><a:tcPr marL="${left}" marR="${emuOf(cellPadding.side)}" marT="${emuOf(cellPadding.top)}" marB="${emuOf(cellPadding.top)}" anchor="${row < headRows ? 'b' : 't'}">${lines}${slot.header ? solid(colours.wash) : '<a:noFill/>'}</a:tcPr></a:tc>`;
      });
      return `<a:tr h="${emuOf(heights[row]!)}">${cells.join('')}</a:tr>`;
    });
    const height = heights.reduce((sum, one) => sum + one, 0);
    const columns = widths.map((width) => `<a:gridCol w="${emuOf(width)}"/>`);
    this.graphicFrame(
      'Table',
      table.caption || this.titleText,
      { ...box, height },
      `<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr${headRows > 0 ? ' firstRow="1"' : ''}/><a:tblGrid>${columns.join('')}</a:tblGrid>${trs.join('')}</a:tbl></a:graphicData>`,
    );
    if (table.notes.length > 0)
      this.textBox(
        'Notes',
        { ...box, y: box.y + height + 4, height: Math.max(14, whole.height - (box.y - whole.y) - height - 4) },
        table.notes.map((note) => this.paragraph(plain(note), { points: notePoints, colour: colours.soft })).join(''),
      );
  }

  block(placed: PlacedBlock, cover: boolean): void {
    if (placed.kind === 'texts') {
      if (cover)
        this.placeholder(
          'subTitle',
          1,
          placed.texts.map(({ runs }) => this.paragraph(runs, { points: placed.points })).join(''),
        );
      else this.textBox('Text', placed.box, this.texts(placed.texts, placed.points));
      return;
    }
    if (placed.kind === 'table') {
      this.table(placed);
      return;
    }
    const { block, box } = placed;
    if (block.type === 'cards') this.cards(block, box);
    else if (block.type === 'figure') this.figure(block, box);
    else {
      const { type, bytes, width, height } = imageOfUrl(block.src);
      this.picture(bytes, type, height / width, block.alt, box);
    }
  }

  footnote(text: string): void {
    if (text === '') return;
    this.textBox('Source', footnoteBox, this.paragraph(plain(text), { points: 10.5, colour: colours.soft }), {
      anchor: 'b',
    });
  }

  xml(): string {
    return `${xmlHead}<p:sld ${namespaces}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>${this.shapes.join('')}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>`;
  }
}

function slide(file: DeckFile, placed: PlacedSlide, deck: Deck, number: number, { company, logo }: PageLook): void {
  const cover = placed.kind === 'cover';
  const writer = new SlideWriter(file, cover ? 1 : 2, deck.locale === 'zh-CN' ? 'zh-CN' : 'en-US');
  if (cover && logo !== null) writer.logo(logo, company);
  writer.title(placed.title, placed.titlePoints, cover);
  for (const block of placed.placed) writer.block(block, cover);
  writer.footnote(placed.footnote);
  if (!cover) {
    writer.placeholder(
      'ftr',
      11,
      writer.paragraph(plain(company === '' ? deck.title : `${company}  ·  ${deck.title}`)),
    );
    writer.placeholder('sldNum', 12, numberField.replace('‹#›', String(number)));
  }
  file.add(`ppt/slides/slide${number}.xml`, writer.xml(), `${office}.presentationml.slide+xml`);
  file.add(`ppt/slides/_rels/slide${number}.xml.rels`, relationsPart(writer.relations));
}

function documentParts(file: DeckFile, deck: Deck, slides: number, { at, program, look = plainLook }: DeckFacts): void {
  const ids = Array.from({ length: slides }, (_, index) => `<p:sldId id="${256 + index}" r:id="rId${index + 3}"/>`);
  file.add(
    'ppt/presentation.xml',
    `${xmlHead}<p:presentation ${namespaces} saveSubsetFonts="1"><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:sldIdLst>${ids.join('')}</p:sldIdLst><p:sldSz cx="${emuOf(slideSize.width)}" cy="${emuOf(slideSize.height)}"/><p:notesSz cx="6858000" cy="9144000"/><p:defaultTextStyle>${plainStyle}</p:defaultTextStyle></p:presentation>`,
    `${office}.presentationml.presentation.main+xml`,
  );
  file.add(
    'ppt/_rels/presentation.xml.rels',
    relationsPart([
      { id: 'rId1', type: 'slideMaster', target: 'slideMasters/slideMaster1.xml' },
      { id: 'rId2', type: 'theme', target: 'theme/theme1.xml' },
      ...ids.map((_, index) => ({ id: `rId${index + 3}`, type: 'slide', target: `slides/slide${index + 1}.xml` })),
    ]),
  );
  file.add('ppt/theme/theme1.xml', themeXml(look), `${office}.theme+xml`);
  file.add('ppt/slideMasters/slideMaster1.xml', masterXml, `${office}.presentationml.slideMaster+xml`);
  file.add(
    'ppt/slideMasters/_rels/slideMaster1.xml.rels',
    relationsPart([
      { id: 'rId1', type: 'slideLayout', target: '../slideLayouts/slideLayout1.xml' },
      { id: 'rId2', type: 'slideLayout', target: '../slideLayouts/slideLayout2.xml' },
      { id: 'rId3', type: 'theme', target: '../theme/theme1.xml' },
    ]),
  );
  const toMaster = relationsPart([{ id: 'rId1', type: 'slideMaster', target: '../slideMasters/slideMaster1.xml' }]);
  [coverLayoutXml(coverBoxes.title, coverBoxes.lines), contentLayoutXml].forEach((xml, index) => {
    file.add(`ppt/slideLayouts/slideLayout${index + 1}.xml`, xml, `${office}.presentationml.slideLayout+xml`);
    file.add(`ppt/slideLayouts/_rels/slideLayout${index + 1}.xml.rels`, toMaster);
  });
  const when = new Date(at).toISOString();
  file.add(
    'docProps/core.xml',
    `${xmlHead}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(deck.title)}</dc:title><dc:creator>${xmlText(program)}</dc:creator><cp:lastModifiedBy>${xmlText(program)}</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">${when}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${when}</dcterms:modified></cp:coreProperties>`,
    'application/vnd.openxmlformats-package.core-properties+xml',
  );
  file.add(
    'docProps/app.xml',
    `${xmlHead}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>${xmlText(program)}</Application><Slides>${slides}</Slides></Properties>`,
    `${office}.extended-properties+xml`,
  );
  file.add(
    '_rels/.rels',
    relationsPart([
      { id: 'rId1', type: 'officeDocument', target: 'ppt/presentation.xml' },
      { id: 'rId2', type: 'extended-properties', target: 'docProps/app.xml' },
    ]).replace(
      '</Relationships>',
      '<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
    ),
  );
}

/**
 * The slides as a PowerPoint file: titles and footers in placeholders of two plain layouts, charts that PowerPoint edits with their data,
 * tables as tables with their heads repeated, alternative texts, faces for Latin and Chinese; the company's logo on the first slide, its name in the footers, its colour and faces in the theme. No name of a person or
 * machine in it.
 *
 * @param pictures  by the figure's id; every figure of the deck must have one or a chart
 * @param charts  by the figure's id
 * @throws InputError 'report.image' when a picture of the author cannot be read
 */
export function renderPptx(
  deck: Deck,
  pictures: ReadonlyMap<string, FigurePicture>,
  charts: ReadonlyMap<string, OfficeChart>,
  facts: DeckFacts,
): Uint8Array {
  const file = new DeckFile(pictures, charts);
  const slides = placeDeck(deck);
  slides.forEach((placed, index) => slide(file, placed, deck, index + 1, facts.look ?? plainLook));
  documentParts(file, deck, slides.length, facts);
  const defaults = [
    ['rels', 'application/vnd.openxmlformats-package.relationships+xml'],
    ['xml', 'application/xml'],
    ['xlsx', `${office}.spreadsheetml.sheet`],
    ['png', 'image/png'],
    ['jpg', 'image/jpeg'],
  ].map(([extension, type]) => `<Default Extension="${extension}" ContentType="${type}"/>`);
  const types = `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${defaults.join('')}${file.overrides.join('')}</Types>`;
  // Office looks for the list of parts first.
  return zipSync({ '[Content_Types].xml': strToU8(types), ...file.parts }, { mtime: new Date(1980, 0, 1, 12) });
}
