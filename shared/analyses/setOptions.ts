import { significant } from '../format/significant.ts';
import type { CommentCode } from '../model/commentCode.ts';
import type { Bilingual } from '../model/text.ts';
import { isInForce } from './optionsInForce.ts';
import type { AnalysisResult, AnyAnalysis, OptionSpec } from './types.ts';

const both = (text: string): Bilingual => ({ zh: text, en: text });
const shown = (value: unknown): string => (typeof value === 'number' ? significant(value) : String(value));

/** How an option reads; null where it was left empty. */
function optionText(spec: OptionSpec, value: unknown): Bilingual | null {
  if (spec.kind === 'choice') return spec.choices.find((one) => one.value === value)?.title ?? both(String(value));
  if (spec.kind === 'codes' && Array.isArray(value))
    return value.length === 0 ? null : both(value.map((code) => (code as CommentCode).name).join(', '));
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
  if (Array.isArray(value)) return value.length === 0 ? null : both(value.map(shown).join(', '));
  return value === '' || value === null || value === undefined || typeof value === 'object' ? null : both(shown(value));
}

/** The options a result was worked out with, as they read: those that are set and have a part in it; its seed is told by itself. */
export function setOptions(
  analysis: AnyAnalysis,
  result: AnalysisResult,
): readonly { readonly title: Bilingual; readonly value: Bilingual }[] {
  return Object.entries(analysis.options).flatMap(([name, spec]) => {
    if ((name === 'seed' && result.seed !== null) || !isInForce(spec, result, analysis.options)) return [];
    const value = optionText(spec, result.options[name]);
    return value ? [{ title: spec.title, value }] : [];
  });
}
