import { strToU8, type Zippable } from 'fflate';
import type { OfficeChart } from '../../shared/charts/officeTypes.ts';
import type { Box } from '../../shared/report/slides/slideLayout.ts';
import type { FigurePicture } from '../services/ports.ts';
import { chartPart } from './chartPart.ts';
import { chartWorkbook } from './chartWorkbook.ts';
import { relationsPart } from './xmlOut.ts';

const sheet = 'Sheet1';

/** The beginning of the content types of Office's parts. */
export const office = 'application/vnd.openxmlformats-officedocument';

/** The parts of a PowerPoint file as they come: slides' XML, charts with their workbooks, pictures. */
export class DeckFile {
  readonly parts: Zippable = {};
  readonly overrides: string[] = [];
  readonly pictures: ReadonlyMap<string, FigurePicture>;
  readonly charts: ReadonlyMap<string, OfficeChart>;
  private chartCount = 0;
  private mediaCount = 0;

  constructor(pictures: ReadonlyMap<string, FigurePicture>, charts: ReadonlyMap<string, OfficeChart>) {
    this.pictures = pictures;
    this.charts = charts;
  }

  add(path: string, xml: string, type: string | null = null): void {
    this.parts[path] = strToU8(xml);
    if (type !== null) this.overrides.push(`<Override PartName="/${path}" ContentType="${type}"/>`);
  }

  chart(chart: OfficeChart, { width, height }: Box, points: number): string {
    const name = `chart${++this.chartCount}`;
    const { xml, columns } = chartPart(chart, {
      sheet,
      row: 0,
      column: 0,
      workbookRelation: 'rId1',
      title: '',
      widthPoints: width,
      heightPoints: height,
      points,
    });
    this.add(`ppt/charts/${name}.xml`, xml, `${office}.drawingml.chart+xml`);
    this.add(
      `ppt/charts/_rels/${name}.xml.rels`,
      relationsPart([{ id: 'rId1', type: 'package', target: `../embeddings/${name}.xlsx` }]),
    );
    // A workbook is compressed already, as a picture is.
    this.parts[`ppt/embeddings/${name}.xlsx`] = [chartWorkbook(sheet, columns), { level: 0 }];
    return `${name}.xml`;
  }

  media(bytes: Uint8Array, type: 'png' | 'jpg'): string {
    const name = `image${++this.mediaCount}.${type}`;
    this.parts[`ppt/media/${name}`] = [bytes, { level: 0 }];
    return name;
  }
}
