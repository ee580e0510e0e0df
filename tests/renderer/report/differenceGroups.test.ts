import { expect, it } from 'vitest';
import { differenceGroups } from '../../../renderer/features/report/frozen/differenceGroups.ts';
import type { FrozenDifference } from '../../../shared/report/frozenReport.ts';

const one = (kind: FrozenDifference['kind'], section: string, of: string, what = ''): FrozenDifference => ({
  kind,
  section,
  of,
  what,
  before: '1',
  after: '2',
});

it('tells differences by heading in the order of the report, sentences and figures before tables, the largest table first', () => {
  const groups = differenceGroups([
    one('text', '摘要', ''),
    one('cell', '1 结果', '表 1', '甲 · 得分'),
    one('cell', '1 结果', '表 2', '甲 · 得分'),
    one('figure', '1 结果', '图 1'),
    one('cell', '1 结果', '表 2', '乙 · 得分'),
    one('text', '1 结果', ''),
    one('table', '附录', '表 3'),
  ]);
  expect(groups.map(({ section, count }) => [section, count])).toEqual([
    ['摘要', 1],
    ['1 结果', 5],
    ['附录', 1],
  ]);
  expect(groups[1]!.texts.length).toBe(1);
  expect(groups[1]!.figures).toEqual(['图 1']);
  expect(groups[1]!.tables.map(({ of, differences }) => [of, differences.length])).toEqual([
    ['表 2', 2],
    ['表 1', 1],
  ]);
  expect(groups.flatMap((group) => group.tables.flatMap((table) => table.differences)).length).toBe(4);
});
