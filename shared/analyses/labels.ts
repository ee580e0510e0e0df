import type { Snapshot } from '../model/dataset.ts';
import { findVariable } from '../model/decode.ts';
import type { VariableId } from '../model/ids.ts';
import type { Label } from '../model/text.ts';
import type { Variable } from '../model/variable.ts';
import { askedAbout } from './askedAbout.ts';

/** The question as the reader knows it: its label, or its name where it has none. */
export function questionLabel(variable: Variable): string {
  return variable.label || variable.name;
}

/**
 * Labels of the options of one question without what all of them share: "途径 / [短信]", "途径 / [海报]" become "短信", "海报" under the stem "途径".
 * Labels without one common part before a slash stay as they are, with the stem null.
 */
export function optionLabels(labels: readonly string[]): {
  readonly stem: string | null;
  readonly options: readonly string[];
} {
  const parts = labels.map((label) => /^(.+?) \/ (.+)$/s.exec(label));
  const stem = parts[0]?.[1] ?? null;
  if (labels.length < 2 || stem === null || parts.some((part) => part?.[1] !== stem))
    return { stem: null, options: labels };
  return { stem, options: parts.map((part) => part![2]!.replace(/^\[(.+)\]$/s, '$1')) };
}

/**
 * What questions that stand for indicators are called: what they ask about, without the heading of their block where all of them share it.
 * Whole where two would be called the same.
 */
export function itemNames(snapshot: Snapshot, ids: readonly VariableId[]): readonly string[] {
  const { options } = optionLabels(ids.map((id) => questionLabel(findVariable(snapshot, id))));
  const short = options.map(askedAbout);
  return new Set(short).size === new Set(options).size ? short : options;
}

/** Rating questions in the order of the questionnaire. */
export function ratedQuestions(snapshot: Snapshot): readonly Variable[] {
  const roles = new Set(['perception', 'expectation', 'importance', 'overallSatisfaction', 'loyalty']);
  return snapshot.variables
    .filter((variable) => variable.type === 'number' && variable.scale !== null && roles.has(variable.role))
    .toSorted((a, b) => a.order - b.order);
}

/** The head of the column that names parts of the forms: the question that made them, or 'part' where only the whole is shown. */
export function partTitle(segment: string | null, labels: Readonly<Record<string, string>>): Label {
  return segment === null ? { zh: '范围', en: 'Part' } : (labels[segment] ?? segment);
}

export function idsOf(variables: readonly Variable[]): readonly VariableId[] {
  return variables.map((variable) => variable.id);
}
