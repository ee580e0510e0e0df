import { describe, expect, it } from 'vitest';
import { entryWeights } from '../../../renderer/features/indicators/entryWeights.ts';

const names = ['员工', '员工 态度', '价格'];
const text = (...lines: readonly string[]): string => lines.join('\n');

describe('weights from what is entered', () => {
  it('rankings in any order of lines; a name that begins another keeps its own line', () => {
    const one = entryWeights('ranking', text('员工\t1\t1', '员工 态度\t2\t2', '价格\t3\t3'), names, 'geometric');
    const turned = entryWeights('ranking', text('价格 3 3', '员工 态度 2 2', '员工 1 1'), names, 'geometric');
    expect(turned).toEqual(one);
    if (one.state !== 'ok') throw new Error(one.state);
    expect(one.weights.map((weight) => Number(weight.toFixed(3)))).toEqual([0.692, 0.231, 0.077]);
    expect(one.people).toBe(2);
    const linear = entryWeights('ranking', text('员工 1', '员工 态度 2', '价格 3'), names, 'linear');
    expect(linear.state === 'ok' && linear.ratio).toBeCloseTo(0.1009, 4);
  });

  it('expert scores with their agreement, wins as shares', () => {
    const scores = entryWeights('experts', text('员工 8,9', '员工 态度 4,5', '价格 2,2'), names, 'geometric');
    expect(scores).toMatchObject({ state: 'ok', people: 2, concordance: { w: 1 } });
    expect(scores.state === 'ok' && scores.weights[0]).toBeCloseTo(17 / 30, 12);
    const wins = entryWeights('wins', text('员工 0 3 3', '员工 态度 1 0 2', '价格 1 2 0'), names, 'geometric');
    expect(wins.state === 'ok' && wins.weights).toEqual([6 / 12, 3 / 12, 3 / 12]);
    // In another order of lines the columns follow it.
    const turned = entryWeights('wins', text('价格 0 2 1', '员工 态度 2 0 1', '员工 3 3 0'), names, 'geometric');
    expect(turned).toEqual(wins);
  });

  it('says what is wrong', () => {
    const state = (kind: 'ranking' | 'wins', entered: string) => entryWeights(kind, entered, names, 'geometric').state;
    expect(state('ranking', '')).toBe('empty');
    expect(state('ranking', text('员工\t', '员工 态度\t', '价格\t'))).toBe('empty');
    expect(state('ranking', text('员工 1', '价格 2'))).toBe('names');
    expect(state('ranking', text('员工 1', '员工 态度 2', '别的 3'))).toBe('names');
    expect(entryWeights('ranking', text('员工 1', '员工 态度 x', '价格 3'), names, 'geometric')).toEqual({
      state: 'line',
      line: 2,
    });
    expect(state('wins', text('员工 0 1', '员工 态度 1 0', '价格 1 1'))).toBe('square');
    expect(state('wins', text('员工 5 3 3', '员工 态度 1 0 2', '价格 1 2 0'))).toBe('square');
  });
});
