import type { Snapshot } from '../dataset.ts';
import { rowsInUse } from '../decode.ts';
import { type RunControl, uncontrolled } from '../runControl.ts';
import { duplicateAnswers, duplicateIds } from './duplicates.ts';
import { outOfScale, tooManyBlanks } from './gaps.ts';
import { speeders } from './speeders.ts';
import { straightLining } from './straightLining.ts';
import { unreadCells } from './unreadCells.ts';
import type { Check, CheckResult } from './types.ts';

const checks: readonly Check[] = [
  duplicateAnswers,
  duplicateIds,
  speeders,
  straightLining,
  tooManyBlanks,
  outOfScale,
  unreadCells,
];

/** Every standard check that the survey allows, over the forms that are not excluded; the filter is not looked at. */
export function runChecks(snapshot: Snapshot, control: RunControl = uncontrolled): readonly CheckResult[] {
  const rows = rowsInUse({
    revision: snapshot.revision,
    rowCount: snapshot.rowCount,
    variables: snapshot.variables,
    columns: snapshot.columns,
    indicators: snapshot.indicators,
    exclusions: snapshot.exclusions,
    design: snapshot.design,
    settings: snapshot.settings,
    filter: null,
  });
  return checks.flatMap((check) => {
    control.throwIfCancelled();
    const result = check(snapshot, rows);
    return result ? [result] : [];
  });
}
