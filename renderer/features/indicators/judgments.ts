import type { Indicator, Weighting } from '../../../shared/model/indicator.ts';

/** Saaty's scale as offered in a cell: 9 .. 1 .. 1/9. */
export const judgmentScale: readonly number[] = [
  ...Array.from({ length: 9 }, (_, index) => 9 - index),
  ...Array.from({ length: 8 }, (_, index) => 1 / (index + 2)),
];

/** 3, 1, 1/5; other values with two digits. */
export function judgmentText(value: number): string {
  const near = judgmentScale.find((one) => Math.abs(one / value - 1) < 1e-6);
  if (near === undefined) return String(Number(value.toPrecision(3)));
  return near >= 1 ? String(Math.round(near)) : `1/${Math.round(1 / near)}`;
}

/** The judgments of a node's children in their present order: those stored where both were compared, equal (1) elsewhere. */
export function judgmentsFor(
  weighting: Weighting | undefined,
  children: readonly Indicator[],
): readonly (readonly number[])[] {
  const stored = weighting?.method === 'ahp' ? weighting.judgments : null;
  const place = new Map((weighting?.childIds ?? []).map((id, index) => [id, index]));
  return children.map((row) =>
    children.map((column) => {
      const [i, j] = [place.get(row.id), place.get(column.id)];
      if (row.id === column.id || i === undefined || j === undefined) return 1;
      return stored?.[i]?.[j] ?? 1;
    }),
  );
}

/** The matrix with one judgment of the upper triangle changed and its mirror with it. */
export function withJudgment(
  judgments: readonly (readonly number[])[],
  row: number,
  column: number,
  value: number,
): number[][] {
  return judgments.map((line, i) =>
    line.map((before, j) => {
      if (i === row && j === column) return value;
      return i === column && j === row ? 1 / value : before;
    }),
  );
}

const chineseDigits = '零一二三四五六七八九';

/**
 * A judgment as people type it: 3, 1/3, 0.33, full width １／３, ⅓, 1:3, 三分之一. Decimals as rounded from a step of the scale are that
 * step: 0.33 is 1/3.
 *
 * @returns null where it is none, or beyond 1/9 and 9
 */
export function parseJudgment(text: string): number | null {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[⁄÷:∶]/g, '/')
    .replaceAll(/\s/g, '')
    .replace(/^([一二三四五六七八九])分之([一二三四五六七八九])$/, '$2/$1')
    .replaceAll(/[一二三四五六七八九]/g, (digit) => String(chineseDigits.indexOf(digit)));
  const match = /^(\d*\.?\d+)(?:\/(\d*\.?\d+))?$/.exec(plain);
  if (!match) return null;
  const value = match[2] === undefined ? Number(match[1]) : Number(match[1]) / Number(match[2]);
  const digits = /\.(\d+)$/.exec(plain)?.[1]?.length ?? 0;
  const step = digits >= 2 ? judgmentScale.find((one) => one.toFixed(digits) === value.toFixed(digits)) : undefined;
  const read = step ?? value;
  return read >= 1 / 9 - 1e-9 && read <= 9 + 1e-9 ? read : null;
}

/** Judgments after a block of a spreadsheet was put in, and how many of its lower triangle did not mirror the upper. */
export interface PastedJudgments {
  readonly judgments: readonly (readonly number[])[];
  readonly unmirrored: number;
}

/**
 * A block of a spreadsheet put into the matrix. As many lines and columns as there are indicators, with or without names at the head and
 * in front, are the whole matrix; anything smaller goes in from the given cell. Empty cells and the diagonal are passed over. The upper
 * triangle counts; the lower only where the upper is empty.
 *
 * @returns null when a cell can not be read or lies outside the matrix
 */
export function withPastedJudgments(
  judgments: readonly (readonly number[])[],
  row: number,
  column: number,
  text: string,
): PastedJudgments | null {
  const size = judgments.length;
  const lines = text
    .replace(/[\r\n]+$/, '')
    .split(/\r?\n/)
    .map((line) => line.split('\t').map((cell) => cell.trim()));
  const isName = (cell: string | undefined): boolean =>
    cell !== undefined && cell !== '' && !/^-?[\d.]/.test(cell) && parseJudgment(cell) === null;
  const headed = lines.length > 1 && (lines[0]?.slice(1).some(isName) ?? false) ? lines.slice(1) : lines;
  const block =
    headed.length > 0 && headed.every((cells) => isName(cells[0])) ? headed.map((cells) => cells.slice(1)) : headed;
  const width = Math.max(0, ...block.map((cells) => cells.length));
  const whole = block.length === size && width >= size;
  const [top, left] = whole ? [0, 0] : [row, column];
  const given = new Map<string, number>();
  for (const [i, cells] of block.entries())
    for (const [j, cell] of cells.slice(0, whole ? size : cells.length).entries()) {
      if (cell === '' || top + i === left + j) continue;
      const value = parseJudgment(cell);
      if (value === null || top + i >= size || left + j >= size) return null;
      given.set(`${top + i} ${left + j}`, value);
    }
  let next = judgments;
  let unmirrored = 0;
  for (let i = 0; i < size; i++)
    for (let j = i + 1; j < size; j++) {
      const upper = given.get(`${i} ${j}`);
      const lower = given.get(`${j} ${i}`);
      // Reciprocals are rounded in sheets: 0.14 stands for 1/7.
      if (upper !== undefined && lower !== undefined && Math.abs(Math.log(upper * lower)) > 0.06) unmirrored += 1;
      const value = upper ?? (lower === undefined ? undefined : 1 / lower);
      if (value !== undefined) next = withJudgment(next, i, j, value);
    }
  return given.size === 0 ? null : { judgments: next, unmirrored };
}

/** Place of a judgment on a slider from -8 (the first 9 times as important) over 0 (equal) to 8 (the second). */
export const sliderPlace = (value: number): number => Math.round(value >= 1 ? 1 - value : 1 / value - 1);

/** The judgment at a place of the slider. */
export const judgmentAt = (place: number): number => (place <= 0 ? 1 - place : 1 / (1 + place));
