import { runChecks } from '../model/checks/runChecks.ts';
import type { Check, CheckResult } from '../model/checks/types.ts';
import type { Snapshot } from '../model/dataset.ts';
import { missingReasonOf, rowsInUse } from '../model/decode.ts';
import { InputError } from '../model/errors.ts';
import type { Rule } from '../model/rule.ts';
import { type RunControl, uncontrolled } from '../model/runControl.ts';
import type { Variable } from '../model/variable.ts';
import { compileCondition } from './formula/compileFormula.ts';
import { type FormulaScope, scopeOf } from './formula/values.ts';
import { numberInText } from './texts.ts';

/** A text question of which this share of answers says a number is meant to hold numbers. */
const mostlyNumbers = 0.8;
const fewestAnswers = 5;

/** Forms with words in a question that otherwise holds numbers typed as text. */
const textInNumbers: Check = (snapshot, rows) => {
  const flagged = new Set<number>();
  const found: Variable[] = [];
  for (const variable of snapshot.variables) {
    const column = snapshot.columns.get(variable.id);
    if (column?.kind !== 'text' || variable.role === 'id') continue;
    const isNumber = column.dictionary.map((text) => numberInText(text) !== null);
    const answered = rows.filter((row) => column.codes[row]! >= 0);
    const words = answered.filter((row) => !isNumber[column.codes[row]!]);
    if (answered.length < fewestAnswers || words.length > (1 - mostlyNumbers) * answered.length) continue;
    found.push(variable);
    for (const row of words) flagged.add(row);
  }
  if (found.length === 0) return null;
  const labels = found.map((variable) => variable.label);
  return {
    code: 'textInNumbers',
    variableIds: found.map((variable) => variable.id),
    checked: true,
    title: { zh: '文本形式的数字里夹有文字', en: 'Words among numbers kept as text' },
    rows: [...flagged].toSorted((a, b) => a - b),
    details: {
      zh: `“${labels.join('、')}”多为数字，这些答卷填了文字`,
      en: `“${labels.join(', ')}” mostly holds numbers; these forms hold words`,
    },
  };
};

/** Forms that break one rule of the user's. A rule that can no longer be read says so instead of passing over it in silence. */
function checkRule(rule: Rule, snapshot: Snapshot, rows: Int32Array, scope: FormulaScope): CheckResult {
  const code = `rule:${rule.id}`;
  const title = { zh: rule.name, en: rule.name };
  const unreadable: CheckResult = {
    code,
    variableIds: [],
    checked: false,
    title: { zh: `${rule.name}（未能检查）`, en: `${rule.name} (not checked)` },
    rows: [],
    details: {
      zh: '规则引用的题目已不存在或类型已变，没有检查。请修改规则。',
      en: 'The rule names questions that are gone or have another type; it was not checked. Change the rule.',
    },
  };
  if (rule.kind === 'reversedPair') {
    const [first, second] = [rule.first, rule.second].map((id) => {
      const variable = snapshot.variables.find((candidate) => candidate.id === id);
      const column = variable && snapshot.columns.get(id);
      return variable?.scale && column?.kind === 'numeric'
        ? { label: variable.label, scale: variable.scale, values: column.values }
        : null;
    });
    if (!first || !second) return unreadable;
    const middle = (first.scale.min + first.scale.max) / 2;
    const flagged = rows.filter((row) => {
      const [a, b] = [first.values[row]!, second.values[row]!];
      const answered = missingReasonOf(a, first.scale) === null && missingReasonOf(b, second.scale) === null;
      return answered && a === b && a !== middle;
    });
    return {
      code,
      variableIds: [],
      checked: true,
      title,
      rows: [...flagged],
      details: {
        zh: `“${first.label}”与反向题“${second.label}”答案相同`,
        en: `The same answer to “${first.label}” and its reverse “${second.label}”`,
      },
    };
  }
  try {
    const when = rule.when.trim() === '' ? () => 1 : compileCondition(rule.when, scope);
    const must = compileCondition(rule.must, scope);
    // Where the condition or the demand is not known for lack of an answer, nothing is known to be wrong.
    const flagged = rows.filter((row) => when(row) === 1 && must(row) === 0);
    return {
      code,
      variableIds: [],
      checked: true,
      title,
      rows: [...flagged],
      details: {
        zh: rule.when.trim() === '' ? `应满足：${rule.must}` : `若 ${rule.when}，应满足：${rule.must}`,
        en: rule.when.trim() === '' ? `Must hold: ${rule.must}` : `If ${rule.when}, must hold: ${rule.must}`,
      },
    };
  } catch (error) {
    if (error instanceof InputError) return unreadable;
    throw error;
  }
}

/** The standard checks, and the rules of the user in their order, over the forms that are not excluded. */
export function runDataChecks(
  snapshot: Snapshot,
  rules: readonly Rule[],
  control: RunControl = uncontrolled,
): readonly CheckResult[] {
  const standard = runChecks(snapshot, control);
  // The filter is not looked at; a spread would work it out.
  const { revision, rowCount, variables, columns, indicators, exclusions, design, settings } = snapshot;
  const facts = { revision, rowCount, variables, columns, indicators, exclusions, design, settings };
  const rows = rowsInUse({ ...facts, filter: null });
  const words = textInNumbers(snapshot, rows);
  const scope = scopeOf(snapshot.variables, (variable) => snapshot.columns.get(variable.id) ?? null);
  const own = rules
    .toSorted((a, b) => a.order - b.order)
    .map((rule) => {
      control.throwIfCancelled();
      return checkRule(rule, snapshot, rows, scope);
    });
  return [...standard, ...(words ? [words] : []), ...own];
}
