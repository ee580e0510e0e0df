import { describe, expect, it } from 'vitest';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import { explainNumber } from '../../../shared/explain/explainNumber.ts';
import { locateCell } from '../../../shared/explain/locateCell.ts';
import { nameOfNumber } from '../../../shared/explain/nameOfNumber.ts';
import { shownCell } from '../../../shared/format/formatCell.ts';
import type { JsonObject } from '../../../shared/analyses/types.ts';
import type { Snapshot } from '../../../shared/model/dataset.ts';
import { inLocale } from '../../../shared/model/text.ts';
import { store } from '../analyses/fullStore.ts';
import { sampleSnapshot } from '../report/sampleSnapshot.ts';
import { everyRequest, ranOn } from './everyNumber.ts';
import { weightedSample, withGaps } from './weightedSample.ts';

const sample = sampleSnapshot();
const questions = (role: string): readonly string[] =>
  sample.variables.filter((one) => one.role === role).map(({ id }) => id);
const features = sample.variables
  .filter((one) => one.role === 'profile' && one.measure !== 'scale')
  .slice(0, 2)
  .map(({ id }) => id);

describe('the cells of a banner table', () => {
  it.each([
    ['no weights', withGaps(sample)],
    ['survey weights', weightedSample(withGaps(sample), 'survey')],
    ['frequency weights', weightedSample(withGaps(sample), 'frequency')],
  ] as const)('are all explained down to their own forms: %s', (_name, snapshot: Snapshot) => {
    const result = runAnalysis(snapshot, {
      analysis: 'describe.bannerTable',
      inputs: {
        items: [...questions('perception').slice(0, 3), ...questions('loyalty').slice(0, 1)],
        breaks: features,
      },
      options: { answers: 'all' },
    });
    let cells = 0;
    for (const table of findAnalysis('describe.bannerTable')!.tables(result))
      for (const [row, own] of table.rows.entries())
        for (const column of table.columns.slice(1)) {
          const value = own.cells[column.key];
          if (typeof value !== 'number') continue;
          cells++;
          const target = { tableId: table.id, row, column: column.key };
          const told = explainNumber(snapshot, result, target);
          expect(told.path).toBe(locateCell(result, table, row, column.key));
          expect(told.value, `${table.id} ${row} ${column.key}`).toBe(value);
          expect(told.format).toBe(own.format);
          const title = inLocale(column.title, 'zh-CN');
          if (column.key === 'c0') expect(told.group).toBeNull();
          else expect(title).toContain(told.group!.label);
          if (row === 0) expect(told.n).toBe(value);
          else {
            const [, at, place] = /^questions\.(\d+)\.rows\.\d+\.cells\.(\d+)/.exec(told.path!)!;
            const { bases } = (result.values['questions'] as unknown as readonly { bases: readonly number[] }[])[
              Number(at)
            ]!;
            expect(told.n).toBe(bases[Number(place)]);
            expect(told.worked.at(-1)!.value).toBeCloseTo(value, 9);
            expect(told.questions).toHaveLength(column.key === 'c0' ? 1 : 2);
          }
        }
    expect(cells).toBeGreaterThan(60);
  });

  it('are called by column, question and answer', () => {
    const [item] = questions('perception');
    const result = runAnalysis(sample, {
      analysis: 'describe.bannerTable',
      inputs: { items: [item!], breaks: features },
      options: {},
    });
    const { columns } = result.values as unknown as { columns: readonly { label: string }[] };
    expect(nameOfNumber(result, 'questions.0.rows.0.cells.1.value', 'zh-CN')).toBe(
      `${columns[1]!.label} · ${result.labels[item!]} · 均值`,
    );
    expect(nameOfNumber(result, 'questions.0.rows.0.cells.0.value', 'en')).toBe(`${result.labels[item!]} · mean`);
  });
});

describe('a table', () => {
  it('of the index is whole for results kept before the bounds of those not satisfied were among them', () => {
    const result = runAnalysis(sample, { analysis: 'csi.index', inputs: {}, options: {} });
    const { notSatisfiedLower: _lower, notSatisfiedUpper: _upper, ...overall } = result.values['overall'] as JsonObject;
    const { tables } = findAnalysis('csi.index')!;
    const kept = { ...result, values: { ...result.values, overall } };
    expect(_lower).toBeTypeOf('number');
    expect(tables(kept)).toEqual(tables(result));
  });

  it('keeps its numbers as numbers, whatever stands behind them', () => {
    const texts = new Set<string>();
    let marked = 0;
    for (const snapshot of [store, sample])
      for (const request of everyRequest(snapshot)) {
        const result = ranOn(snapshot, request);
        if (!result) continue;
        for (const table of findAnalysis(result.analysis)!.tables(result))
          for (const row of table.rows)
            for (const column of table.columns.slice(1)) {
              const value = row.cells[column.key] ?? null;
              const shown = shownCell(row, column, 'en');
              if (typeof value === 'number' && / [A-Z]/.test(shown)) marked++;
              if (typeof value === 'string' && /^[<>]?[-−+]?\d[\d,.]*%?(?: [A-Z ]+)?$/.test(shown))
                texts.add(`${result.analysis} ${table.id} ${column.key}: ${shown}`);
            }
      }
    expect([...texts]).toEqual([]);
    expect(marked).toBeGreaterThan(3);
  });
});
