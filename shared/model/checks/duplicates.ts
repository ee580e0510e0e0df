import type { Column } from '../dataset.ts';
import { straightLinedRows } from './straightLining.ts';
import { type Check, numbersOf, ratingQuestions } from './types.ts';

const fewestItems = 8;

/** Forms whose answers to every rating question equal those of an earlier form. Straight-lined forms are left to their own check. */
export const duplicateAnswers: Check = (snapshot, rows) => {
  const questions = ratingQuestions(snapshot);
  if (questions.length < fewestItems) return null;
  const columns = questions.map((question) => numbersOf(snapshot, question));
  const straight = new Set(straightLinedRows(snapshot, rows));
  const seen = new Set<string>();
  const flagged: number[] = [];
  for (const row of rows) {
    if (straight.has(row)) continue;
    let answered = 0;
    let key = '';
    for (const values of columns) {
      const value = values[row]!;
      if (!Number.isNaN(value)) answered++;
      key += `${value},`;
    }
    if (answered < fewestItems) continue;
    if (seen.has(key)) flagged.push(row);
    seen.add(key);
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

function identityAt(column: Column | undefined, row: number): string | number | null {
  if (!column) return null;
  if (column.kind === 'text') return column.codes[row]! < 0 ? null : column.codes[row]!;
  return Number.isNaN(column.values[row]!) ? null : column.values[row]!;
}

/** Forms whose number or respondent id occurred before. */
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
  const names = ids.map((variable) => variable.label).join('、');
  return {
    code: 'duplicateId',
    variableIds: [],
    checked: true,
    title: { zh: '编号重复', en: 'Repeated id' },
    rows: [...flagged].toSorted((a, b) => a - b),
    details: { zh: `「${names}」与前面某份相同`, en: `“${names}” equals that of an earlier form` },
  };
};
