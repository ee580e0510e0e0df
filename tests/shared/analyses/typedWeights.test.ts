import { describe, expect, it } from 'vitest';
import { survey } from './survey.ts';
import { run, at, number, code, study, madeUp, expectPresentable } from './satisfactionStudy.ts';

describe('weights that are typed in', () => {
  const empty = survey([]);

  it('expert rounds: agreement and weights of the last', () => {
    const labels = ['a', 'b', 'c'];
    const result = run(empty, 'weights.expertRounds', {
      round1: {
        labels,
        rows: [
          [9, 3, 5],
          [5, 6, 7],
          [2, 9, 4],
        ],
      },
      round2: {
        labels,
        rows: [
          [9, 8, 9],
          [6, 6, 5],
          [3, 4, 3],
        ],
      },
    });
    expect(number(result, 'rounds.1.w')).toBe(1);
    expect(number(result, 'rounds.0.w')).toBeLessThan(1);
    expect(number(result, 'elements.0.weight')).toBeCloseTo(26 / 53, 12);
    expect(number(result, 'rounds.1.largestChange')).toBeGreaterThan(0);
    expectPresentable(result);
    const round1 = {
      labels,
      rows: [
        [1, 1],
        [1, 1],
        [1, 1],
      ],
    };
    expect(at(run(empty, 'weights.expertRounds', { round1 }), 'rounds.0.w')).toBeNull();
    for (const [round2, wanted] of [
      [{ labels: ['a', 'b', 'x'], rows: round1.rows }, 'experts.labels'],
      [{ labels, rows: [[1], [1, 2], [1]] }, 'experts.shape'],
      [{ labels, rows: [[1], [-1], [1]] }, 'experts.value'],
    ] as const)
      expect(() => run(empty, 'weights.expertRounds', { round1, round2 })).toThrow(code(wanted));
    expect(run(empty, 'weights.expertRounds', { round1: { labels, rows: [[0], [0], [0]] } })).toMatchObject({
      reason: 'noPositiveBasis',
    });
  });

  it('paired wins: shares of wins, circles counted', () => {
    const labels = ['a', 'b', 'c'];
    const result = run(empty, 'weights.pairedWins', {
      wins: {
        labels,
        rows: [
          [0, 3, 1],
          [1, 0, 3],
          [3, 1, 0],
        ],
      },
    });
    expect(number(result, 'elements.0.weight')).toBeCloseTo(4 / 12, 12);
    expect(number(result, 'circles')).toBe(1);
    expectPresentable(result);
    const lost = {
      labels: ['a', 'b'],
      rows: [
        [0, 5],
        [0, 0],
      ],
    };
    expect(number(run(empty, 'weights.pairedWins', { wins: lost }), 'elements.1.weight')).toBe(0);
    expect(
      number(run(empty, 'weights.pairedWins', { wins: lost }, { plusOne: true }), 'elements.1.weight'),
    ).toBeCloseTo(1 / 7, 12);
    expect(
      run(empty, 'weights.pairedWins', {
        wins: {
          labels: ['a', 'b'],
          rows: [
            [0, 0],
            [0, 0],
          ],
        },
      }),
    ).toMatchObject({ reason: 'noAnswers' });
    expect(() => run(empty, 'weights.pairedWins', { wins: { labels, rows: [[0]] } })).toThrow(code('pairedWins.shape'));
    expect(() =>
      run(empty, 'weights.pairedWins', {
        wins: {
          labels: ['a', 'b'],
          rows: [
            [1, 2],
            [3, 0],
          ],
        },
      }),
    ).toThrow(code('pairedWins.value'));
  });

  it('rankings from questions and typed in agree; rank 1 may be the least', () => {
    const ranks = [
      [1, 1, 2],
      [2, 3, 1],
      [3, 2, 3],
    ];
    const data = survey(ranks.map((list, j) => ({ name: `r${j}`, answers: list })));
    const asked = run(data, 'weights.ranking', { items: ['r0', 'r1', 'r2'] });
    const typed = run(empty, 'weights.ranking', { rankings: { labels: ['a', 'b', 'c'], rows: ranks } });
    for (const place of [0, 1, 2])
      expect(number(asked, `elements.${place}.weight`)).toBeCloseTo(number(typed, `elements.${place}.weight`), 12);
    const least = run(
      empty,
      'weights.ranking',
      { rankings: { labels: ['a', 'b', 'c'], rows: ranks.map((list) => list.map((rank) => 4 - rank)) } },
      { first: 'least' },
    );
    expect(number(least, 'elements.0.weight')).toBeCloseTo(number(typed, 'elements.0.weight'), 12);
    expectPresentable(typed);
    expect(() => run(data, 'weights.ranking', {})).toThrow(code('ranking.source'));
    expect(() => run(data, 'weights.ranking', { rankings: { labels: ['a'], rows: [[1]] } })).toThrow(
      code('ranking.shape'),
    );
    expect(() => run(study(madeUp(9)), 'weights.entropy', {}, { directions: [2, 1, 1] })).toThrow(
      code('weights.directionValue'),
    );
    expect(() => run(study(madeUp(9)), 'weights.entropy', {}, { directions: [1] })).toThrow(code('weights.directions'));
  });
});
