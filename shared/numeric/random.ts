import { InputError } from '../model/errors.ts';
import { normalQuantile } from './distributions.ts';

/** A seeded source of random numbers. */
export interface RandomStream {
  /** Uniform on [0, 1) with 53 random bits. */
  uniform(): number;
  /** Standard normal, by inversion. */
  normal(): number;
  /** Whole number 0 .. below - 1, every one equally likely (rejection, no modulo bias). below: 1 .. 2^32. */
  integer(below: number): number;
  /** The same numbers as so many calls of integer(places.length), each adding `each` to counts[places[number]]. */
  tally(places: Int32Array, draws: number, counts: Float64Array, each: number): void;
}

/** One step of the finaliser of MurmurHash3: every bit of the input changes half of the output's bits. */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}

/**
 * Stream number `index` of a seed: xoshiro128** (Blackman and Vigna 2018), its state hashed from (seed, index). Replicate i of a random
 * method draws from stream i, so that the answer does not depend on how many workers share the replicates.
 *
 * @param seed   whole number, |seed| <= 2^53 - 1
 * @param index  whole number, 0 .. 2^53 - 1
 * @throws InputError 'random.seed' when either is not such a number; of its functions 'random.range' when there is nothing to draw from
 * Source: Blackman and Vigna (2018); the finaliser of MurmurHash3. Checked: fixed first numbers, moments, neighbouring streams:
 * tests/shared/numeric/numeric.
 */
export function randomStream(seed: number, index = 0): RandomStream {
  if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(index) || index < 0)
    throw new InputError('random.seed', { seed, index });
  const words = [seed >>> 0, Math.floor(seed / 4294967296) >>> 0, index >>> 0, Math.floor(index / 4294967296) >>> 0];
  const state = [0, 0, 0, 0];
  let hash = 0x9e3779b9 | 0;
  for (let round = 0; round < 3; round++) {
    for (let k = 0; k < 4; k++) {
      hash = mix(Math.imul(hash, 0x01000193) ^ (words[k]! + Math.imul(k + 1 + 4 * round, 0x9e3779b9)));
      state[k] = state[k]! ^ hash;
    }
  }
  let [a, b, c, d] = state as [number, number, number, number];
  if ((a | b | c | d) === 0) a = 1;

  function next32(): number {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  }
  const uniform = (): number => (next32() * 2097152 + (next32() >>> 11)) / 9007199254740992;

  return {
    uniform,
    normal() {
      // 0 has no normal quantile; it turns up once in 2^53 draws.
      let u = uniform();
      while (u === 0) u = uniform();
      return normalQuantile(u);
    },
    integer(below) {
      if (!Number.isInteger(below) || below < 1 || below > 4294967296) throw new InputError('random.range', { below });
      const limit = 4294967296 - (4294967296 % below);
      let draw = next32();
      while (draw >= limit) draw = next32();
      return draw % below;
    },
    tally(places, draws, counts, each) {
      const below = places.length;
      if (below < 1) throw new InputError('random.range', { below });
      // Millions of draws: the state in local variables and 32-bit division instead of a call each.
      const size = below >>> 0;
      const power = (size & (size - 1)) === 0;
      const last = (4294967295 - (4294967296 % size)) >>> 0;
      let [sa, sb, sc, sd] = [a | 0, b | 0, c | 0, d | 0];
      for (let done = 0; done < draws; ) {
        const product = Math.imul(sb, 5);
        const draw = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
        const shifted = sb << 9;
        sc ^= sa;
        sd ^= sb;
        sb ^= sc;
        sa ^= sd;
        sc ^= shifted;
        sd = (sd << 11) | (sd >>> 21);
        if (!power && draw > last) continue;
        const place = places[power ? draw & (size - 1) : draw % size]!;
        counts[place] = counts[place]! + each;
        done++;
      }
      [a, b, c, d] = [sa, sb, sc, sd];
    },
  };
}
