import { InputError } from '../../../shared/model/errors.ts';
import type { SavColumn, SavFile, SavVariable } from '../../../shared/importing/savFile.ts';
import { savLimits, segmentBytes } from './savLimits.ts';

/** One variable ready to be written: its short name, its width in UTF-8 bytes and the widths of its segments. */
export interface WrittenVariable {
  readonly variable: SavVariable;
  readonly column: SavColumn;
  /** One per segment, unique, upper-case ASCII. */
  readonly shortNames: readonly string[];
  /** 0 for a number. */
  readonly width: number;
  /** Declared widths of the segments; [0] for a number. */
  readonly segmentWidths: readonly number[];
}

/** SPSS names: a letter or @ first, then letters, digits and . _ $ # @, not ending in a full stop. */
const validName = /^[\p{L}@][\p{L}\p{M}\p{N}._$#@]*$/u;
const reserved = new Set(['ALL', 'AND', 'BY', 'EQ', 'GE', 'GT', 'LE', 'LT', 'NE', 'NOT', 'OR', 'TO', 'WITH']);

export const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');

const tooLong = (variable: string, what: string, bytes: number, limit: number): InputError =>
  new InputError('sav.writeTooLong', { variable, what, bytes, limit });

function checkName(name: string, taken: Set<string>): void {
  const key = name.toLowerCase();
  const usable = validName.test(name) && !reserved.has(name.toUpperCase()) && Buffer.byteLength(name) <= 64;
  if (!usable || taken.has(key)) throw new InputError('sav.writeName', { variable: name });
  taken.add(key);
}

function checkLabels(variable: SavVariable): void {
  const { name, valueLabels, type } = variable;
  for (const { value, label } of valueLabels) {
    if (
      typeof value !== (type === 'text' ? 'string' : 'number') ||
      (typeof value === 'number' && !Number.isFinite(value))
    )
      throw new InputError('sav.writeShape', { variable: name, what: 'value labels' });
    const bytes = Buffer.byteLength(label);
    if (bytes > 255) throw tooLong(name, 'value label', bytes, 255);
  }
}

function checkMissing(variable: SavVariable): void {
  const { name, type, missing } = variable;
  const { values, range } = missing;
  const kinds = values.every((value) =>
    type === 'text' ? typeof value === 'string' : typeof value === 'number' && Number.isFinite(value),
  );
  const ends = range === null || [range.low, range.high].every((end) => end === null || Number.isFinite(end));
  const few = range === null ? values.length <= 3 : values.length <= 1 && type === 'number';
  if (!kinds || !ends || !few) throw new InputError('sav.writeMissing', { variable: name });
  for (const value of values) {
    const bytes = typeof value === 'string' ? Buffer.byteLength(value) : 0;
    if (bytes > 8) throw tooLong(name, 'missing value', bytes, 8);
  }
}

/** Bytes the text needs in UTF-8, where Chinese takes three bytes and took two in GBK. */
function textWidth(variable: SavVariable, texts: readonly string[]): number {
  let width = Math.max(1, variable.width);
  let longest = 0;
  for (const text of texts) {
    // A character is at most three bytes per UTF-16 unit: most texts need no counting.
    if (text.length * 3 > longest) longest = Math.max(longest, Buffer.byteLength(text));
  }
  const coded = [...variable.valueLabels.map((entry) => entry.value), ...variable.missing.values];
  for (const value of coded) longest = Math.max(longest, Buffer.byteLength(String(value)));
  width = Math.max(width, longest);
  if (width > savLimits.textWidth) throw tooLong(variable.name, 'text', width, savLimits.textWidth);
  return width;
}

function segmentsOf(width: number): readonly number[] {
  if (width <= segmentBytes.single) return [width];
  const count = Math.ceil(width / segmentBytes.counted);
  return Array.from({ length: count }, (_, i) =>
    i < count - 1 ? segmentBytes.stored : width - i * segmentBytes.counted,
  );
}

/**
 * Checks a file and settles widths and short names.
 * @throws InputError sav.writeName, sav.writeShape, sav.writeTooLong, sav.writeMissing, sav.noVariables
 */
export function planWriting(file: SavFile): readonly WrittenVariable[] {
  if (file.variables.length === 0) throw new InputError('sav.noVariables');
  const names = new Set<string>();
  for (const variable of file.variables) checkName(variable.name, names);
  const taken = new Set<string>();
  // A short name that equals another variable's long one would be taken for it.
  const plain = /^[A-Z@][A-Z0-9._$#@]{0,7}$/;
  for (const { name } of file.variables) if (plain.test(name.toUpperCase())) taken.add(name.toUpperCase());
  let next = 1;
  const freshName = (): string => {
    let name = `V${next++}`;
    while (taken.has(name)) name = `V${next++}`;
    taken.add(name);
    return name;
  };
  return file.variables.map((variable, i) => {
    const column = file.columns[i];
    if (!column || column.length !== file.rowCount || (variable.type === 'number') !== column instanceof Float64Array)
      throw new InputError('sav.writeShape', { variable: variable.name, what: 'column' });
    checkLabels(variable);
    checkMissing(variable);
    const width = column instanceof Float64Array ? 0 : textWidth(variable, column);
    const segmentWidths = segmentsOf(width);
    const upper = variable.name.toUpperCase();
    const shortNames = segmentWidths.map((_, s) => (s === 0 && plain.test(upper) ? upper : freshName()));
    return { variable, column, shortNames, width, segmentWidths };
  });
}
