import type { SavAttributes, SavMultipleResponseSet } from '../../../shared/importing/savFile.ts';
import type { SavText } from './savText.ts';
import { ByteReader } from './byteReader.ts';

/** Thrown inside this folder when an extension record makes no sense: what it says is ignored, the data is read. */
export class UnreadableRecord extends Error {}

const find = (bytes: Uint8Array, byte: number, from: number): number => {
  const at = bytes.indexOf(byte, from);
  return at < 0 ? bytes.length : at;
};

const equals = 0x3d;
const tab = 9;
const lineFeed = 10;
const space = 0x20;

/** "SHORT=long<tab>…" -> [short, long]. */
export function parseLongNames(data: Uint8Array, text: SavText): readonly (readonly [key: string, name: string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (let at = 0; at < data.length; ) {
    const end = find(data, tab, at);
    const pair = data.subarray(at, end);
    const mark = pair.indexOf(equals);
    if (mark >= 0) pairs.push([text.decode(pair, 0, mark), text.decode(pair, mark + 1)]);
    else if (text.decode(pair) !== '') throw new UnreadableRecord();
    at = end + 1;
  }
  return pairs;
}

/** "SHORT=00600<nul><tab>…" -> [short, width]. */
export function parseLongTexts(data: Uint8Array, text: SavText): readonly (readonly [key: string, width: number])[] {
  return parseLongNames(data, text).map(([key, width]) => {
    if (!/^\d{1,5}$/.test(width)) throw new UnreadableRecord();
    return [key, Number(width)];
  });
}

/** A byte count, a space and so many bytes. */
function counted(reader: ByteReader): Uint8Array {
  let count = 0;
  let digits = 0;
  for (;;) {
    const byte = reader.byte('count');
    if (byte === space && digits > 0) break;
    if (byte < 0x30 || byte > 0x39 || ++digits > 6) throw new UnreadableRecord();
    count = count * 10 + byte - 0x30;
  }
  return reader.take(count, 'text');
}

function expectSpace(reader: ByteReader): void {
  if (reader.byte('space') !== space) throw new UnreadableRecord();
}

/** Sets whose variables are still the names the file uses: short ones, in lower case. */
export function parseResponseSets(data: Uint8Array, text: SavText): readonly SavMultipleResponseSet[] {
  const sets: SavMultipleResponseSet[] = [];
  const reader = new ByteReader(data);
  for (;;) {
    while (reader.left > 0 && (data[reader.at] === lineFeed || data[reader.at] === 0)) reader.at++;
    if (reader.left === 0) return sets;
    const mark = find(data, equals, reader.at);
    const name = text.decode(data, reader.at, mark);
    reader.at = Math.min(mark + 1, data.length);
    const letter = String.fromCharCode(reader.byte('kind'));
    if (!name.startsWith('$') || !'CDE'.includes(letter)) throw new UnreadableRecord();
    let labelFromVariable = false;
    if (letter === 'E') {
      expectSpace(reader);
      const end = find(data, space, reader.at);
      labelFromVariable = text.decode(data, reader.at, end) === '11';
      reader.at = end;
      expectSpace(reader);
    }
    const countedValue = letter === 'C' ? null : text.decode(counted(reader));
    // A category set has a space between its letter and the label; a dichotomy has one behind the counted value.
    expectSpace(reader);
    const label = text.decode(counted(reader));
    const end = find(data, lineFeed, reader.at);
    const variables = text
      .decode(data, reader.at, end)
      .split(' ')
      .filter((variable) => variable !== '');
    reader.at = end;
    sets.push({
      name,
      label,
      kind: letter === 'C' ? 'category' : 'dichotomy',
      countedValue,
      categoryLabels: letter === 'E' ? 'countedValues' : 'variableLabels',
      labelFromVariable,
      variables,
    });
  }
}

/** Attributes from reader.at on: name('value'<lf>'value'<lf>)name(…)…, up to the end or a '/'. */
function parseAttributeSet(reader: ByteReader, text: SavText): SavAttributes {
  const { bytes } = reader;
  const attributes: [string, readonly string[]][] = [];
  while (reader.left > 0 && bytes[reader.at] !== 0x2f) {
    const open = find(bytes, 0x28, reader.at);
    const name = text.decode(bytes, reader.at, open);
    if (open >= reader.end) {
      if (name === '') break;
      throw new UnreadableRecord();
    }
    reader.at = open + 1;
    const values: string[] = [];
    while (reader.byte('attribute') === 0x27) {
      const end = find(bytes, lineFeed, reader.at);
      if (end >= reader.end || end === reader.at || bytes[end - 1] !== 0x27) throw new UnreadableRecord();
      values.push(text.decode(bytes, reader.at, end - 1));
      reader.at = end + 1;
    }
    if (bytes[reader.at - 1] !== 0x29) throw new UnreadableRecord();
    attributes.push([name, values]);
  }
  // A header like "__proto__" is a name as any other: entries, not assignment.
  return Object.fromEntries(attributes);
}

export function parseFileAttributes(data: Uint8Array, text: SavText): SavAttributes {
  return parseAttributeSet(new ByteReader(data), text);
}

/** "variable:attributes/variable:attributes" by long name. */
export function parseVariableAttributes(
  data: Uint8Array,
  text: SavText,
): readonly (readonly [variable: string, attributes: SavAttributes])[] {
  const all: (readonly [string, SavAttributes])[] = [];
  const reader = new ByteReader(data);
  while (reader.left > 0) {
    const colon = find(data, 0x3a, reader.at);
    const name = text.decode(data, reader.at, colon);
    if (colon >= data.length) {
      if (name === '') break;
      throw new UnreadableRecord();
    }
    reader.at = colon + 1;
    all.push([name, parseAttributeSet(reader, text)]);
    if (reader.left > 0) reader.at++;
  }
  return all;
}

export interface LongTextLabels {
  readonly variable: string;
  readonly labels: readonly { readonly value: string; readonly label: string }[];
}

/** Value labels of texts wider than 8 bytes. */
export function parseLongTextLabels(
  data: Uint8Array,
  littleEndian: boolean,
  text: SavText,
  limit: number,
): readonly LongTextLabels[] {
  const reader = new ByteReader(data, 0, data.length, littleEndian);
  const all: LongTextLabels[] = [];
  let total = 0;
  const run = (): string => text.decode(reader.take(reader.int32('length'), 'text'));
  while (reader.left > 0) {
    const variable = run();
    reader.int32('width');
    const count = reader.int32('labels');
    if (count < 0 || count > reader.left / 8 || (total += count) > limit) throw new UnreadableRecord();
    const labels = Array.from({ length: count }, () => ({ value: run(), label: run() }));
    all.push({ variable, labels });
  }
  return all;
}

/** User-missing values of texts wider than 8 bytes. */
export function parseLongTextMissing(
  data: Uint8Array,
  littleEndian: boolean,
  text: SavText,
): readonly { readonly variable: string; readonly values: readonly string[] }[] {
  const reader = new ByteReader(data, 0, data.length, littleEndian);
  const all: { variable: string; values: string[] }[] = [];
  while (reader.left > 0) {
    const variable = text.decode(reader.take(reader.int32('length'), 'name'));
    const count = reader.byte('missing values');
    if (count < 1 || count > 3) throw new UnreadableRecord();
    const values: string[] = [];
    const length = reader.int32('length');
    for (let i = 0; i < count; i++) {
      // SPSS states the length once; old versions of PSPP before each value.
      if (i > 0 && reader.left >= 4 + length && reader.int32('length') !== length) reader.at -= 4;
      values.push(text.decode(reader.take(length, 'text')));
    }
    all.push({ variable, values });
  }
  return all;
}
