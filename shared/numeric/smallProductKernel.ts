/**
 * Products of small whole numbers, eight rows at a time. Answers are whole numbers below a few hundred, so a product fits 16 bits and
 * a processor multiplies and adds eight pairs in one step; JavaScript has no word for that, WebAssembly has (i32x4.dot_i16x8_s). The
 * kernel below is written out in its instructions: three columns against three, nine running sums. Sums are exact.
 *
 * Where WebAssembly is missing or forbidden (a window's content policy) there is no kernel and callers multiply as plain numbers.
 */

/** No product of two values may be larger: both then fit 16 bits, and a block's sum 32. */
export const largestSmallProduct = 2 ** 15 - 1;
/** Rows per call at most; their sum stays below 2^31. A multiple of 8. */
export const longestSmallBlock = 2048;

export interface SmallProductKernel {
  /** At least so many 16-bit numbers of working memory, the same for every caller: write, call and read without letting others in. */
  room(values: number): Int16Array;
  /**
   * Element 3 a + b = sum of left_a * right_b over the rows; read before the next call. Places are indices into room();
   * rows is a multiple of 8 (fill up with zeros).
   */
  dot(left: readonly [number, number, number], right: readonly [number, number, number], rows: number): Int32Array;
}

interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  dot(l0: number, l1: number, l2: number, r0: number, r1: number, r2: number, bytes: number): void;
}
/** What is used of the global of the same name, which ECMAScript's own library of types does not know. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

/**
 * The kernel, made once; null where WebAssembly cannot be had. Checked against BigInt, and with WebAssembly taken away:
 * tests/shared/numeric/smallProducts.
 */
export function smallProductKernel(): SmallProductKernel | null {
  kernel ??= makeKernel() ?? 'none';
  return kernel === 'none' ? null : kernel;
}
let kernel: SmallProductKernel | 'none' | null = null;

const pageBytes = 65_536;
/** The nine sums stand before the columns, at byte 0. */
const sumsBytes = 64;

function makeKernel(): SmallProductKernel | null {
  let exports: KernelExports;
  try {
    exports = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes())).exports as KernelExports;
  } catch {
    return null;
  }
  const { memory, dot } = exports;
  return {
    room(values) {
      const missing = sumsBytes + 2 * values - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
      return new Int16Array(memory.buffer, sumsBytes);
    },
    dot(left, right, rows) {
      const at = (place: number): number => sumsBytes + 2 * place;
      dot(at(left[0]), at(left[1]), at(left[2]), at(right[0]), at(right[1]), at(right[2]), 2 * rows);
      return new Int32Array(memory.buffer, 0, 9);
    },
  };
}

type Code = readonly number[];

/** WebAssembly Core Specification 2.0, binary format (section 5). */
function moduleBytes(): Uint8Array {
  const i32 = 0x7f;
  const v128 = 0x7b;
  const body = [
    ...list([
      [1, i32],
      [13, v128],
    ]),
    ...kernelCode(),
    0x0b,
  ];
  return Uint8Array.from([
    ...magicAndVersion,
    ...section(1, list([[0x60, ...list(Array.from({ length: 7 }, () => [i32])), ...list([])]])),
    ...section(3, list([[0]])),
    ...section(5, list([[0, 1]])),
    ...section(
      7,
      list([
        [...name('memory'), 2, 0],
        [...name('dot'), 0, 0],
      ]),
    ),
    ...section(10, list([[...unsigned(body.length), ...body]])),
  ]);
}

/** Parameters 0-2: left columns, 3-5: right columns, 6: bytes of a column. Then 7: byte reached, 8-16: sums, 17-19: left values, 20: right. */
function kernelCode(): Code {
  const [bytes, reached, sums, lefts, right] = [6, 7, 8, 17, 20];
  const three = [0, 1, 2];
  const loadFrom = (column: number): Code => [...get(column), ...get(reached), ...add32, ...simd(0x00), 4, 0];
  const multiplyAndAdd = (a: number, b: number): Code => [
    ...get(sums + 3 * a + b),
    ...get(lefts + a),
    ...get(right),
    ...simd(0xba),
    ...simd(0xae),
    ...set(sums + 3 * a + b),
  ];
  const lane = (sum: number, place: number): Code => [...get(sums + sum), ...simd(0x1b), place];
  return [
    ...startLoop,
    ...three.flatMap((a) => [...loadFrom(a), ...set(lefts + a)]),
    ...three.flatMap((b) => [...loadFrom(3 + b), ...set(right), ...three.flatMap((a) => multiplyAndAdd(a, b))]),
    ...get(reached),
    ...constant(16),
    ...add32,
    ...set(reached),
    ...get(reached),
    ...get(bytes),
    ...backWhileBelow,
    ...Array.from({ length: 9 }, (_, sum) => [
      ...constant(0),
      ...[0, 1, 2, 3].flatMap((place) => lane(sum, place)),
      ...three.flatMap(() => add32),
      ...store32(4 * sum),
    ]).flat(),
  ];
}

const magicAndVersion: Code = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const startLoop: Code = [0x03, 0x40];
const backWhileBelow: Code = [0x49, 0x0d, 0, 0x0b];
const add32: Code = [0x6a];
/** Up to 63. */
const constant = (value: number): Code => [0x41, value];
const store32 = (offset: number): Code => [0x36, 2, ...unsigned(offset)];
const get = (local: number): Code => [0x20, local];
const set = (local: number): Code => [0x21, local];
const simd = (instruction: number): Code => [0xfd, ...unsigned(instruction)];
const list = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
const name = (text: string): Code => list(Array.from(text, (letter) => [letter.charCodeAt(0)]));

/** LEB128. */
function unsigned(value: number): Code {
  const rest = value >>> 7;
  return rest === 0 ? [value] : [(value & 127) | 128, ...unsigned(rest)];
}
