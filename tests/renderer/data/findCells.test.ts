import { describe, expect, it } from 'vitest';
import { findHits, hitNumber, nextHit, plainSearch } from '../../../renderer/features/data/findCells.ts';
import type { CachedColumn } from '../../../renderer/features/data/packedColumn.ts';
import { ruleTest } from '../../../renderer/features/data/columnRule.ts';
import { summarizeRange } from '../../../renderer/features/data/rangeSummary.ts';
import { variableId } from '../../../shared/model/ids.ts';
import type { Variable } from '../../../shared/model/variable.ts';

const text: Variable = {
  id: variableId('t'),
  name: 't',
  label: '意见',
  type: 'text',
  measure: 'nominal',
  role: 'openComment',
  scale: null,
  valueLabels: [],
  indicatorId: null,
  order: 0,
  source: null,
  personal: false,
};
const rated: Variable = {
  ...text,
  id: variableId('n'),
  type: 'number',
  measure: 'scale',
  scale: {
    min: 1,
    max: 10,
    direction: 'ascending',
    labels: [{ value: 10, label: '非常满意' }],
    nonAnswers: [{ value: 99, label: '无法回答' }],
  },
};
const texts: CachedColumn = {
  variableId: 't',
  kind: 'text',
  values: Int8Array.from([0, 1, -128, 0]),
  dictionary: ['Queue too long', '价格偏高'],
};
const numbers: CachedColumn = {
  variableId: 'n',
  kind: 'numeric',
  values: Int8Array.from([10, 1, 99, -128]),
  dictionary: [],
};
const columns = [
  { column: texts, variable: text },
  { column: numbers, variable: rated },
];
const ids = ['t', 'n'];
const forms = [3, 2, 1, 0];
const find = (query: Parameters<typeof plainSearch>[0], shown = forms, labels = false) =>
  findHits(columns, shown, plainSearch(query), labels, () => false);

describe('finding', () => {
  it('finds parts, whole cells and cases', async () => {
    expect((await find({ text: 'QUEUE', mode: 'part', matchCase: false }))?.count).toBe(2);
    expect((await find({ text: 'QUEUE', mode: 'part', matchCase: true }))?.count).toBe(0);
    expect((await find({ text: '1', mode: 'part', matchCase: false }))?.count).toBe(2);
    expect((await find({ text: '1', mode: 'whole', matchCase: false }))?.count).toBe(1);
  });

  it('looks at the cells as they are shown', async () => {
    expect((await find({ text: '满意', mode: 'part', matchCase: false }))?.count).toBe(0);
    expect((await find({ text: '满意', mode: 'part', matchCase: false }, forms, true))?.count).toBe(1);
    expect((await find({ text: 'Queue', mode: 'part', matchCase: false }, [0, 1]))?.count).toBe(1);
  });

  it('walks from hit to hit in the order of the screen, around the ends', async () => {
    const hits = (await find({ text: 'Queue', mode: 'part', matchCase: false }))!;
    expect(nextHit(hits, ids, forms, { row: 0, column: 0 }, 1)).toEqual({ row: 3, column: 0 });
    expect(nextHit(hits, ids, forms, { row: 3, column: 0 }, 1)).toEqual({ row: 0, column: 0 });
    expect(nextHit(hits, ids, forms, { row: 0, column: 0 }, -1)).toEqual({ row: 3, column: 0 });
    expect(hitNumber(hits, ids, forms, { row: 3, column: 0 })).toBe(2);
    expect(hitNumber(hits, ids, forms, { row: 1, column: 0 })).toBe(0);
  });

  it('replaces literally', async () => {
    const part = plainSearch({ text: 'a.', mode: 'part', matchCase: false });
    expect(await part.replaced(['A.b a.', 'ab'], '$&')).toEqual(['$&b $&', 'ab']);
    const whole = plainSearch({ text: '1', mode: 'whole', matchCase: false });
    expect(await whole.replaced(['1', '11'], '2')).toEqual(['2', '11']);
  });
});

describe('filtering by condition', () => {
  it.each([
    ['eq', ['10', ''], [10]],
    ['eq', ['非常满意', ''], [10]],
    ['ne', ['10', ''], [1, 99, null]],
    ['gt', ['1', ''], [10, 99]],
    ['lt', ['200', ''], [10, 1, 99]],
    ['between', ['10', '1'], [10, 1]],
    ['contains', ['满意', ''], [10]],
    ['blank', ['', ''], [null]],
    ['notBlank', ['', ''], [10, 1, 99]],
  ] as const)('%s %j', (operator, operands, kept) => {
    const test = ruleTest({ kind: 'condition', operator, operands }, rated);
    expect([10, 1, 99, null].filter(test)).toEqual(kept);
  });
});

describe('the summary of a selection', () => {
  it('counts what is filled and averages usable answers only', () => {
    expect(summarizeRange(columns, forms, { top: 0, bottom: 3 })).toEqual({
      filled: 6,
      numbers: 2,
      sum: 11,
      min: 1,
      max: 10,
    });
  });

  it('is the same whatever the answers are held in', () => {
    const answers = Array.from({ length: 500 }, (_, row) => [1, 4, 99, 10, -128, 11, 7][(row * 5) % 7]!);
    const withBlank = (blank: number): number[] => answers.map((value) => (value === -128 ? blank : value));
    const held = [
      Int8Array.from(answers),
      Int16Array.from(withBlank(-32_768)),
      Int32Array.from(withBlank(-2_147_483_648)),
      Float64Array.from(withBlank(Number.NaN)),
    ];
    const shown = Int32Array.from(answers, (_, row) => answers.length - 1 - row);
    const summaries = held.map((values) =>
      summarizeRange(
        [{ column: { variableId: 'n', kind: 'numeric', values, dictionary: [] }, variable: rated }],
        shown,
        {
          top: 3,
          bottom: 490,
        },
      ),
    );
    expect(summaries[0]!.numbers).toBeGreaterThan(200);
    expect(summaries[0]!.filled).toBeGreaterThan(summaries[0]!.numbers);
    for (const summary of summaries) expect(summary).toEqual(summaries[0]);
  });
});
