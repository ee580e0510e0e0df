import { significant as s } from '../../format/significant.ts';
import { formColumns } from './formColumns.ts';
import { type Given, type Rule, step } from './given.ts';

/** Between which answers the middle half lies: Tukey's hinges. */
function* hinge(given: Given): ReturnType<Rule> {
  const { key } = given;
  if (key !== 'lowerHinge' && key !== 'upperHinge') return;
  for (const { values, weights } of formColumns(given)) {
    const counts = new Map<number, number>();
    values.forEach((value, row) => {
      const weight = weights?.[row] ?? 1;
      if (!Number.isNaN(value) && weight > 0) counts.set(value, (counts.get(value) ?? 0) + weight);
    });
    const rising = [...counts].toSorted(([a], [b]) => a - b);
    const n = rising.reduce((total, [, count]) => total + count, 0);
    const depth = (Math.floor((n + 1) / 2) + 1) / 2;
    const place = key === 'lowerHinge' ? depth : n + 1 - depth;
    const at = (wanted: number): number => {
      let before = 0;
      return rising.find(([, count]) => (before += count) >= wanted)?.[0] ?? Number.NaN;
    };
    const [low, high] = [at(Math.floor(place)), at(Math.ceil(place))];
    yield [
      step('深度 = (⌊(n + 1)/2⌋ + 1)/2', 'depth = (⌊(n + 1)/2⌋ + 1)/2', `(⌊(${s(n)} + 1)/2⌋ + 1)/2`, depth),
      key === 'lowerHinge'
        ? step(
            '作答由小到大排列，位次等于深度的值（在两位之间取平均）',
            'answers in rising order: the one at this depth (between two: their mean)',
            `(${s(low)} + ${s(high)}) / 2`,
            (low + high) / 2,
          )
        : step(
            '作答由大到小排列，位次等于深度的值（在两位之间取平均）',
            'answers in falling order: the one at this depth (between two: their mean)',
            `(${s(low)} + ${s(high)}) / 2`,
            (low + high) / 2,
          ),
    ];
  }
}

export const hingeRules: Readonly<Record<string, readonly Rule[]>> = {
  'describe.explore': [hinge],
};
