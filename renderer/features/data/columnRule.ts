import type { CellContent } from '../../../shared/commands/types.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { cellText, parseEdit } from './cellText.ts';

export const ruleOperators = ['eq', 'ne', 'gt', 'lt', 'between', 'contains', 'blank', 'notBlank'] as const;
export type RuleOperator = (typeof ruleOperators)[number];

/** Which answers of a question the sheet shows: those ticked, or those meeting a condition. Operands are as the user typed them. */
export type ColumnRule =
  | { readonly kind: 'values'; readonly kept: ReadonlySet<CellContent> }
  | { readonly kind: 'condition'; readonly operator: RuleOperator; readonly operands: readonly [string, string] };

/** How many operands an operator takes. */
export const operandsOf = (operator: RuleOperator): 0 | 1 | 2 =>
  operator === 'blank' || operator === 'notBlank' ? 0 : operator === 'between' ? 2 : 1;

const collator = new Intl.Collator('zh-CN');

/** Numbers in their order, texts in that of the language. */
const compare = (a: number | string, b: number | string): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));

/** What an operand means for a question: a code, a label, a date or a text; null when it can be none of them. */
function operandValue(typed: string, variable: Variable): CellContent {
  // A bound may lie outside of the declared scale.
  const outcome = parseEdit(typed, {
    ...variable,
    scale: variable.scale ? { ...variable.scale, min: -Infinity, max: Infinity } : null,
  });
  return outcome.ok ? outcome.value : null;
}

/** Can the condition be evaluated as typed? */
export function isComplete(rule: ColumnRule, variable: Variable): boolean {
  if (rule.kind === 'values') return true;
  const typed = rule.operands.slice(0, operandsOf(rule.operator));
  return rule.operator === 'contains'
    ? rule.operands[0] !== ''
    : typed.every((operand) => operandValue(operand, variable) !== null);
}

/** The rule as a test of a cell's content. A blank meets 'blank' and 'ne' only. */
export function ruleTest(rule: ColumnRule, variable: Variable): (content: CellContent) => boolean {
  if (rule.kind === 'values') return (content) => rule.kept.has(content);
  const { operator } = rule;
  if (operator === 'blank') return (content) => content === null;
  if (operator === 'notBlank') return (content) => content !== null;
  if (operator === 'contains') {
    const part = rule.operands[0].toLowerCase();
    return (content) =>
      content !== null &&
      (cellText(content, variable, true).toLowerCase().includes(part) ||
        cellText(content, variable, false).toLowerCase().includes(part));
  }
  const first = operandValue(rule.operands[0], variable);
  const second = operandValue(rule.operands[1], variable);
  if (first === null) return () => true;
  if (operator === 'ne') return (content) => content === null || compare(content, first) !== 0;
  if (operator === 'between') {
    if (second === null) return () => true;
    const [low, high] = compare(first, second) <= 0 ? [first, second] : [second, first];
    return (content) => content !== null && compare(content, low) >= 0 && compare(content, high) <= 0;
  }
  const passes =
    operator === 'eq'
      ? (order: number) => order === 0
      : operator === 'gt'
        ? (order: number) => order > 0
        : (order: number) => order < 0;
  return (content) => content !== null && passes(compare(content, first));
}
