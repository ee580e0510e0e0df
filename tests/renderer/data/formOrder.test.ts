import { describe, expect, it } from 'vitest';
import {
  collateInPieces,
  type FormSort,
  keepAnswers,
  markedForms,
  sortForms,
} from '../../../renderer/features/data/formOrder.ts';
import { type CachedColumn, contentAt } from '../../../renderer/features/data/packedColumn.ts';

const column = (values: CachedColumn['values'], dictionary: readonly string[] | null = null): CachedColumn => ({
  variableId: 'q',
  kind: dictionary ? 'text' : 'numeric',
  values,
  dictionary: dictionary ?? [],
});
const all = (size: number): Int32Array => Int32Array.from({ length: size }, (_, form) => form);
const sorted = (size: number, ...sorts: FormSort[]): number[] => [...sortForms(all(size), sorts)];

const marks = column(Int8Array.from([3, -128, 1, 3, 99, -128, -2]));
const money = column(Float64Array.from([0.5, Number.NaN, -1, 1e12, 0.5, -0, 0]));
const towns = column(Int16Array.from([1, 0, -32_768, 2, 1, 0, 2]), ['上海', '北京', 'Aachen']);

describe('the order of forms', () => {
  it('sorts numbers with blanks last in both directions, equal answers as they came', () => {
    expect(sorted(7, { column: marks, descending: false })).toEqual([6, 2, 0, 3, 4, 1, 5]);
    expect(sorted(7, { column: marks, descending: true })).toEqual([4, 0, 3, 2, 6, 1, 5]);
    expect(sorted(7, { column: money, descending: false })).toEqual([2, 5, 6, 0, 4, 3, 1]);
    expect(sorted(7, { column: money, descending: true })).toEqual([3, 0, 4, 5, 6, 2, 1]);
  });

  it('sorts texts as the language has them', () => {
    const order = [...towns.dictionary].sort(new Intl.Collator('zh-CN').compare);
    const rank = (form: number): number => order.indexOf(String(contentAt(towns, form)));
    const got = sorted(7, { column: towns, descending: false });
    expect(got.at(-1)).toBe(2);
    expect(got.slice(0, 6)).toEqual([0, 1, 3, 4, 5, 6].sort((a, b) => rank(a) - rank(b) || a - b));
  });

  it('sorts by several questions, the first counting most, and by the number of the form', () => {
    expect(sorted(7, { column: towns, descending: true }, { column: marks, descending: false })).not.toEqual(
      sorted(7, { column: towns, descending: true }),
    );
    const halves = column(Int8Array.from(marks.values, (value) => (value > 2 ? 0 : 1)));
    expect(sorted(7, { column: halves, descending: false }, { column: null, descending: true })).toEqual([
      4, 3, 0, 6, 5, 2, 1,
    ]);
    expect(sorted(3, { column: null, descending: true })).toEqual([2, 1, 0]);
    expect(sorted(3)).toEqual([0, 1, 2]);
  });

  it('takes a part of the forms, and forms beyond the answers held', () => {
    const forms = Int32Array.from([1, 3, 6, 8]);
    expect([...sortForms(forms, [{ column: marks, descending: false }])]).toEqual([6, 3, 1, 8]);
    expect([...forms]).toEqual([1, 3, 6, 8]);
    expect([...sortForms(new Int32Array(), [{ column: marks, descending: true }])]).toEqual([]);
  });

  it('sorts 50,000 forms like a plain comparison', () => {
    const values = Float64Array.from({ length: 50_000 }, (_, i) => ((i * 7919) % 1009) / 8 - 40);
    const plain = [...all(values.length)].sort((a, b) => values[b]! - values[a]! || a - b);
    expect(sorted(values.length, { column: column(values), descending: true })).toEqual(plain);
  });

  it('sorts whole numbers far apart like a plain comparison', () => {
    const values = Int32Array.from({ length: 5000 }, (_, i) =>
      i % 50 === 0 ? -2_147_483_648 : ((i * 7919) % 1009) * 2_000_000,
    );
    const answered = [...all(values.length)].filter((form) => form % 50 !== 0);
    const plain = answered.sort((a, b) => values[a]! - values[b]! || a - b);
    expect(sorted(values.length, { column: column(values), descending: false }).slice(0, plain.length)).toEqual(plain);
  });

  it('has many different texts in order beforehand, as if they were sorted at once', async () => {
    const words = ['服务', '很好', '排队', '新鲜', 'Queue', 'queue', 'Ａ', '10', '9'];
    const comment = (i: number): string => `${words[(i * 5) % 9]}${words[(i * 7) % 8]}${(i * 7919) % 2503}`;
    const texts = Array.from({ length: 5003 }, (_, i) => comment(i));
    const codes = Int16Array.from(texts, (_, i) => i);
    const order = new Intl.Collator('zh-CN');
    const plain = [...all(texts.length)].sort((a, b) => order.compare(texts[a]!, texts[b]!) || a - b);
    await collateInPieces(texts);
    expect(sorted(texts.length, { column: column(codes, texts), descending: false })).toEqual(plain);
    expect(sorted(texts.length, { column: column(codes, [...texts]), descending: false })).toEqual(plain);
  });

  it('keeps the forms whose answer passes, each answer asked once', () => {
    const asked: unknown[] = [];
    const shown = new Uint8Array(8).fill(1);
    shown[3] = 0;
    keepAnswers(shown, marks, (content) => {
      asked.push(content);
      return content === null || Number(content) > 2;
    });
    expect([...markedForms(shown)]).toEqual([0, 1, 4, 5, 7]);
    expect(asked).toEqual([3, null, 1, 99, -2, null]);
    keepAnswers(shown, undefined, (content) => content !== null);
    expect([...markedForms(shown)]).toEqual([]);
  });
});
