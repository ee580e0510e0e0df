import type { GivenCodes } from './commentCode.ts';
import type { VariableId } from './ids.ts';
import type { Indicator } from './indicator.ts';
import type { Memo } from './memo.ts';
import type { StructuralModel } from './structuralModel.ts';
import type { Bilingual } from './text.ts';
import type { Variable } from './variable.ts';

/** Values of a number or date question as coded; NaN = blank. Dates are milliseconds since 1970-01-01 UTC without zone. */
export interface NumericColumn {
  readonly kind: 'numeric';
  readonly values: Float64Array;
}

/** Answers of a text question: codes into the dictionary, -1 = blank. */
export interface TextColumn {
  readonly kind: 'text';
  readonly codes: Int32Array;
  readonly dictionary: readonly string[];
}

export type Column = NumericColumn | TextColumn;

/** Why a form does not count. code is a stable word ('blank', 'speeder', 'duplicate', 'byHand', …), note the user's own words. */
export interface Exclusion {
  readonly row: number;
  readonly code: string;
  readonly note: string;
}

/**
 * The sampling design. Frequency weights mean "this form stands for w equal forms"; survey weights are inverse selection
 * probabilities, standard errors treat them by linearisation. populationSizes: per stratum label; the key '' is the whole population.
 */
export interface SurveyDesign {
  readonly weight: { readonly variableId: VariableId; readonly kind: 'frequency' | 'survey' } | null;
  readonly stratum: VariableId | null;
  readonly cluster: VariableId | null;
  readonly populationSizes: Readonly<Record<string, number>>;
}

export const simpleDesign: SurveyDesign = { weight: null, stratum: null, cluster: null, populationSizes: {} };

export interface ProjectSettings {
  readonly name: string;
  /** 0-100; a form at or above is satisfied. */
  readonly satisfiedThreshold: number;
  /** Confidence level, 0-1. */
  readonly level: number;
  readonly seed: number;
  /** Open comments: words kept whole, words not counted, rules of the codes. Absent = none. */
  readonly commentWords?: string;
  readonly commentStopWords?: string;
  readonly commentCodes?: GivenCodes;
  /** The user has removed the last analysis: an empty list is meant, and no set is proposed in its place. Absent = false. */
  readonly cardsCleared?: boolean;
  /** Reports show no number about fewer people. Absent = defaultSmallestGroup. */
  readonly smallestGroup?: number;
}

export const defaultSmallestGroup = 5;

export const defaultSettings: ProjectSettings = { name: '', satisfiedThreshold: 80, level: 0.95, seed: 20260101 };

/** One thing that was done to the data since they were imported. */
export interface DataStep {
  /** Of the change: 'cells.set', 'cleaning.recode', 'data.stack', … */
  readonly type: string;
  /** ISO time. */
  readonly at: string;
  readonly who: string;
  readonly label: Bilingual;
  /** Answers it set, and forms it touched (answers, exclusions, new forms). */
  readonly cells: number;
  readonly forms: number;
}

/**
 * Everything a computation may read, frozen at one revision. Rows are forms in file order, 0-based.
 * Values are as coded: decoding (non-answers, out of range, exclusions, filter) is shared/model/decode.ts.
 */
export interface Snapshot {
  readonly revision: number;
  readonly rowCount: number;
  readonly variables: readonly Variable[];
  readonly columns: ReadonlyMap<VariableId, Column>;
  readonly indicators: readonly Indicator[];
  readonly exclusions: readonly Exclusion[];
  readonly design: SurveyDesign;
  readonly settings: ProjectSettings;
  /** The structural equation model as drawn; absent or null = none yet. */
  readonly model?: StructuralModel | null;
  /** null = no filter; otherwise 1 = the row is used. */
  readonly filter: Uint8Array | null;
  /** Forms of the group that everything is about, such as a branch with a report of its own: 1 = of the group; absent = all. Other than the filter it bounds what was collected, too. */
  readonly segment?: Uint8Array | null;
  /** What was done to the data, oldest first; absent where nothing is known of it. */
  readonly steps?: readonly DataStep[];
  /** Kept between the analyses of one run over this snapshot; absent: everything is worked out anew. */
  readonly memo?: Memo;
}
