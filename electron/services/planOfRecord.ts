import type { ImportPlan } from '../../shared/importing/plan.ts';
import type { ImportRecord } from '../../shared/model/project.ts';
import type { Variable } from '../../shared/model/variable.ts';

/**
 * The plan of an earlier import as it would be made today: a column whose question was renamed since goes by the new name, and one whose
 * question was removed is left out, so that the next file of the questionnaire meets the same questions.
 */
export function planOfRecord(record: ImportRecord, variables: ReadonlyMap<string, Variable>): ImportPlan {
  const plan = record.plan as unknown as ImportPlan;
  const idOf = new Map(Object.entries(record.questions ?? {}).map(([id, column]) => [column, id]));
  return {
    ...plan,
    columns: plan.columns.map((column) => {
      const id = idOf.get(column.column);
      if (!column.include || id === undefined) return column;
      const variable = variables.get(id);
      return variable ? { ...column, name: variable.name } : { ...column, include: false };
    }),
  };
}
