import { InputError } from '../../../shared/model/errors.ts';
import type { SavCompression } from '../../../shared/importing/savFile.ts';
import { ByteReader } from './byteReader.ts';
import { savLimits } from './savLimits.ts';

export interface SavHeader {
  readonly compression: SavCompression;
  readonly littleEndian: boolean;
  /** 1-based place of the weighting variable among the variable records; 0 = none. */
  readonly weightIndex: number;
  /** -1 = not stated. */
  readonly caseCount: number;
  readonly bias: number;
  readonly product: Uint8Array;
  readonly creationDate: Uint8Array;
  readonly creationTime: Uint8Array;
  readonly fileLabel: Uint8Array;
}

/** One variable of the file's own list: a number, a text of up to 255 bytes, or one segment of a longer text. */
export interface VariableRecord {
  readonly offset: number;
  /** 1-based among all records, those that continue a text included. */
  readonly index: number;
  readonly width: number;
  readonly name: Uint8Array;
  readonly label: Uint8Array;
  readonly print: number;
  readonly write: number;
  /** 0 to 3 values, -2 a range, -3 a range and a value. */
  readonly missingCount: number;
  /** Eight bytes each. */
  readonly missing: Uint8Array;
}

/** Values with their labels and the variable records they belong to. */
export interface LabelRecord {
  readonly offset: number;
  readonly labels: readonly { readonly value: Uint8Array; readonly label: Uint8Array }[];
  readonly indices: readonly number[];
}

export interface ExtensionRecord {
  readonly offset: number;
  readonly subtype: number;
  readonly size: number;
  readonly count: number;
  readonly data: Uint8Array;
}

export interface SavRecords {
  readonly header: SavHeader;
  readonly variables: readonly VariableRecord[];
  /** Number of variable records, continuations included: the 8-byte units of one case. */
  readonly units: number;
  readonly labels: readonly LabelRecord[];
  readonly documents: readonly Uint8Array[];
  readonly extensions: readonly ExtensionRecord[];
  /** Offset of the first byte behind the dictionary. */
  readonly dataOffset: number;
}

const ascii = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const up4 = (length: number): number => (length + 3) & ~3;

function scanHeader(reader: ByteReader): SavHeader {
  if (reader.left < 176)
    throw new InputError(reader.left < 4 ? 'sav.notSav' : 'sav.truncated', { offset: reader.end, what: 'header' });
  const magicBytes = reader.take(4, 'header');
  const magic = ascii(magicBytes);
  if (magic === '\x5b\xc6\xd3\xf2') throw new InputError('sav.ebcdic');
  if (magic !== '$FL2' && magic !== '$FL3') throw new InputError('sav.notSav');
  const product = reader.take(60, 'header');
  const layout = reader.int32('layout');
  if (layout !== 2 && layout !== 3) {
    reader.littleEndian = false;
    reader.at -= 4;
    const swapped = reader.int32('layout');
    if (swapped !== 2 && swapped !== 3) throw new InputError('sav.headerDamaged', { offset: 64, what: 'layout' });
  }
  reader.skip(4, 'case size');
  const compressionCode = reader.int32('compression');
  const compression = (['none', 'bytecode', 'zlib'] as const)[compressionCode];
  if (!compression || (compression === 'zlib') !== (magic === '$FL3'))
    throw new InputError('sav.headerDamaged', { offset: 72, what: `compression ${compressionCode}` });
  const weightIndex = reader.int32('weight');
  const caseCount = reader.int32('case count');
  if (caseCount < -1) throw new InputError('sav.headerDamaged', { offset: 80, what: `cases ${caseCount}` });
  const bias = reader.float64('bias');
  if (!Number.isFinite(bias) || Math.abs(bias) > 1e6)
    throw new InputError('sav.headerDamaged', { offset: 84, what: 'bias' });
  const creationDate = reader.take(9, 'header');
  const creationTime = reader.take(8, 'header');
  const fileLabel = reader.take(64, 'header');
  reader.skip(3, 'header');
  return {
    compression,
    littleEndian: reader.littleEndian,
    weightIndex,
    caseCount,
    bias,
    product,
    creationDate,
    creationTime,
    fileLabel,
  };
}

/** @returns null for a record that continues the text before it */
function scanVariable(reader: ByteReader, offset: number, index: number): VariableRecord | null {
  const width = reader.int32('variable');
  if (width < -1 || width > 255) throw new InputError('sav.recordDamaged', { offset, what: `width ${width}` });
  const hasLabel = reader.int32('variable');
  const missingCount = reader.int32('variable');
  const print = reader.int32('variable');
  const write = reader.int32('variable');
  const name = reader.take(8, 'variable');
  let label: Uint8Array = new Uint8Array(0);
  if (hasLabel !== 0) {
    if (hasLabel !== 1) throw new InputError('sav.recordDamaged', { offset, what: `label flag ${hasLabel}` });
    const length = reader.int32('variable label');
    reader.need(length, 'variable label');
    label = reader.take(length, 'variable label');
    reader.skip(Math.min(up4(length) - length, reader.left), 'variable label');
  }
  if (missingCount < -3 || missingCount > 3 || missingCount === -1)
    throw new InputError('sav.recordDamaged', { offset, what: `missing values ${missingCount}` });
  const missing = reader.take(8 * Math.abs(missingCount), 'missing values');
  return width < 0 ? null : { offset, index, width, name, label, print, write, missingCount, missing };
}

function scanLabels(reader: ByteReader, offset: number, total: number): LabelRecord {
  const count = reader.int32('value labels');
  if (count < 0 || count > reader.left / 16)
    throw new InputError('sav.recordDamaged', { offset, what: `labels ${count}` });
  if (total + count > savLimits.valueLabels)
    throw new InputError('sav.tooManyLabels', { offset, limit: savLimits.valueLabels });
  const labels: { readonly value: Uint8Array; readonly label: Uint8Array }[] = [];
  for (let i = 0; i < count; i++) {
    const value = reader.take(8, 'value label');
    const length = reader.byte('value label');
    const label = reader.take(length, 'value label');
    reader.skip(Math.ceil((length + 1) / 8) * 8 - length - 1, 'value label');
    labels.push({ value, label });
  }
  const at = reader.at;
  if (reader.int32('value label variables') !== 4)
    throw new InputError('sav.recordDamaged', { offset: at, what: 'value labels without variables' });
  const indexCount = reader.int32('value label variables');
  if (indexCount < 0 || indexCount > reader.left / 4)
    throw new InputError('sav.recordDamaged', { offset: at, what: `variables ${indexCount}` });
  const indices = Array.from({ length: indexCount }, () => reader.int32('value label variables'));
  return { offset, labels, indices };
}

function scanExtension(reader: ByteReader, offset: number): ExtensionRecord {
  const subtype = reader.int32('extension record');
  const size = reader.int32('extension record');
  const count = reader.int32('extension record');
  if (size < 0 || count < 0) throw new InputError('sav.recordDamaged', { offset, what: `extension ${subtype}` });
  const data = reader.take(size * count, `extension record ${subtype}`);
  return { offset, subtype, size, count, data };
}

/**
 * Splits a .sav file into its records without interpreting texts: their encoding stands in one of the last records.
 * Layout: GNU PSPP developers' manual, "System File Format".
 * @throws InputError sav.notSav, sav.ebcdic, sav.headerDamaged, sav.truncated, sav.recordDamaged, sav.unknownRecord,
 *   sav.noVariables, sav.tooManyVariables, sav.tooManyLabels; details.offset is the byte concerned
 */
export function scanRecords(bytes: Uint8Array): SavRecords {
  const reader = new ByteReader(bytes);
  const header = scanHeader(reader);
  const variables: VariableRecord[] = [];
  const labels: LabelRecord[] = [];
  const documents: Uint8Array[] = [];
  const extensions: ExtensionRecord[] = [];
  let units = 0;
  let open = 0;
  let labelCount = 0;
  for (;;) {
    const offset = reader.at;
    const type = reader.int32('record');
    if (open > 0 && type !== 2) throw new InputError('sav.recordDamaged', { offset, what: 'text without its end' });
    if (type === 2) {
      units++;
      const variable = scanVariable(reader, offset, units);
      if (variable === null) {
        if (open === 0) throw new InputError('sav.recordDamaged', { offset, what: 'end of no text' });
        open--;
        continue;
      }
      if (open > 0) throw new InputError('sav.recordDamaged', { offset, what: 'text without its end' });
      if (variables.length >= 4 * savLimits.variables)
        throw new InputError('sav.tooManyVariables', { offset, limit: savLimits.variables });
      variables.push(variable);
      open = Math.max(0, Math.ceil(variable.width / 8) - 1);
    } else if (type === 3) {
      const record = scanLabels(reader, offset, labelCount);
      labelCount += record.labels.length;
      labels.push(record);
    } else if (type === 6) {
      const lines = reader.int32('documents');
      if (lines < 0 || lines > reader.left / 80)
        throw new InputError('sav.recordDamaged', { offset, what: `documents ${lines}` });
      for (let i = 0; i < lines; i++) documents.push(reader.take(80, 'documents'));
    } else if (type === 7) {
      extensions.push(scanExtension(reader, offset));
    } else if (type === 999) {
      reader.skip(4, 'end of dictionary');
      break;
    } else {
      throw new InputError('sav.unknownRecord', { offset, type });
    }
  }
  if (variables.length === 0) throw new InputError('sav.noVariables');
  return { header, variables, units, labels, documents, extensions, dataOffset: reader.at };
}
