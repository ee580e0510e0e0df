import { describe, expect, it } from 'vitest';
import { blockAsText, blockFromText } from '../../../renderer/features/data/clipboardBlock.ts';
import { editCommand } from '../../../renderer/features/data/editCommand.ts';
import {
  type CellEdit,
  partOf,
  planFill,
  planFillSelected,
  planMove,
  planPaste,
  planSame,
  type ShownSheet,
  textsOf,
} from '../../../renderer/features/data/sheetEdits.ts';
import { processorTimer } from '../../support/processorTime.ts';
import { unpackCells } from '../../../shared/commands/packedCells.ts';
import type { CellContent } from '../../../shared/commands/types.ts';
import { variableId } from '../../../shared/model/ids.ts';
import type { Variable } from '../../../shared/model/variable.ts';

const rated = (id: string): Variable => ({
  id: variableId(id),
  name: id,
  label: id,
  type: 'number',
  measure: 'scale',
  role: 'perception',
  scale: { min: 1, max: 10, direction: 'ascending', labels: [], nonAnswers: [{ value: 99, label: '无法回答' }] },
  valueLabels: [],
  indicatorId: null,
  order: 0,
  source: null,
  personal: false,
});
const variables = [rated('a'), rated('b'), { ...rated('c'), type: 'text', scale: null } as Variable];
const cells: Record<string, CellContent[]> = {
  a: [1, 2, 3, 4, 5, 6],
  b: [6, 5, 4, null, 2, 99],
  c: ['好', '带\t格', '两\n行', null, '"引"', '末'],
};
/** Shown backwards, as after sorting. */
const sheet: ShownSheet = {
  variables,
  forms: [5, 4, 3, 2, 1, 0],
  content: (id, form) => cells[id]?.[form] ?? null,
};
const area = (top: number, left: number, bottom: number, right: number) => ({ top, left, bottom, right });

describe('pasting', () => {
  it('puts a block at its own size over a single cell, into the forms as they are sorted', async () => {
    const plan = await planPaste(sheet, area(1, 0, 1, 0), blockFromText('7\t8\n9\t10'));
    expect(plan.edits).toEqual([
      { variableId: 'a', row: 4, value: 7 },
      { variableId: 'b', row: 4, value: 8 },
      { variableId: 'a', row: 3, value: 9 },
      { variableId: 'b', row: 3, value: 10 },
    ]);
    expect(plan.area).toEqual(area(1, 0, 2, 1));
  });

  it('fills a selection with a single value, tiles whole multiples, else ignores the size of the selection', async () => {
    expect((await planPaste(sheet, area(0, 0, 2, 1), [['7']])).edits).toHaveLength(6);
    const tiled = (await planPaste(sheet, area(0, 0, 3, 0), [['7'], ['8']])).edits;
    expect(tiled.map((edit) => edit.value)).toEqual([7, 8, 7, 8]);
    expect((await planPaste(sheet, area(0, 0, 2, 0), [['7'], ['8']])).area).toEqual(area(0, 0, 1, 0));
  });

  it('lists what cannot go in and counts what has no place', async () => {
    const plan = await planPaste(sheet, area(5, 1, 5, 1), blockFromText('11\t文\tx\n无法回答\t字\ty'));
    expect(plan.refused).toMatchObject([{ row: 0, typed: '11', reason: 'outOfScale' }]);
    expect(plan.edits).toEqual([{ variableId: 'c', row: 0, value: '文' }]);
    expect(plan.beyond).toBe(4);
  });

  it('leaves out cells that keep their content', async () => {
    expect((await planPaste(sheet, area(0, 0, 0, 0), [['6']])).edits).toEqual([]);
  });

  it('takes ten thousand cells in far less than a second', async () => {
    const rows = 1000;
    const many: ShownSheet = {
      variables: Array.from({ length: 10 }, (_, index) => rated(`v${index}`)),
      forms: Int32Array.from({ length: rows }, (_, row) => row),
      content: () => 1,
    };
    const block = blockAsText(Array.from({ length: rows }, () => Array.from({ length: 10 }, () => '5')));
    const spent = processorTimer();
    expect((await planPaste(many, area(0, 0, 0, 0), blockFromText(block))).edits).toHaveLength(10_000);
    expect(spent()).toBeLessThan(500);
  });
});

describe('moving what was cut', () => {
  it('clears the old place and fills the new one in one change', async () => {
    const block = textsOf(sheet, area(0, 0, 1, 0), false);
    expect((await planMove(sheet, area(0, 0, 1, 0), { top: 4, left: 1 }, block)).edits).toEqual([
      { variableId: 'a', row: 5, value: null },
      { variableId: 'a', row: 4, value: null },
      { variableId: 'b', row: 1, value: 6 },
      { variableId: 'b', row: 0, value: 5 },
    ]);
  });

  it('lets the new answer count where the places overlap', async () => {
    const block = textsOf(sheet, area(0, 0, 2, 0), false);
    const { edits } = await planMove(sheet, area(0, 0, 2, 0), { top: 1, left: 0 }, block);
    expect(edits).toEqual([
      { variableId: 'a', row: 5, value: null },
      { variableId: 'a', row: 4, value: 6 },
      { variableId: 'a', row: 3, value: 5 },
      { variableId: 'a', row: 2, value: 4 },
    ]);
    expect((await planMove(sheet, area(0, 0, 2, 0), { top: 0, left: 0 }, block)).edits).toEqual([]);
  });

  it('leaves where it was what cannot go in or has no place', async () => {
    const block = textsOf(sheet, area(0, 2, 1, 2), false);
    const refused = await planMove(sheet, area(0, 2, 1, 2), { top: 0, left: 0 }, block);
    expect([refused.edits, refused.refused.length]).toEqual([[], 2]);
    const beyond = await planMove(sheet, area(0, 0, 1, 0), { top: 5, left: 1 }, [['7'], ['8']]);
    expect(beyond).toMatchObject({ beyond: 1 });
    expect(beyond.edits).toEqual([
      { variableId: 'a', row: 5, value: null },
      { variableId: 'b', row: 0, value: 7 },
    ]);
  });
});

describe('filling and clearing', () => {
  it('repeats the source downwards and upwards', async () => {
    const down = await planFill(sheet, area(0, 0, 1, 0), area(2, 0, 5, 0), 'down');
    expect(down.edits.map(({ row, value }) => [row, value])).toEqual([
      [3, 6],
      [2, 5],
      [1, 6],
      [0, 5],
    ]);
    const up = await planFill(sheet, area(3, 0, 5, 0), area(1, 0, 2, 0), 'up');
    expect(up.edits.map(({ row, value }) => [row, value])).toEqual([
      [4, 2],
      [3, 1],
    ]);
  });

  it('Ctrl+D takes the first row, or the row above a single one', async () => {
    expect((await planFillSelected(sheet, area(0, 0, 2, 0), 'down')?.())?.edits).toEqual([
      { variableId: 'a', row: 4, value: 6 },
      { variableId: 'a', row: 3, value: 6 },
    ]);
    expect((await planFillSelected(sheet, area(1, 0, 1, 0), 'down')?.())?.edits).toEqual([
      { variableId: 'a', row: 4, value: 6 },
    ]);
    expect(planFillSelected(sheet, area(0, 0, 0, 0), 'down')).toBeNull();
    expect((await planFillSelected(sheet, area(0, 0, 0, 1), 'right')?.())?.edits).toEqual([
      { variableId: 'b', row: 5, value: 6 },
    ]);
  });

  it('clears only what is not blank', async () => {
    expect((await planSame(sheet, [area(1, 1, 2, 1)], '')).edits).toEqual([{ variableId: 'b', row: 4, value: null }]);
  });

  it('puts one text into several areas, and leaves the selection as it is', async () => {
    const plan = await planSame(sheet, [area(0, 0, 1, 0), area(5, 1, 5, 2)], '6');
    expect(plan).toEqual({
      edits: [
        { variableId: 'a', row: 4, value: 6 },
        { variableId: 'c', row: 0, value: '6' },
      ],
      refused: [],
      beyond: 0,
      area: null,
    });
    expect(await planSame(sheet, [area(0, 0, 0, 0), area(0, 1, 0, 2)], '50')).toMatchObject({
      edits: [{ variableId: 'c', row: 5, value: '50' }],
      refused: [{ row: 5 }, { row: 5 }],
    });
  });
});

describe('a change of very many cells', () => {
  it('is planned in pieces and ends where one change may hold no more', async () => {
    const many: ShownSheet = {
      variables: Array.from({ length: 12 }, (_, index) => rated(`v${index}`)),
      forms: Int32Array.from({ length: 100_000 }, (_, row) => row),
      content: () => 1,
    };
    let turns = 0;
    const count = setInterval(() => turns++);
    const { edits } = await planSame(many, [area(0, 0, 99_999, 11)], '5');
    clearInterval(count);
    expect(turns).toBeGreaterThan(0);
    expect(edits.length).toBeGreaterThan(1_000_000);
    expect(edits.length).toBeLessThan(1_000_100);
  });

  it('goes to the host packed, and says the same', async () => {
    const edits = Array.from({ length: 3000 }, (_, index) => ({
      variableId: index % 3 === 0 ? 'a' : 'c',
      row: (index * 7) % 3001,
      value: index % 3 === 0 ? (index % 5) + 1 : index % 2 === 0 ? null : '好',
    }));
    const command = await editCommand(edits);
    if (command.type !== 'cells.set' || !command.columns) throw new Error('not packed');
    expect(command.edits).toEqual([]);
    const back = command.columns.flatMap(({ variableId: id, ...packed }) => {
      const { rows, values } = unpackCells(packed, edits.length);
      return rows.map((row, at) => ({ variableId: id, row, value: values[at]! }));
    });
    const sorted = (list: readonly CellEdit[]) => list.toSorted((a, b) => a.row - b.row);
    expect(sorted(back)).toEqual(sorted(edits));
    expect(await editCommand(edits.slice(0, 2))).toEqual({ type: 'cells.set', edits: edits.slice(0, 2) });
  });
});

describe('copying', () => {
  it('takes the rows and columns that were picked, in their order', () => {
    const part = partOf(sheet, [0, 5], [0, 2]);
    expect(textsOf(part, area(0, 0, 1, 1), false)).toEqual([
      ['6', '末'],
      ['1', '好'],
    ]);
  });

  it('is read back the same, whatever the texts hold', () => {
    const lines = textsOf(sheet, area(0, 0, 5, 2), false);
    expect(lines[0]).toEqual(['6', '无法回答', '末']);
    expect(blockFromText(blockAsText(lines))).toEqual(lines);
    expect(textsOf(sheet, area(0, 1, 0, 1), true)).toEqual([['无法回答']]);
  });
});
