import { z } from 'zod';
import { reportFileTypes } from '../model/project.ts';
import { dateOrders } from '../importing/dateOrder.ts';
import { surveyPlatformIds } from '../importing/profiles/platformIds.ts';
import { badBytesChoices, decimalMarks, delimiters, quoteMarks, textEncodings } from '../importing/textFile.ts';
import { measuresOfContract, rolesOfContract, valueTypesOfContract, wordChangeKinds } from './vocabulary.ts';

const number = z.number();
const text = z.string().max(32_767);
export const json: z.ZodType<unknown> = z.json();

export const projectId = z.string().min(1).max(80);
export const fileHandle = z.string().min(1).max(80);
export const bilingual = z.strictObject({ zh: z.string(), en: z.string() });
export const cellContent = z.union([number, text, z.null()]);

export const valueLabel = z.strictObject({ value: number, label: text });
export const scale = z.strictObject({
  min: number,
  max: number,
  direction: z.enum(['ascending', 'descending']),
  labels: z.array(valueLabel),
  nonAnswers: z.array(valueLabel),
});

const textCode = z.strictObject({ text, code: number });
export const doubt = z.strictObject({
  code: z.string(),
  details: z.record(z.string(), z.union([z.string(), number, z.array(z.string()).readonly()])),
});

export const columnPlan = z.strictObject({
  column: z.int().min(0).max(16_383),
  include: z.boolean(),
  header: text,
  name: text,
  label: text,
  declaredLabel: text.optional(),
  type: z.enum(valueTypesOfContract),
  measure: z.enum(measuresOfContract),
  role: z.enum(rolesOfContract),
  scale: scale.nullable(),
  valueLabels: z.array(valueLabel),
  textCodes: z.array(textCode),
  reading: z.enum(['duration', 'verbatim', ...dateOrders]).optional(),
  blankTexts: z.array(text).optional(),
  answers: z.array(text).optional(),
  indicatorName: text.nullable(),
  personal: z.boolean(),
  doubts: z.array(doubt),
});

const row = z.int().min(0).max(1_048_575);
/** First and last row of the heading; [0, -1] = none. */
export const headerRows = z.tuple([row, z.int().min(-1).max(1_048_575)]);
export const importPlan = z.strictObject({
  sheet: text,
  headerRows,
  firstDataRow: row,
  lastDataRow: row,
  firstColumn: z.int().min(0).max(16_383),
  lastColumn: z.int().min(0).max(16_383),
  leftOutRows: z.array(row).optional(),
  indicatorTemplate: z.string().nullable(),
  columns: z.array(columnPlan),
});

const columnFacts = z.strictObject({
  column: z.int(),
  answered: z.int(),
  blank: z.int(),
  nonAnswer: z.int(),
  outOfRange: z.int(),
  unreadable: z.int(),
  examples: z.array(z.string()),
  distinct: z.int(),
  histogram: z.array(z.strictObject({ label: z.string(), count: number })),
});
export const importSummary = z.strictObject({
  rows: z.int(),
  blankRows: z.int(),
  columns: z.int(),
  facts: z.array(columnFacts),
  differences: z.array(doubt),
});

const examples = z.strictObject({ count: z.int(), examples: z.array(z.string()) });
export const combineCheck = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('stack'),
    same: z.int(),
    added: z.array(z.string()),
    absent: z.array(z.string()),
    derived: z.array(z.string()),
    cleaned: z.array(z.strictObject({ question: z.string(), change: bilingual })),
    typeDiffers: z.array(z.string()),
    /** The import that has brought these forms in already: the same bytes, the same sheet. */
    repeats: z.strictObject({ file: z.string(), rows: z.int() }).nullable(),
    /** Forms of the project whose number stands in the file too, where numbers are not merely counted from 1; null = none. */
    knownNumbers: z.strictObject({ question: z.string(), count: z.int() }).nullable(),
    waveIsNew: z.boolean().nullable(),
  }),
  z.strictObject({
    kind: z.literal('join'),
    forms: z.int(),
    matched: z.int(),
    unmatchedForms: examples,
    formsWithoutKey: z.int(),
    unmatchedRows: examples,
    rowsWithoutKey: z.int(),
    repeatedInFile: examples,
    repeatedInProject: examples,
    columns: z.array(z.strictObject({ label: z.string(), name: z.string(), renamed: z.boolean() })),
  }),
]);

export const readNotice = z.strictObject({
  code: z.string(),
  sheet: z.string(),
  cell: z.string(),
  details: z.record(z.string(), z.union([z.string(), number])),
});

/** How a text table was, or shall be, read. */
const encoding = z.enum(textEncodings);
export const textFileFacts = z.strictObject({
  encoding,
  delimiter: z.enum(delimiters),
  quote: z.enum(quoteMarks),
  decimal: z.enum(decimalMarks),
});
export const textFileChoices = z.strictObject({
  ...textFileFacts.partial().shape,
  badBytes: z.enum(badBytesChoices).optional(),
});
export const encodingSample = z.strictObject({ encoding, sample: z.string().nullable() });

/** What a proposal was built on: the survey platform whose export the file is, and the sheet of its codebook. */
export const recognised = z.strictObject({
  platform: z.enum(surveyPlatformIds).nullable(),
  codebook: z.strictObject({ sheet: z.string(), matched: z.int(), entries: z.int() }).nullable(),
  /** Every sheet that reads as a codebook of this one. */
  codebooks: z.array(z.string()),
});

/** One sheet of an opened workbook, for the sheet chooser. */
export const sheetInfo = z.strictObject({
  name: z.string(),
  hidden: z.boolean(),
  rowCount: z.int(),
  columnCount: z.int(),
  hiddenRows: z.int(),
  hiddenColumns: z.int(),
  merges: z.int(),
});

const matrixInput = z.strictObject({ labels: z.array(z.string()), rows: z.array(z.array(number)) });
export const analysisRequest = z.strictObject({
  analysis: z.string(),
  inputs: z.record(z.string(), z.union([z.string(), z.array(z.string()), matrixInput, z.null()])),
  options: z.record(z.string(), z.json()),
});

const sentenceParts = z.strictObject({
  about: z.string(),
  parts: z.array(z.union([z.string(), z.strictObject({ path: z.string(), format: z.string() })])),
});
const toldParts = z.array(
  z.union([z.string(), z.strictObject({ path: z.string(), format: z.string(), text: z.string() })]),
);
/** A finding of a whole evaluation: text to read, and the sentence with its numbers as paths into the result of the request. */
export const finding = z.strictObject({
  kind: z.string(),
  request: analysisRequest,
  size: z.number(),
  text: bilingual,
  sentences: z.strictObject({ zh: sentenceParts, en: sentenceParts }),
  /** Its place among the findings about the result of this request. */
  index: z.int(),
  /** The sentences with what their numbers show. */
  told: z.strictObject({ zh: toldParts, en: toldParts }),
});
/** One request of a whole evaluation and what came of it. message: why it has no numbers. */
export const evaluated = z.strictObject({
  request: analysisRequest,
  status: z.enum(['ok', 'notEstimable', 'refused']),
  n: z.int().nullable(),
  message: bilingual.nullable(),
});

/** The number meant: by its path in the values of the result, or by the place of its cell in a table. */
export const numberTarget = z.union([
  z.strictObject({ path: z.string().max(500) }),
  z.strictObject({ tableId: z.string().max(200), row: z.int().min(0), column: z.string().max(200) }),
]);
/** Forms next to each other, from first (0-based) on. */
export const formRange = z.strictObject({ first: z.int().min(0), count: z.int().min(1) });
/** An answer a number rests on, or does not (reason), with the untouched cell it came from. row: form, 0-based. */
export const tracedCell = z.strictObject({
  variableId: z.string(),
  row: z.int(),
  file: z.string().nullable(),
  sheet: z.string().nullable(),
  cell: z.string().nullable(),
  raw: z.string().nullable(),
  value: cellContent,
  reason: z.string().nullable(),
});

/** One place where the data say something else than the final report. */
export const frozenDifference = z.strictObject({
  kind: z.enum(['text', 'cell', 'table', 'figure']),
  section: z.string(),
  of: z.string(),
  what: z.string(),
  before: z.string(),
  after: z.string(),
});

export const recentProject = z.strictObject({
  recentId: z.string(),
  name: z.string(),
  /** The file's own name, which tells projects of one name apart. */
  file: z.string(),
  savedAt: z.string().nullable(),
  /** Last known index 0-100, shown on the start screen; null when none was computed. */
  index: number.nullable(),
  rows: z.int(),
  available: z.boolean(),
  /** A working copy newer than the saved file exists (after a crash): opening it continues there. */
  recovered: z.boolean(),
});

/** Saved entities as JSON; shared/model/project.ts holds their types. They are checked by the commands that write them. */
const entityTable = z.record(z.string(), z.record(z.string(), z.json()));
export const projectState = z.strictObject({
  projectId,
  revision: z.int(),
  rowCount: z.int(),
  entities: entityTable,
  undo: bilingual.nullable(),
  redo: bilingual.nullable(),
  savedAt: z.string().nullable(),
  dirty: z.boolean(),
});

/** What of the data goes out. labels, codebook, log: sheets of .xlsx (labels instead of codes in .csv); exact: texts of .csv as they are. */
export const dataExportOptions = z.strictObject({
  labels: z.boolean().default(true),
  personal: z.boolean().default(false),
  excluded: z.boolean().default(false),
  codebook: z.boolean().default(true),
  log: z.boolean().default(true),
  exact: z.boolean().default(false),
  locale: z.enum(['zh-CN', 'en']).default('zh-CN'),
});

export const projectSource = z.union([z.strictObject({ recentId: z.string() }), z.strictObject({ file: fileHandle })]);
export const projectExamined = z.strictObject({
  /** null: the file opens. */
  problem: z.strictObject({ code: z.string(), message: bilingual }).nullable(),
  backup: z.strictObject({ savedAt: z.string() }).nullable(),
  version: z.strictObject({ name: z.string(), at: z.string() }).nullable(),
  readable: z.boolean(),
  lost: z.array(bilingual),
});

/** A column packed for transport: base64 of little-endian values. int8/int16/int32: blank = the type's smallest value; float64: NaN. */
export const packedColumn = z.strictObject({
  variableId: z.string(),
  kind: z.enum(['numeric', 'text']),
  encoding: z.enum(['int8', 'int16', 'int32', 'float64']),
  data: z.string(),
  /** Answers of a text column; codes index it, blank as above. */
  dictionary: z.array(z.string()),
});

/** shared/model/dataset.ts */
export const dataStep = z.strictObject({
  type: z.string(),
  at: z.string(),
  who: z.string(),
  label: bilingual,
  cells: z.int(),
  forms: z.int(),
});

/** shared/cleaning/log.ts */
export const cleaningLog = z.strictObject({
  program: z.literal('csi-workbench'),
  version: z.literal(1),
  rows: z.int(),
  dataHash: z.string(),
  start: z.strictObject({
    variable: z.record(z.string(), z.string()),
    indicator: z.record(z.string(), z.string()),
  }),
  entries: z
    .array(
      z.strictObject({
        type: z.string(),
        at: z.string(),
        who: z.string(),
        label: bilingual,
        cells: z.int(),
        forms: z.int(),
        command: z.record(z.string(), z.json()),
        created: z.array(z.strictObject({ collection: z.string(), id: z.string() })),
      }),
    )
    .max(100_000),
});

/** shared/commands/previewCommand.ts */
export const commandPreview = z.strictObject({
  label: bilingual,
  cells: z.int(),
  made: z.array(z.strictObject({ name: z.string(), label: z.string(), type: z.enum(valueTypesOfContract) })),
  removed: z.array(z.string()),
  changes: z.array(
    z.strictObject({
      question: z.string(),
      type: z.enum(valueTypesOfContract),
      isNew: z.boolean(),
      fromLabel: z.string().nullable(),
      toLabel: z.string().nullable(),
      from: cellContent,
      to: cellContent,
      count: z.int(),
    }),
  ),
  moreChanges: z.int(),
  facts: z.record(z.string(), z.union([z.number(), z.boolean()])),
});

/** One thing that was changed in an exported Word file. */
export const wordChange = z.strictObject({
  id: z.string(),
  kind: z.enum(wordChangeKinds),
  conflict: z.boolean(),
  section: z.string(),
  exported: z.string(),
  word: z.string(),
  project: z.string(),
  numbersTyped: z.array(z.string()),
  details: bilingual.nullable(),
});

/** A report template of the user's own as it is listed. */
export const reportTemplate = z.strictObject({
  id: z.string(),
  name: z.string(),
  locale: z.enum(['zh-CN', 'en']),
  savedAt: z.string(),
});

export const reportFile = z.strictObject({
  id: z.string(),
  name: z.string(),
  mediaType: z.enum(reportFileTypes),
  base64: z.string(),
});
