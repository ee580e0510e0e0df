import type { Snapshot } from '../model/dataset.ts';
import { decodeCategories, findVariable, type LeftOut } from '../model/decode.ts';
import type { VariableId } from '../model/ids.ts';
import type { Label } from '../model/text.ts';
import type { Variable } from '../model/variable.ts';
import { type DesignRows, missingLeftOut } from './design.ts';
import { questionLabel } from './labels.ts';

/** Groups below this many forms are marked: their numbers are read with care. */
export const smallBase = 30;
/** More groups than this are refused where every pair of groups is compared. */
export const mostComparedGroups = 60;

export interface GroupColumn {
  readonly codes: Int32Array;
  readonly labels: readonly string[];
  /** Name of the feature as the reader knows it. */
  readonly feature: string;
  readonly leftOut: readonly LeftOut[];
}

/** The groups a categorical question makes of the rows in use. */
export function groupColumn(snapshot: Snapshot, feature: VariableId, design: DesignRows): GroupColumn {
  const { codes, labels, missing } = decodeCategories(snapshot, feature, design.rows);
  return { codes, labels, feature: questionLabel(findVariable(snapshot, feature)), leftOut: missingLeftOut(missing) };
}

/** Features of the customers that make groups: profile questions in order, without personal data and free numbers. */
export function featureQuestions(snapshot: Snapshot): readonly Variable[] {
  return snapshot.variables
    .filter((variable) => variable.role === 'profile' && variable.measure !== 'scale' && !variable.personal)
    .toSorted((a, b) => a.order - b.order);
}

/** The rest of a statistic's outcome without its status. */
export function numbersOf<T extends { readonly status: 'ok' }>(outcome: T): Omit<T, 'status'> {
  const { status: _status, ...numbers } = outcome;
  return numbers;
}

/** A label as part of a result's values, which are plain JSON. */
export function inBoth(label: Label): { readonly zh: string; readonly en: string } {
  return typeof label === 'string' ? { zh: label, en: label } : { zh: label.zh, en: label.en };
}
