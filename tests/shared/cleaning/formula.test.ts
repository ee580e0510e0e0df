import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCondition, compileFormula } from '../../../shared/cleaning/formula/compileFormula.ts';
import { parseFormula } from '../../../shared/cleaning/formula/syntax.ts';
import { longestFormula, nameInFormula } from '../../../shared/cleaning/formula/tokens.ts';
import { formulaColumn, type FormulaScope, scopeOf } from '../../../shared/cleaning/formula/values.ts';
import { roundTo } from '../../../shared/cleaning/roundTo.ts';
import type { Column } from '../../../shared/model/dataset.ts';
import { InputError } from '../../../shared/model/errors.ts';
import { variableId } from '../../../shared/model/ids.ts';
import type { Scale, Variable } from '../../../shared/model/variable.ts';

const scale: Scale = {
  min: 1,
  max: 5,
  direction: 'ascending',
  labels: [],
  nonAnswers: [{ value: 99, label: '不清楚' }],
};
const question = (name: string, type: Variable['type'], own: Scale | null = null): Variable => ({
  id: variableId(name),
  name,
  label: name,
  type,
  measure: 'scale',
  role: 'none',
  scale: own,
  valueLabels: [],
  indicatorId: null,
  order: 0,
  source: null,
  personal: false,
});
const numbers = (...values: number[]): Column => ({ kind: 'numeric', values: Float64Array.from(values) });
const texts = (...values: (string | null)[]): Column => {
  const dictionary = [...new Set(values.filter((value) => value !== null))];
  return {
    kind: 'text',
    dictionary,
    codes: Int32Array.from(values, (value) => (value === null ? -1 : dictionary.indexOf(value))),
  };
};

const table: readonly (readonly [Variable, Column])[] = [
  [question('Q1', 'number', scale), numbers(4, Number.NaN, 99, 7)],
  [question('Q2', 'number', scale), numbers(2, 3, 1, 5)],
  [question('总体 满意]度', 'number'), numbers(8, 9, 10, 0)],
  [question('性别', 'text'), texts('男', null, '女', '男')],
  [question('start', 'date'), numbers(Date.UTC(2025, 2, 3, 9), Number.NaN, Date.UTC(2024, 1, 29), 0)],
  [question('end', 'date'), numbers(Date.UTC(2025, 2, 3, 9, 30), 0, Date.UTC(2024, 2, 1), 0)],
];
const columns = new Map(table.map(([variable, column]) => [variable.id, column]));
const scope: FormulaScope = scopeOf(
  table.map(([variable]) => variable),
  (variable) => columns.get(variable.id) ?? null,
);
const all = (formula: string): (number | string | null)[] => {
  const { value } = compileFormula(formula, scope);
  return [0, 1, 2, 3].map((row) => {
    if (value.type === 'text') return value.text(row);
    const result = value.number(row);
    return Number.isNaN(result) ? null : result;
  });
};
const first = (formula: string): number | string | null => all(formula)[0]!;
const refusal = (formula: string): string => {
  try {
    compileFormula(formula, scope);
  } catch (error) {
    if (error instanceof InputError) return `${error.code} ${error.details['position'] ?? ''}`.trim();
    throw error;
  }
  return 'accepted';
};

describe('formulas', () => {
  it.each([
    ['1+2*3', 7],
    ['(1+2)*3', 9],
    ['-2^2', -4],
    ['2^-1', 0.5],
    ['2^3^2', 512],
    ['7 mod 3', 1],
    ['-7 mod 3', 2],
    ['1e3/8', 125],
    ['.5+1.', 1.5],
    ['1 < 2 and not 3 = 4', 1],
    ['1=1 或 非 1=1 且 1=2', 1],
    ['（１＋２）×３≥９', 1],
    ['10 ÷ 4', 2.5],
    ['if(Q1>3,"高","低")', '高'],
    ['if(性别="男", 1, 0)', 1],
    ["性别 = '女'", 0],
    ['in(Q1,1,2,4)', 1],
    ['in(性别,"女","男")', 1],
    ['round(2.345,2)', 2.35],
    ['round(-2.5)', -3],
    ['round(1234,-2)', 1200],
    ['floor(-0.5)+abs(-3)+sqrt(9)+exp(0)+ln(1)', 6],
    ['year(start)*100+month(start)', 202_503],
    ['weekday(start)', 1],
    ['hour(start)', 9],
    ['duration(start,end)', 1800],
    ['duration(start, end, "分钟")', 30],
    ['start = date(2025,3,3) ', 0],
    ['end - start', 1 / 48],
    ['year(start + 365)', 2026],
    ['contains("价格高","价格") + length("价格高")', 4],
    ['[总体 满意]]度]/2', 4],
    ['"a""b" = \'a"b\'', 1],
  ])('%s is %s', (formula, expected) => expect(first(formula)).toEqual(expected));

  it('lets missing answers propagate, and means look at what is there', () => {
    expect(all('Q1+Q2')).toEqual([6, null, null, null]);
    expect(all('mean(Q1,Q2)')).toEqual([3, 3, 1, 5]);
    expect(all('sum(Q1)')).toEqual([4, null, null, null]);
    expect(all('count(Q1,Q2,性别)')).toEqual([3, 1, 2, 2]);
    expect(all('missing(Q1)')).toEqual([0, 1, 1, 1]);
    expect(all('raw(Q1)')).toEqual([4, null, 99, 7]);
    expect(all('max(start,end) >= start')).toEqual([1, null, 1, 1]);
    expect(all('if(Q1>3,1,0)')).toEqual([1, null, null, null]);
  });

  it('knows what is known in spite of a missing side', () => {
    expect(all('Q1=4 or Q2=3')).toEqual([1, 1, null, null]);
    expect(all('Q1=4 and Q2=2')).toEqual([1, 0, 0, 0]);
    expect(all('not Q1=4')).toEqual([0, null, null, null]);
  });

  it('gives missing where there is no number', () => {
    for (const formula of ['1/0', '0/0', 'sqrt(-1)', 'ln(0)', 'exp(1000)', '1e308*10', '5 mod 0', 'date(2025,2,31)'])
      expect(first(formula), formula).toBeNull();
  });

  it.each([
    ['', 'formula.empty'],
    ['1+', 'formula.endsEarly 3'],
    ['1+)', 'formula.operandExpected 3'],
    ['(1', 'formula.symbolExpected 3'],
    ['1 2', 'formula.unexpected 3'],
    ['1<2<3', 'formula.unexpected 4'],
    ['Q9+1', 'formula.unknownName 1'],
    ['1+foo(2)', 'formula.unknownFunction 3'],
    ['constructor(1)', 'formula.unknownFunction 1'],
    ['__proto__', 'formula.unknownName 1'],
    ['toString', 'formula.unknownName 1'],
    ['Q1.constructor', 'formula.unknownName 1'],
    ['if(1,2)', 'formula.argumentCount 1'],
    ['性别+1', 'formula.needs.number 1'],
    ['Q1="a"', 'formula.needs.number 4'],
    ['性别<"a"', 'formula.needs.number 1'],
    ['year(Q1)', 'formula.needs.date 6'],
    ['raw(Q1+1)', 'formula.needs.question 7'],
    ['duration(start,end,"x")', 'formula.unit 20'],
    ['"abc', 'formula.unfinishedText 1'],
    ['[abc', 'formula.unfinishedName 1'],
    ['1 ; 2', 'formula.unknownSign 3'],
    ['1e999', 'formula.numberTooLarge 1'],
    ['and 1', 'formula.operandExpected 1'],
  ])('refuses %s with %s', (formula, expected) => expect(refusal(formula)).toBe(expected));

  it('bounds deep and long formulas', () => {
    expect(refusal('('.repeat(2000) + '1' + ')'.repeat(1900))).toMatch(/^formula\.tooDeep/);
    expect(refusal('-'.repeat(3000) + '1')).toMatch(/^formula\.tooDeep/);
    expect(refusal('2^'.repeat(1500) + '2')).toMatch(/^formula\.tooDeep/);
    expect(refusal('not '.repeat(900) + '1')).toMatch(/^formula\.tooDeep/);
    expect(refusal('1'.repeat(longestFormula + 1))).toBe('formula.tooLong');
    expect(first('1' + '+1'.repeat(1990))).toBe(1991);
  });

  it('reads any question by the name that nameInFormula gives', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }), (name) => {
        const column = formulaColumn(question(name, 'number'), numbers(7));
        const { value, names } = compileFormula(`${nameInFormula(name)}+0`, (asked) =>
          asked === name ? column : null,
        );
        expect(names).toEqual([name]);
        expect(value.type !== 'text' && value.number(0)).toBe(7);
      }),
    );
    expect(nameInFormula('Q1')).toBe('Q1');
    expect(nameInFormula('是非题')).toBe('[是非题]');
    expect(nameInFormula('mod')).toBe('[mod]');
  });

  it('never fails but with a sentence', () => {
    const part = fc.constantFrom(
      ...'Q1 Q2 性别 start ( ) [ ] " + - * / ^ = < > , if mean in raw not and 且 1 2.5 e ， “ ！ \u0000'.split(' '),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(part, { maxLength: 30 }).map((parts) => parts.join(' ')),
          fc.string({ unit: 'binary' }),
        ),
        (formula) => {
          try {
            compileFormula(formula, scope);
          } catch (error) {
            expect(error).toBeInstanceOf(InputError);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('knows a question by its wording where no other has it, and by its name first', () => {
    const worded = table.map(([variable], index) => ({
      ...variable,
      label: ['环境（1-5分）', '同样', '同样', 'Q1', 'start', 'end'][index]!,
    }));
    const wordings = scopeOf(worded, (variable) => columns.get(variable.id) ?? null);
    const at0 = (formula: string): number => compileCondition(formula, wordings)(0);
    expect(at0('[环境（1-5分）] = 4')).toBe(1);
    expect(at0('Q1 = 4')).toBe(1);
    expect(() => at0('同样 = 1')).toThrow(InputError);
  });

  it('gives a condition as 1, 0 or not known', () => {
    const holds = compileCondition('Q1 - 4', scope);
    expect([0, 1].map(holds)).toEqual([0, Number.NaN]);
    expect(() => compileCondition('性别', scope)).toThrow(InputError);
  });
});

/** Formulas with what a plain evaluator over JavaScript's own operators makes of them. */
interface Made {
  readonly text: string;
  readonly value: number;
}
const { tree } = fc.letrec<{ tree: Made; leaf: Made }>((tie) => ({
  leaf: fc.oneof(
    fc.integer({ min: 0, max: 50 }).map((value) => ({ text: String(value), value })),
    fc.constantFrom({ text: 'Q2', value: 2 }, { text: '[总体 满意]]度]', value: 8 }, { text: 'raw(Q2)', value: 2 }),
  ),
  tree: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    tie('leaf'),
    fc
      .tuple(fc.constantFrom('+', '-', '*', '/', '<', '>=', '=', '<>', 'and', 'or'), tie('tree'), tie('tree'))
      .map(([op, a, b]) => {
        const [x, y] = [a.value, b.value];
        const unknown = Number.isNaN(x) || Number.isNaN(y);
        const plain: Record<string, () => number> = {
          '+': () => x + y,
          '-': () => x - y,
          '*': () => x * y,
          '/': () => (y === 0 ? Number.NaN : x / y),
          '<': () => (unknown ? Number.NaN : Number(x < y)),
          '>=': () => (unknown ? Number.NaN : Number(x >= y)),
          '=': () => (unknown ? Number.NaN : Number(x === y)),
          '<>': () => (unknown ? Number.NaN : Number(x !== y)),
          and: () => (x === 0 || y === 0 ? 0 : unknown ? Number.NaN : 1),
          or: () => ((x !== 0 && !Number.isNaN(x)) || (y !== 0 && !Number.isNaN(y)) ? 1 : unknown ? Number.NaN : 0),
        };
        const value = plain[op]!();
        return { text: `(${a.text} ${op} ${b.text})`, value: Number.isFinite(value) ? value : Number.NaN };
      }),
    tie('tree').map((a) => ({ text: `-(${a.text})`, value: -a.value })),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => {
      const given = [a.value, b.value].filter((value) => !Number.isNaN(value));
      const mean = given.length === 0 ? Number.NaN : given.reduce((x, y) => x + y, 0) / given.length;
      return { text: `mean(${a.text},${b.text})`, value: Number.isFinite(mean) ? mean : Number.NaN };
    }),
    fc.tuple(tie('tree'), tie('tree'), tie('tree')).map(([c, a, b]) => ({
      text: `if(${c.text}, ${a.text}, ${b.text})`,
      value: Number.isNaN(c.value) ? Number.NaN : c.value !== 0 ? a.value : b.value,
    })),
  ),
}));

describe('against a plain evaluator', () => {
  it('gives the same', () => {
    fc.assert(
      fc.property(tree, ({ text, value }) => {
        const result = compileFormula(text, scope).value;
        expect(result.type === 'text' ? null : result.number(0) + 0).toBe(value + 0);
      }),
      { numRuns: 1000 },
    );
  });

  it('reads the same tree from signs and their Chinese forms', () => {
    const strip = (node: unknown): unknown =>
      JSON.parse(JSON.stringify(node, (key, value: unknown) => (key === 'at' ? undefined : value)));
    expect(strip(parseFormula('非 Q1 ≥ 3 且 （Q2 ≠ 1）'))).toEqual(strip(parseFormula('not Q1>=3 and (Q2<>1)')));
  });
});

describe('roundTo', () => {
  it('rounds half away from zero at the typed digits', () => {
    expect([1.005, 2.675, -1.005, 0.5, 1.45].map((value, i) => roundTo(value, [2, 2, 2, 0, 1][i]!))).toEqual([
      1.01, 2.68, -1.01, 1, 1.5,
    ]);
    expect(roundTo(1e20, 2)).toBe(1e20);
    expect(roundTo(0, 2)).toBe(0);
    expect(roundTo(Number.NaN, 2)).toBeNaN();
  });
});
