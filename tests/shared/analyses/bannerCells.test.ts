import { describe, expect, it } from 'vitest';
import { cellsByCounts, cellsByForm } from '../../../shared/analyses/bannerCells.ts';
import type { DesignRows } from '../../../shared/analyses/design.ts';
import { packBytes } from '../../../shared/model/answerBytes.ts';
import type { DecodedCategories, SmallCategories } from '../../../shared/model/decode.ts';
import { randomStream } from '../../../shared/numeric/random.ts';

const forms = 1203;

function drawn(
  seed: number,
  most: number,
): DecodedCategories & { readonly small: SmallCategories; readonly values: Float64Array } {
  const stream = randomStream(seed);
  const values = Float64Array.from({ length: forms }, () =>
    stream.uniform() < 0.1 ? Number.NaN : stream.integer(most),
  );
  const { bytes, seen } = packBytes(values, Number.isNaN)!;
  return {
    codes: Int32Array.from(values, (value) => (Number.isNaN(value) ? -1 : seen.indexOf(value))),
    small: { bytes, order: seen },
    labels: seen.map(String),
    missing: {},
    values,
  };
}

const design: DesignRows = {
  rows: Int32Array.from({ length: forms }, (_, row) => row),
  weightKind: 'none',
  weights: null,
  strata: null,
  clusters: null,
  populationSize: null,
  stratumSizes: null,
  leftOut: [],
  warnings: [],
};

describe('cells of a banner table', () => {
  it('are the same from counts and form by form', () => {
    const question = drawn(1, 10);
    const breaks = [drawn(2, 3), drawn(3, 40)];
    const places = [
      design.rows,
      ...breaks.flatMap(({ codes, labels }) =>
        labels.map((_, code) => design.rows.filter((row) => codes[row] === code)),
      ),
    ];
    const byForm = cellsByForm(places, design, question.values, question);
    const byCounts = cellsByCounts(
      forms,
      breaks.map(({ small }) => small),
      question.small,
      question.small.order,
    );
    expect(byCounts).toHaveLength(44);
    byCounts.forEach((cell, at) => {
      const other = byForm[at]!;
      expect([cell.forms, cell.base, Array.from(cell.answers)]).toEqual([
        other.forms,
        other.base,
        Array.from(other.answers),
      ]);
      expect(cell.mean).toBeCloseTo(other.mean!, 12);
      expect(cell.sd).toBeCloseTo(other.sd!, 12);
    });
  });

  it('of nobody have no mean', () => {
    const none = packBytes(new Float64Array(8).fill(Number.NaN), Number.isNaN)!;
    const cells = cellsByCounts(8, [], { bytes: none.bytes, order: [1, 2] }, [1, 2]);
    expect(cells).toMatchObject([{ forms: 0, mean: null, sd: null }]);
  });
});
