import { InputError } from '../../../shared/model/errors.ts';
import { savAlignments, savFormatCodes, savMeasures } from '../../../shared/importing/savFile.ts';
import type {
  SavAttributes,
  SavCompression,
  SavFile,
  SavFormat,
  SavMultipleResponseSet,
} from '../../../shared/importing/savFile.ts';
import { ByteWriter } from './byteWriter.ts';
import { highest, lowest, sysmis } from './savLimits.ts';
import { utf8 } from './writePlan.ts';
import type { WrittenVariable } from './writePlan.ts';

export const compressionBias = 100;

/** Cut to whole characters: a label ends before one that does not fit. */
function cutUtf8(text: string, limit: number): Uint8Array {
  const bytes = utf8(text);
  if (bytes.length <= limit) return bytes;
  let end = limit;
  while (end > 0 && (bytes[end]! & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end);
}

/** @throws InputError sav.writeTooLong */
function fitting(text: string, limit: number, what: string): Uint8Array {
  const bytes = utf8(text);
  if (bytes.length > limit)
    throw new InputError('sav.writeTooLong', { variable: '', what, bytes: bytes.length, limit });
  return bytes;
}

function writeHeader(
  out: ByteWriter,
  file: SavFile,
  plan: readonly WrittenVariable[],
  compression: SavCompression,
): void {
  let units = 0;
  let weight = 0;
  for (const { variable, segmentWidths } of plan) {
    if (file.weight !== null && variable.name === file.weight) {
      if (variable.type !== 'number') throw new InputError('sav.writeShape', { variable: file.weight, what: 'weight' });
      weight = units + 1;
    }
    for (const width of segmentWidths) units += Math.max(1, Math.ceil(width / 8));
  }
  if (file.weight !== null && weight === 0)
    throw new InputError('sav.writeShape', { variable: file.weight, what: 'weight' });
  out.bytes(utf8(compression === 'zlib' ? '$FL3' : '$FL2'));
  out.padded(cutUtf8(`@(#) SPSS DATA FILE - ${file.product}`, 60), 60);
  out.int32(2, units, { none: 0, bytecode: 1, zlib: 2 }[compression], weight, file.rowCount);
  out.float64(compressionBias);
  out.padded(cutUtf8(file.creationDate || '01 Jan 70', 9), 9);
  out.padded(cutUtf8(file.creationTime || '00:00:00', 8), 8);
  out.padded(fitting(file.fileLabel, 64, 'file label'), 64);
  out.fill(0, 3);
}

function packFormat(format: SavFormat, width: number): number {
  const text = format.name === 'A' || format.name === 'AHEX';
  if (width > 0) {
    const shown = format.name === 'AHEX' ? Math.min(255, 2 * width) : width;
    return (savFormatCodes[text ? format.name : 'A'] << 16) | (shown << 8);
  }
  const { name, width: wide, decimals } = text ? ({ name: 'F', width: 8, decimals: 2 } as const) : format;
  return (savFormatCodes[name] << 16) | (Math.min(255, wide) << 8) | Math.min(255, decimals);
}

function writeVariables(out: ByteWriter, plan: readonly WrittenVariable[]): void {
  for (const { variable, width, segmentWidths, shortNames } of plan) {
    segmentWidths.forEach((segment, s) => {
      const label = s === 0 ? utf8(variable.label) : new Uint8Array(0);
      const { values, range } = variable.missing;
      const inRecord = s === 0 && width <= 8;
      const count = !inRecord ? 0 : range ? -2 - values.length : values.length;
      const own = segmentWidths.length > 1;
      const print = own
        ? packFormat({ name: 'A', width: segment, decimals: 0 }, segment)
        : packFormat(variable.print, segment);
      const write = own ? print : packFormat(variable.write, segment);
      out.int32(2, segment, label.length > 0 ? 1 : 0, count, print, write);
      out.padded(utf8(shortNames[s]!), 8);
      if (label.length > 0) {
        out.int32(label.length);
        out.bytes(label);
        out.fill(0x20, -label.length & 3);
      }
      if (inRecord) {
        if (range) {
          out.float64(range.low ?? lowest);
          out.float64(range.high ?? highest);
        }
        for (const value of values) {
          if (typeof value === 'number') out.float64(value);
          else out.padded(utf8(value), 8);
        }
      }
      for (let unit = 1; unit < Math.ceil(segment / 8); unit++) {
        out.int32(2, -1, 0, 0, 0, 0);
        out.padded(new Uint8Array(0), 8);
      }
    });
  }
}

/** Labels of numbers and short texts; variables with the very same labels share a record. */
function writeLabels(out: ByteWriter, plan: readonly WrittenVariable[]): void {
  const groups = new Map<string, { readonly first: WrittenVariable; readonly indices: number[] }>();
  let index = 1;
  for (const written of plan) {
    const { variable, width, segmentWidths } = written;
    if (variable.valueLabels.length > 0 && width <= 8) {
      const key = JSON.stringify([variable.type, variable.valueLabels.map(({ value, label }) => [value, label])]);
      const group = groups.get(key) ?? { first: written, indices: [] };
      group.indices.push(index);
      groups.set(key, group);
    }
    for (const segment of segmentWidths) index += Math.max(1, Math.ceil(segment / 8));
  }
  for (const { first, indices } of groups.values()) {
    out.int32(3, first.variable.valueLabels.length);
    for (const { value, label } of first.variable.valueLabels) {
      if (typeof value === 'number') out.float64(value);
      else out.padded(utf8(value), 8);
      const bytes = utf8(label);
      out.byte(bytes.length);
      out.bytes(bytes);
      out.fill(0x20, -(bytes.length + 1) & 7);
    }
    out.int32(4, indices.length, ...indices);
  }
}

function writeExtension(out: ByteWriter, subtype: number, size: number, data: Uint8Array): void {
  out.int32(7, subtype, size, data.length / size);
  out.bytes(data);
}

const countedText = (text: string): string => `${Buffer.byteLength(text)} ${text}`;

/** @throws InputError sav.writeShape when a set names an unknown variable */
function responseSetText(set: SavMultipleResponseSet, shortNames: ReadonlyMap<string, string>): string {
  const members = set.variables.map((name) => {
    const short = shortNames.get(name.toLowerCase());
    if (!short) throw new InputError('sav.writeShape', { variable: name, what: set.name });
    return short.toLowerCase();
  });
  const counted = set.countedValue ?? '';
  const kind =
    set.kind === 'category'
      ? 'C'
      : set.categoryLabels === 'countedValues'
        ? `E ${set.labelFromVariable ? '11' : '1'} ${countedText(counted)}`
        : `D${countedText(counted)}`;
  return `${set.name}=${kind} ${countedText(set.label)} ${members.join(' ')}\n`;
}

/** The text format of attributes has no escape for a line feed: it becomes a space. */
function attributeText(attributes: SavAttributes): string {
  return Object.entries(attributes)
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => `${name}(${values.map((value) => `'${value.replace(/\n/g, ' ')}'\n`).join('')})`)
    .join('');
}

function longTextLabels(plan: readonly WrittenVariable[]): Uint8Array {
  const out = new ByteWriter();
  const run = (bytes: Uint8Array): void => {
    out.int32(bytes.length);
    out.bytes(bytes);
  };
  for (const { variable, width } of plan) {
    if (width <= 8 || variable.valueLabels.length === 0) continue;
    run(utf8(variable.name));
    out.int32(width, variable.valueLabels.length);
    for (const { value, label } of variable.valueLabels) {
      out.int32(width);
      out.padded(utf8(String(value)), width);
      run(utf8(label));
    }
  }
  return out.finish();
}

/**
 * The length stands once before all values, as SPSS writes it. PSPP before 2.0 expects it before each value and leaves out the
 * missing values of a long text that has more than one.
 */
function longTextMissing(plan: readonly WrittenVariable[]): Uint8Array {
  const out = new ByteWriter();
  for (const { variable, width } of plan) {
    const { values } = variable.missing;
    if (width <= 8 || values.length === 0) continue;
    const name = utf8(variable.name);
    out.int32(name.length);
    out.bytes(name);
    out.byte(values.length);
    out.int32(8);
    for (const value of values) out.padded(utf8(String(value)), 8);
  }
  return out.finish();
}

function writeExtensions(out: ByteWriter, file: SavFile, plan: readonly WrittenVariable[]): void {
  const integers = new ByteWriter();
  integers.int32(1, 0, 0, -1, 1, 1, 2, 65001);
  writeExtension(out, 3, 4, integers.finish());
  const floats = new ByteWriter();
  for (const value of [sysmis, highest, lowest]) floats.float64(value);
  writeExtension(out, 4, 8, floats.finish());
  const text = (subtype: number, data: string): void => {
    if (data !== '') writeExtension(out, subtype, 1, utf8(data));
  };
  const shortNames = new Map(plan.map(({ variable, shortNames: [short] }) => [variable.name.toLowerCase(), short!]));
  const sets = (counted: boolean): string =>
    file.multipleResponseSets
      .filter((set) => (set.kind === 'dichotomy' && set.categoryLabels === 'countedValues') === counted)
      .map((set) => responseSetText(set, shortNames))
      .join('');
  text(7, sets(false));
  const display = new ByteWriter();
  for (const { variable, segmentWidths } of plan) {
    const width = variable.displayWidth || Math.min(40, variable.print.width || 8);
    const one = [savMeasures.indexOf(variable.measure), width, savAlignments.indexOf(variable.alignment)];
    for (let s = 0; s < segmentWidths.length; s++) display.int32(...one);
  }
  writeExtension(out, 11, 4, display.finish());
  text(13, plan.map(({ variable, shortNames: [short] }) => `${short}=${variable.name}`).join('\t'));
  text(
    14,
    plan
      .filter(({ segmentWidths }) => segmentWidths.length > 1)
      .map(({ shortNames: [short], width }) => `${short}=${String(width).padStart(5, '0')}\0\t`)
      .join(''),
  );
  const cases = new ByteWriter();
  cases.int64(1);
  cases.int64(file.rowCount);
  writeExtension(out, 16, 8, cases.finish());
  text(17, attributeText(file.attributes));
  text(
    18,
    plan
      .map(({ variable }) => ({ name: variable.name, attributes: attributeText(variable.attributes) }))
      .filter(({ attributes }) => attributes !== '')
      .map(({ name, attributes }) => `${name}:${attributes}`)
      .join('/'),
  );
  text(19, sets(true));
  text(20, 'UTF-8');
  const labels = longTextLabels(plan);
  if (labels.length > 0) writeExtension(out, 21, 1, labels);
  const missing = longTextMissing(plan);
  if (missing.length > 0) writeExtension(out, 22, 1, missing);
}

/**
 * Header and dictionary in UTF-8, little-endian.
 * @throws InputError sav.writeTooLong, sav.writeShape
 */
export function writeDictionary(
  out: ByteWriter,
  file: SavFile,
  plan: readonly WrittenVariable[],
  compression: SavCompression,
): void {
  writeHeader(out, file, plan, compression);
  writeVariables(out, plan);
  writeLabels(out, plan);
  if (file.documents.length > 0) {
    out.int32(6, file.documents.length);
    for (const line of file.documents) out.padded(fitting(line, 80, 'document line'), 80);
  }
  writeExtensions(out, file, plan);
  out.int32(999, 0);
}
