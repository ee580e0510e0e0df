import type { Measure, Role, Scale, ValueLabel, ValueType } from '../model/variable.ts';
import type { DateOrder } from './dateOrder.ts';

/** Something about a column the user should look at before importing. */
export interface Doubt {
  readonly code: string;
  /** A list is joined as the reader's language does. */
  readonly details: Readonly<Record<string, string | number | readonly string[]>>;
}

/** What to make of one column of the sheet. column is 0-based in the sheet. */
export interface ColumnPlan {
  readonly column: number;
  readonly include: boolean;
  readonly header: string;
  readonly name: string;
  readonly label: string;
  /** The wording the file or its codebook declares, whatever the user has made of label since. */
  readonly declaredLabel?: string | undefined;
  readonly type: ValueType;
  readonly measure: Measure;
  readonly role: Role;
  readonly scale: Scale | null;
  readonly valueLabels: readonly ValueLabel[];
  /** Answers given as words and the code each becomes ("很满意" -> 5). Empty for columns that are numbers or stay text. */
  readonly textCodes: readonly { readonly text: string; readonly code: number }[];
  /**
   * 'duration': lengths of time and times of day, in words, with colons ("2分3秒", "00:02:03") or as cells shown so, become seconds.
   * 'verbatim': texts as the file holds them, blanks before them included; other texts lose the white space around them.
   * 'dayFirst', 'monthFirst': dates as 22/2/2015 or 2/22/2015, beside those that begin with the year.
   */
  readonly reading?: 'duration' | 'verbatim' | DateOrder | undefined;
  /** Texts of a column of texts or amounts that stand for no answer ("(跳过)", "不清楚"): no answer in the data, counted as non-answers. */
  readonly blankTexts?: readonly string[] | undefined;
  /** Answers of a question of categories without labels, to tell new ones in the next file; absent for free text. */
  readonly answers?: readonly string[] | undefined;
  /** Name of the lowest-level indicator the question measures; matched against the project's tree at import. */
  readonly indicatorName: string | null;
  readonly personal: boolean;
  readonly doubts: readonly Doubt[];
}

/** How a sheet becomes variables. Rows are 0-based in the sheet, inclusive; headerRows [2,3] = the header stands in rows 3 and 4 of Excel, [0,-1] = there is none. */
export interface ImportPlan {
  readonly sheet: string;
  readonly headerRows: readonly [number, number];
  readonly firstDataRow: number;
  readonly lastDataRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
  /** Rows between the first and the last that are no forms: subtotals, repeated headings. Rising; absent = none. */
  readonly leftOutRows?: readonly number[] | undefined;
  /** Id of a shipped or own indicator template to start the tree from, or null to leave the tree as it is. */
  readonly indicatorTemplate: string | null;
  readonly columns: readonly ColumnPlan[];
}

/** Facts about one planned column, for the cards of the wizard. histogram: counts of the at most 12 commonest answers or of 10 equal bins. */
export interface ColumnFacts {
  readonly column: number;
  readonly answered: number;
  readonly blank: number;
  readonly nonAnswer: number;
  readonly outOfRange: number;
  /** Cells the plan's type cannot read ("abc" in a number column); kept raw, missing in the data. examples: "B7: abc". */
  readonly unreadable: number;
  readonly examples: readonly string[];
  readonly distinct: number;
  readonly histogram: readonly { readonly label: string; readonly count: number }[];
}

/** What applying a plan would do, or did. */
export interface ImportSummary {
  readonly rows: number;
  readonly blankRows: number;
  readonly columns: number;
  readonly facts: readonly ColumnFacts[];
  /** Against the columns of a remembered plan: headers that are new, missing, or changed. Empty on a first import. */
  readonly differences: readonly Doubt[];
}
