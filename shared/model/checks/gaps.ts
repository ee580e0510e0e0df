import { isNotAsked, missingReasonOf } from '../decode.ts';
import type { Scale, Variable } from '../variable.ts';
import { type Check, numbersOf, ratingQuestions } from './types.ts';

/** More unanswered rating questions than this make a form doubtful. */
const largestShare = 0.2;

/** Counts, form by form, whether one question was asked and whether it was left empty. */
function countBlanks(
  question: Variable,
  values: Float64Array,
  rows: Int32Array,
  asked: Uint16Array,
  blank: Uint16Array,
): void {
  const always = (question.notAsked ?? []).length === 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (!always && isNotAsked(question, row)) continue;
    asked[i] = asked[i]! + 1;
    if (Number.isNaN(values[row]!)) blank[i] = blank[i]! + 1;
  }
}

/**
 * Forms that leave more than a fifth of the rating questions they were asked empty. A declared non-answer (无法回答) is an answer. The fifth is
 * our own. Checked: tests/shared/model/checks.
 */
export const tooManyBlanks: Check = (snapshot, rows) => {
  const questions = ratingQuestions(snapshot);
  if (questions.length === 0) return null;
  const asked = new Uint16Array(rows.length);
  const blank = new Uint16Array(rows.length);
  for (const question of questions) countBlanks(question, numbersOf(snapshot, question), rows, asked, blank);
  const flagged = Array.from(rows.filter((_, i) => blank[i]! > largestShare * asked[i]!));
  return {
    code: 'blank',
    variableIds: [],
    checked: true,
    title: { zh: '漏答过多', en: 'Too many blanks' },
    rows: flagged,
    details: {
      zh: `${questions.length} 道评分题中漏答超过 20%`,
      en:
        questions.length === 1
          ? 'The only rating question is blank'
          : `More than 20% of the ${questions.length} rating questions are blank`,
    },
  };
};

/** Marks the forms whose answer lies outside the scale, and says how many. */
function markOutside(values: Float64Array, scale: Scale, rows: Int32Array, outside: Uint8Array): number {
  let found = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!;
    if ((value >= scale.min && value <= scale.max) || missingReasonOf(value, scale) !== 'outOfRange') continue;
    outside[i] = 1;
    found++;
  }
  return found;
}

/** Forms with an answer outside the declared scale. Checked: tests/shared/model/checks. */
export const outOfScale: Check = (snapshot, rows) => {
  const questions = ratingQuestions(snapshot);
  if (questions.length === 0) return null;
  let answers = 0;
  const concerned = new Set<string>();
  const outside = new Uint8Array(rows.length);
  for (const question of questions) {
    const found = markOutside(numbersOf(snapshot, question), question.scale!, rows, outside);
    answers += found;
    if (found > 0) concerned.add(question.id);
  }
  const flagged = Array.from(rows.filter((_, i) => outside[i] === 1));
  return {
    code: 'outOfRange',
    variableIds: questions.map((question): string => question.id).filter((id) => concerned.has(id)),
    checked: true,
    title: { zh: '超出量表', en: 'Out of scale' },
    rows: flagged,
    details: {
      zh: `${answers} 个答案不在声明的量表内，计算时按缺失处理`,
      en: `${answers} ${answers === 1 ? 'answer lies' : 'answers lie'} outside the declared scale and ${answers === 1 ? 'counts' : 'count'} as missing`,
    },
  };
};
