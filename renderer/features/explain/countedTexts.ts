import type { TFunction } from 'i18next';
import type { Explanation } from '../../../shared/explain/types.ts';
import { inLocale, type Locale } from '../../../shared/model/text.ts';

/** The forms a number counts, in words: the cell or group they are of, then what they must have answered. */
export function countedTexts(
  { counted, questions }: Explanation,
  t: TFunction<'explain'>,
  locale: Locale,
): readonly string[] {
  const nameOf = new Map(questions.map((one) => [one.variableId, one.name]));
  const members = counted.flatMap((one) => {
    if ('answered' in one) return [];
    if ('label' in one) return one.label;
    if ('listed' in one) return inLocale(one.shown, locale);
    return t(one.satisfied ? 'satisfied' : 'notSatisfied', { threshold: one.threshold });
  });
  const answered = counted.flatMap((one) => {
    if (!('answered' in one)) return [];
    const [only, ...others] = one.answered.flat();
    if (only !== undefined && others.length === 0) return t('answeredOne', { question: nameOf.get(only) ?? only });
    const alone = one.answered.every((list) => list.length === 1);
    return t(alone ? 'answeredAll' : 'answeredEach', { count: one.answered.length });
  });
  return [...(members.length > 0 ? [members.join(' × ')] : []), ...answered];
}
