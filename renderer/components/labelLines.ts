import type { ValueLabel } from '../../shared/model/variable.ts';

/** "1 很不满意" per line, for editing many labels as text. */
export const labelLines = (labels: readonly ValueLabel[]): string =>
  labels.map((entry) => `${entry.value} ${entry.label}`).join('\n');

export type LabelLines =
  | { readonly ok: true; readonly labels: readonly ValueLabel[] }
  | { readonly ok: false; readonly line: string };

/** Between labels of one line, as codebooks write them: "1=男；2=女", "1=yes, 2=no", "1=男 2=女"; and behind the last. */
const betweenLabels =
  /(?:[;；|,，、]\s*|\s+)(?=[+-]?[\d０-９]+(?:\.\d+)?\s*[=＝])|[;；|]\s*(?=[+-]?[\d０-９]+\s*[:：]|$)/;
const coded = /^\s*([+-]?[\d０-９]+(?:\.\d+)?)\s*[\s=＝:：、.]\s*(.*\S)\s*$/;

/**
 * Reads lines of a code and its label, divided by space, "=", ":" or a tab, or several of them in a line as codebooks write them; empty
 * lines are passed over. A code given twice keeps its last label.
 */
export function parseLabelLines(text: string): LabelLines {
  const labels = new Map<number, string>();
  for (const line of text.split('\n').flatMap((whole) => whole.trimEnd().split(betweenLabels))) {
    if (line.trim() === '') continue;
    const match = coded.exec(line);
    if (!match) return { ok: false, line: line.trim() };
    labels.set(Number(match[1]!.normalize('NFKC')), match[2]!);
  }
  return {
    ok: true,
    labels: [...labels].map(([value, label]) => ({ value, label })).toSorted((a, b) => a.value - b.value),
  };
}
