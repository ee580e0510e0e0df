import { significant as s } from '../../format/significant.ts';
import { studentTTwoSidedQuantile } from '../../numeric/distributions.ts';
import type { WorkedStep } from '../types.ts';
import type { FormColumn } from './formColumns.ts';
import { formMean, meanStep } from './formMeans.ts';
import { step } from './given.ts';

/** What stands above and below in a ratio, as it is called in a formula. */
export interface RatioNames {
  readonly above: { readonly zh: string; readonly en: string };
  readonly below: { readonly zh: string; readonly en: string };
}

/** The steps to a ratio of two means, to its standard error by the linearisation (x − C·y)/mean y, and to its bounds. */
export interface RatioSteps {
  readonly ratio: WorkedStep;
  readonly se: readonly WorkedStep[];
  bound(level: number, upper: boolean): readonly WorkedStep[];
}

/** A ratio of the means of two columns over the same forms; null without forms, or where what is below is not above 0. */
export function ratioSteps(
  above: FormColumn,
  under: FormColumn,
  { above: a, below: b }: RatioNames,
): RatioSteps | null {
  const [top, bottom] = [meanStep(above), meanStep(under)];
  if (!top || !bottom || !(bottom.value > 0)) return null;
  const c = top.value / bottom.value;
  const ratio = step(`C = ${a.zh}/${b.zh}`, `C = ${a.en}/${b.en}`, `${s(top.value)} / ${s(bottom.value)}`, c);
  const found = formMean({
    ...above,
    values: above.values.map((value, row) => (value - c * under.values[row]!) / bottom.value),
  });
  const [first, ...rest] = found?.steps.se ?? [];
  const se = first
    ? [
        ratio,
        {
          ...first,
          formula: {
            zh: `x = (${a.zh} − C·${b.zh})/${b.zh}的均值；${first.formula.zh}`,
            en: `x = (${a.en} − C · ${b.en})/mean of ${b.en}; ${first.formula.en}`,
          },
        },
        ...rest,
      ]
    : [];
  return {
    ratio,
    se,
    bound(level, upper) {
      if (!found) return [];
      const t = studentTTwoSidedQuantile(level, found.df);
      const sign = upper ? '+' : '−';
      return [
        ...se,
        step(
          `C ${sign} t(${s(level)}, df)·标准误`,
          `C ${sign} t(${s(level)}, df) · standard error`,
          `${s(c)} ${sign} ${s(t)} × ${s(found.se)}　(df = ${s(found.df)})`,
          c + (upper ? 1 : -1) * t * found.se,
        ),
      ];
    },
  };
}
