import { describe, expect, it } from 'vitest';
import { usedColumns, withCell, withPasted } from '../../../renderer/features/indicators/entryTable.ts';
import { type EntryKind, entryWeights } from '../../../renderer/features/indicators/entryWeights.ts';
import type { RankingRule } from '../../../shared/satisfaction/rankingJudgments.ts';

const names = ['员工', '员工 态度', '价格'];
const table = (...lines: readonly string[]) => lines.map((line) => line.split(' '));
const weigh = (kind: EntryKind, lines: readonly string[], rule: RankingRule = 'geometric') =>
  entryWeights(kind, [table(...lines)], lines.length, rule);

describe('weights from what is entered', () => {
  it('rankings under each rule', () => {
    const one = weigh('ranking', ['1 1', '2 2', '3 3']);
    if (one.state !== 'ok') throw new Error(one.state);
    expect(one.weights.map((weight) => Number(weight.toFixed(3)))).toEqual([0.692, 0.231, 0.077]);
    expect(one.people).toBe(2);
    expect(one.tables).toEqual([
      [
        [1, 1],
        [2, 2],
        [3, 3],
      ],
    ]);
    const linear = weigh('ranking', ['1', '2', '3'], 'linear');
    expect(linear.state === 'ok' && linear.ratio).toBeCloseTo(0.1009, 4);
  });

  it('expert scores with their agreement, the last round in force', () => {
    const scores = weigh('experts', ['8 9', '4 5', '2 2']);
    expect(scores).toMatchObject({ state: 'ok', people: 2, rounds: [{ people: 2, w: 1, change: null }] });
    expect(scores.state === 'ok' && scores.weights[0]).toBeCloseTo(17 / 30, 12);
    const rounds = entryWeights(
      'experts',
      [table('8 2', '4 5', '2 9'), table('', '', ''), table('8 8', '6 6', '6 6')],
      3,
      'geometric',
    );
    if (rounds.state !== 'ok') throw new Error(rounds.state);
    expect(rounds.weights).toEqual([0.4, 0.3, 0.3]);
    expect(rounds.tables).toHaveLength(2);
    expect(rounds.rounds.map((facts) => facts.people)).toEqual([2, 2]);
    expect(rounds.rounds[0]!.w).toBe(0);
    expect(rounds.rounds[1]!.spread).toBe(0);
    expect(rounds.rounds[1]!.change).toBeCloseTo(0.4 - 10 / 30, 12);
  });

  it('wins as shares, the diagonal left out', () => {
    const wins = weigh('wins', ['- 3 3', '1 - 2', '1 2 -']);
    expect(wins.state === 'ok' && wins.weights).toEqual([6 / 12, 3 / 12, 3 / 12]);
    expect(wins.state === 'ok' && wins.tables[0]).toEqual([
      [0, 3, 3],
      [1, 0, 2],
      [1, 2, 0],
    ]);
  });

  it('says which cell is wrong', () => {
    expect(weigh('ranking', ['', '', '']).state).toBe('empty');
    expect(weigh('ranking', ['1 2', '2', '3 3'])).toEqual({ state: 'cell', round: 0, row: 1, column: 1 });
    expect(weigh('experts', ['1', 'x', '3'])).toEqual({ state: 'cell', round: 0, row: 1, column: 0 });
    expect(weigh('experts', ['1', '-2', '3'])).toEqual({ state: 'cell', round: 0, row: 1, column: 0 });
    expect(weigh('wins', ['- 1', '', '1 1']).state).toBe('cell');
    expect(weigh('experts', ['0', '0', '0']).state).toBe('empty');
  });
});

describe('the table of an entry', () => {
  it('grows with a cell and knows the columns in use', () => {
    const one = withCell([], 3, 1, 2, '5');
    expect(one).toEqual([[], ['', '', '5'], []]);
    expect(usedColumns(one)).toBe(3);
    expect(usedColumns(withCell(one, 3, 1, 2, ' '))).toBe(0);
  });

  it('takes a block with names in any order, and one without from where it was pasted', () => {
    const named = withPasted([], names, 0, 0, '指标\t甲\t乙\n价格\t3\t2\r\n员工\t1\t1\n员工 态度\t2\t3\n合计\t6\t6');
    expect(named).toEqual([
      ['1', '1'],
      ['2', '3'],
      ['3', '2'],
    ]);
    expect(withPasted(named, names, 1, 1, '7\t8\n9\t9\n1\t1')).toEqual([
      ['1', '1'],
      ['2', '7', '8'],
      ['3', '9', '9'],
    ]);
  });
});
