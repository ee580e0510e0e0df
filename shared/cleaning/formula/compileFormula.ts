import { InputError } from '../../model/errors.ts';
import { type Argument, daysToMs, finite, formulaFunctions, numberOf, type NumberOf, wrongType } from './functions.ts';
import { type BinaryOperator, type FormulaNode, parseFormula } from './syntax.ts';
import type { FormulaScope, FormulaValue } from './values.ts';

const missing = Number.NaN;

/** A formula ready to be worked out form by form. names: the questions it reads, in the order of their first mention. */
export interface CompiledFormula {
  readonly value: FormulaValue;
  readonly names: readonly string[];
}

const isMissing = (value: number): boolean => Number.isNaN(value);
const number = (of: NumberOf): FormulaValue => ({ type: 'number', number: of });

const arithmetic: Readonly<Partial<Record<BinaryOperator, (a: number, b: number) => number>>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  // The remainder has the sign of the divisor, as in spreadsheets.
  mod: (a, b) => a - b * Math.floor(a / b),
  '^': (a, b) => a ** b,
};

const compare: Readonly<Partial<Record<BinaryOperator, (a: number, b: number) => boolean>>> = {
  '=': (a, b) => a === b,
  '<>': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** With a missing side the result is missing, unless the other side alone decides (Kleene). */
function logic(operator: 'and' | 'or', left: NumberOf, right: NumberOf): NumberOf {
  const deciding = operator === 'or';
  return (row) => {
    const a = left(row);
    if (!isMissing(a) && (a !== 0) === deciding) return Number(deciding);
    const b = right(row);
    if (!isMissing(b) && (b !== 0) === deciding) return Number(deciding);
    return isMissing(a) || isMissing(b) ? missing : Number(!deciding);
  };
}

function withDates(operator: BinaryOperator, left: Argument, right: Argument): FormulaValue | null {
  const [a, b] = [left.value, right.value];
  if (a.type === 'date' && b.type === 'date' && operator === '-')
    return number((row) => finite((a.number(row) - b.number(row)) / daysToMs(1)));
  if (a.type === 'date' && b.type === 'number' && (operator === '+' || operator === '-')) {
    const sign = operator === '+' ? 1 : -1;
    return { type: 'date', number: (row) => finite(a.number(row) + sign * daysToMs(b.number(row))) };
  }
  return null;
}

function comparison(operator: BinaryOperator, left: Argument, right: Argument): FormulaValue {
  const [a, b] = [left.value, right.value];
  const holds = compare[operator]!;
  if (a.type === 'text') {
    if (b.type !== 'text') throw wrongType(right, 'text');
    // Texts have no order that readers of two languages would agree on.
    if (operator !== '=' && operator !== '<>') throw wrongType(left, 'number');
    return number((row) => {
      const [x, y] = [a.text(row), b.text(row)];
      return x === null || y === null ? missing : Number((x === y) === (operator === '='));
    });
  }
  if (b.type !== a.type) throw wrongType(right, a.type);
  return number((row) => {
    const [x, y] = [a.number(row), b.number(row)];
    return isMissing(x) || isMissing(y) ? missing : Number(holds(x, y));
  });
}

/**
 * Reads a formula and checks it against the questions: every name exists, every part has the right type.
 * Missing answers propagate (mean, sum, min, max, count and missing look at what is there); 0 is false, any other number true;
 * dividing by zero and leaving the range of numbers give missing. Nothing is executed but the functions of functions.ts.
 *
 * @throws InputError 'formula.*' with the 1-based position
 */
export function compileFormula(formula: string, scope: FormulaScope): CompiledFormula {
  const names = new Set<string>();

  function argument(node: FormulaNode): Argument {
    if (node.kind !== 'name') return { value: compile(node), coded: null, at: node.at };
    const column = scope(node.name);
    if (!column) throw new InputError('formula.unknownName', { name: node.name, position: node.at + 1 });
    names.add(node.name);
    const value: FormulaValue =
      column.type === 'text' ? { type: 'text', text: column.text } : { type: column.type, number: column.number };
    return { value, coded: column.type === 'text' ? null : column.coded, at: node.at };
  }

  function call(node: Extract<FormulaNode, { kind: 'call' }>): FormulaValue {
    const known = formulaFunctions.get(node.name.toLowerCase());
    if (!known) throw new InputError('formula.unknownFunction', { name: node.name, position: node.at + 1 });
    const { least, most } = known;
    if (node.args.length < least || node.args.length > most) {
      const wanted = least === most ? String(least) : `${least}–${most}`;
      throw new InputError('formula.argumentCount', {
        name: node.name,
        wanted,
        given: node.args.length,
        position: node.at + 1,
      });
    }
    return known.build(node.args.map(argument));
  }

  function binary(node: Extract<FormulaNode, { kind: 'binary' }>): FormulaValue {
    const { operator } = node;
    const left = argument(node.left);
    const right = argument(node.right);
    if (compare[operator]) return comparison(operator, left, right);
    const dates = withDates(operator, left, right);
    if (dates) return dates;
    const [a, b] = [numberOf(left), numberOf(right)];
    if (operator === 'and' || operator === 'or') return number(logic(operator, a, b));
    const calculate = arithmetic[operator]!;
    return number((row) => {
      const [x, y] = [a(row), b(row)];
      // A power of zero would make a number of a missing one.
      return isMissing(x) || isMissing(y) ? missing : finite(calculate(x, y));
    });
  }

  function compile(node: FormulaNode): FormulaValue {
    if (node.kind === 'number') return number(() => node.value);
    if (node.kind === 'text') return { type: 'text', text: () => node.value };
    if (node.kind === 'name') return argument(node).value;
    if (node.kind === 'call') return call(node);
    if (node.kind === 'binary') return binary(node);
    const operand = numberOf(argument(node.operand));
    if (node.operator === '-') return number((row) => -operand(row));
    return number((row) => {
      const value = operand(row);
      return isMissing(value) ? missing : Number(value === 0);
    });
  }

  const value = compile(parseFormula(formula));
  return { value, names: [...names] };
}

/** A formula that says yes or no: 1, 0, NaN = not known. @throws InputError as compileFormula, 'formula.needs.number' for another type */
export function compileCondition(formula: string, scope: FormulaScope): NumberOf {
  const { value } = compileFormula(formula, scope);
  if (value.type !== 'number') throw new InputError('formula.needs.number', { position: 1 });
  const { number: of } = value;
  return (row) => {
    const holds = of(row);
    return isMissing(holds) ? missing : Number(holds !== 0);
  };
}
