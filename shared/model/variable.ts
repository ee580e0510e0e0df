import type { IndicatorId, VariableId } from './ids.ts';

/** What a question is for. A question has one role; rating roles may belong to one lowest-level indicator. */
export const roles = [
  'perception',
  'expectation',
  'importance',
  'kanoFunctional',
  'kanoDysfunctional',
  'overallSatisfaction',
  'loyalty',
  'profile',
  'multipleResponse',
  'openComment',
  'weight',
  'stratum',
  'cluster',
  'id',
  'time',
  'none',
] as const;
export type Role = (typeof roles)[number];

/** Roles whose questions are attached to a lowest-level indicator. */
export const indicatorRoles: readonly Role[] = [
  'perception',
  'expectation',
  'importance',
  'kanoFunctional',
  'kanoDysfunctional',
];

export type ValueType = 'number' | 'text' | 'date';
export type Measure = 'nominal' | 'ordinal' | 'scale';

export interface ValueLabel {
  readonly value: number;
  readonly label: string;
}

/**
 * A declared answer scale. The range is declared, never inferred from the answers seen: a 1-10 item on which only 3-9 occur is still 1-10.
 * direction 'descending' = a small number is a good answer; scores are mirrored.
 * nonAnswers: codes that mean "no answer" (无法回答, 99); they are missing with that reason, never out of range.
 */
export interface Scale {
  readonly min: number;
  readonly max: number;
  readonly direction: 'ascending' | 'descending';
  readonly labels: readonly ValueLabel[];
  readonly nonAnswers: readonly ValueLabel[];
}

/** Where a column came from in the imported file. column is 0-based. */
export interface VariableSource {
  readonly importId: string;
  readonly sheet: string;
  readonly column: number;
}

export interface FormRange {
  readonly first: number;
  readonly count: number;
}

export interface Variable {
  readonly id: VariableId;
  /** Short unique name, used by the command line and in formulas: "Q3", "CUSA1", or the header itself. */
  readonly name: string;
  /** The question as the respondent saw it. */
  readonly label: string;
  readonly type: ValueType;
  readonly measure: Measure;
  readonly role: Role;
  readonly scale: Scale | null;
  /** Labels of coded answers where no range is declared (1 = 男, 2 = 女). */
  readonly valueLabels: readonly ValueLabel[];
  readonly indicatorId: IndicatorId | null;
  readonly order: number;
  readonly source: VariableSource | null;
  /** Columns that hold personal data are left out of exports unless asked for. */
  readonly personal: boolean;
  /** Forms (0-based, first and how many) of files that do not have this question: blank there is "not asked". */
  readonly notAsked?: readonly FormRange[];
  /**
   * Forms whose cell in the file held something this question cannot take: a word among numbers, an error value. Blank there means "text",
   * until an answer is typed. The cell stays in the imported sheet.
   */
  readonly unread?: readonly FormRange[];
}
