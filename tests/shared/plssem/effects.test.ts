import { describe, expect, it } from 'vitest';
import { cholesky } from '../../../shared/numeric/cholesky.ts';
import { at, matrixOf } from '../../../shared/numeric/matrix.ts';
import { randomStream } from '../../../shared/numeric/random.ts';
import { specificIndirectEffects, totalEffects } from '../../../shared/plssem/effects.ts';
import { layeredLayout } from '../../../shared/plssem/layout.ts';
import { specify } from '../../../shared/plssem/model.ts';
import { solveInPlace } from '../../../shared/plssem/smallSolve.ts';

/** The ACSI model, its constructs in an order that is not causal. */
const names = ['LOY', 'SAT', 'VAL', 'QUAL', 'EXP', 'COMPL'];
const model = specify({
  constructs: names.map((name) => ({ name, mode: 'A', items: [`${name}1`] })),
  paths: [
    ['EXP', 'QUAL'],
    ['EXP', 'VAL'],
    ['EXP', 'SAT'],
    ['QUAL', 'VAL'],
    ['QUAL', 'SAT'],
    ['VAL', 'SAT'],
    ['SAT', 'COMPL'],
    ['SAT', 'LOY'],
    ['COMPL', 'LOY'],
  ].map(([from, to]) => ({ from: from!, to: to! })),
});
const coefficients = [0.5, 0.1, -0.2, 0.6, 0.3, 0.4, -0.7, 0.45, 0.15];
const size = names.length;
const place = (name: string): number => names.indexOf(name);

describe('effects along the paths', () => {
  const total = totalEffects(model, coefficients);
  const direct = matrixOf(size, size, (from, to) => {
    const path = model.paths.findIndex((one) => one.from === from && one.to === to);
    return path < 0 ? 0 : coefficients[path]!;
  });

  it('are B + B^2 + ... of the matrix B of the paths', () => {
    for (let from = 0; from < size; from++) {
      let reached = Float64Array.from({ length: size }, (_, to) => (to === from ? 1 : 0));
      const sum = new Float64Array(size);
      for (let length = 1; length < size; length++) {
        reached = reached.map((_, to) => reached.reduce((part, value, via) => part + value * at(direct, via, to), 0));
        reached.forEach((value, to) => (sum[to]! += value));
      }
      sum.forEach((value, to) => expect(total[from * size + to]).toBeCloseTo(value, 14));
    }
  });

  it('by chain sum to the total less the direct one', () => {
    const chains = specificIndirectEffects(model, coefficients);
    expect(chains.find(({ chain }) => chain.map((one) => names[one]).join(' ') === 'EXP QUAL VAL SAT')!.effect).toBe(
      0.5 * 0.6 * 0.4,
    );
    for (let from = 0; from < size; from++)
      for (let to = 0; to < size; to++) {
        const own = chains.filter(({ chain }) => chain[0] === from && chain.at(-1) === to);
        expect(own.reduce((sum, { effect }) => sum + effect, at(direct, from, to))).toBeCloseTo(
          total[from * size + to]!,
          14,
        );
      }
  });
});

it('an undrawn model is laid out with causes left of effects and no two constructs in one place', () => {
  const places = layeredLayout(model);
  for (const { from, to } of model.paths) expect(places[from]!.x).toBeLessThan(places[to]!.x);
  expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(size);
  expect([places[place('EXP')]!.x, places[place('LOY')]!.x]).toEqual([90, 630]);
});

describe('small systems of equations', () => {
  it('are solved as by the general factorisation', () => {
    const random = randomStream(3);
    for (const order of [1, 2, 5, 9]) {
      const factor = Array.from({ length: order }, () => Array.from({ length: order + 2 }, () => random.normal()));
      const element = (i: number, j: number): number =>
        factor[i]!.reduce((sum, value, k) => sum + value * factor[j]![k]!, 0);
      const b = Float64Array.from({ length: order }, () => random.normal());
      const wanted = cholesky(matrixOf(order, order, element))!.solve(b);
      const rows = Float64Array.from({ length: order * order }, (_, cell) =>
        element(Math.floor(cell / order), cell % order),
      );
      expect(solveInPlace(rows, b, order)).toBe(true);
      b.forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 10));
    }
  });

  it('are refused where one row is a combination of the others', () => {
    expect(solveInPlace(Float64Array.of(1, 1, 1, 1), Float64Array.of(1, 2), 2)).toBe(false);
  });
});
