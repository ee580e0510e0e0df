/**
 * What the reader accepts before it refuses. Sizes in bytes of inflated XML unless said otherwise. Real survey files stay far below;
 * the numbers bound memory and time for hostile ones.
 */
export interface ReadLimits {
  /** Entries of the zip directory. */
  readonly parts: number;
  /** One part that is neither a sheet nor the shared texts. */
  readonly partBytes: number;
  /** One sheet. */
  readonly sheetBytes: number;
  /** The shared texts: open comments of a large survey exceed partBytes honestly. */
  readonly sharedTextBytes: number;
  /** Inflated over compressed, looked at once more than ratioFromBytes have come out. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
  readonly rows: number;
  readonly columns: number;
  /** Rows times columns that hold any value, over one sheet: what the columns occupy in memory. */
  readonly cells: number;
  readonly sharedTexts: number;
  /** UTF-16 units in one cell. */
  readonly cellText: number;
  /** UTF-16 units over the workbook. */
  readonly allText: number;
  readonly sheets: number;
  readonly merges: number;
  /** One markup token or one run of text. */
  readonly tokenBytes: number;
  readonly depth: number;
  /** A text file. */
  readonly csvBytes: number;
  /** One line of it: 16,384 columns of text that belongs into a table stay far below. */
  readonly lineBytes: number;
}

const MB = 1024 * 1024;

export const defaultLimits: ReadLimits = {
  parts: 512,
  partBytes: 64 * MB,
  sheetBytes: 1536 * MB,
  sharedTextBytes: 512 * MB,
  ratio: 200,
  ratioFromBytes: 10 * MB,
  rows: 1_048_576,
  columns: 16_384,
  cells: 50_000_000,
  sharedTexts: 10_000_000,
  cellText: 32_767,
  allText: 256 * MB,
  sheets: 256,
  merges: 100_000,
  tokenBytes: 8 * MB,
  depth: 128,
  csvBytes: 256 * MB,
  lineBytes: 16 * MB,
};
