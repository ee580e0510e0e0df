import { afterEach, describe, expect, it, vi } from 'vitest';
import { crossProducts } from '../../../shared/numeric/crossProducts.ts';
import { narrowProducts } from '../../../shared/numeric/narrowProducts.ts';
import { pairwiseProducts } from '../../../shared/numeric/pairwiseProducts.ts';
import { randomStream } from '../../../shared/numeric/random.ts';
import { smallProductKernel } from '../../../shared/numeric/smallProductKernel.ts';

const random = randomStream(11);
const columnsOf = (k: number, n: number, draw: () => number): Float64Array[] =>
  Array.from({ length: k }, () => Float64Array.from({ length: n }, draw));

/** n times the sum of squares and products about the means, in whole numbers without limit. */
function exact(x: Float64Array, y: Float64Array): bigint {
  let [xy, sx, sy] = [0n, 0n, 0n];
  for (let row = 0; row < x.length; row++) {
    const [a, b] = [BigInt(x[row]!), BigInt(y[row]!)];
    xy += a * b;
    sx += a;
    sy += b;
  }
  return BigInt(x.length) * xy - sx * sy;
}

describe('products of small whole numbers', () => {
  it.each([
    { k: 1, n: 1 },
    { k: 2, n: 7 },
    { k: 3, n: 8 },
    { k: 5, n: 2048 },
    { k: 7, n: 2049 },
    { k: 40, n: 4100 },
  ])('are exact: $k columns of $n rows', ({ k, n }) => {
    const columns = columnsOf(k, n, () => random.integer(256) - 128);
    columns[0]![0] = -128;
    columns.at(-1)![n - 1] = 127;
    const found = narrowProducts(columns)!;
    for (let i = 0; i < k; i++)
      for (let j = 0; j < k; j++) expect(found.sums.data[j * k + i]).toBe(Number(exact(columns[i]!, columns[j]!)) / n);
  });

  it('are exactly 0 for a constant', () => {
    const [a] = columnsOf(1, 999, () => random.integer(10));
    expect(narrowProducts([a!, new Float64Array(999).fill(7)])!.sums.data.slice(1)).toEqual(new Float64Array(3));
  });

  it.each([
    { what: 'a missing value', value: Number.NaN },
    { what: 'a fraction', value: 2.5 },
    { what: 'a number too large', value: 128 },
    { what: 'one too far below 0', value: -129 },
    { what: 'one beyond 32 bits', value: 2 ** 32 + 1 },
    { what: 'infinity', value: Number.POSITIVE_INFINITY },
  ])('leave $what to the general way, wherever it stands', ({ value }) => {
    for (const row of [0, 3, 2050, 4098]) {
      const columns = columnsOf(3, 4099, () => random.integer(5));
      columns[1]![row] = value;
      expect(narrowProducts(columns)).toBeNull();
    }
  });
});

describe('without WebAssembly, as in a window that forbids it', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it('everything comes to the same numbers', async () => {
    const columns = columnsOf(5, 3000, () => 1 + random.integer(10));
    const holed = columns.map((column) => column.map((value) => (random.uniform() < 0.05 ? Number.NaN : value)));
    const weights = Float64Array.from({ length: 3000 }, () => random.integer(3));
    expect(smallProductKernel()).not.toBeNull();
    const withKernel = [crossProducts(columns), crossProducts(columns, weights), pairwiseProducts(holed, weights)];

    vi.stubGlobal('WebAssembly', {
      Module: class {
        constructor() {
          throw new Error('forbidden by the content policy');
        }
      },
    });
    vi.resetModules();
    const fresh = await import('../../../shared/numeric/crossProducts.ts');
    const freshPairs = await import('../../../shared/numeric/pairwiseProducts.ts');
    const freshKernel = await import('../../../shared/numeric/smallProductKernel.ts');
    expect(freshKernel.smallProductKernel()).toBeNull();
    const without = [
      fresh.crossProducts(columns),
      fresh.crossProducts(columns, weights),
      freshPairs.pairwiseProducts(holed, weights),
    ];
    for (const [place, one] of without.entries()) {
      const [found, wanted] = [flatten(one), flatten(withKernel[place])];
      expect(found.length).toBeGreaterThan(25);
      for (const [at, value] of found.entries()) expect(value).toBeCloseTo(wanted[at]!, 8);
    }
  });
});

/** All numbers of a result, in order. */
function flatten(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  if (value instanceof Float64Array) return [...value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(flatten) : [];
}
