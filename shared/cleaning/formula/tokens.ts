import { InputError } from '../../model/errors.ts';

/** at: 0-based place in the formula as typed. */
export type Token =
  | { readonly kind: 'number'; readonly value: number; readonly at: number; readonly shown: string }
  | { readonly kind: 'text'; readonly value: string; readonly at: number; readonly shown: string }
  | {
      readonly kind: 'name';
      readonly value: string;
      readonly at: number;
      readonly shown: string;
      readonly bracketed: boolean;
    }
  | { readonly kind: 'symbol'; readonly value: string; readonly at: number; readonly shown: string }
  | { readonly kind: 'end'; readonly at: number; readonly shown: '' };

/** Longer formulas are refused. */
export const longestFormula = 4000;

/** Signs as Chinese keyboards and books have them; one for one, so that places stay true. */
const sameSign: ReadonlyMap<string, string> = new Map([
  ['×', '*'],
  ['÷', '/'],
  ['≠', '<>'],
  ['≤', '<='],
  ['≥', '>='],
  ['、', ','],
  ['【', '['],
  ['】', ']'],
  ['−', '-'],
  ['“', '"'],
  ['”', '"'],
  ['‘', "'"],
  ['’', "'"],
]);

const wordOperators: ReadonlyMap<string, string> = new Map([
  ['且', 'and'],
  ['或', 'or'],
  ['非', 'not'],
]);

/** Full-width ASCII to its usual form, and the signs above. */
function usual(sign: string): string {
  const code = sign.charCodeAt(0);
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  return sameSign.get(sign) ?? sign;
}

const isDigit = (sign: string): boolean => sign >= '0' && sign <= '9';
const isBlank = (sign: string): boolean => /\s/u.test(sign) || sign === '\u3000';
const isNameStart = (sign: string): boolean => /[\p{L}_]/u.test(sign) && !wordOperators.has(sign);
const isNamePart = (sign: string): boolean => /[\p{L}\p{N}\p{M}_.]/u.test(sign) && !wordOperators.has(sign);
const symbols = new Set(['+', '-', '*', '/', '^', '(', ')', ',', '=', '<', '>', '<=', '>=', '<>']);

/** Can this name of a question stand in a formula as it is? Otherwise in [brackets], a ] inside doubled. */
export function nameInFormula(name: string): string {
  const signs = Array.from(name);
  const plain =
    signs.length > 0 &&
    isNameStart(signs[0]!) &&
    signs.every(isNamePart) &&
    !/^(and|or|not|mod)$/i.test(name) &&
    signs.every((sign) => usual(sign) === sign);
  return plain ? name : `[${name.replaceAll(']', ']]')}]`;
}

/**
 * Cuts a formula into numbers, "texts", names ([in brackets] when they hold other signs than letters, digits, _ and .) and signs.
 * Full-width signs count as their usual forms; 且 或 非 are and, or, not.
 *
 * @throws InputError 'formula.tooLong', 'formula.unfinishedText', 'formula.unfinishedName', 'formula.unknownSign'; position is 1-based
 */
export function tokensOf(formula: string): readonly Token[] {
  if (formula.length > longestFormula)
    throw new InputError('formula.tooLong', { length: formula.length, limit: longestFormula });
  const tokens: Token[] = [];
  let at = 0;
  /** Everything up to the closing sign, a doubled one standing for itself; leaves `at` behind it. */
  const quoted = (close: string, code: string): string => {
    const start = at++;
    let value = '';
    for (;;) {
      if (at >= formula.length) throw new InputError(code, { position: start + 1 });
      if (usual(formula[at]!) === close) {
        if (at + 1 < formula.length && usual(formula[at + 1]!) === close) at++;
        else {
          at++;
          return value;
        }
      }
      value += formula[at++]!;
    }
  };
  while (at < formula.length) {
    const start = at;
    const typed = String.fromCodePoint(formula.codePointAt(at)!);
    const sign = usual(typed);
    const shown = (): string => formula.slice(start, at);
    const word = wordOperators.get(typed);
    if (isBlank(typed)) at += typed.length;
    else if (word !== undefined) {
      at++;
      tokens.push({ kind: 'name', value: word, at: start, shown: typed, bracketed: false });
    } else if (isDigit(sign) || (sign === '.' && isDigit(usual(formula[at + 1] ?? '')))) {
      let digits = '';
      const take = (): void => {
        while (at < formula.length && isDigit(usual(formula[at]!))) digits += usual(formula[at++]!);
      };
      take();
      if (usual(formula[at] ?? '') === '.') {
        digits += '.';
        at++;
        take();
      }
      const power = /^[eE][+-]?\d/.exec(formula.slice(at, at + 3));
      if (power) {
        digits += formula.slice(at, at + power[0].length);
        at += power[0].length;
        take();
      }
      const value = Number(digits);
      if (!Number.isFinite(value)) throw new InputError('formula.numberTooLarge', { position: start + 1 });
      tokens.push({ kind: 'number', value, at: start, shown: shown() });
    } else if (sign === '"' || sign === "'") {
      const value = quoted(sign, 'formula.unfinishedText');
      tokens.push({ kind: 'text', value, at: start, shown: shown() });
    } else if (sign === '[') {
      const value = quoted(']', 'formula.unfinishedName');
      tokens.push({ kind: 'name', value, at: start, shown: shown(), bracketed: true });
    } else if (isNameStart(typed)) {
      while (at < formula.length) {
        const part = String.fromCodePoint(formula.codePointAt(at)!);
        if (!isNamePart(part)) break;
        at += part.length;
      }
      tokens.push({ kind: 'name', value: shown(), at: start, shown: shown(), bracketed: false });
    } else {
      const two = sign + usual(formula[at + 1] ?? '');
      const value = symbols.has(two) ? two : sign;
      if (!symbols.has(value)) throw new InputError('formula.unknownSign', { sign: typed, position: start + 1 });
      // One typed sign may stand for two (≤), or two for two (<=).
      at += value.length === 2 && sign.length === 1 ? 2 : 1;
      tokens.push({ kind: 'symbol', value, at: start, shown: shown() });
    }
  }
  tokens.push({ kind: 'end', at: formula.length, shown: '' });
  return tokens;
}
