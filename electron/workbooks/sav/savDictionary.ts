import { savAlignments, savFormatCodes, savMeasures } from '../../../shared/importing/savFile.ts';
import type {
  SavAttributes,
  SavDictionary,
  SavFormat,
  SavFormatName,
  SavMissing,
  SavMultipleResponseSet,
  SavValueLabel,
  SavVariable,
} from '../../../shared/importing/savFile.ts';
import { InputError } from '../../../shared/model/errors.ts';
import type { NoticeList } from '../noticeList.ts';
import { ByteReader } from './byteReader.ts';
import {
  parseFileAttributes,
  parseLongNames,
  parseLongTextLabels,
  parseLongTextMissing,
  parseLongTexts,
  parseResponseSets,
  parseVariableAttributes,
  UnreadableRecord,
} from './savExtensions.ts';
import { highest, lowest, savLimits, segmentBytes, sysmis } from './savLimits.ts';
import { encodingOfCodePage, encodingOfName, guessEncoding, SavText } from './savText.ts';
import type { ExtensionRecord, SavRecords, VariableRecord } from './scanRecords.ts';

/** Where the bytes of one variable stand in a case: 8-byte units from `unit` on; a long text has several segments. */
export interface CaseField {
  /** 0 for a number. */
  readonly width: number;
  readonly segments: readonly { readonly unit: number; readonly units: number; readonly bytes: number }[];
}

export interface ReadDictionary {
  readonly dictionary: Omit<SavDictionary, 'rowCount' | 'notices' | 'encoding'>;
  /** Nothing in the file tells its encoding: text.encoding is a guess, made once a text beyond ASCII was seen. */
  readonly encodingGuessed: boolean;
  readonly fields: readonly CaseField[];
  readonly units: number;
  readonly caseCount: number;
  /** The number that stands for system-missing besides the usual one. */
  readonly sysmis: number;
  readonly text: SavText;
}

interface Draft {
  readonly record: VariableRecord;
  readonly segments: readonly VariableRecord[];
  readonly shortName: string;
  readonly width: number;
  name: string;
  valueLabels: SavValueLabel[];
  missing: SavMissing;
  attributes: SavAttributes;
  display: Pick<SavVariable, 'measure' | 'alignment' | 'displayWidth'>;
}

const noMissing: SavMissing = { values: [], range: null };
const formatNames = new Map<number, SavFormatName>(
  (Object.entries(savFormatCodes) as [SavFormatName, number][]).map(([name, code]) => [code, name]),
);

/** What a format field means; a meaningless one (some programs write 0) becomes the default of the variable's type. */
function formatOf(packed: number, width: number): SavFormat {
  const name = formatNames.get((packed >> 16) & 0xff);
  const isText = name === 'A' || name === 'AHEX';
  if (name && isText === width > 0)
    return {
      name,
      width: isText ? (name === 'AHEX' ? 2 * width : width) : (packed >> 8) & 0xff,
      decimals: packed & 0xff,
    };
  return width > 0 ? { name: 'A', width, decimals: 0 } : { name: 'F', width: 8, decimals: 2 };
}

/** Every text of the dictionary, to guess the encoding by. */
function textPieces(records: SavRecords): readonly Uint8Array[] {
  return [
    records.header.fileLabel,
    ...records.documents,
    ...records.variables.flatMap((variable) => [variable.name, variable.label]),
    ...records.labels.flatMap((record) => record.labels.map((entry) => entry.label)),
    ...records.extensions.filter(({ subtype }) => [7, 13, 17, 18, 19].includes(subtype)).map(({ data }) => data),
  ];
}

/** The encoding chosen or stated; null when the file does not tell. @throws InputError sav.encoding, sav.ebcdic */
function findEncoding(records: SavRecords, wanted: string | undefined): string | null {
  if (wanted !== undefined) {
    const encoding = encodingOfName(wanted);
    if (!encoding) throw new InputError('sav.encoding', { encoding: wanted.slice(0, 40), offset: 0 });
    return encoding;
  }
  const named = records.extensions.find(({ subtype, data }) => subtype === 20 && data.length > 0);
  if (named) {
    const name = Buffer.from(named.data).toString('latin1').replace(/\0+$/, '').trim();
    const encoding = encodingOfName(name);
    if (!encoding) throw new InputError('sav.encoding', { encoding: name.slice(0, 40), offset: named.offset });
    return encoding;
  }
  const integers = records.extensions.find(({ subtype, size, count }) => subtype === 3 && size === 4 && count >= 8);
  if (integers) {
    const reader = new ByteReader(integers.data, 28, integers.data.length, records.header.littleEndian);
    const encoding = encodingOfCodePage(reader.int32('character code'));
    if (encoding) return encoding;
  }
  return null;
}

/** Joins the segments of long texts. @throws InputError sav.longText, sav.tooManyVariables */
function joinSegments(records: SavRecords, text: SavText, longTexts: readonly (readonly [string, number])[]): Draft[] {
  const widths = new Map(longTexts.map(([key, width]) => [key.toLowerCase(), width]));
  const drafts: Draft[] = [];
  const { variables } = records;
  for (let i = 0; i < variables.length; ) {
    const record = variables[i]!;
    const shortName = text.decode(record.name);
    const key = shortName.toLowerCase();
    const declared = record.width > 0 ? (widths.get(key) ?? 0) : 0;
    let segments: readonly VariableRecord[] = [record];
    let width = record.width;
    if (declared > segmentBytes.single) {
      widths.delete(key);
      const count = Math.ceil(declared / segmentBytes.counted);
      segments = variables.slice(i, i + count);
      const last = declared - (count - 1) * segmentBytes.counted;
      const fits =
        declared <= savLimits.textWidth &&
        segments.length === count &&
        segments.every(
          (segment, s) => Math.ceil(segment.width / 8) === Math.ceil((s < count - 1 ? segmentBytes.stored : last) / 8),
        );
      if (!fits) throw new InputError('sav.longText', { variable: shortName, width: declared, offset: record.offset });
      width = declared;
    }
    if (drafts.length >= savLimits.variables)
      throw new InputError('sav.tooManyVariables', { offset: record.offset, limit: savLimits.variables });
    drafts.push({
      record,
      segments,
      shortName,
      width,
      name: shortName,
      valueLabels: [],
      missing: noMissing,
      attributes: {},
      display: {
        measure: 'unknown',
        alignment: width > 0 ? 'left' : 'right',
        displayWidth: 0,
      },
    });
    i += segments.length;
  }
  return drafts;
}

function fieldOf({ width, segments }: Draft): CaseField {
  let left = width;
  return {
    width,
    segments: segments.map((segment) => {
      const bytes = segments.length === 1 ? width : Math.min(left, segmentBytes.stored);
      left -= bytes;
      return { unit: segment.index - 1, units: Math.max(1, Math.ceil(segment.width / 8)), bytes };
    }),
  };
}

/** Names are unique without regard to case; a second one gets _2, _3, … */
function settleNames(drafts: readonly Draft[], notices: NoticeList): void {
  const taken = new Set<string>();
  drafts.forEach((draft, i) => {
    const wanted = draft.name === '' ? `VAR${i + 1}` : draft.name;
    let name = wanted;
    for (let copy = 2; taken.has(name.toLowerCase()); copy++) name = `${wanted}_${copy}`;
    if (name !== wanted) notices.add('sav.nameRepeated', '', '', { name: wanted, renamed: name });
    taken.add(name.toLowerCase());
    draft.name = name;
  });
}

function openEnd(value: number, own: number, usual: readonly number[]): number | null {
  return value === own || usual.includes(value) || !Number.isFinite(value) ? null : value;
}

interface FloatInfo {
  readonly sysmis: number;
  readonly highest: number;
  readonly lowest: number;
}

function missingOf(
  record: VariableRecord,
  width: number,
  floats: FloatInfo,
  littleEndian: boolean,
  text: SavText,
): SavMissing {
  const { missingCount: count, missing } = record;
  if (count === 0) return noMissing;
  if (width > 0) {
    const values = Array.from({ length: Math.abs(count) }, (_, i) =>
      text.decode(missing, 8 * i, 8 * i + Math.min(8, width)),
    );
    return { values: [...new Set(values)], range: null };
  }
  const reader = new ByteReader(missing, 0, missing.length, littleEndian);
  const numbers = Array.from({ length: Math.abs(count) }, () => reader.float64('missing values'));
  if (count > 0) return { values: [...new Set(numbers.filter((value) => Number.isFinite(value)))], range: null };
  const low = openEnd(numbers[0]!, floats.lowest, [lowest, sysmis]);
  const high = openEnd(numbers[1]!, floats.highest, [highest]);
  return { values: numbers.slice(2).filter((value) => Number.isFinite(value)), range: { low, high } };
}

/** @throws InputError sav.tooManyLabels */
function applyLabels(records: SavRecords, drafts: readonly Draft[], text: SavText, notices: NoticeList): void {
  const byIndex = new Map(drafts.map((draft) => [draft.record.index, draft]));
  let total = 0;
  for (const { offset, labels, indices } of records.labels) {
    const numbers = labels.map(({ value, label }) => ({
      value: new ByteReader(value, 0, 8, records.header.littleEndian).float64('value label'),
      label: text.decode(label),
    }));
    for (const index of new Set(indices)) {
      const draft = byIndex.get(index);
      if (!draft || draft.width > 8) {
        notices.add('sav.labelUnusable', '', '', { offset });
        continue;
      }
      total += labels.length;
      if (total > savLimits.valueLabels)
        throw new InputError('sav.tooManyLabels', { offset, limit: savLimits.valueLabels });
      const own =
        draft.width === 0
          ? numbers.filter((entry) => Number.isFinite(entry.value))
          : labels.map(({ value }, i) => ({ value: text.decode(value, 0, draft.width), label: numbers[i]!.label }));
      addLabels(draft, own, notices);
    }
  }
}

function addLabels(draft: Draft, labels: readonly SavValueLabel[], notices: NoticeList): void {
  const known = new Set(draft.valueLabels.map((entry) => entry.value));
  for (const entry of labels) {
    if (known.has(entry.value)) {
      notices.add('sav.labelRepeated', '', '', { variable: draft.name, value: entry.value });
      continue;
    }
    known.add(entry.value);
    draft.valueLabels.push(entry);
  }
}

/** Measure, alignment and width, one entry per variable or, in most files, per segment. */
function applyDisplay({ data, count }: ExtensionRecord, drafts: readonly Draft[], littleEndian: boolean): void {
  const segments = drafts.reduce((sum, draft) => sum + draft.segments.length, 0);
  const perSegment = count % segments === 0 && [2, 3].includes(count / segments);
  const fields = perSegment ? count / segments : count / drafts.length;
  if (fields !== 2 && fields !== 3) throw new UnreadableRecord();
  const reader = new ByteReader(data, 0, data.length, littleEndian);
  for (const draft of drafts) {
    const measure = savMeasures[reader.int32('measure')] ?? 'unknown';
    const displayWidth = fields === 3 ? Math.max(0, reader.int32('width')) : 0;
    const alignment = savAlignments[reader.int32('alignment')] ?? draft.display.alignment;
    draft.display = { measure, alignment, displayWidth };
    if (perSegment) reader.skip(4 * fields * (draft.segments.length - 1), 'display');
  }
}

/** The dictionary of a .sav file from its records. wanted: an encoding the user has chosen over the file's own word. */
export function readDictionary(records: SavRecords, wanted: string | undefined, notices: NoticeList): ReadDictionary {
  const { header, extensions } = records;
  const { littleEndian } = header;
  const stated = findEncoding(records, wanted);
  const encoding = stated ?? guessEncoding(textPieces(records), null);
  const text = new SavText(encoding, (shown) =>
    notices.add('sav.badName', '', '', { text: shown.slice(0, 60), encoding: encoding ?? '?' }),
  );
  /** Does something for every record of a subtype; one that makes no sense is named and left out. */
  const each = (subtype: number, size: number, apply: (record: ExtensionRecord) => void): void => {
    for (const record of extensions) {
      if (record.subtype !== subtype) continue;
      try {
        if (record.size !== size) throw new UnreadableRecord();
        apply(record);
      } catch (error) {
        const ownDoing =
          error instanceof UnreadableRecord || (error instanceof InputError && error.code === 'sav.truncated');
        if (!ownDoing) throw error;
        notices.add('sav.recordIgnored', '', '', { subtype, offset: record.offset });
      }
    }
  };

  const longTexts: (readonly [string, number])[] = [];
  each(14, 1, ({ data }) => longTexts.push(...parseLongTexts(data, text)));
  const drafts = joinSegments(records, text, longTexts);
  const byShort = new Map(drafts.map((draft) => [draft.shortName.toLowerCase(), draft]));
  each(13, 1, ({ data }) => {
    for (const [key, name] of parseLongNames(data, text)) {
      const draft = byShort.get(key.toLowerCase());
      if (draft && name !== '') draft.name = name;
    }
  });
  settleNames(drafts, notices);
  const byName = new Map(drafts.map((draft) => [draft.name.toLowerCase(), draft]));
  const named = (name: string): Draft | undefined => byName.get(name.toLowerCase()) ?? byShort.get(name.toLowerCase());

  let floats: FloatInfo = { sysmis, highest, lowest };
  each(4, 8, ({ data, count }) => {
    if (count !== 3) throw new UnreadableRecord();
    const reader = new ByteReader(data, 0, data.length, littleEndian);
    floats = { sysmis: reader.float64('sysmis'), highest: reader.float64('highest'), lowest: reader.float64('lowest') };
  });
  for (const draft of drafts)
    if (draft.width <= 8) draft.missing = missingOf(draft.record, draft.width, floats, littleEndian, text);
  applyLabels(records, drafts, text, notices);
  each(11, 4, (record) => applyDisplay(record, drafts, littleEndian));
  each(21, 1, ({ data, offset }) => {
    for (const { variable, labels } of parseLongTextLabels(data, littleEndian, text, savLimits.valueLabels)) {
      const draft = named(variable);
      if (!draft || draft.width === 0) notices.add('sav.labelUnusable', '', '', { offset });
      else addLabels(draft, labels, notices);
    }
  });
  each(22, 1, ({ data }) => {
    for (const { variable, values } of parseLongTextMissing(data, littleEndian, text)) {
      const draft = named(variable);
      if (draft && draft.width > 0) draft.missing = { values: [...new Set(values)], range: null };
    }
  });
  let attributes: SavAttributes = {};
  each(17, 1, ({ data }) => {
    attributes = parseFileAttributes(data, text);
  });
  each(18, 1, ({ data }) => {
    for (const [variable, own] of parseVariableAttributes(data, text)) {
      const draft = named(variable);
      if (draft) draft.attributes = { ...draft.attributes, ...own };
    }
  });
  const sets: SavMultipleResponseSet[] = [];
  const addSets = ({ data }: ExtensionRecord): void => {
    for (const set of parseResponseSets(data, text)) {
      // The file lists short names; where one equals another variable's long name, the short one is meant.
      const members = set.variables.map((name) => byShort.get(name.toLowerCase()) ?? byName.get(name.toLowerCase()));
      if (members.includes(undefined)) notices.add('sav.setUnreadable', '', '', { name: set.name });
      sets.push({ ...set, variables: members.flatMap((draft) => (draft ? [draft.name] : [])) });
    }
  };
  each(7, 1, addSets);
  each(19, 1, addSets);
  let { caseCount } = header;
  each(16, 8, ({ data, count }) => {
    if (count !== 2) throw new UnreadableRecord();
    const reader = new ByteReader(data, 8, data.length, littleEndian);
    const stated = reader.int64('case count');
    if (stated >= 0) caseCount = stated;
  });
  const weight = header.weightIndex === 0 ? null : drafts.find((draft) => draft.record.index === header.weightIndex);
  if (header.weightIndex !== 0 && (!weight || weight.width > 0)) notices.add('sav.weightUnknown', '', '');

  const variables = drafts.map(
    (draft): SavVariable => ({
      name: draft.name,
      label: text.decode(draft.record.label),
      type: draft.width > 0 ? 'text' : 'number',
      width: draft.width,
      print: formatOf(draft.record.print, draft.width),
      write: formatOf(draft.record.write, draft.width),
      ...draft.display,
      valueLabels: draft.valueLabels,
      missing: draft.missing,
      attributes: draft.attributes,
    }),
  );
  return {
    dictionary: {
      fileLabel: text.decode(header.fileLabel),
      product: text.decode(header.product).replace(/^@\(#\) ?(SPSS DATA FILE ?)?(- )?/, ''),
      creationDate: text.decode(header.creationDate),
      creationTime: text.decode(header.creationTime),
      compression: header.compression,
      documents: records.documents.map((line) => text.decode(line)),
      variables,
      multipleResponseSets: sets,
      weight: weight && weight.width === 0 ? weight.name : null,
      attributes,
    },
    encodingGuessed: stated === null,
    fields: drafts.map(fieldOf),
    units: records.units,
    caseCount,
    sysmis: floats.sysmis,
    text,
  };
}
