import type { Column } from '../dataset.ts';
import { straightLinedRows } from './straightLining.ts';
import { type Check, numbersOf, ratingQuestions } from './types.ts';

const fewestItems = 8;

/**
 * Forms whose answers to every rating question equal those of an earlier form. Straight-lined forms are left to their own check. Checked:
 * tests/shared/model/checks.
 */
export const duplicateAnswers: Check = (snapshot, rows) => {
  const questions = ratingQuestions(snapshot);
  if (questions.length < fewestItems) return null;
  const columns = questions.map((question) => numbersOf(snapshot, question));
  const straight = new Set(straightLinedRows(snapshot, rows));
  const answered = new Int32Array(rows.length);
  const hashes = new Int32Array(rows.length);
  for (const values of columns) addToHashes(values, rows, hashes, answered);
  // Forms of one hash are compared with each other: a hash may be shared by chance.
  const known = new Map<number, number[]>();
  const flagged: number[] = [];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (answered[i]! < fewestItems || straight.has(row)) continue;
    const alike = known.get(hashes[i]!);
    if (!alike) known.set(hashes[i]!, [row]);
    else if (alike.some((other) => sameAnswers(columns, row, other))) flagged.push(row);
    else alike.push(row);
  }
  return {
    code: 'duplicate',
    variableIds: [],
    checked: true,
    title: { zh: '重复答卷', en: 'Duplicate answers' },
    rows: flagged,
    details: {
      zh: `${questions.length} 道评分题的答案与前面某份完全相同`,
      en: `Answers to all ${questions.length} rating questions equal those of an earlier form`,
    },
  };
};

/** Takes the answers to one question into the forms' hashes, and counts who answered. */
function addToHashes(values: Float64Array, rows: Int32Array, hashes: Int32Array, answered: Int32Array): void {
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!;
    const there = !Number.isNaN(value);
    if (there) answered[i] = answered[i]! + 1;
    const mixed = Math.imul(hashes[i]! ^ (there ? (value * 65537) | 0 : 0x5bd1e995), 0x01000193);
    hashes[i] = mixed ^ (mixed >>> 15);
  }
}

function sameAnswers(columns: readonly Float64Array[], row: number, other: number): boolean {
  return columns.every((values) => {
    const [one, two] = [values[row]!, values[other]!];
    return one === two || (Number.isNaN(one) && Number.isNaN(two));
  });
}

function identityAt(column: Column | undefined, row: number): string | number | null {
  if (!column) return null;
  if (column.kind === 'text') return column.codes[row]! < 0 ? null : column.codes[row]!;
  return Number.isNaN(column.values[row]!) ? null : column.values[row]!;
}

/** Forms whose number or respondent id occurred before. Checked: tests/shared/model/checks. */
export const duplicateIds: Check = (snapshot, rows) => {
  const ids = snapshot.variables.filter((variable) => variable.role === 'id');
  if (ids.length === 0) return null;
  const flagged = new Set<number>();
  for (const variable of ids) {
    const column = snapshot.columns.get(variable.id);
    const seen = new Set<string | number>();
    for (const row of rows) {
      const identity = identityAt(column, row);
      if (identity === null) continue;
      if (seen.has(identity)) flagged.add(row);
      seen.add(identity);
    }
  }
  const labels = ids.map((variable) => variable.label);
  return {
    code: 'duplicateId',
    variableIds: [],
    checked: true,
    title: { zh: '编号重复', en: 'Repeated ID' },
    rows: [...flagged].toSorted((a, b) => a - b),
    details: {
      zh: `“${labels.join('、')}”与前面某份相同`,
      en: `“${labels.join(', ')}” equals that of an earlier form`,
    },
  };
};
