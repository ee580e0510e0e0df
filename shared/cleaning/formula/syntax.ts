import { InputError } from '../../model/errors.ts';
import { type Token, tokensOf } from './tokens.ts';

export type BinaryOperator = '+' | '-' | '*' | '/' | 'mod' | '^' | '=' | '<>' | '<' | '<=' | '>' | '>=' | 'and' | 'or';

/** at: 0-based place in the formula, for messages. */
export type FormulaNode =
  | { readonly kind: 'number'; readonly value: number; readonly at: number }
  | { readonly kind: 'text'; readonly value: string; readonly at: number }
  | { readonly kind: 'name'; readonly name: string; readonly at: number }
  | { readonly kind: 'unary'; readonly operator: '-' | 'not'; readonly operand: FormulaNode; readonly at: number }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: FormulaNode;
      readonly right: FormulaNode;
      readonly at: number;
    }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly FormulaNode[]; readonly at: number };

/** Brackets, signs and powers inside each other; deeper formulas are refused before the stack could end. */
const deepest = 100;

const comparisons: readonly string[] = ['=', '<>', '<', '<=', '>', '>='];

/**
 * Reads a formula: or < and < not < comparison < + - < * / mod < sign < ^ (from the right). So -2^2 is -4 and 2^-1 is 0.5;
 * comparisons do not chain.
 *
 * @throws InputError 'formula.empty', 'formula.endsEarly', 'formula.operandExpected', 'formula.symbolExpected', 'formula.unexpected', 'formula.tooDeep' and
 * what tokensOf throws; position is 1-based
 */
export function parseFormula(formula: string): FormulaNode {
  const tokens = tokensOf(formula);
  let next = 0;
  let depth = 0;
  const peek = (): Token => tokens[next]!;
  const foundAt = (token: Token) => ({ position: token.at + 1, found: token.shown });
  const isSymbol = (value: string): boolean => {
    const token = peek();
    return token.kind === 'symbol' && token.value === value;
  };
  const isWord = (word: string): boolean => {
    const token = peek();
    return token.kind === 'name' && !token.bracketed && token.value.toLowerCase() === word;
  };
  const expectSymbol = (symbol: string): void => {
    if (!isSymbol(symbol)) throw new InputError('formula.symbolExpected', { symbol, position: peek().at + 1 });
    next++;
  };
  const deeper = <T>(work: () => T): T => {
    if (++depth > deepest) throw new InputError('formula.tooDeep', { position: peek().at + 1, limit: deepest });
    const result = work();
    depth--;
    return result;
  };

  const leftToRight = (operand: () => FormulaNode, operators: readonly BinaryOperator[]): FormulaNode => {
    let left = operand();
    for (;;) {
      const operator = operators.find((known) => (/^[a-z]/.test(known) ? isWord(known) : isSymbol(known)));
      if (operator === undefined) return left;
      const { at } = peek();
      next++;
      left = { kind: 'binary', operator, left, right: operand(), at };
    }
  };

  function call(name: string, at: number): FormulaNode {
    next++;
    const args: FormulaNode[] = [];
    if (!isSymbol(')')) {
      args.push(either());
      while (isSymbol(',')) {
        next++;
        args.push(either());
      }
    }
    expectSymbol(')');
    return { kind: 'call', name, args, at };
  }

  function operand(): FormulaNode {
    const token = peek();
    if (token.kind === 'number' || token.kind === 'text') {
      next++;
      return token.kind === 'number'
        ? { kind: 'number', value: token.value, at: token.at }
        : { kind: 'text', value: token.value, at: token.at };
    }
    if (isSymbol('(')) {
      next++;
      const inner = either();
      expectSymbol(')');
      return inner;
    }
    const reserved = ['and', 'or', 'mod'].some(isWord);
    if (token.kind === 'end') throw new InputError('formula.endsEarly', { position: token.at + 1 });
    if (token.kind !== 'name' || reserved) throw new InputError('formula.operandExpected', foundAt(token));
    next++;
    return !token.bracketed && isSymbol('(')
      ? call(token.value, token.at)
      : { kind: 'name', name: token.value, at: token.at };
  }

  function power(): FormulaNode {
    const base = operand();
    if (!isSymbol('^')) return base;
    const { at } = peek();
    next++;
    return { kind: 'binary', operator: '^', left: base, right: deeper(signed), at };
  }
  function signed(): FormulaNode {
    if (isSymbol('+')) {
      next++;
      return deeper(signed);
    }
    if (!isSymbol('-')) return power();
    const { at } = peek();
    next++;
    return { kind: 'unary', operator: '-', operand: deeper(signed), at };
  }
  const product = (): FormulaNode => leftToRight(signed, ['*', '/', 'mod']);
  const sum = (): FormulaNode => leftToRight(product, ['+', '-']);
  function comparison(): FormulaNode {
    const left = sum();
    const token = peek();
    if (token.kind !== 'symbol' || !comparisons.includes(token.value)) return left;
    next++;
    return { kind: 'binary', operator: token.value as BinaryOperator, left, right: sum(), at: token.at };
  }
  function negated(): FormulaNode {
    if (!isWord('not')) return comparison();
    const { at } = peek();
    next++;
    return { kind: 'unary', operator: 'not', operand: deeper(negated), at };
  }
  const both = (): FormulaNode => leftToRight(negated, ['and']);
  function either(): FormulaNode {
    return deeper(() => leftToRight(both, ['or']));
  }

  if (peek().kind === 'end') throw new InputError('formula.empty');
  const node = either();
  if (peek().kind !== 'end') throw new InputError('formula.unexpected', foundAt(peek()));
  return node;
}
