import type { ReadNotice } from './rawCells.ts';

/** Output formats of SPSS by the code the file stores. */
export const savFormatCodes = {
  A: 1,
  AHEX: 2,
  COMMA: 3,
  DOLLAR: 4,
  F: 5,
  IB: 6,
  PIBHEX: 7,
  P: 8,
  PIB: 9,
  PK: 10,
  RB: 11,
  RBHEX: 12,
  Z: 15,
  N: 16,
  E: 17,
  DATE: 20,
  TIME: 21,
  DATETIME: 22,
  ADATE: 23,
  JDATE: 24,
  DTIME: 25,
  WKDAY: 26,
  MONTH: 27,
  MOYR: 28,
  QYR: 29,
  WKYR: 30,
  PCT: 31,
  DOT: 32,
  CCA: 33,
  CCB: 34,
  CCC: 35,
  CCD: 36,
  CCE: 37,
  EDATE: 38,
  SDATE: 39,
  MTIME: 40,
  YMDHMS: 41,
} as const;
export type SavFormatName = keyof typeof savFormatCodes;

/** width in characters, decimals in digits: F8.2 is { name: 'F', width: 8, decimals: 2 }. */
export interface SavFormat {
  readonly name: SavFormatName;
  readonly width: number;
  readonly decimals: number;
}

export const savMeasures = ['unknown', 'nominal', 'ordinal', 'scale'] as const;
export type SavMeasure = (typeof savMeasures)[number];
export const savAlignments = ['left', 'right', 'center'] as const;
export type SavAlignment = (typeof savAlignments)[number];

/** A code and its label; the value of a text variable is text without trailing spaces. */
export interface SavValueLabel {
  readonly value: number | string;
  readonly label: string;
}

/** User-missing codes: at most three values, or a range and at most one value. A null end of the range is open. */
export interface SavMissing {
  readonly values: readonly (number | string)[];
  readonly range: { readonly low: number | null; readonly high: number | null } | null;
}

/** Custom attributes: name -> values. SPSS keeps a variable's role as '$@Role' (0 input, 1 target, 2 both, 3 none, 4 partition, 5 split). */
export type SavAttributes = Readonly<Record<string, readonly string[]>>;

export interface SavVariable {
  /** The long name, as the user of SPSS sees it; unique without regard to case. */
  readonly name: string;
  readonly label: string;
  readonly type: 'number' | 'text';
  /** Bytes of a text in the file's encoding, 1 to 32,767; 0 for numbers. */
  readonly width: number;
  readonly print: SavFormat;
  readonly write: SavFormat;
  readonly measure: SavMeasure;
  readonly alignment: SavAlignment;
  /** Characters of the column in SPSS's data view; 0 where the file does not say. */
  readonly displayWidth: number;
  readonly valueLabels: readonly SavValueLabel[];
  readonly missing: SavMissing;
  readonly attributes: SavAttributes;
}

/**
 * Variables that together hold the answers to one question. category: each variable names one chosen answer; dichotomy: each variable
 * is one answer, chosen where it equals countedValue. variables are long names.
 */
export interface SavMultipleResponseSet {
  /** Begins with '$'. */
  readonly name: string;
  readonly label: string;
  readonly kind: 'category' | 'dichotomy';
  readonly countedValue: string | null;
  /** Dichotomies only: where the names of the answers come from. */
  readonly categoryLabels: 'variableLabels' | 'countedValues';
  /** Only with countedValues: the set takes its label from the first variable's label. */
  readonly labelFromVariable: boolean;
  readonly variables: readonly string[];
}

export type SavCompression = 'none' | 'bytecode' | 'zlib';

/** Everything a .sav file says about its variables. */
export interface SavDictionary {
  readonly fileLabel: string;
  /** What the header says of the program that wrote the file, without its fixed beginning. */
  readonly product: string;
  /** "22 Nov 24" and "14:05:09" as written; '' where the file does not say. */
  readonly creationDate: string;
  readonly creationTime: string;
  readonly compression: SavCompression;
  /** As a TextDecoder names it: "utf-8", "gbk", "windows-1252". */
  readonly encoding: string;
  /** Lines of at most 80 bytes, without trailing spaces. */
  readonly documents: readonly string[];
  readonly variables: readonly SavVariable[];
  readonly multipleResponseSets: readonly SavMultipleResponseSet[];
  /** Long name of the weighting variable, or null. */
  readonly weight: string | null;
  readonly attributes: SavAttributes;
  readonly rowCount: number;
  readonly notices: readonly ReadNotice[];
}

/** Numbers as stored (dates in seconds, see savDates.ts), NaN = system-missing; user-missing codes are kept. Texts without trailing spaces. */
export type SavColumn = Float64Array | readonly string[];

/** A .sav file; columns[i] holds the rowCount values of variables[i]. */
export interface SavFile extends SavDictionary {
  readonly columns: readonly SavColumn[];
}
