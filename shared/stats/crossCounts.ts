import type { SmallCategories } from '../model/decode.ts';
import { InputError } from '../model/errors.ts';

/** Sums of weights per cell, [row][column], and the number of forms behind them. */
export interface CrossCounts {
  readonly counts: readonly (readonly number[])[];
  readonly forms: number;
}

/**
 * Counts two categorical questions against each other in one pass.
 *
 * @param rowCodes, columnCodes  category of each form, -1 = missing: such forms are left out
 * @param rows, columns  how many categories there are
 * @param weights  positive, or null = all 1
 * @throws InputError 'stats.shape', 'stats.category'
 * Checked by hand: tests/shared/stats/classical; R's table() through tests/golden crosstab.
 */
export function crossCounts(
  rowCodes: Int32Array,
  columnCodes: Int32Array,
  rows: number,
  columns: number,
  weights: Float64Array | null = null,
): CrossCounts {
  if (columnCodes.length !== rowCodes.length || (weights && weights.length !== rowCodes.length))
    throw new InputError('stats.shape', { rows: rowCodes.length, columns: columnCodes.length });
  const sums = new Float64Array(rows * columns);
  let forms = 0;
  for (let i = 0; i < rowCodes.length; i++) {
    const row = rowCodes[i]!;
    const column = columnCodes[i]!;
    if (row < 0 || column < 0) continue;
    if (row >= rows || column >= columns) throw new InputError('stats.category', { row: i, code: row });
    sums[row * columns + column]! += weights ? weights[i]! : 1;
    forms++;
  }
  return {
    counts: Array.from({ length: rows }, (_, row) => [...sums.subarray(row * columns, (row + 1) * columns)]),
    forms,
  };
}

/**
 * The same without weights, of categories in bytes: several times as fast. Rows without an answer are counted beside the table and left out
 * of it.
 *
 * @throws InputError 'stats.shape'
 * Checked against crossCounts: tests/shared/stats/crossCounts.
 */
export function crossByteCounts(rows: SmallCategories, columns: SmallCategories): CrossCounts {
  if (rows.bytes.length !== columns.bytes.length)
    throw new InputError('stats.shape', { rows: rows.bytes.length, columns: columns.bytes.length });
  const [rowBits, columnBits] = [bitsOf(rows.order), bitsOf(columns.order)];
  const pairs = pairCounts(rows.bytes, rowBits, columns.bytes, columnBits);
  const counts = rows.order.map((row) => columns.order.map((column) => pairs[(row << columnBits) | column]!));
  let forms = 0;
  for (const cells of counts) for (const count of cells) forms += count;
  return { counts, forms };
}

/** So many bits tell the bytes from each other and from the missing answer, whose bits are all set. */
const bitsOf = (order: readonly number[]): number => 32 - Math.clz32(Math.max(0, ...order) + 1);

/**
 * How often each pair of the lowest bits occurs; element (a << bits of b) | b. Four rows are read as one word and counted in four
 * counters, so that equal neighbours do not wait for each other. Both arrays are filled up to whole words (AnswerBytes).
 */
function pairCounts(a: Uint8Array, aBits: number, b: Uint8Array, bBits: number): Int32Array {
  const size = 1 << (aBits + bBits);
  const [first, second, third, fourth] = [counters(size), counters(size), counters(size), counters(size)];
  const [aMask, bMask] = [(1 << aBits) - 1, (1 << bBits) - 1];
  const words = a.length >> 2;
  const aWords = new Int32Array(a.buffer, a.byteOffset, words);
  const bWords = new Int32Array(b.buffer, b.byteOffset, words);
  if (aBits + bBits <= 8) {
    // Pairs that fit a byte are put together four at a time.
    const [aMasks, bMasks] = [Math.imul(aMask, 0x0101_0101), Math.imul(bMask, 0x0101_0101)];
    const last = size - 1;
    for (let word = 0; word < words; word++) {
      const pairs = ((aWords[word]! & aMasks) << bBits) | (bWords[word]! & bMasks);
      first[pairs & last]!++;
      second[(pairs >>> 8) & last]!++;
      third[(pairs >>> 16) & last]!++;
      fourth[(pairs >>> 24) & last]!++;
    }
  } else
    for (let word = 0; word < words; word++) {
      const x = aWords[word]!;
      const y = bWords[word]!;
      first[((x & aMask) << bBits) | (y & bMask)]!++;
      second[(((x >>> 8) & aMask) << bBits) | ((y >>> 8) & bMask)]!++;
      third[(((x >>> 16) & aMask) << bBits) | ((y >>> 16) & bMask)]!++;
      fourth[(((x >>> 24) & aMask) << bBits) | ((y >>> 24) & bMask)]!++;
    }
  for (let i = 4 * words; i < a.length; i++) first[((a[i]! & aMask) << bBits) | (b[i]! & bMask)]!++;
  for (let pair = 0; pair < size; pair++) first[pair]! += second[pair]! + third[pair]! + fourth[pair]!;
  return first;
}

const counters = (size: number): Int32Array => new Int32Array(size);
