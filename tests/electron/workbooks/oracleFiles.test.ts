import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../../electron/workbooks/readWorkbook.ts';
import { applyPlan } from '../../../shared/importing/applyPlan.ts';
import { pickSheet } from '../../../shared/importing/pickSheet.ts';
import { proposePlan } from '../../../shared/importing/proposePlan.ts';
import type { AppliedPlan } from '../../../shared/importing/applyPlan.ts';

interface ColumnFacts {
  readonly index: number;
  readonly name: string;
  readonly n_missing: number;
  readonly n_distinct: number;
  readonly type: 'number' | 'text';
  readonly mean?: number;
  readonly min?: number;
  readonly max?: number;
  readonly counts?: Readonly<Record<string, number>>;
}
interface FileCase {
  readonly id: string;
  readonly dataset: { readonly file: string; readonly format: string };
  readonly expected: { readonly n_rows: number; readonly n_columns: number; readonly columns?: readonly ColumnFacts[] };
}

const oracle = new URL('../../golden/oracle/', import.meta.url);
const all = JSON.parse(readFileSync(new URL('cases/file_read.json', oracle), 'utf8')) as readonly FileCase[];
const cases = all.filter(
  ({ dataset }) => ['csv', 'xlsx'].includes(dataset.format) && existsSync(new URL(dataset.file, oracle)),
);

/** The values of one column as the case states them, NaN and '' for missing. */
function answersOf(applied: AppliedPlan, column: number): readonly (number | string)[] {
  const own = applied.columns[applied.variables.findIndex((variable) => variable.column === column)]!;
  return own.kind === 'numeric'
    ? [...own.values].filter((value) => !Number.isNaN(value))
    : [...own.codes].filter((code) => code >= 0).map((code) => own.dictionary[code]!);
}

describe('files with facts found by other programs', () => {
  it('has files to look at', () => {
    expect(cases.length).toBeGreaterThanOrEqual(7);
  });

  it.each(cases)('$id', async ({ dataset, expected }) => {
    const url = new URL(dataset.file, oracle);
    const workbook = await readWorkbook(dataset.file.split('/').at(-1)!, new Uint8Array(readFileSync(url)));
    const sheet = pickSheet(workbook)!;
    const plan = proposePlan(sheet);
    // Words stay words here: the case states the texts of the file.
    const worded = plan.columns.map((column) =>
      column.textCodes.length > 0 ? { ...column, type: 'text' as const } : column,
    );
    const applied = applyPlan(sheet, { ...plan, columns: worded });
    expect(applied.summary.rows).toBe(expected.n_rows);
    expect(plan.columns.map(({ header }) => header)).toHaveLength(expected.n_columns);
    for (const facts of expected.columns ?? []) {
      const where = `${facts.index} ${facts.name}`;
      const answers = answersOf(applied, plan.firstColumn + facts.index);
      expect(plan.columns[facts.index]!.header, where).toBe(facts.name);
      expect(applied.summary.rows - answers.length, where).toBe(facts.n_missing);
      expect(new Set(answers).size, where).toBe(facts.n_distinct);
      if (facts.counts) {
        const counts: Record<string, number> = {};
        for (const answer of answers) counts[String(answer)] = (counts[String(answer)] ?? 0) + 1;
        expect(counts, where).toEqual(facts.counts);
      }
      if (facts.mean === undefined) continue;
      const numbers = answers.map(Number);
      expect(numbers.reduce((sum, value) => sum + value, 0) / numbers.length, where).toBeCloseTo(facts.mean, 10);
      expect([Math.min(...numbers), Math.max(...numbers)], where).toEqual([facts.min, facts.max]);
    }
  });
});
