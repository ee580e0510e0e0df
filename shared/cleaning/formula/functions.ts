import { InputError } from '../../model/errors.ts';
import type { Bilingual } from '../../model/text.ts';
import { roundTo } from '../roundTo.ts';
import type { FormulaValue } from './values.ts';

export type NumberOf = (row: number) => number;
export type TextOf = (row: number) => string | null;

/** An argument with its 0-based place. coded: set where the argument is a question. */
export interface Argument {
  readonly value: FormulaValue;
  readonly coded: NumberOf | null;
  readonly at: number;
}

interface FormulaFunction {
  readonly least: number;
  readonly most: number;
  readonly help: Bilingual;
  readonly example: string;
  build(args: readonly Argument[]): FormulaValue;
}

const missing = Number.NaN;
const dayMs = 86_400_000;

/** Results beyond what numbers can hold, and divisions by zero, are missing. */
export const finite = (value: number): number => (Number.isFinite(value) ? value : missing);
const number = (of: NumberOf): FormulaValue => ({ type: 'number', number: of });

export function numberOf(argument: Argument): NumberOf {
  if (argument.value.type !== 'number') throw wrongType(argument, 'number');
  return argument.value.number;
}
function dateOf(argument: Argument): NumberOf {
  if (argument.value.type !== 'date') throw wrongType(argument, 'date');
  return argument.value.number;
}
function textOf(argument: Argument): TextOf {
  if (argument.value.type !== 'text') throw wrongType(argument, 'text');
  return argument.value.text;
}
export function wrongType(argument: Argument, wanted: FormulaValue['type']): InputError {
  return new InputError(`formula.needs.${wanted}`, { position: argument.at + 1 });
}

const isMissing = ({ value }: Argument): ((row: number) => boolean) =>
  value.type === 'text' ? (row) => value.text(row) === null : (row) => Number.isNaN(value.number(row));

/** Over the answers that are there; without any, the result is missing. */
const ofAnswers =
  (combine: (values: readonly number[]) => number) =>
  (args: readonly Argument[]): FormulaValue => {
    const dates = args.every((argument) => argument.value.type === 'date');
    const parts = args.map(dates ? dateOf : numberOf);
    const at = (row: number): number => {
      const values: number[] = [];
      for (const part of parts) {
        const value = part(row);
        if (!Number.isNaN(value)) values.push(value);
      }
      return values.length === 0 ? missing : finite(combine(values));
    };
    return { type: dates ? 'date' : 'number', number: at };
  };
const numbersOnly =
  (combine: (values: readonly number[]) => number) =>
  (args: readonly Argument[]): FormulaValue => {
    for (const argument of args) numberOf(argument);
    return ofAnswers(combine)(args);
  };

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const one =
  (calculate: (value: number) => number) =>
  (args: readonly Argument[]): FormulaValue => {
    const of = numberOf(args[0]!);
    return number((row) => finite(calculate(of(row))));
  };

const datePart =
  (part: (date: Date) => number) =>
  (args: readonly Argument[]): FormulaValue => {
    const of = dateOf(args[0]!);
    // Dates carry no zone: they are read as they were written.
    return number((row) => finite(part(new Date(of(row)))));
  };

/** Same type for all: the type of the first. */
function sameType(args: readonly Argument[]): FormulaValue['type'] {
  const [first] = args;
  for (const argument of args)
    if (argument.value.type !== first!.value.type) throw wrongType(argument, first!.value.type);
  return first!.value.type;
}

function choose(args: readonly Argument[]): FormulaValue {
  const when = numberOf(args[0]!);
  const type = sameType(args.slice(1));
  const pick = <T>(row: number, yes: (row: number) => T, no: (row: number) => T, none: T): T => {
    const holds = when(row);
    return Number.isNaN(holds) ? none : holds !== 0 ? yes(row) : no(row);
  };
  if (type === 'text') {
    const [yes, no] = [textOf(args[1]!), textOf(args[2]!)];
    return { type, text: (row) => pick(row, yes, no, null) };
  }
  const [yes, no] = [args[1]!, args[2]!].map(type === 'date' ? dateOf : numberOf) as [NumberOf, NumberOf];
  return { type, number: (row) => pick(row, yes, no, missing) };
}

function isOneOf(args: readonly Argument[]): FormulaValue {
  if (sameType(args) === 'text') {
    const [wanted, ...others] = args.map(textOf);
    return number((row) => {
      const value = wanted!(row);
      return value === null ? missing : Number(others.some((other) => other(row) === value));
    });
  }
  const [wanted, ...others] = args.map(sameType(args) === 'date' ? dateOf : numberOf);
  return number((row) => {
    const value = wanted!(row);
    return Number.isNaN(value) ? missing : Number(others.some((other) => other(row) === value));
  });
}

const unitSeconds: ReadonlyMap<string, number> = new Map([
  ['seconds', 1],
  ['秒', 1],
  ['minutes', 60],
  ['分', 60],
  ['分钟', 60],
  ['hours', 3600],
  ['小时', 3600],
  ['days', 86_400],
  ['天', 86_400],
]);

function duration(args: readonly Argument[]): FormulaValue {
  const [from, to] = [dateOf(args[0]!), dateOf(args[1]!)];
  const unit = args[2] ? textOf(args[2])(0) : 'seconds';
  const seconds = unitSeconds.get(unit ?? '');
  if (seconds === undefined) throw new InputError('formula.unit', { position: args[2]!.at + 1 });
  return number((row) => finite((to(row) - from(row)) / 1000 / seconds));
}

function dateFrom(args: readonly Argument[]): FormulaValue {
  const [year, month, day] = args.map(numberOf);
  return {
    type: 'date',
    number: (row) => {
      const parts = [year!(row), month!(row), day!(row)] as const;
      const at = Date.UTC(parts[0], parts[1] - 1, parts[2]);
      const made = new Date(at);
      // 31 February is no date.
      const real = made.getUTCMonth() === parts[1] - 1 && made.getUTCDate() === parts[2];
      return real ? finite(at) : missing;
    },
  };
}

/** Every function of formulas, by its name in small letters. A map: a name typed by a user reaches nothing else. */
export const formulaFunctions: ReadonlyMap<string, FormulaFunction> = new Map<string, FormulaFunction>([
  [
    'if',
    {
      least: 3,
      most: 3,
      example: 'if(Q1>3,1,0)',
      help: { zh: '条件成立取第二项，否则取第三项', en: 'the second where the first holds, else the third' },
      build: choose,
    },
  ],
  [
    'mean',
    {
      least: 1,
      most: 500,
      example: 'mean(Q1,Q2)',
      help: { zh: '已答各项的平均', en: 'mean of the answers given' },
      build: numbersOnly((values) => total(values) / values.length),
    },
  ],
  [
    'sum',
    {
      least: 1,
      most: 500,
      example: 'sum(Q1,Q2)',
      help: { zh: '已答各项之和', en: 'sum of the answers given' },
      build: numbersOnly(total),
    },
  ],
  [
    'min',
    {
      least: 1,
      most: 500,
      example: 'min(Q1,Q2)',
      help: { zh: '最小值', en: 'smallest' },
      build: ofAnswers((values) => values.reduce((a, b) => Math.min(a, b))),
    },
  ],
  [
    'max',
    {
      least: 1,
      most: 500,
      example: 'max(Q1,Q2)',
      help: { zh: '最大值', en: 'largest' },
      build: ofAnswers((values) => values.reduce((a, b) => Math.max(a, b))),
    },
  ],
  [
    'count',
    {
      least: 1,
      most: 500,
      example: 'count(Q1,Q2)',
      help: { zh: '已答的题数', en: 'how many are answered' },
      build(args) {
        const parts = args.map(isMissing);
        return number((row) => parts.reduce((n, part) => n + (part(row) ? 0 : 1), 0));
      },
    },
  ],
  [
    'missing',
    {
      least: 1,
      most: 1,
      example: 'missing(Q1)',
      help: { zh: '未答为 1', en: '1 where there is no answer' },
      build(args) {
        const part = isMissing(args[0]!);
        return number((row) => Number(part(row)));
      },
    },
  ],
  [
    'raw',
    {
      least: 1,
      most: 1,
      example: 'raw(Q1)',
      help: {
        zh: '原始编码，含无效与超范围值',
        en: 'the code as it stands, non-answers and values out of scale included',
      },
      build(args) {
        const argument = args[0]!;
        if (!argument.coded) throw new InputError('formula.needs.question', { position: argument.at + 1 });
        return number(argument.coded);
      },
    },
  ],
  [
    'in',
    {
      least: 2,
      most: 500,
      example: 'in(Q1,1,2,3)',
      help: { zh: '是否等于其后某一项', en: 'is it one of those that follow' },
      build: isOneOf,
    },
  ],
  [
    'abs',
    { least: 1, most: 1, example: 'abs(Q1-Q2)', help: { zh: '绝对值', en: 'absolute value' }, build: one(Math.abs) },
  ],
  [
    'round',
    {
      least: 1,
      most: 2,
      example: 'round(Q1,1)',
      help: { zh: '四舍五入到几位小数', en: 'rounded to so many digits, half away from zero' },
      build(args) {
        const of = numberOf(args[0]!);
        const digits = args[1] ? numberOf(args[1]) : () => 0;
        return number((row) => finite(roundTo(of(row), digits(row))));
      },
    },
  ],
  [
    'floor',
    {
      least: 1,
      most: 1,
      example: 'floor(Q1/10)',
      help: { zh: '向下取整', en: 'next integer below' },
      build: one(Math.floor),
    },
  ],
  [
    'sqrt',
    { least: 1, most: 1, example: 'sqrt(Q1)', help: { zh: '平方根', en: 'square root' }, build: one(Math.sqrt) },
  ],
  [
    'ln',
    { least: 1, most: 1, example: 'ln(Q1)', help: { zh: '自然对数', en: 'natural logarithm' }, build: one(Math.log) },
  ],
  ['exp', { least: 1, most: 1, example: 'exp(Q1)', help: { zh: 'e 的幂', en: 'power of e' }, build: one(Math.exp) }],
  ['date', { least: 3, most: 3, example: 'date(2025,3,1)', help: { zh: '日期', en: 'a date' }, build: dateFrom }],
  [
    'year',
    {
      least: 1,
      most: 1,
      example: 'year(开始时间)',
      help: { zh: '年份', en: 'year of a date' },
      build: datePart((date) => date.getUTCFullYear()),
    },
  ],
  [
    'month',
    {
      least: 1,
      most: 1,
      example: 'month(开始时间)',
      help: { zh: '月份', en: 'month of a date' },
      build: datePart((date) => date.getUTCMonth() + 1),
    },
  ],
  [
    'hour',
    {
      least: 1,
      most: 1,
      example: 'hour(开始时间)',
      help: { zh: '小时', en: 'hour of a date' },
      build: datePart((date) => date.getUTCHours()),
    },
  ],
  [
    'weekday',
    {
      least: 1,
      most: 1,
      example: 'weekday(开始时间)',
      help: { zh: '星期（周一为 1）', en: 'day of the week, Monday is 1' },
      build: datePart((date) => ((date.getUTCDay() + 6) % 7) + 1),
    },
  ],
  [
    'duration',
    {
      least: 2,
      most: 3,
      example: 'duration(开始时间,结束时间,"分钟")',
      help: {
        zh: '两个时间之差，单位：秒（默认）、分钟、小时、天',
        en: 'time from the first to the second: seconds (default), minutes, hours, days',
      },
      build: duration,
    },
  ],
  [
    'contains',
    {
      least: 2,
      most: 2,
      example: 'contains(Q5,"价格")',
      help: { zh: '文字中是否含有', en: 'does the text hold another' },
      build(args) {
        const [whole, part] = [textOf(args[0]!), textOf(args[1]!)];
        return number((row) => {
          const [text, wanted] = [whole(row), part(row)];
          return text === null || wanted === null ? missing : Number(text.includes(wanted));
        });
      },
    },
  ],
  [
    'length',
    {
      least: 1,
      most: 1,
      example: 'length(意见)',
      help: { zh: '文字的字数', en: 'signs in a text' },
      build(args) {
        const text = textOf(args[0]!);
        return number((row) => {
          const value = text(row);
          return value === null ? missing : Array.from(value).length;
        });
      },
    },
  ],
]);

/** Days, for differences and sums of dates. */
export const daysToMs = (days: number): number => days * dayMs;
