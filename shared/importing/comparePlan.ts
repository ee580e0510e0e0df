import { normaliseText } from './looseValues.ts';
import type { ColumnPlan, Doubt, ImportPlan } from './plan.ts';
import { profileColumn } from './profileColumn.ts';
import { proposePlan } from './proposePlan.ts';
import type { ProposeOptions } from './proposePlan.ts';
import { cellAddress } from './rawCells.ts';
import type { RawSheet } from './rawCells.ts';
import { SheetReader } from './sheetReader.ts';

const letters = (column: number): string => cellAddress(0, column).slice(0, -1);

export interface ComparedPlan {
  readonly differences: readonly Doubt[];
  /** The remembered decisions on the columns of the new sheet; columns it did not know come as proposed, after a difference. */
  readonly plan: ImportPlan;
}

/** Remembered columns by heading; of equal headings the first not yet taken, of columns without one the one in the same place. */
class Remembered {
  readonly #byHeading = new Map<string, ColumnPlan[]>();

  constructor(columns: readonly ColumnPlan[]) {
    for (const column of columns) {
      const key = Remembered.#key(column);
      const same = this.#byHeading.get(key);
      if (same) same.push(column);
      else this.#byHeading.set(key, [column]);
    }
  }

  static #key(column: ColumnPlan): string {
    return normaliseText(column.header) || `\n${column.column}`;
  }

  take(fresh: ColumnPlan): ColumnPlan | null {
    return this.#byHeading.get(Remembered.#key(fresh))?.shift() ?? null;
  }

  rest(): readonly ColumnPlan[] {
    return [...this.#byHeading.values()].flat();
  }
}

function valueDifferences(old: ColumnPlan, fresh: ColumnPlan, reader: SheetReader, plan: ImportPlan): readonly Doubt[] {
  const differences: Doubt[] = [];
  const { header } = fresh;
  if (fresh.include && old.type !== fresh.type) {
    differences.push({ code: 'difference.type', details: { header, from: old.type, to: fresh.type } });
  }
  if (old.type !== 'number') return differences;
  const profile = profileColumn(reader, fresh.column, plan.firstDataRow, plan.lastDataRow);
  const known = new Set(old.textCodes.map((entry) => normaliseText(entry.text)));
  const unknown = profile.words.filter((word) => word.number === null && !known.has(normaliseText(word.text)));
  if (unknown.length > 0 && old.textCodes.length > 0) {
    differences.push({
      code: 'difference.newWords',
      details: {
        header,
        words: unknown
          .slice(0, 5)
          .map((word) => word.text.slice(0, 30))
          .join(', '),
      },
    });
  }
  const { scale } = old;
  if (scale) {
    const outside = (profile.values ?? []).filter(
      ([value]) => (value < scale.min || value > scale.max) && !scale.nonAnswers.some((code) => code.value === value),
    );
    const count = outside.reduce((sum, [, times]) => sum + times, 0);
    if (count > 0)
      differences.push({ code: 'difference.range', details: { header, count, min: scale.min, max: scale.max } });
  }
  return differences;
}

/**
 * Fits a remembered plan to another file of the same questionnaire: columns are found by heading wherever they stand now, and keep
 * every decision the user made; what is new, missing, moved or answered differently is listed.
 * @throws InputError import.sheetEmpty
 */
export function comparePlan(remembered: ImportPlan, sheet: RawSheet, options: ProposeOptions = {}): ComparedPlan {
  const templateId = options.templateId ?? remembered.indicatorTemplate ?? undefined;
  const fresh = proposePlan(sheet, { ...options, ...(templateId === undefined ? {} : { templateId }) });
  const reader = new SheetReader(sheet);
  const pool = new Remembered(remembered.columns);
  const differences: Doubt[] = [];
  const matches = fresh.columns.map((column) => pool.take(column));
  const taken = new Set(matches.flatMap((old) => (old ? [old.name.toLowerCase()] : [])));
  const columns = fresh.columns.map((column, i): ColumnPlan => {
    const old = matches[i];
    if (!old) {
      if (column.include)
        differences.push({
          code: 'difference.new',
          details: { header: column.header, column: letters(column.column) },
        });
      let name = column.name;
      for (let copy = 2; taken.has(name.toLowerCase()); copy++) name = `${column.name}_${copy}`;
      taken.add(name.toLowerCase());
      return { ...column, name };
    }
    if (old.column !== column.column) {
      differences.push({
        code: 'difference.moved',
        details: { header: column.header, from: letters(old.column), to: letters(column.column) },
      });
    }
    if (old.include) differences.push(...valueDifferences(old, column, reader, fresh));
    return { ...old, column: column.column, doubts: column.doubts };
  });
  for (const old of pool.rest()) {
    if (old.include) differences.push({ code: 'difference.missing', details: { header: old.header || old.name } });
  }
  return { differences, plan: { ...fresh, columns } };
}
