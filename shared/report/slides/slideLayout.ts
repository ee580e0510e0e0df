import { shorten, textWidth } from '../../charts/plotText.ts';
import type { Locale } from '../../model/text.ts';
import { shareWidths } from '../columnWidths.ts';
import { runsText } from '../textRuns.ts';
import type { Run } from '../resolved.ts';
import { cutRuns } from './cutTexts.ts';
import type { Deck, Slide, SlideBlock, SlideCell, SlideTable, SlideText } from './deck.ts';
import { textRun } from './slideBlocks.ts';

/** All lengths in points. A slide of 16:9 as PowerPoint makes them. */
export const slideSize = { width: 960, height: 540 } as const;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const margin = 44;
const textWide = slideSize.width - 2 * margin;
export const titleBox: Box = { x: margin, y: 24, width: textWide, height: 78 };
const bodyBox: Box = { x: margin, y: 120, width: textWide, height: 356 };
export const footnoteBox: Box = { x: margin, y: 480, width: textWide, height: 20 };
export const coverBoxes = {
  logo: { x: 84, y: 40, width: 260, height: 52 },
  title: { x: 84, y: 96, width: 800, height: 130 },
  lines: { x: 84, y: 240, width: 800, height: 90 },
  cards: { x: 84, y: 376, width: 792, height: 92 },
} as const satisfies Readonly<Record<string, Box>>;

export type PlacedBlock =
  | { readonly kind: 'texts'; readonly box: Box; readonly texts: readonly SlideText[]; readonly points: number }
  | {
      readonly kind: 'table';
      readonly box: Box;
      readonly table: SlideTable;
      readonly points: number;
      readonly widths: readonly number[];
      readonly heights: readonly number[];
    }
  | { readonly kind: 'block'; readonly box: Box; readonly block: Exclude<SlideBlock, SlideText | SlideTable> };

export interface PlacedSlide {
  readonly kind: Slide['kind'];
  readonly title: readonly Run[];
  readonly titlePoints: number;
  readonly placed: readonly PlacedBlock[];
  readonly footnote: string;
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

const lineHeight = 1.32;
/** Estimates are of average letters; a little room is kept for wide ones. */
const slack = 1.04;

const linesOf = (text: string, points: number, width: number): number =>
  Math.max(1, Math.ceil((textWidth(text) * points * slack) / Math.max(points, width)));

/** What linesOf counts as so many lines. */
const roomOf = (lines: number, points: number, width: number): number =>
  (Math.max(1, lines) * Math.max(points, width)) / (points * slack);

export const captionPoints = 12;
const captionIn = (caption: string, width: number): string => shorten(caption, roomOf(1, captionPoints, width));
const captionHeight = (caption: string): number => (caption === '' ? 0 : 22);
export const notePoints = 10;

/** Left edge of a text and the hanging indent of its mark. */
export const textIndent = (level: SlideText['level']): number => level * 22;

const spaceAfter = 7;
const textHeight = ({ runs, level }: SlideText, points: number): number =>
  linesOf(runsText(runs), points, textWide - textIndent(level)) * points * lineHeight + spaceAfter;

const smallTitleLines = 3;

/** The size at which a title takes at most two lines, or three small ones. */
export function titlePoints(title: readonly Run[], width: number, sizes: readonly number[]): number {
  const text = runsText(title);
  return (
    sizes.find((points, place) => linesOf(text, points, width) <= (place < sizes.length - 1 ? 2 : smallTitleLines)) ??
    sizes.at(-1)!
  );
}

/** A title that is longer than three small lines, cut to them. end: what must stand behind it. */
function titleIn(title: readonly Run[], width: number, sizes: readonly number[], end: readonly Run[]): readonly Run[] {
  const room = roomOf(smallTitleLines, sizes.at(-1)!, width) - textWidth(runsText(end));
  return [...cutRuns(title, room), ...end];
}

export const cellPadding = { side: 6, top: 3.5 } as const;
const depthIndent = 12;
export const cellIndent = (depth: number): number => depth * depthIndent;

interface MeasuredTable {
  readonly points: number;
  readonly widths: readonly number[];
  readonly heights: readonly number[];
  readonly noteHeight: number;
}

function tableWidths(table: SlideTable, points: number): readonly number[] {
  if (table.widths) {
    const total = sum(table.widths);
    return table.widths.map((width) => (width * textWide) / total);
  }
  const texts = (column: number, head: boolean): readonly string[] =>
    table.rows.flatMap(({ cells }, row) =>
      row < table.headRows === head && cells[column] ? cells[column].lines.map((line) => runsText(line)) : [],
    );
  const deepest = table.rows.reduce((most, { depth }) => Math.max(most, depth), 0);
  const columns = table.align.map((align, column) => ({
    align,
    head: texts(column, true).join(' '),
    cells: texts(column, false),
    indent: column === 0 ? cellIndent(deepest) : 0,
  }));
  return shareWidths(columns, textWide, points * slack, 2 * cellPadding.side);
}

/** A place of the table's grid: a cell begins there, or one from the left ('across') or above ('down') reaches over it. */
export type GridSlot = SlideCell | 'across' | 'down';

/** The table as a full grid: every row has a slot for every column. */
export function gridOf({ rows, align }: SlideTable): readonly (readonly GridSlot[])[] {
  const grid: (GridSlot | undefined)[][] = rows.map(() => []);
  rows.forEach(({ cells }, row) => {
    let column = 0;
    for (const cell of cells) {
      while (grid[row]![column] !== undefined) column++;
      if (column >= align.length) break;
      const wide = Math.min(cell.colspan, align.length - column);
      for (let down = 0; down < cell.rowspan && row + down < rows.length; down++)
        for (let across = 0; across < wide; across++)
          grid[row + down]![column + across] = across > 0 ? 'across' : down > 0 ? 'down' : cell;
      column += wide;
    }
  });
  return grid.map((slots) => Array.from({ length: align.length }, (_, column) => slots[column] ?? emptyCell));
}

const emptyCell: SlideCell = { lines: [], header: false, colspan: 1, rowspan: 1 };

function measureTable(table: SlideTable, points: number): MeasuredTable {
  const widths = tableWidths(table, points);
  const heights = gridOf(table).map((slots, row) => {
    const lines = slots.map((slot, column) => {
      if (typeof slot === 'string') return 1;
      const indent = column === 0 ? cellIndent(table.rows[row]!.depth) : 0;
      const room = sum(widths.slice(column, column + slot.colspan)) - 2 * cellPadding.side - indent;
      return sum(slot.lines.map((line) => linesOf(runsText(line), points, room))) / slot.rowspan;
    });
    return Math.max(1, ...lines) * points * lineHeight + 2 * cellPadding.top;
  });
  const notes = sum(table.notes.map((note) => linesOf(note, notePoints, textWide)));
  return { points, widths, heights, noteHeight: notes === 0 ? 0 : notes * notePoints * lineHeight + 6 };
}

const tableSizes = [14, 13, 12, 11, 10] as const;
/** At what size a table that needs several slides is set. */
const longTableSize = 11;
const textSizes = [20, 18, 16, 14] as const;
/** A figure below text gets at least this much. */
const leastFigure = 230;
const gap = 10;
const cardColumn = 216;
const cardRow = 92;

const goesOn: Readonly<Record<Locale, string>> = { 'zh-CN': '（续）', en: ' (continued)' };

/** Fills slides from the top; what does not fit goes on another slide of the same title. */
class Pages {
  readonly pages: PlacedBlock[][] = [[]];
  private used = 0;

  private get page(): PlacedBlock[] {
    return this.pages.at(-1)!;
  }
  get room(): number {
    return bodyBox.height - this.used;
  }
  get empty(): boolean {
    return this.page.length === 0;
  }
  turn(): void {
    if (this.empty) return;
    this.pages.push([]);
    this.used = 0;
  }
  box(height: number): Box {
    return { x: bodyBox.x, y: bodyBox.y + this.used, width: bodyBox.width, height };
  }
  add(placed: PlacedBlock, height: number): void {
    this.page.push(placed);
    this.used += height + gap;
  }
}

function placeTexts(pages: Pages, texts: readonly SlideText[], followed: boolean): void {
  const heightAt = (points: number): number => sum(texts.map((one) => textHeight(one, points)));
  const room = pages.room - (followed ? leastFigure : 0);
  const points = textSizes.find((size) => heightAt(size) <= Math.max(room, 60)) ?? textSizes.at(-1)!;
  let part: SlideText[] = [];
  const put = (): void => {
    if (part.length === 0) return;
    const height = Math.min(pages.room, sum(part.map((one) => textHeight(one, points))));
    pages.add({ kind: 'texts', box: pages.box(height), texts: part, points }, height);
    part = [];
  };
  let height = 0;
  for (const given of texts) {
    const wide = textWide - textIndent(given.level);
    const most = Math.floor((bodyBox.height - spaceAfter) / (points * lineHeight));
    const one = { ...given, runs: cutRuns(given.runs, roomOf(most, points, wide)) };
    const own = textHeight(one, points);
    if (height + own > pages.room && (part.length > 0 || !pages.empty)) {
      put();
      pages.turn();
      height = 0;
    }
    part.push(one);
    height += own;
  }
  put();
}

/** Lines of what a row is about, in its first cell, where the row is as tall as a slide. */
const nameLines = 6;

/** A table whose rows each have room on one slide, below its head: in those that do not, texts are cut. */
function rowsInRoom(table: SlideTable): SlideTable {
  const { widths, heights, noteHeight } = measureTable(table, longTableSize);
  const head = captionHeight(table.caption) + sum(heights.slice(0, table.headRows));
  const room = bodyBox.height - head - noteHeight;
  if (heights.slice(table.headRows).every((height) => height <= room)) return table;
  // Letters of a line that does not end where its room does go to the next: one line is kept for them.
  const most = Math.floor((room - 2 * cellPadding.top) / (longTableSize * lineHeight)) - 1;
  const grid = gridOf(table);
  const rows = table.rows.map((row, at) => {
    if (at < table.headRows || heights[at]! <= room) return row;
    const cells = row.cells.map((cell): SlideCell => {
      const column = grid[at]!.indexOf(cell);
      const indent = column === 0 ? cellIndent(row.depth) : 0;
      const wide = sum(widths.slice(column, column + cell.colspan)) - 2 * cellPadding.side - indent - longTableSize;
      let left = column === 0 ? nameLines : most;
      const lines = cell.lines.flatMap((line) => {
        if (left <= 0) return [];
        const cut = cutRuns(line, roomOf(left, longTableSize, wide));
        left -= linesOf(runsText(cut), longTableSize, wide);
        return [cut];
      });
      return { ...cell, lines };
    });
    return { ...row, cells };
  });
  return { ...table, rows, widths };
}

function placeTable(pages: Pages, given: SlideTable): void {
  const table = rowsInRoom({ ...given, caption: captionIn(given.caption, textWide) });
  const caption = captionHeight(table.caption);
  const whole = (measured: MeasuredTable): number => caption + sum(measured.heights) + measured.noteHeight;
  const fitting = (room: number, sizes: readonly number[]): MeasuredTable | undefined =>
    sizes.map((points) => measureTable(table, points)).find((measured) => whole(measured) <= room);
  const put = (
    part: SlideTable,
    { points, widths, heights }: Omit<MeasuredTable, 'noteHeight'>,
    height: number,
  ): void => pages.add({ kind: 'table', box: pages.box(height), table: part, points, widths, heights }, height);

  const here = fitting(pages.room, tableSizes);
  const fit = here ?? fitting(bodyBox.height, tableSizes);
  if (fit) {
    if (!here) pages.turn();
    put(table, fit, whole(fit));
    return;
  }
  const measured = measureTable(table, longTableSize);
  const head = { rows: table.rows.slice(0, table.headRows), heights: measured.heights.slice(0, table.headRows) };
  // It begins below what is there already when its head and two rows have room.
  if (caption + sum(measured.heights.slice(0, table.headRows + 2)) > pages.room) pages.turn();
  // A cell that reaches down keeps its rows together.
  const held = gridOf(table).map((slots) => slots.includes('down'));
  let from = table.headRows;
  while (from < table.rows.length) {
    let to = from;
    let height = caption + sum(head.heights);
    while (to < table.rows.length) {
      const last = to === table.rows.length - 1;
      const own = measured.heights[to]! + (last ? measured.noteHeight : 0);
      if (height + own > pages.room && to > from) break;
      height += own;
      to++;
    }
    while (to < table.rows.length && to > from + 1 && held[to]) to--;
    const end = to === table.rows.length;
    put(
      { ...table, rows: [...head.rows, ...table.rows.slice(from, to)], notes: end ? table.notes : [] },
      { ...measured, heights: [...head.heights, ...measured.heights.slice(from, to)] },
      height,
    );
    if (!end) pages.turn();
    from = to;
  }
}

const blockIn = (box: Box, block: Exclude<SlideBlock, SlideText | SlideTable>): PlacedBlock => ({
  kind: 'block',
  box,
  block: block.type === 'figure' ? { ...block, caption: captionIn(block.caption, box.width) } : block,
});

function placeBlocks(blocks: readonly SlideBlock[]): readonly (readonly PlacedBlock[])[] {
  const pages = new Pages();
  let at = 0;
  while (at < blocks.length) {
    const block = blocks[at]!;
    const next = blocks[at + 1];
    if (block.type === 'text') {
      const texts: SlideText[] = [];
      for (let one = blocks[at]; one?.type === 'text'; one = blocks[++at]) texts.push(one);
      placeTexts(pages, texts, blocks[at]?.type === 'figure');
      continue;
    }
    at++;
    if (block.type === 'table') {
      placeTable(pages, block);
      continue;
    }
    if (block.type === 'cards' && next?.type === 'figure' && pages.empty) {
      at++;
      const { x, y, width, height } = bodyBox;
      pages.add(blockIn({ x, y, width: cardColumn, height }, block), 0);
      const shift = cardColumn + 24;
      pages.add(blockIn({ x: x + shift, y, width: width - shift, height }, next), height);
      continue;
    }
    const least = block.type === 'cards' ? cardRow : leastFigure;
    if (pages.room < least) pages.turn();
    const height = block.type === 'cards' ? cardRow : pages.room;
    pages.add(blockIn(pages.box(height), block), height);
  }
  return pages.pages.filter((page) => page.length > 0);
}

const coverSizes = [38, 34, 30, 26] as const;
const titleSizes = [28, 26, 24, 22, 20, 18] as const;

function placeCover(slide: Slide): PlacedSlide {
  const title = titleIn(slide.title, coverBoxes.title.width, coverSizes, []);
  const texts = slide.blocks.filter((block) => block.type === 'text');
  const cards = slide.blocks.find((block) => block.type === 'cards');
  return {
    kind: 'cover',
    title,
    titlePoints: titlePoints(title, coverBoxes.title.width, coverSizes),
    placed: [
      ...(texts.length > 0 ? [{ kind: 'texts', box: coverBoxes.lines, texts, points: 18 } as const] : []),
      ...(cards ? [{ kind: 'block', box: coverBoxes.cards, block: cards } as const] : []),
    ],
    footnote: '',
  };
}

/** Every block of the deck in its place: texts and tables that are too long for one slide go on over several. */
export function placeDeck({ slides, locale }: Deck): readonly PlacedSlide[] {
  return slides.flatMap((slide): readonly PlacedSlide[] => {
    if (slide.kind === 'cover') return [placeCover(slide)];
    const pages = placeBlocks(slide.blocks);
    return (pages.length > 0 ? pages : [[]]).map((placed, place) => {
      const end = place === 0 ? [] : [textRun(goesOn[locale])];
      const title = titleIn(slide.title, titleBox.width, titleSizes, end);
      return {
        kind: 'content',
        title,
        titlePoints: titlePoints(title, titleBox.width, titleSizes),
        placed,
        footnote: slide.footnote,
      };
    });
  });
}
