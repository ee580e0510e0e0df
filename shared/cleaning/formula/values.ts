import type { Column } from '../../model/dataset.ts';
import { missingReasonOf } from '../../model/decode.ts';
import type { Variable } from '../../model/variable.ts';

/** What a part of a formula gives for a form (0-based row). Conditions are numbers: 1 holds, 0 does not. NaN and null are missing. */
export type FormulaValue =
  | { readonly type: 'number' | 'date'; readonly number: (row: number) => number }
  | { readonly type: 'text'; readonly text: (row: number) => string | null };

/** A question as a formula reads it. coded: the number as it stands in the cell, also where it is no usable answer. */
export type FormulaColumn =
  | {
      readonly type: 'number' | 'date';
      readonly number: (row: number) => number;
      readonly coded: (row: number) => number;
    }
  | { readonly type: 'text'; readonly text: (row: number) => string | null };

/** Finds a question by its name; null when there is none. */
export type FormulaScope = (name: string) => FormulaColumn | null;

/** Non-answers and values outside the declared scale are missing, as everywhere else. */
export function formulaColumn(variable: Variable, column: Column): FormulaColumn {
  if (column.kind === 'text') {
    const { codes, dictionary } = column;
    return {
      type: 'text',
      text: (row) => {
        const code = codes[row];
        return code === undefined || code < 0 ? null : (dictionary[code] ?? null);
      },
    };
  }
  const { values } = column;
  const { scale } = variable;
  const type = variable.type === 'date' ? 'date' : 'number';
  const coded = (row: number): number => values[row] ?? Number.NaN;
  if (!scale) return { type, coded, number: coded };
  return {
    type,
    coded,
    number: (row) => {
      const value = coded(row);
      return missingReasonOf(value, scale) === null ? value : Number.NaN;
    },
  };
}

/**
 * Questions by name over columns that are fetched when a formula first names them. The wording of a question names it too where no other
 * question has it as its name or wording: that is what people see over the column.
 */
export function scopeOf(variables: Iterable<Variable>, columnOf: (variable: Variable) => Column | null): FormulaScope {
  const byName = new Map<string, Variable>();
  const byLabel = new Map<string, Variable | null>();
  for (const variable of variables) {
    byName.set(variable.name, variable);
    byLabel.set(variable.label, byLabel.has(variable.label) ? null : variable);
  }
  const made = new Map<string, FormulaColumn>();
  return (name) => {
    const known = made.get(name);
    if (known) return known;
    const variable = byName.get(name) ?? byLabel.get(name);
    const column = variable ? columnOf(variable) : null;
    if (!variable || !column) return null;
    const ready = formulaColumn(variable, column);
    made.set(name, ready);
    return ready;
  };
}
