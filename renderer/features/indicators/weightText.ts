import type { Indicator } from '../../../shared/model/indicator.ts';

/** A weight as people type it: 0.35, .35, 35%, 1/3. null when it is none or negative. */
export function parseWeight(text: string): number | null {
  const match = /^\s*(\d+(?:\.\d*)?|\.\d+)\s*(?:(%)|\/\s*(\d+(?:\.\d*)?|\.\d+))?\s*$/.exec(
    text.replace('％', '%').replace('。', '.'),
  );
  if (!match) return null;
  const value = match[2]
    ? Number(match[1]) / 100
    : match[3] === undefined
      ? Number(match[1])
      : Number(match[1]) / Number(match[3]);
  return Number.isFinite(value) ? value : null;
}

/** As short as it is exact to twelve digits: 0.1 + 0.2 shows 0.3 in the field. */
export const weightField = (weight: number): string => String(Number(weight.toPrecision(12)));

/** A weight being typed, counted in the sums before it is saved. */
export interface WeightDraft {
  readonly id: string;
  readonly weight: number;
}

/** Sum of the weights of the children of a parent (null = first level), with the weight being typed in its place. null without children. */
export function siblingSum(
  indicators: readonly Indicator[],
  parentId: string | null,
  draft: WeightDraft | null,
): number | null {
  const siblings = indicators.filter((indicator) => indicator.parentId === parentId);
  if (siblings.length === 0) return null;
  return siblings.reduce((sum, indicator) => sum + (draft?.id === indicator.id ? draft.weight : indicator.weight), 0);
}

export const sumsToOne = (sum: number): boolean => Math.abs(sum - 1) <= 1e-9;
