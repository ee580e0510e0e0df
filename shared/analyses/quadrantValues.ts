import type { Bilingual } from '../model/text.ts';
import type { Quadrant } from '../satisfaction/quadrant.ts';

export const axes = ['expectation', 'importance', 'weight', 'correlation'] as const;
export type Axis = (typeof axes)[number] | 'given';

export type QuadrantPoint = {
  /** Indicator or variable id; '' for points given with the request. */
  readonly id: string;
  readonly label: string;
  readonly x: number;
  readonly y: number;
  /** y - x, in whatever units the two axes have. */
  readonly gap: number;
  readonly quadrant: Quadrant;
  readonly n: number;
  /** Interval of y; null for points given. borderline: it holds the crosshair, so that the field above or below is not certain. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly borderline: boolean;
};
export type QuadrantValues = {
  readonly axis: Axis;
  readonly yUnit: 'score' | 'own' | 'given';
  readonly rule: string;
  readonly crosshair: { readonly x: number; readonly y: number };
  readonly points: readonly QuadrantPoint[];
  /** Places in points per field; II by falling x, the others in reading order. */
  readonly fields: {
    readonly I: readonly number[];
    readonly II: readonly number[];
    readonly III: readonly number[];
    readonly IV: readonly number[];
  };
};

/** What to do with each field. */
export const quadrantNames: Readonly<Record<Quadrant, Bilingual>> = {
  I: { zh: '保持创新', en: 'Keep and innovate' },
  II: { zh: '改进突破', en: 'Improve first' },
  III: { zh: '维持', en: 'Maintain' },
  IV: { zh: '持续改进', en: 'Improve in time' },
};

export const axisTitles: Readonly<Record<Axis, Bilingual>> = {
  expectation: { zh: '期望（0–100 分）', en: 'Expectation (0-100)' },
  importance: { zh: '重要度（0–100 分）', en: 'Importance (0-100)' },
  weight: { zh: '综合权重', en: 'Composite weight' },
  correlation: { zh: '与总体指数的相关系数', en: 'Correlation with the whole' },
  given: { zh: '重要度', en: 'Importance' },
};
