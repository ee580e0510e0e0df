import type { ValueLabel } from '../../shared/model/variable.ts';

/** "1 很不满意" per line, for editing many labels as text. */
export const labelLines = (labels: readonly ValueLabel[]): string =>
  labels.map((entry) => `${entry.value} ${entry.label}`).join('\n');

export type LabelLines =
  | { readonly ok: true; readonly labels: readonly ValueLabel[] }
  | { readonly ok: false; readonly line: string };

/** Reads lines of a code and its label, divided by space, "=", ":" or a tab; empty lines are passed over. A code given twice keeps its last label. */
export function parseLabelLines(text: string): LabelLines {
  const labels = new Map<number, string>();
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const match = /^\s*([+-]?\d+(?:\.\d+)?)\s*[\s=＝:：、.]\s*(.*\S)\s*$/.exec(line);
    if (!match) return { ok: false, line: line.trim() };
    labels.set(Number(match[1]), match[2]!);
  }
  return {
    ok: true,
    labels: [...labels].map(([value, label]) => ({ value, label })).toSorted((a, b) => a.value - b.value),
  };
}
