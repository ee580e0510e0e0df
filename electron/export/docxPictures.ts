import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import type { OfficeChart } from '../../shared/charts/officeTypes.ts';
import type { FigurePicture } from '../services/ports.ts';
import type { WordOrigin } from '../../shared/report/wordOrigin.ts';
import { chartPart, wordRows } from './chartPart.ts';
import { chartWorkbook } from './chartWorkbook.ts';
import { originParts, originRelation, originType } from './docxOrigin.ts';
import { officeRelations, relationsPart } from './xmlOut.ts';

const mark = 'csi-figure:';

/** What stands for a figure's picture in a Word file until the picture or the chart is there. */
export const pictureMark = (figureId: string): Uint8Array => strToU8(mark + figureId);

/** A mark holds a figure's id; real pictures are longer. */
const longestMark = 200;

const documentPath = 'word/document.xml';
const relationsPath = 'word/_rels/document.xml.rels';
const typesPath = '[Content_Types].xml';
const sheet = 'Sheet1';
/** Letters of charts: usual, where words at points would cover one another, and the smallest that can be read on paper. */
const letterPoints = { usual: 9, crowded: 8, least: 6 } as const;
/** What is left of a chart's height between its axes, and how much of it a line of words takes up, in its letters. */
const plotShare = 0.8;
const lineLetters = 1.5;

/** Letters, one above another, in the height of a chart of points. */
const crowdedLines = 38;

/** Letters of a chart so high, in points: small enough for each of its rows to have its word. */
function pointsOf(chart: OfficeChart, height: number): number {
  const atHalves = (points: number): number => Math.floor(2 * points) / 2;
  if (chart.kind === 'scatter' && chart.rowNames.length === 0)
    return Math.max(letterPoints.least, Math.min(letterPoints.crowded, atHalves(height / crowdedLines)));
  const rows = wordRows(chart);
  const fitting = rows === 0 ? letterPoints.usual : (plotShare * height) / rows / lineLetters;
  return Math.max(letterPoints.least, Math.min(letterPoints.usual, atHalves(fitting)));
}

const emuPerPoint = 12_700;

function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the Word file has no ${from}`);
  return text.replace(from, () => to);
}

/** Parts of a Word file whose marks become charts. */
class ChartPlaces {
  private document: string;
  private relations: string;
  private types: string;
  private readonly parts: Zippable = {};
  private count = 0;

  constructor(files: Readonly<Record<string, Uint8Array>>) {
    const text = (path: string): string => strFromU8(files[path] ?? new Uint8Array());
    this.document = text(documentPath);
    this.relations = text(relationsPath);
    this.types = text(typesPath);
  }

  /** The picture at this path becomes the chart: size, place and alternative text stay. */
  place(mediaPath: string, chart: OfficeChart): void {
    const target = mediaPath.slice('word/'.length);
    const relation = this.relations.split('<Relationship ').find((one) => one.includes(` Target="${target}"`));
    const id = /Id="([^"]+)"/.exec(relation ?? '')?.[1];
    const picture = this.document.indexOf(`r:embed="${id}"`);
    if (id === undefined || picture < 0) throw new Error(`the Word file does not use ${mediaPath}`);
    const from = this.document.lastIndexOf('<wp:inline', picture);
    const to = this.document.indexOf('</wp:inline>', picture);
    const inline = this.document.slice(from, to);
    const [, across, down] = /<wp:extent cx="(\d+)" cy="(\d+)"/.exec(inline) ?? [];
    const width = Number(across) / emuPerPoint;
    const number = ++this.count;
    const { xml, columns } = chartPart(chart, {
      sheet,
      row: 0,
      column: 0,
      workbookRelation: 'rId1',
      title: '',
      widthPoints: width,
      heightPoints: Number(down) / emuPerPoint,
      points: pointsOf(chart, Number(down) / emuPerPoint),
    });
    this.parts[`word/charts/chart${number}.xml`] = strToU8(xml);
    this.parts[`word/charts/_rels/chart${number}.xml.rels`] = strToU8(
      relationsPart([{ id: 'rId1', type: 'package', target: `../embeddings/chart${number}.xlsx` }]),
    );
    this.parts[`word/embeddings/chart${number}.xlsx`] = [chartWorkbook(sheet, columns), { level: 0 }];
    const graphic = `<wp:cNvGraphicFramePr/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="${officeRelations}" r:id="${id}"/></a:graphicData></a:graphic>`;
    const frame = inline.indexOf('<wp:cNvGraphicFramePr>');
    this.document = this.document.slice(0, from) + inline.slice(0, frame) + graphic + this.document.slice(to);
    this.relations = replaced(
      this.relations,
      `Id="${id}" Type="${officeRelations}/image" Target="${target}"`,
      `Id="${id}" Type="${officeRelations}/chart" Target="charts/chart${number}.xml"`,
    );
    this.types = replaced(
      this.types,
      '</Types>',
      `<Override PartName="/word/charts/chart${number}.xml" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/></Types>`,
    );
  }

  /** The file tells what it was made from, so that it can be read back. */
  tellOrigin(origin: WordOrigin): void {
    Object.assign(this.parts, originParts(origin));
    this.relations = replaced(this.relations, '</Relationships>', `${originRelation}</Relationships>`);
    this.types = replaced(this.types, '</Types>', `${originType}</Types>`);
  }

  /** The parts to be written, new and changed. */
  done(): Zippable {
    if (Object.keys(this.parts).length === 0) return {};
    const workbooks =
      '<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>';
    return {
      ...this.parts,
      [documentPath]: strToU8(this.document),
      [relationsPath]: strToU8(this.relations),
      [typesPath]: strToU8(
        this.count === 0 ? this.types : this.types.replace('<Override ', () => `${workbooks}<Override `),
      ),
    };
  }
}

/**
 * The Word file with its marks replaced: by charts that Word draws and edits where there is one, by pictures elsewhere.
 * @param pictures  by the figure's id
 * @param charts  by the figure's id; every marked figure must have one or the other
 * @param origin  what the file is made from, when it is to be read back
 */
export function placePictures(
  docx: Uint8Array,
  pictures: ReadonlyMap<string, FigurePicture>,
  charts: ReadonlyMap<string, OfficeChart>,
  origin: WordOrigin | null = null,
): Uint8Array {
  const files = unzipSync(docx);
  const places = new ChartPlaces(files);
  if (origin) places.tellOrigin(origin);
  const placed: Zippable = {};
  for (const [name, bytes] of Object.entries(files)) {
    const text = bytes.length < longestMark ? strFromU8(bytes) : '';
    if (!text.startsWith(mark)) {
      placed[name] = bytes;
      continue;
    }
    const figureId = text.slice(mark.length);
    const chart = charts.get(figureId);
    if (chart) {
      places.place(name, chart);
      continue;
    }
    const picture = pictures.get(figureId);
    if (!picture) throw new Error(`figure ${figureId} was not drawn`);
    // PNGs are compressed already.
    placed[name] = [picture.png, { level: 0 }];
  }
  return zipSync({ ...placed, ...places.done() });
}
