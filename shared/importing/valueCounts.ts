const smallest = -100;
const largest = 1023;

/** Distinct numbers with how often each occurs, ascending. */
export type Counted = readonly (readonly [value: number, count: number])[];

/** Place of a small whole number among the counted ones; -1 for any other number and NaN. */
const placeOf = (value: number): number =>
  (value | 0) === value && value >= smallest && value <= largest ? value - smallest : -1;

/** Merges small whole numbers, counted by place, with the others, sorted. */
function merge(small: Int32Array, rest: Counted): Counted {
  const entries: (readonly [number, number])[] = [];
  let next = 0;
  small.forEach((count, place) => {
    if (count === 0) return;
    const value = place + smallest;
    while (next < rest.length && rest[next]![0] < value) entries.push(rest[next++]!);
    entries.push([value, count]);
  });
  while (next < rest.length) entries.push(rest[next++]!);
  return entries;
}

/** Counts the distinct numbers of a column; NaN is passed over. Quick for the small whole numbers surveys are made of and for many distinct ones. */
export function countNumbers(values: Float64Array): Counted {
  const small = new Int32Array(largest - smallest + 1);
  const others = new Float64Array(values.length);
  let length = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const place = placeOf(value);
    if (place >= 0) small[place]!++;
    else if (value === value) others[length++] = value;
  }
  // A typed array sorts numbers natively; a map of as many doubles as there are forms is ten times slower.
  const sorted = others.subarray(0, length).sort();
  const rest: (readonly [number, number])[] = [];
  for (let from = 0; from < length; ) {
    let to = from + 1;
    while (to < length && sorted[to] === sorted[from]) to++;
    rest.push([sorted[from]!, to - from]);
    from = to;
  }
  return merge(small, rest);
}

/**
 * Counts numbers as they come, telling at most limit distinct ones apart beyond the small whole numbers; later ones go uncounted, but
 * not past the extremes.
 */
export class ValueCounts {
  readonly #small = new Int32Array(largest - smallest + 1);
  readonly #other = new Map<number, number>();
  readonly #limit: number;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  #integers = true;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(value: number, count = 1): void {
    const place = placeOf(value);
    if (place >= 0) {
      this.#small[place]! += count;
      return;
    }
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
    if (this.#integers && Math.trunc(value) !== value) this.#integers = false;
    const known = this.#other.get(value);
    if (known !== undefined) this.#other.set(value, known + count);
    else if (this.#other.size < this.#limit) this.#other.set(value, count);
  }

  /** Smallest number seen; Infinity before the first. */
  get min(): number {
    const place = this.#small.findIndex((count) => count > 0);
    return place < 0 ? this.#min : Math.min(this.#min, place + smallest);
  }

  get max(): number {
    const place = this.#small.findLastIndex((count) => count > 0);
    return place < 0 ? this.#max : Math.max(this.#max, place + smallest);
  }

  /** No number with a fraction was seen. */
  get integers(): boolean {
    return this.#integers;
  }

  /** True when distinct values may have gone uncounted. */
  get full(): boolean {
    return this.#other.size >= this.#limit;
  }

  entries(): Counted {
    return merge(
      this.#small,
      [...this.#other].toSorted((a, b) => a[0] - b[0]),
    );
  }
}
