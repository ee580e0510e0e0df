import type { AnalysisResult } from '../analyses/types.ts';

/**
 * What a number rests on where the n beside it is not its own: the forms with both an indicator's and the outcome's answer, all that gave
 * any answer, those that gave every one, or those of the whole result.
 */
export type OtherForms = 'both' | 'any' | 'every' | 'whole';

/** In brackets: the axis, where it depends on that. */
const otherThanTold: readonly (readonly [analyses: RegExp, numbers: RegExp, rest: OtherForms])[] = [
  [/^csi\.fiveWays$/, /^(?:lowest|highest)$|^ways\.\d+\.(?!n$)/, 'any'],
  [/^csi\.rollUp$/, /\.share$/, 'any'],
  [/^describe\.bannerTable$/, /^findings\./, 'any'],
  [/^describe\.bannerTable$/, /^questions\./, 'every'],
  [/^describe\.expectationGap$/, /^(?:above|below)$/, 'any'],
  [/^describe\.frequencies$/, /\.(?:valid|cumulative)Percent$/, 'any'],
  [/^improve\.agreement$/, /^agreement\.|\.chosen$/, 'any'],
  [/^improve\.certainty$/, /^points\.\d+\.(?:I{1,3}|IV|probability|moreForms)$|^certainty$/, 'any'],
  [/^improve\.coefficient$/, /\.(?:coefficient|rank|cumulative)$|^half$/, 'any'],
  [/^improve\.expectedGain$/, /\.(?:goal|rise|effect|gain)$/, 'any'],
  [/^improve\.quadrant$/, /^crosshair\./, 'any'],
  [/^improve\.quadrant \((?:expectation|importance)\)$/, /^points\.\d+\.x$/, 'any'],
  [/^improve\.zone$/, /\.(?:importance|performance|priority)$|^threshold$/, 'any'],
  [/^influence\.featureScreen$/, /\.(?:holm|bh)$|^(?:tested|clear|uncorrected)$/, 'any'],
  [/^influence\.discriminant$/, /^groups\.\d+\.prior$/, 'whole'],
  [/^loyalty\.nps$/, /^groups\.\d+\.(?:difference|p|pAdjusted)$/, 'every'],
  // The n of a plan is that of forms yet to be filled in.
  [/^sample\.allocation$/, /^/, 'any'],
  [/^text\.comments$/, /\.score$|^answeredShare$/, 'any'],
  // Weights of the complete forms, scores of all.
  [/^weights\.duel$/, /^band\./, 'any'],
  [/^weights\./, /^index(?:Current)?$/, 'any'],
  [/^weights\.(?:correlation|improved)$/, /^elements\.\d+\.basis$/, 'both'],
  // Stated importance counts in every form.
  [/^weights\.improved$/, /^elements\.\d+\.(?:weight|change)$/, 'any'],
];

/** The forms a number rests on where they are not those of the n told beside it; null: they are. */
export function otherFormsThanTold({ analysis, values }: AnalysisResult, path: string): OtherForms | null {
  const names = [analysis, `${analysis} (${String(values['axis'])})`];
  const found = otherThanTold.find(([of, numbers]) => names.some((name) => of.test(name)) && numbers.test(path));
  return found?.[2] ?? null;
}
