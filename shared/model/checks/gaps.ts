import { isNotAsked, missingReasonOf } from '../decode.ts';
import { type Check, numbersOf, ratingQuestions } from './types.ts';

/** More unanswered rating questions than this make a form doubtful. */
const largestShare = 0.2;

/** Forms that leave more than a fifth of the rating questions they were asked empty. A declared non-answer (无法回答) is an answer. */
export const tooManyBlanks: Check = (snapshot, rows) => {
  const questions = ratingQuestions(snapshot);
  if (questions.length === 0) return null;
  const columns = questions.map((question) => ({ question, values: numbersOf(snapshot, question) }));
  const flagged = [...rows].filter((row) => {
    const asked = columns.filter(({ question }) => !isNotAsked(question, row));
    return asked.filter(({ values }) => Number.isNaN(values[row]!)).length > largestShare * asked.length;
  });
  return {
    code: 'blank',
    variableIds: [],
    checked: true,
    title: { zh: '漏答过多', en: 'Too many blanks' },
    rows: flagged,
    details: {
      zh: `${questions.length} 道评分题中漏答超过 20%`,
      en: `More than 20% of the ${questions.length} rating questions are blank`,
    },
  };
};

/** Forms with an answer outside the declared scale. */
export const outOfScale: Check = (snapshot, rows) => {
  const questions = ratingQuestions(snapshot);
  if (questions.length === 0) return null;
  const columns = questions.map((question) => ({
    id: question.id,
    scale: question.scale,
    values: numbersOf(snapshot, question),
  }));
  let answers = 0;
  const concerned = new Set<string>();
  const flagged = [...rows].filter((row) => {
    const outside = columns.filter(({ scale, values }) => missingReasonOf(values[row]!, scale) === 'outOfRange');
    answers += outside.length;
    for (const { id } of outside) concerned.add(id);
    return outside.length > 0;
  });
  return {
    code: 'outOfRange',
    variableIds: questions.map((question): string => question.id).filter((id) => concerned.has(id)),
    checked: true,
    title: { zh: '超出量程', en: 'Out of scale' },
    rows: flagged,
    details: {
      zh: `${answers} 个答案不在声明的量程内，计算时按缺失处理`,
      en: `${answers} ${answers === 1 ? 'answer lies' : 'answers lie'} outside the declared scale and ${answers === 1 ? 'counts' : 'count'} as missing`,
    },
  };
};
