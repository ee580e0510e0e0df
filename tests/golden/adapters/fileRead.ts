import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readWorkbook } from '../../../electron/workbooks/readWorkbook.ts';
import type { AppliedPlan } from '../../../shared/importing/applyPlan.ts';
import { applyPlan } from '../../../shared/importing/applyPlan.ts';
import { pickSheet } from '../../../shared/importing/pickSheet.ts';
import { proposePlan } from '../../../shared/importing/proposePlan.ts';
import { dataPath } from '../oracle.ts';
import type { Adapter } from './adapter.ts';

interface ColumnCase {
  readonly index: number;
  readonly type: 'number' | 'text';
  readonly counts?: Readonly<Record<string, number>>;
}

/** The answers of one column of the sheet, missing ones left out. */
function answersOf(applied: AppliedPlan, column: number): readonly (number | string)[] {
  const own = applied.columns[applied.variables.findIndex((variable) => variable.column === column)]!;
  return own.kind === 'numeric'
    ? [...own.values].filter((value) => !Number.isNaN(value))
    : [...own.codes].filter((code) => code >= 0).map((code) => own.dictionary[code]!);
}

function tally(answers: readonly (number | string)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
  return counts;
}

/** Text tables and workbooks, read, planned and decoded as an import does. The facts are those of other programs. */
export const fileReadAdapter: Adapter = {
  methods: ['file_read'],
  analyses: [],
  atLeast: 20,
  supports: (oracleCase) => ['csv', 'xlsx'].includes(String(oracleCase.dataset['format'])),
  async actual(oracleCase) {
    const path = dataPath(oracleCase)!;
    const sheet = pickSheet(await readWorkbook(basename(path), new Uint8Array(readFileSync(path))))!;
    const proposed = proposePlan(sheet);
    // The case states the texts of the file, so words stay words here.
    const plan = {
      ...proposed,
      columns: proposed.columns.map((column) =>
        column.textCodes.length > 0 ? { ...column, type: 'text' as const } : column,
      ),
    };
    const applied = applyPlan(sheet, plan);
    const answersAt = (index: number) => answersOf(applied, plan.firstColumn + index);
    const columns = (oracleCase.expected['columns'] as readonly ColumnCase[]).map(({ index, type, counts }) => {
      const answers = answersAt(index);
      const numbers = answers.filter((answer) => typeof answer === 'number');
      const lengths = answers.map((answer) => String(answer).length);
      return {
        index,
        name: plan.columns[index]?.header,
        n_missing: applied.summary.rows - answers.length,
        n_distinct: new Set(answers).size,
        type: numbers.length === answers.length ? 'number' : 'text',
        ...(type === 'text' ? { max_length: Math.max(...lengths) } : {}),
        ...(counts ? { counts: tally(answers) } : {}),
        ...(type === 'number'
          ? {
              mean: numbers.reduce((sum, value) => sum + value, 0) / numbers.length,
              min: Math.min(...numbers),
              max: Math.max(...numbers),
            }
          : {}),
      };
    });
    return { n_rows: applied.summary.rows, n_columns: plan.columns.length, columns };
  },
};
