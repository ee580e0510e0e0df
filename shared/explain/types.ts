import type { FormatName } from '../analyses/types.ts';
import type { LeftOut } from '../model/decode.ts';
import type { Bilingual, Label } from '../model/text.ts';
import type { FormRange } from '../model/variable.ts';

/** The number meant: by its path in the result's values, or by the place of its cell in one of the result's tables. */
export type NumberTarget =
  | { readonly path: string }
  | { readonly tableId: string; readonly row: number; readonly column: string };

/** A formula, and the same with the values put in; what it gives is the number within rounding of the machine. */
export interface WorkedStep {
  readonly formula: Bilingual;
  /** Values at up to seven significant digits. */
  readonly filled: string;
  readonly value: number;
}

/** Forms of one group of customers: those that gave this answer to the question. */
export interface GroupRestriction {
  readonly variableId: string;
  readonly label: string;
}

/**
 * Forms a number counts: those with an answer, those whose index reaches the threshold or does not, those with at least one answer to
 * the questions of each list, or certain ones.
 */
export type CountedForms =
  | GroupRestriction
  | { readonly satisfied: boolean; readonly threshold: number }
  | { readonly answered: readonly (readonly string[])[] }
  | { readonly listed: readonly FormRange[]; readonly shown: Bilingual };

export interface ExplainedQuestion {
  readonly variableId: string;
  readonly name: string;
  readonly label: string;
  /** Declared range, or null. */
  readonly scale: { readonly min: number; readonly max: number } | null;
  /** Answers that count among the forms in use, and the others by reason. */
  readonly used: number;
  readonly missing: readonly LeftOut[];
}

export interface NamedNumber {
  readonly name: Bilingual;
  readonly value: number;
  readonly format: FormatName;
}

/** Everything that can be said of where a number comes from, apart from the cells themselves. */
export interface Explanation {
  readonly analysis: string;
  readonly title: Bilingual;
  /** Of whom or what: indicator, question, group; innermost first. */
  readonly subject: readonly Label[];
  /** What kind of number: 得分, 区间下限; null where it has no name. */
  readonly quantity: Bilingual | null;
  readonly path: string | null;
  readonly value: number | null;
  readonly format: FormatName;
  readonly method: { readonly what: Bilingual; readonly formula: Bilingual; readonly source: string };
  readonly worked: readonly WorkedStep[];
  /** Numbers of the result that stand beside it. */
  readonly beside: readonly NamedNumber[];
  /** Those that are set. */
  readonly options: readonly { readonly title: Bilingual; readonly value: Bilingual }[];
  readonly seed: number | null;
  /** Of the number where its part of the result says so, else of the result. */
  readonly n: number;
  readonly leftOut: readonly LeftOut[];
  readonly forms: {
    readonly all: number;
    readonly used: number;
    /** By code of the reason: duplicate, speeder, byHand … */
    readonly excluded: readonly { readonly code: string; readonly count: number }[];
    readonly filtered: number;
  };
  readonly weights: {
    readonly kind: 'frequency' | 'survey';
    readonly label: string;
    /** Does the analysis use them? */
    readonly used: boolean;
  } | null;
  readonly strata: string | null;
  readonly clusters: string | null;
  /** False: it was given with the indicator system, and forms, sample weights and answers have no part in it. */
  readonly restsOnAnswers: boolean;
  /** False: it was worked out from what was typed in, a plan or judgments, and no form of the survey has a part in it. */
  readonly restsOnForms: boolean;
  readonly questions: readonly ExplainedQuestion[];
  readonly group: GroupRestriction | null;
  /** Where the number counts the forms of one answer or of one cell of a table: those that are all of these; else empty. */
  readonly counted: readonly CountedForms[];
}
