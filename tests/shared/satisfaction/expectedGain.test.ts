import { describe, expect, it } from 'vitest';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import { InputError } from '../../../shared/model/errors.ts';
import { expectedGains } from '../../../shared/satisfaction/expectedGain.ts';
import { sampleSnapshot } from '../report/sampleSnapshot.ts';

const index = (weights: readonly number[], scores: readonly number[]): number =>
  scores.reduce((sum, score, i) => sum + weights[i]! * score, 0) / weights.reduce((sum, weight) => sum + weight, 0);

describe('expected gains', () => {
  const weights = Object.freeze([0.3, 0.1, 0.5]);
  const scores = Object.freeze([60, 80, 72]);

  it('are what rolling the changed scores up gives, one at a time and together', () => {
    const goals = [75, 85, 72];
    const gains = expectedGains(weights, scores, goals);
    for (const [i, { gain }] of gains.entries())
      expect(gain).toBeCloseTo(index(weights, scores.with(i, goals[i]!)) - index(weights, scores), 12);
    expect(gains.reduce((sum, { gain }) => sum + gain, 0)).toBeCloseTo(
      index(weights, goals) - index(weights, scores),
      12,
    );
    expect(gains[0]).toEqual({ goal: 75, rise: 15, gain: expect.closeTo(5, 12) });
  });

  it('are never losses, and nothing where an indicator has no weight', () => {
    expect(expectedGains(weights, scores, [50, 80, 72]).map(({ gain }) => gain)).toEqual([0, 0, 0]);
    expect(expectedGains([0, 1], [50, 60], [90, 70])).toEqual([
      { goal: 90, rise: 40, gain: 0 },
      { goal: 70, rise: 10, gain: 10 },
    ]);
    expect(expectedGains([0, 0], [50, 60], [90, 70]).map(({ gain }) => gain)).toEqual([0, 0]);
  });

  it('refuse lists of other lengths', () => {
    expect(() => expectedGains([1], [50, 60], [70, 70])).toThrow(InputError);
  });
});

describe('the analysis', () => {
  const snapshot = sampleSnapshot();
  type Values = {
    index: number;
    order: number[];
    indicators: { compositeWeight: number; score: number; goal: number; gain: number }[];
  };
  const run = (options: Record<string, string | number>) =>
    runAnalysis(snapshot, { analysis: 'improve.expectedGain', inputs: {}, options }).values as unknown as Values;

  it('starts from the index and its scores', () => {
    const csi = runAnalysis(snapshot, { analysis: 'csi.index', inputs: {}, options: {} }).values as {
      overall: { indexOfMeans: number };
    };
    expect(run({}).index).toBeCloseTo(csi.overall.indexOfMeans, 10);
  });

  it('raises by points, to the index or to the best, largest gain first', () => {
    for (const one of run({ points: 5 }).indicators) expect(one.gain).toBeCloseTo(5 * one.compositeWeight, 10);
    const best = run({ goal: 'best' });
    const most = Math.max(...best.indicators.map(({ score }) => score));
    for (const one of best.indicators) expect(one.goal).toBe(most);
    const gains = best.order.map((place) => best.indicators[place]!.gain);
    expect(gains).toEqual(gains.toSorted((a, b) => b - a));
    const level = run({ goal: 'index' });
    for (const one of level.indicators) expect(one.goal).toBe(Math.max(one.score, level.index));
    for (const one of run({ points: 90 }).indicators) expect(one.goal).toBe(100);
  });
});
