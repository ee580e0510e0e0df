import { paperMm } from '../reportCss.ts';

/** What the second page of the management summary has to hold besides its headings. */
export interface SummaryTexts {
  /** Paragraphs, the caption under the figure, and the advice: a row for each target, most important first. */
  readonly paragraphs: readonly string[];
  readonly caption: string;
  readonly rows: readonly (readonly string[])[];
  /** Relative widths of the table's columns. */
  readonly widths: readonly number[];
}

/** Room on a page, and what lines and the spaces around them take: by reportCss, in millimetres. */
const { height, width, top, right, bottom, left } = paperMm.upright;
const pageMm = height - top - bottom;
const lineMm = { paragraph: 6.5, caption: 5.1, cell: 4.7 };
const aroundMm = { headings: 33, paragraph: 2.2, figure: 9, row: 2.4, head: 7.1, table: 5, tableCaption: 6.5 };
/** Letters across the page, and widths of a table that a letter and the padding of a cell take. */
const across = { paragraph: (width - left - right) / 3.7, caption: (width - left - right) / 3.35 };
const cell = { letter: 12, padding: 16 };
/** Other programs set lines a little wider apart, and words leave room at the ends of lines. */
const reserve = 0.94;
const raggedLine = 0.95;
/** Of running text; labels of charts are given a little more. */
const latinLetter = 0.52;

/** Heights of the figure: as it is best, and below which its words cannot be read. */
const figureMm = { best: 80, least: 55 };

function linesOf(text: string, room: number): number {
  const wide = (text.match(/[\u2e80-\u{10ffff}]/gu) ?? []).length;
  return Math.max(1, Math.ceil((wide + (text.length - wide) * latinLetter) / (room * raggedLine)));
}

/** How high the figure may be and how many targets are advised on, so that all of it stands on one page. */
export function summaryRoom({ paragraphs, caption, rows, widths }: SummaryTexts): {
  readonly figureMm: number;
  readonly targets: number;
} {
  const told = paragraphs.reduce(
    (sum, text) => sum + linesOf(text, across.paragraph) * lineMm.paragraph + aroundMm.paragraph,
    0,
  );
  const drawn = linesOf(caption, across.caption) * lineMm.caption + aroundMm.figure;
  const rowsMm = rows.map(
    (cells) =>
      Math.max(...cells.map((text, column) => linesOf(text, (widths[column]! - cell.padding) / cell.letter))) *
        lineMm.cell +
      aroundMm.row,
  );
  const left = (targets: number): number =>
    pageMm * reserve -
    aroundMm.headings -
    told -
    drawn -
    aroundMm.table -
    aroundMm.tableCaption -
    aroundMm.head -
    rowsMm.slice(0, targets).reduce((sum, mm) => sum + mm, 0);
  for (let targets = rows.length; targets > 1; targets--)
    if (left(targets) >= figureMm.least)
      return { figureMm: Math.min(figureMm.best, Math.floor(left(targets))), targets };
  return {
    figureMm: Math.max(figureMm.least, Math.min(figureMm.best, Math.floor(left(1)))),
    targets: Math.min(1, rows.length),
  };
}
