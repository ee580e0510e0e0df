import type { CommentCode } from '../model/commentCode.ts';
import type { Snapshot } from '../model/dataset.ts';
import type { LeftOut } from '../model/decode.ts';
import type { VariableId } from '../model/ids.ts';
import type { RunControl } from '../model/runControl.ts';
import type { Bilingual, Label, Locale } from '../model/text.ts';
import type { Measure, Role } from '../model/variable.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** The groups of the analysis room's list, in this order. */
export const analysisGroups = [
  'sample',
  'describe',
  'index',
  'distribution',
  'influence',
  'improve',
  'kano',
  'value',
  'model',
  'weights',
] as const;
export type AnalysisGroup = (typeof analysisGroups)[number];

/**
 * What an analysis wants to be given. Names in a request are variable names or ids; the runner resolves them to ids before estimate
 * sees them. measures is a demand, roles a proposal for the form.
 */
export type InputSpec =
  | {
      readonly kind: 'variables';
      readonly title: Bilingual;
      readonly min: number;
      readonly max: number;
      readonly measures?: readonly Measure[];
      readonly roles?: readonly Role[];
      readonly optional?: boolean;
      /** The questions stand for indicators: the result names them without the heading of a block they share. */
      readonly asIndicators?: boolean;
    }
  | {
      readonly kind: 'variable';
      readonly title: Bilingual;
      readonly measures?: readonly Measure[];
      readonly roles?: readonly Role[];
      readonly optional?: boolean;
    }
  /** A table of numbers typed in or sent with the request: judgments, a correlation matrix, published counts. */
  | { readonly kind: 'matrix'; readonly title: Bilingual; readonly optional?: boolean };

/** When an option has a part in the result, where it has not always: all that is named must hold. */
export interface OptionCondition {
  /** Other options with the values of which each must have one. */
  readonly is?: Readonly<Record<string, readonly Json[]>>;
  /** Inputs of which one at least must be given. */
  readonly given?: readonly string[];
  /** Inputs none of which may be given. */
  readonly notGiven?: readonly string[];
  /** A list of questions that must hold one alone. */
  readonly single?: string;
}

/**
 * One option: forms, command line, docs and validation come from it. Every option has a default; setting names the project
 * setting that takes the default's place, so that a level chosen once holds everywhere.
 */
export type OptionSpec = { readonly when?: OptionCondition } & OptionKind;
type OptionKind =
  | {
      readonly kind: 'choice';
      readonly title: Bilingual;
      readonly default: string;
      readonly choices: readonly { readonly value: string; readonly title: Bilingual }[];
    }
  | {
      readonly kind: 'number';
      readonly title: Bilingual;
      readonly default: number;
      readonly min?: number;
      readonly max?: number;
      readonly step?: number;
      readonly integer?: boolean;
      readonly setting?: 'level' | 'satisfiedThreshold' | 'seed';
    }
  | { readonly kind: 'boolean'; readonly title: Bilingual; readonly default: boolean }
  | { readonly kind: 'numbers'; readonly title: Bilingual; readonly default: readonly number[] }
  | {
      readonly kind: 'text';
      readonly title: Bilingual;
      readonly default: string;
      /** It names one of these: a form offers them. Levels are the answers to the question chosen in the input levelsOf. */
      readonly of?: 'constructs' | 'levels';
      readonly levelsOf?: string;
      /** Several lines may be typed. */
      readonly lines?: boolean;
      /** What may be typed, shown in the empty field. */
      readonly example?: Bilingual;
      readonly setting?: 'commentWords' | 'commentStopWords';
    }
  /** A code book of open comments, as lines of text or as a list; a list once resolved. */
  | {
      readonly kind: 'codes';
      readonly title: Bilingual;
      readonly default: readonly CommentCode[];
      readonly setting: 'commentCodes';
    }
  /** A structural equation model; null = what `none` says. */
  | { readonly kind: 'model'; readonly title: Bilingual; readonly none: Bilingual; readonly default: null };

/** A structural equation model as a request gives it: items by name or id, ids once resolved. */
export type ModelOption = {
  readonly constructs: readonly {
    readonly name: string;
    readonly items: readonly string[];
    readonly mode: 'A' | 'B';
  }[];
  readonly paths: readonly { readonly from: string; readonly to: string }[];
};

export type InputSpecs = { readonly [name: string]: InputSpec };
export type OptionSpecs = { readonly [name: string]: OptionSpec };

export type OptionValue<S extends OptionSpec> = S extends { kind: 'number' }
  ? number
  : S extends { kind: 'boolean' }
    ? boolean
    : S extends { kind: 'numbers' }
      ? readonly number[]
      : S extends { kind: 'model' }
        ? ModelOption | null
        : S extends { kind: 'codes' }
          ? readonly CommentCode[]
          : string;
export type OptionsOf<O extends OptionSpecs> = { readonly [K in keyof O]: OptionValue<O[K]> };

export interface MatrixInput {
  readonly labels: readonly string[];
  readonly rows: readonly (readonly number[])[];
}
export type InputValue<S extends InputSpec> = S extends { kind: 'variables' }
  ? readonly VariableId[]
  : S extends { kind: 'variable' }
    ? VariableId | null
    : MatrixInput | null;
export type InputsOf<I extends InputSpecs> = { readonly [K in keyof I]: InputValue<I[K]> };

/** What a caller asks for: by name, before resolving. Missing options take their defaults; unknown keys are refused. */
export interface AnalysisRequest {
  readonly analysis: string;
  readonly inputs: { readonly [name: string]: string | readonly string[] | MatrixInput | null };
  readonly options: { readonly [name: string]: Json };
}

/** A fact about the data or the method the reader should know; the sentence is in warningTexts under its code. A list holds names. */
export interface Warning {
  readonly code: string;
  readonly details: { readonly [key: string]: string | number | readonly string[] };
}

/**
 * What estimate returns. values is JSON: null where a number cannot be had, never NaN or Infinity; at full precision.
 * A number is addressed from reports by its path in values ("overall.index", "items.3.mean").
 */
export interface Estimate<V extends JsonObject = JsonObject> {
  readonly status: 'ok' | 'notEstimable';
  /** Stable code of why not ('tooFewRows', 'noVariance'); null when status is ok. */
  readonly reason: string | null;
  readonly n: number;
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly Warning[];
  readonly values: V;
}

/** A stored, complete result: the estimate and everything needed to say where it came from. */
export interface AnalysisResult<V extends JsonObject = JsonObject> extends Estimate<V> {
  readonly analysis: string;
  readonly methodVersion: number;
  readonly inputs: { readonly [name: string]: Json };
  readonly options: JsonObject;
  readonly seed: number | null;
  readonly revision: number;
  /** Labels of every variable and indicator named in values, so that tables and sentences need no snapshot. */
  readonly labels: { readonly [id: string]: string };
}

/**
 * Names in shared/format: how a number is shown. Digits are rounded there only. date: milliseconds since 1970-01-01 without zone, as a day.
 * degrees: degrees of freedom, whole as they mostly are, with one digit where a correction makes them fractions.
 */
export type FormatName =
  | 'integer'
  | 'degrees'
  | 'number1'
  | 'number2'
  | 'number3'
  | 'percent1'
  | 'share1'
  | 'pValue'
  | 'coefficient'
  | 'weight'
  | 'date'
  | 'text';

export interface TableColumn {
  readonly key: string;
  readonly title: Label;
  /** 'text' columns are left-aligned, all others at the decimal point. percent1: value is 0-100; share1: value is 0-1 shown as percent. */
  readonly format: FormatName;
}
export type CellValue = number | string | Bilingual | null;
export interface TableRow {
  readonly cells: { readonly [key: string]: CellValue };
  readonly depth?: number;
  readonly emphasis?: boolean;
  /** How its numbers are shown, in a table whose rows are of several kinds; absent: as their columns say. */
  readonly format?: FormatName;
  /** What stands behind numbers, by key of the column: the letters of those that a number clearly exceeds. */
  readonly marks?: { readonly [key: string]: string };
}
export interface ResultTable {
  readonly id: string;
  readonly title: Bilingual;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  readonly notes: readonly Bilingual[];
  /** Columns that are about some of the people only, by key: how many. A row says so in its cell "n". */
  readonly columnBases?: Readonly<Record<string, number>>;
  /** Cells that are about some of the people each: how many, per row by key, the sums under the key 'sum' and in the last row. */
  readonly cellCounts?: readonly Readonly<Record<string, number>>[];
}

/** A plotly figure as plain data. Texts are already in the locale and escaped by shared/charts/plotText. */
export interface ChartFigure {
  readonly id: string;
  readonly title: string;
  /** One sentence for screen readers and Word's alt text. */
  readonly altText: string;
  readonly data: readonly JsonObject[];
  readonly layout: JsonObject;
  /** Height over width the figure is designed for. */
  readonly aspect: number;
  /** Ends of the scale that the values along its axis are measured on, where they have one. */
  readonly scale?: readonly [number, number];
  /** Ends of the axis of values that its author asked for: kept as they are wherever the figure is drawn. */
  readonly ends?: readonly [number, number];
}

/** A finding: sentence template parts so that the numbers stay references. A number part names its path in values. */
export type SentencePart = string | { readonly path: string; readonly format: FormatName };
export interface Sentence {
  /**
   * What it tells of, with the subject where several sentences tell the same of different ones: one word for all its wordings, verdicts and
   * languages, and for no other sentence of the same result. Reports know the sentence by it: renamed, it is lost to them.
   * 'fewForms': it says of groups only that they are small.
   */
  readonly about: string;
  readonly parts: readonly SentencePart[];
}

/** method note shown folded under every result and in the technical annex: what, formula, source. */
export interface MethodNote {
  readonly what: Bilingual;
  readonly formula: Bilingual;
  readonly source: string;
}

export interface Honours {
  readonly weights: 'none' | 'frequency' | 'survey' | 'both';
  readonly design: boolean;
}

/** One member of the catalogue. */
export interface Analysis<
  I extends InputSpecs = InputSpecs,
  O extends OptionSpecs = OptionSpecs,
  V extends JsonObject = JsonObject,
> {
  readonly id: string;
  readonly version: number;
  readonly group: AnalysisGroup;
  readonly title: Bilingual;
  readonly note: MethodNote;
  /** Words a user might search for besides the title. */
  readonly keywords: readonly string[];
  readonly inputs: I;
  readonly options: O;
  readonly honours: Honours;
  readonly random: boolean;
  estimate(
    snapshot: Snapshot,
    request: { readonly inputs: InputsOf<I>; readonly options: OptionsOf<O> },
    control: RunControl,
  ): Estimate<V>;
  tables(result: AnalysisResult<V>): readonly ResultTable[];
  figures(result: AnalysisResult<V>, locale: Locale): readonly ChartFigure[];
  narrative(result: AnalysisResult<V>, locale: Locale): readonly Sentence[];
  /** Requests worth running on this project without being asked: one per question, indicator, feature … Empty when not applicable. */
  propose(snapshot: Snapshot): readonly AnalysisRequest[];
}

/** Erased form in which the registry holds all members. */
export type AnyAnalysis = Analysis<InputSpecs, OptionSpecs, JsonObject>;
