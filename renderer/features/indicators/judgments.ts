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
