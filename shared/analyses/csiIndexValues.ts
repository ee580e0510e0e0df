import type { Bilingual } from '../model/text.ts';

/** Scores 0-100; shares 0-1; csm on -60..60. */
export type IndexValues = {
  readonly overall: {
    readonly index: number;
    readonly n: number;
    readonly sd: number | null;
    readonly se: number | null;
    readonly df: number | null;
    readonly interval: { readonly lower: number; readonly upper: number } | null;
    /** Half the width of the interval. */
    readonly margin: number | null;
    readonly kishDesignEffect: number | null;
    readonly effectiveN: number | null;
    /** Index from the means of the indicators, and how far it lies from the respondents' route. */
    readonly indexOfMeans: number | null;
    readonly routeGap: number | null;
    /** Share of the composite weight that is measured. */
    readonly coverage: number;
    readonly csm: number;
    readonly csmLower: number | null;
    readonly csmUpper: number | null;
    /** Forms have weights: shares and the index are weighted, satisfied counts forms. */
    readonly weighted: boolean;
    readonly satisfied: number;
    readonly satisfiedShare: number;
    readonly satisfiedLower: number | null;
    readonly satisfiedUpper: number | null;
    readonly notSatisfied: number;
    readonly notSatisfiedShare: number;
    readonly notSatisfiedLower: number | null;
    readonly notSatisfiedUpper: number | null;
    /** 100 sum W mean/max: the other way of writing an index on scales that start above 0; null unless every item has max > 0. */
    readonly percentOfMaximum: number | null;
  };
  readonly nodes: readonly {
    readonly id: string;
    readonly parentId: string | null;
    readonly level: number;
    readonly leaf: boolean;
    readonly weight: number;
    readonly compositeWeight: number;
    readonly score: number | null;
    readonly scoreOfMeans: number | null;
    readonly n: number;
    readonly sd: number | null;
    readonly se: number | null;
    readonly lower: number | null;
    readonly upper: number | null;
    readonly satisfiedShare: number | null;
    readonly questions: readonly string[];
  }[];
  readonly items: readonly {
    readonly id: string;
    readonly name: string;
    readonly indicatorId: string;
    readonly n: number;
    /** Units of the question. */
    readonly mean: number | null;
    readonly score: number | null;
    readonly top2: number | null;
    readonly bottom2: number | null;
    /** On scales 0-10 and 1-10 only. */
    readonly nps: {
      readonly n: number;
      readonly promoters: number;
      readonly passives: number;
      readonly detractors: number;
      readonly score: number;
      readonly se: number | null;
    } | null;
  }[];
  /** Places in nodes: leaves by score, lowest first; level-1 nodes in reading order. */
  readonly lowest: readonly number[];
  readonly first: readonly number[];
};

/** How the index is called: of customers or residents (CSI), or of employees on their own forms (ESI), by the same machinery. */
export function subjectNames(subject: unknown): {
  readonly long: Bilingual;
  readonly short: Bilingual;
  readonly letters: string;
} {
  const named = (zh: string, en: string, letters: string) => ({
    long: { zh: `${zh}满意度指数`, en: `${en} satisfaction index` },
    short: { zh: `${zh}满意度指数 ${letters}`, en: letters },
    letters,
  });
  if (subject === 'employees') return named('员工', 'employee', 'ESI');
  if (subject === 'residents') return named('业主', 'resident', 'CSI');
  return named('顾客', 'customer', 'CSI');
}
