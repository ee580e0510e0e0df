import type { Command } from '../../../shared/commands/catalogue.ts';
import type { ValueType, Variable } from '../../../shared/model/variable.ts';
import type { CleaningKind } from './openCleaning.ts';

/** One line of a recoding as typed. */
export interface PairRow {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}
export type FieldValue = string | boolean | readonly PairRow[];
export type Values = Readonly<Record<string, FieldValue>>;

export interface Field {
  /** Also its key in the locale files: fields.<key>, hints.<key>. */
  readonly key: string;
  readonly kind: 'text' | 'number' | 'switch' | 'select' | 'formula' | 'lines' | 'pairs';
  readonly options?: readonly string[];
  readonly initial?: FieldValue | ((variables: readonly Variable[]) => FieldValue);
  readonly shown?: (values: Values) => boolean;
}

/** What a dialog asks for and the command it makes; null = not yet complete. */
export interface CleaningForm {
  readonly takes: readonly ValueType[] | null;
  readonly many: boolean;
  readonly needsScale?: boolean;
  readonly fields: readonly Field[];
  command(variables: readonly Variable[], values: Values): Command | null;
}

const text = (values: Values, key: string): string => {
  const value = values[key];
  return typeof value === 'string' ? value : '';
};
const isOn = (values: Values, key: string): boolean => values[key] === true;
const numberIn = (typed: string): number | null => {
  const value = Number(typed.trim());
  return typed.trim() === '' || !Number.isFinite(value) ? null : value;
};
const lines = (values: Values, key: string): readonly string[] =>
  text(values, key)
    .split(/\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
const pairsOf = (values: Values): readonly PairRow[] => {
  const rows = values['pairs'];
  return Array.isArray(rows) ? (rows as readonly PairRow[]).filter((row) => row.from.trim() !== '') : [];
};
const idsOf = (variables: readonly Variable[]): string[] => variables.map((variable) => variable.id);
const where = (values: Values): string | null => text(values, 'where').trim() || null;
const into = (values: Values): { suffix: string } | null =>
  isOn(values, 'asNew') ? { suffix: text(values, 'suffix') || '_2' } : null;

const whereField: Field = { key: 'where', kind: 'formula', initial: '' };
const newFields = (suffix: string, on: boolean): readonly Field[] => [
  { key: 'asNew', kind: 'switch', initial: on },
  { key: 'suffix', kind: 'text', initial: suffix, shown: (values) => isOn(values, 'asNew') },
];
const nameFields = (suffix: string): readonly Field[] => [
  { key: 'name', kind: 'text', initial: ([first]) => (first ? `${first.name}${suffix}` : '') },
  { key: 'label', kind: 'text', initial: ([first]) => (first ? `${first.label}${suffix}` : '') },
];

type RecodeSource = Extract<Command, { type: 'cleaning.recode' }>['rules'][number]['from'];

/** "1,2" values; "3-5" or "3..5", ">=5", "<=2" a range; "空白" or "blank"; texts as they are, several parted by | */
export function parseSource(typed: string, type: ValueType): RecodeSource | null {
  const trimmed = typed.trim();
  if (/^(?:空白|blank)$/i.test(trimmed)) return { kind: 'blank' };
  if (type === 'text') return { kind: 'values', values: trimmed.split('|').map((part) => part.trim()) };
  const number = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)`;
  const range = new RegExp(String.raw`^(${number})\s*(?:\.\.|-|–|~|至)\s*(${number})$`, 'u').exec(trimmed);
  if (range) return { kind: 'range', min: Number(range[1]), max: Number(range[2]) };
  const half = new RegExp(String.raw`^(>=|<=|≥|≤)\s*(${number})$`, 'u').exec(trimmed);
  if (half) {
    const end = Number(half[2]);
    const above = half[1] === '>=' || half[1] === '≥';
    return { kind: 'range', min: above ? end : null, max: above ? null : end };
  }
  const values = trimmed.split(/[,，、\s]+/u).map(numberIn);
  return values.every((value) => value !== null) ? { kind: 'values', values } : null;
}

function recodeCommand(variables: readonly Variable[], values: Values): Command | null {
  const [first] = variables;
  const rows = pairsOf(values);
  if (!first || rows.length === 0) return null;
  const keeps = text(values, 'otherwise') !== 'blank';
  const texts = (keeps && first.type === 'text') || rows.some(({ to }) => to.trim() !== '' && numberIn(to) === null);
  const rules = rows.map(({ from, to }) => ({
    from: parseSource(from, first.type),
    to: to.trim() === '' ? null : texts ? to.trim() : numberIn(to),
  }));
  if (rules.some((rule) => rule.from === null)) return null;
  const labels = new Map(
    rows.flatMap(({ to, label }) => {
      const value = numberIn(to);
      return label.trim() !== '' && value !== null ? [[value, label.trim()] as const] : [];
    }),
  );
  return {
    type: 'cleaning.recode',
    variableIds: idsOf(variables),
    rules: rules as Extract<Command, { type: 'cleaning.recode' }>['rules'],
    otherwise: keeps ? 'keep' : 'blank',
    scale: null,
    labels: labels.size > 0 ? [...labels].map(([value, label]) => ({ value, label })) : null,
    into: into(values),
    where: where(values),
  };
}

function mergeCommand([first]: readonly Variable[], values: Values): Command | null {
  const rows = pairsOf(values);
  if (!first || rows.length === 0) return null;
  const groups = rows.map(({ from, to, label }) => {
    const source = parseSource(from, first.type);
    const value = first.type === 'text' ? to.trim() || label.trim() : numberIn(to);
    return source?.kind === 'values' && value !== null && value !== ''
      ? { values: source.values, value, label: label.trim() }
      : null;
  });
  if (groups.some((group) => group === null)) return null;
  return {
    type: 'cleaning.merge',
    variableId: first.id,
    groups: groups.filter((group) => group !== null),
    into: into(values),
  };
}

function binCommand([first]: readonly Variable[], values: Values): Command | null {
  if (!first || !text(values, 'name') || !text(values, 'label')) return null;
  const kind = text(values, 'by');
  const cuts = text(values, 'cuts')
    .split(/[,，、;；\s]+/u)
    .filter((part) => part !== '')
    .map(numberIn);
  const count = numberIn(text(values, 'groups'));
  const labels = lines(values, 'labels');
  const common = {
    type: 'cleaning.bin' as const,
    variableId: first.id,
    name: text(values, 'name'),
    label: text(values, 'label'),
    labels: labels.length > 0 ? [...labels] : null,
    where: where(values),
  };
  if (kind === 'cuts')
    return cuts.length === 0 || cuts.includes(null)
      ? null
      : { ...common, by: { kind, cuts: cuts.filter((cut) => cut !== null) } };
  if (count === null || !Number.isInteger(count) || count < 2 || count > 50) return null;
  return { ...common, by: { kind: kind === 'width' || kind === 'breaks' ? kind : 'quantiles', count } };
}

function fillCommand(variables: readonly Variable[], values: Values): Command | null {
  const [first] = variables;
  const kind = text(values, 'with');
  if (!first) return null;
  const common = { type: 'cleaning.fill' as const, variableIds: idsOf(variables), where: where(values) };
  if (kind === 'mean' || kind === 'median' || kind === 'mode' || kind === 'previous')
    return { ...common, with: { kind } };
  const typed = text(values, 'value');
  const value = first.type === 'text' ? typed : numberIn(typed);
  return value === null || value === '' ? null : { ...common, with: { kind: 'value', value } };
}

function replaceCommand(variables: readonly Variable[], values: Values): Command | null {
  const [first] = variables;
  if (!first) return null;
  const typed = (key: string): string | number | null => {
    const given = text(values, key);
    return given === '' ? null : first.type === 'text' ? given : numberIn(given);
  };
  const find = typed('find');
  if (find === null) return null;
  return {
    type: 'cleaning.replace',
    variableIds: idsOf(variables),
    find,
    replacement: typed('replacement'),
    match: text(values, 'match') === 'part' ? 'part' : 'cell',
    matchCase: isOn(values, 'matchCase'),
    where: where(values),
  };
}

function anonymiseCommand(variables: readonly Variable[], values: Values): Command | null {
  if (variables.length === 0) return null;
  const common = { type: 'cleaning.anonymise' as const, variableIds: idsOf(variables) };
  const kind = text(values, 'how');
  if (kind === 'pseudonym') {
    const key = text(values, 'key');
    return key.length < 8 ? null : { ...common, how: { kind, key, length: 16 } };
  }
  if (kind === 'month' || kind === 'year') return { ...common, how: { kind: 'date', to: kind } };
  if (kind === 'band') {
    const width = numberIn(text(values, 'width'));
    return width === null || width <= 0 ? null : { ...common, how: { kind, width } };
  }
  if (kind === 'prefix') {
    const keep = numberIn(text(values, 'keep'));
    return keep === null || !Number.isInteger(keep) || keep < 0 || keep > 100
      ? null
      : { ...common, how: { kind, keep } };
  }
  return { ...common, how: { kind: 'drop' } };
}

const is =
  (key: string, ...wanted: readonly string[]) =>
  (values: Values) =>
    wanted.includes(text(values, key));

/** The dialogs by kind; those of weights, rules and the log are components of their own. */
export const cleaningForms: Readonly<Record<Exclude<CleaningKind, 'weights' | 'rules' | 'log'>, CleaningForm>> = {
  recode: {
    takes: ['number', 'text'],
    many: true,
    fields: [
      { key: 'pairs', kind: 'pairs' },
      { key: 'otherwise', kind: 'select', options: ['keep', 'blank'], initial: 'keep' },
      ...newFields('_r', true),
      whereField,
    ],
    command: recodeCommand,
  },
  merge: {
    takes: ['number', 'text'],
    many: false,
    fields: [{ key: 'pairs', kind: 'pairs' }, ...newFields('_m', true)],
    command: mergeCommand,
  },
  reverse: {
    takes: ['number'],
    many: true,
    needsScale: true,
    fields: [...newFields('_rev', false), whereField],
    command: (variables, values) =>
      variables.length === 0
        ? null
        : { type: 'cleaning.reverse', variableIds: idsOf(variables), into: into(values), where: where(values) },
  },
  convertScale: {
    takes: ['number'],
    many: true,
    needsScale: true,
    fields: [
      { key: 'min', kind: 'number', initial: '0' },
      { key: 'max', kind: 'number', initial: '100' },
      { key: 'digits', kind: 'number', initial: '2' },
      ...newFields('_s', true),
    ],
    command(variables, values) {
      const [min, max, digits] = ['min', 'max', 'digits'].map((key) => numberIn(text(values, key)));
      if (variables.length === 0 || min === null || min === undefined || max === null || max === undefined) return null;
      const kept = digits !== null && digits !== undefined && Number.isInteger(digits) && digits >= 0 && digits <= 10;
      const command = { variableIds: idsOf(variables), min, max, digits: kept ? digits : null, into: into(values) };
      return { type: 'cleaning.convertScale', ...command };
    },
  },
  bin: {
    takes: ['number'],
    many: false,
    fields: [
      ...nameFields('_g'),
      { key: 'by', kind: 'select', options: ['cuts', 'width', 'quantiles', 'breaks'], initial: 'quantiles' },
      { key: 'cuts', kind: 'text', initial: '', shown: is('by', 'cuts') },
      { key: 'groups', kind: 'number', initial: '3', shown: is('by', 'width', 'quantiles', 'breaks') },
      { key: 'labels', kind: 'lines', initial: '' },
      whereField,
    ],
    command: binCommand,
  },
  compute: {
    takes: null,
    many: false,
    fields: [
      { key: 'formula', kind: 'formula', initial: '' },
      { key: 'name', kind: 'text', initial: '' },
      { key: 'label', kind: 'text', initial: '' },
      { key: 'measure', kind: 'select', options: ['scale', 'ordinal', 'nominal'], initial: 'scale' },
      whereField,
    ],
    command(_variables, values) {
      const name = text(values, 'name').trim();
      if (name === '' || text(values, 'formula').trim() === '') return null;
      const measure = text(values, 'measure');
      return {
        type: 'cleaning.compute',
        name,
        label: text(values, 'label').trim() || name,
        formula: text(values, 'formula'),
        measure: measure === 'nominal' || measure === 'ordinal' ? measure : 'scale',
        scale: null,
        labels: [],
        where: where(values),
      };
    },
  },
  fill: {
    takes: ['number', 'text'],
    many: true,
    fields: [
      { key: 'with', kind: 'select', options: ['value', 'mean', 'median', 'mode', 'previous'], initial: 'value' },
      { key: 'value', kind: 'text', initial: '', shown: is('with', 'value') },
      whereField,
    ],
    command: fillCommand,
  },
  replace: {
    takes: ['number', 'text'],
    many: true,
    fields: [
      { key: 'find', kind: 'text', initial: '' },
      { key: 'replacement', kind: 'text', initial: '' },
      { key: 'match', kind: 'select', options: ['cell', 'part'], initial: 'cell' },
      { key: 'matchCase', kind: 'switch', initial: true },
      whereField,
    ],
    command: replaceCommand,
  },
  normalise: {
    takes: ['text'],
    many: true,
    fields: [
      { key: 'blanks', kind: 'switch', initial: true },
      { key: 'fullWidth', kind: 'switch', initial: true },
      { key: 'lowerCase', kind: 'switch', initial: false },
    ],
    command: (variables, values) =>
      variables.length === 0
        ? null
        : {
            type: 'cleaning.normalise',
            variableIds: idsOf(variables),
            blanks: isOn(values, 'blanks'),
            width: isOn(values, 'fullWidth'),
            lowerCase: isOn(values, 'lowerCase'),
          },
  },
  toNumber: {
    takes: ['text'],
    many: false,
    fields: nameFields('_n'),
    command: ([first], values) =>
      first && text(values, 'name') && text(values, 'label')
        ? { type: 'cleaning.toNumber', variableId: first.id, name: text(values, 'name'), label: text(values, 'label') }
        : null,
  },
  split: {
    takes: ['text'],
    many: false,
    fields: [
      { key: 'separator', kind: 'text', initial: '' },
      { key: 'prefix', kind: 'text', initial: ([first]) => first?.name ?? '' },
    ],
    command: ([first], values) =>
      first && text(values, 'prefix')
        ? {
            type: 'cleaning.split',
            variableId: first.id,
            separator: text(values, 'separator') || null,
            prefix: text(values, 'prefix'),
          }
        : null,
  },
  anonymise: {
    takes: ['number', 'text', 'date'],
    many: true,
    fields: [
      {
        key: 'how',
        kind: 'select',
        options: ['drop', 'pseudonym', 'month', 'year', 'band', 'prefix'],
        initial: 'pseudonym',
      },
      { key: 'key', kind: 'text', initial: '', shown: is('how', 'pseudonym') },
      { key: 'width', kind: 'number', initial: '10', shown: is('how', 'band') },
      { key: 'keep', kind: 'number', initial: '1', shown: is('how', 'prefix') },
    ],
    command: anonymiseCommand,
  },
  remove: {
    takes: ['number', 'text', 'date'],
    many: true,
    fields: [],
    command: (variables) =>
      variables.length === 0 ? null : { type: 'variables.remove', variableIds: idsOf(variables) },
  },
};

/** Is a question one that the dialog of this kind changes or starts from? */
export function takesQuestion(kind: CleaningKind, variable: Variable): boolean {
  if (kind === 'rules' || kind === 'log') return false;
  if (kind === 'weights') return takesMargin(variable);
  const { takes, needsScale = false } = cleaningForms[kind];
  return takes === null || (takes.includes(variable.type) && (!needsScale || variable.scale !== null));
}

/** A question whose answers can have known shares in the population. */
export const takesMargin = (variable: Variable): boolean => variable.type !== 'date' && variable.role !== 'weight';

/** The values a dialog starts with. */
export function initialValues(form: CleaningForm, variables: readonly Variable[]): Values {
  return Object.fromEntries(
    form.fields.map((field): [string, FieldValue] => {
      if (field.kind === 'pairs') return [field.key, pairsFor(variables[0])];
      const { initial = '' } = field;
      return [field.key, typeof initial === 'function' ? initial(variables) : initial];
    }),
  );
}

/** The declared answers of a question as lines to fill in; two empty ones where there are none. */
function pairsFor(variable: Variable | undefined): readonly PairRow[] {
  const labels = variable ? [...variable.valueLabels, ...(variable.scale?.labels ?? [])] : [];
  const rows = labels.map(({ value, label }) => ({ from: String(value), to: String(value), label }));
  return rows.length > 0 ? rows.slice(0, 50) : [0, 1].map(() => ({ from: '', to: '', label: '' }));
}
