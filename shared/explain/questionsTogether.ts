import type { AnalysisResult } from '../analyses/types.ts';
import { valueAt } from '../format/sentenceText.ts';
import { type VariableId, variableId } from '../model/ids.ts';

/** Numbers of a question that its scale, its factors or its model give it: by analysis, what stands after the question's place. */
const together: Readonly<Record<string, RegExp>> = {
  'reliability.cronbachAlpha': /^(?!mean$|sd$)/,
  'reliability.omega': /^(?:loading|unique)$/,
  'reliability.itemAnalysis': /^/,
  'validity.factorability': /^msa$/,
  'validity.factorAnalysis': /^(?!mean$|sd$)/,
  'validity.convergent': /^loading$/,
  'model.measurement': /^(?:weight|share|loading|crossLoadings\.\d+|vif)$/,
  'model.pls': /^(?:weight|share|loading|crossLoadings\.\d+|vif)$/,
};

const idsIn = (value: unknown): readonly VariableId[] =>
  Array.isArray(value)
    ? (value as readonly { readonly id?: unknown }[]).flatMap((one) =>
        typeof one?.id === 'string' ? [variableId(one.id)] : [],
      )
    : [];

/** The questions a number of a question, or of one or two blocks of questions, rests on beside it; null where it is no such number. */
export function questionsTogether(result: AnalysisResult, path: string): readonly VariableId[] | null {
  const item = /^((?:.+\.)?items)\.(\d+)\.(.+)$/.exec(path);
  const pls = result.analysis.startsWith('model.');
  const blockOf = (construct: number): readonly VariableId[] =>
    pls
      ? idsIn(
          (result.values['items'] as readonly { readonly construct?: unknown }[]).filter(
            (one) => one.construct === construct,
          ),
        )
      : idsIn(valueAt(result.values, `constructs.${construct}.items`));
  if (item && together[result.analysis]?.test(item[3]!)) {
    const own = valueAt(result.values, `${item[1]}.${item[2]}.construct`);
    return item[3] === 'vif' && typeof own === 'number' ? blockOf(own) : idsIn(valueAt(result.values, item[1]!));
  }
  if (result.analysis !== 'validity.convergent' && !pls) return null;
  const all = (): readonly VariableId[] =>
    pls
      ? idsIn(result.values['items'])
      : (result.values['constructs'] as readonly { readonly items?: unknown }[]).flatMap(({ items }) => idsIn(items));
  if (/^(?:constructs\.\d+\.(?:rhoA|rhoC|ave|largestCorrelation)|itemMap\.\d+\.importance)$/.test(path)) {
    if (pls || path.endsWith('largestCorrelation')) return all();
  }
  const alpha = /^constructs\.(\d+)\.(?:alpha|items|indexEqual)$/.exec(path);
  if (alpha && pls) return blockOf(Number(alpha[1]));
  const pair = (pls ? /^htmt\.(\d+)\.(\d+)$/ : /^(?:htmt|correlations)\.(\d+)\.(\d+)$/).exec(path);
  return pair ? [...blockOf(Number(pair[1])), ...blockOf(Number(pair[2]))] : null;
}
