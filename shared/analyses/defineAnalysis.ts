import type { LeftOut } from '../model/decode.ts';
import { reasonText } from './reasonTexts.ts';
import type { Analysis, AnyAnalysis, Estimate, InputSpecs, JsonObject, OptionSpecs, Warning } from './types.ts';

/**
 * Declares a member of the catalogue with full inference of its inputs, options and values, and erases it for the registry.
 * A result that could not be estimated has no tables and figures, and the reason for its only sentence.
 */
export function defineAnalysis<const I extends InputSpecs, const O extends OptionSpecs, V extends JsonObject>(
  analysis: Analysis<I, O, V>,
): AnyAnalysis {
  const guarded: Analysis<I, O, V> = {
    ...analysis,
    tables: (result) => (result.status === 'ok' ? analysis.tables(result) : []),
    figures: (result, locale) => (result.status === 'ok' ? analysis.figures(result, locale) : []),
    narrative: (result, locale) => {
      if (result.status === 'ok') return analysis.narrative(result, locale);
      const why = reasonText(result.reason ?? '', locale);
      return [{ about: 'reason', parts: [locale === 'zh-CN' ? `无法计算：${why}。` : `Not estimable: ${why}.`] }];
    },
  };
  return guarded as unknown as AnyAnalysis;
}

/** An estimate that could not be had. values stays empty: tables, figures and sentences of the member are never asked for it. */
export function noEstimate<V extends JsonObject>(
  reason: string,
  n: number,
  leftOut: readonly LeftOut[],
  warnings: readonly Warning[] = [],
): Estimate<V> {
  return { status: 'notEstimable', reason, n, leftOut, warnings, values: {} as V };
}
