import { normaliseText } from './looseValues.ts';
import type { ColumnPlan, Doubt } from './plan.ts';
import type { ColumnProfile } from './profileColumn.ts';

/** Questions of more answers are lists of names, not categories. */
const mostAnswers = 300;
/** Share of distinct answers from which they are texts of each person's own. */
const ownWordsFrom = 0.3;
const fewestForms = 20;
const mostShown = 5;
const longestShown = 30;

/** Signs that part answers given together, and what was typed beside one ("其他〖微信群〗"). */
const partsOf = (text: string): readonly string[] =>
  text
    .replace(/〖[^〗]*〗/g, '')
    .split(/[┋;；|｜、,，/]/)
    .map((part) => part.trim());

/** Distinct answers with their counts, the commonest first; of a question with several answers each of them. */
function answersIn(profile: ColumnProfile, several: boolean): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (answer: string, count: number): void => {
    if (answer !== '') counts.set(answer, (counts.get(answer) ?? 0) + count);
  };
  for (const { text, count } of profile.words) for (const part of several ? partsOf(text) : [text]) add(part, count);
  if (profile.numbers > 0)
    for (const [value, count] of profile.values ?? []) if (!counts.has(String(value))) add(String(value), count);
  return new Map([...counts].toSorted((a, b) => b[1] - a[1]));
}

type Kind = Pick<ColumnPlan, 'type' | 'role' | 'measure' | 'scale' | 'valueLabels' | 'textCodes' | 'personal'>;

/** Are the answers categories whose names no list of labels or codes knows? */
const isNamedByAnswers = ({ type, role, measure, scale, valueLabels, textCodes, personal }: Kind): boolean =>
  !personal &&
  role !== 'openComment' &&
  role !== 'id' &&
  role !== 'time' &&
  role !== 'weight' &&
  (type === 'text' ||
    (type === 'number' &&
      measure === 'nominal' &&
      role !== 'multipleResponse' &&
      scale === null &&
      valueLabels.length === 0 &&
      textCodes.length === 0));

/** The answers of a question of categories, to tell new ones in the next file; undefined for free text and what labels or codes name. */
export function knownAnswers(plan: Kind, profile: ColumnProfile): readonly string[] | undefined {
  if (!isNamedByAnswers(plan) || profile.filled < fewestForms) return undefined;
  const answers = answersIn(profile, plan.role === 'multipleResponse');
  const most = Math.min(mostAnswers, ownWordsFrom * profile.filled);
  return answers.size > 0 && answers.size <= most ? [...answers.keys()] : undefined;
}

/** Answers of the new file that the remembered column did not have, as a difference, and the answers known from now on. */
export function newAnswers(
  old: ColumnPlan,
  header: string,
  profile: ColumnProfile,
): { readonly answers: readonly string[]; readonly difference: Doubt | null } | null {
  if (!old.answers || !isNamedByAnswers(old)) return null;
  const known = new Set([...old.answers, ...(old.blankTexts ?? [])].map(normaliseText));
  const fresh = [...answersIn(profile, old.role === 'multipleResponse')].filter(
    ([answer]) => !known.has(normaliseText(answer)),
  );
  const shown = fresh.slice(0, mostShown).map(([answer, count]) => `${answer.slice(0, longestShown)} × ${count}`);
  return {
    answers: [...old.answers, ...fresh.map(([answer]) => answer)].slice(0, mostAnswers),
    difference:
      fresh.length === 0
        ? null
        : { code: 'difference.newAnswers', details: { header, count: fresh.length, answers: shown } },
  };
}
