import { describe, expect, it } from 'vitest';
import cases from '../../golden/oracle/cases/ipa.json' with { type: 'json' };
import { quadrant } from '../../../shared/satisfaction/quadrant.ts';

const names = { I: 'keep_up', II: 'concentrate_here', III: 'possible_overkill', IV: 'low_priority' };

describe('quadrant against published data', () => {
  it.each(
    cases.flatMap((one) =>
      ['mean', 'median'].map((rule) => [`${one.id} ${rule}`, one, rule as 'mean' | 'median'] as const),
    ),
  )('%s', (_title, one, rule) => {
    const { importance, performance } = one.expected as unknown as {
      importance: Record<string, number>;
      performance: Record<string, number>;
    };
    const items = Object.keys(importance);
    const result = quadrant(
      items.map((item) => ({ x: importance[item]!, y: performance[item]! })),
      { rule },
    );
    const expected = (
      one.expected as unknown as Record<
        string,
        { importance: number; performance: number; quadrant: Record<string, string> }
      >
    )[`cut_${rule}`]!;
    expect(result.crosshair.x).toBeCloseTo(expected.importance, 10);
    expect(result.crosshair.y).toBeCloseTo(expected.performance, 10);
    expect(Object.fromEntries(items.map((item, place) => [item, names[result.quadrants[place]!]]))).toEqual(
      expected.quadrant,
    );
  });
});

describe('quadrant', () => {
  it('counts a point on the crosshair as high', () => {
    expect(quadrant([{ x: 50, y: 50 }], { rule: 'midpoint', at: { x: 50, y: 50 } }).quadrants).toEqual(['I']);
    expect(quadrant([{ x: 0.1 + 0.2, y: 1 }], { rule: 'own', at: { x: 0.3 + 1e-16, y: 2 } }).quadrants).toEqual(['II']);
  });
  it('refuses no points and a crosshair without values', () => {
    expect(() => quadrant([])).toThrow(expect.objectContaining({ code: 'quadrant.noPoints' }));
    expect(() => quadrant([{ x: 1, y: 1 }], { rule: 'own' })).toThrow(
      expect.objectContaining({ code: 'quadrant.noCrosshair' }),
    );
  });
});
