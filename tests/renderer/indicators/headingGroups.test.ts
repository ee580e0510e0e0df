import { describe, expect, it } from 'vitest';
import { groupName, headingGroups } from '../../../renderer/features/indicators/headingGroups.ts';
import { variableId } from '../../../shared/model/ids.ts';
import type { ImportRecord } from '../../../shared/model/project.ts';
import type { Role, Variable } from '../../../shared/model/variable.ts';

const question = (column: number, label: string, role: Role = 'perception'): Variable => ({
  id: variableId(`v${column}`),
  name: `v${column}`,
  label,
  type: 'number',
  measure: 'ordinal',
  role,
  scale: null,
  valueLabels: [],
  indicatorId: null,
  order: column,
  source: { importId: 'i', sheet: '答卷', column },
  personal: false,
});
const imported = (headings: readonly (readonly [header: string, label: string])[]): Map<string, ImportRecord> =>
  new Map([
    [
      'i',
      {
        id: 'i',
        fileName: '问卷.xlsx',
        sha256: '',
        importedAt: '',
        firstRow: 0,
        rows: 1,
        plan: { columns: headings.map(([header, label], column) => ({ column, header, label })) },
      },
    ],
  ]);

describe('groups of headings', () => {
  const headings = imported([
    ['编号', '编号'],
    ['安全秩序满意度（1-5分，1=很不满意，5=很满意） / 门岗值守', '门岗值守'],
    ['安全秩序满意度（1-5分，1=很不满意，5=很满意） / 车辆停放', '车辆停放'],
    ['二、环境卫生 / 楼道清洁', '楼道清洁'],
    ['环境卫生 / 您最看重哪项', '您最看重哪项'],
    ['总体满意度', '总体满意度'],
  ]);
  const questions = [
    question(1, '门岗值守'),
    question(2, '门口车辆停放'),
    question(3, '楼道清洁'),
    question(4, '您最看重哪项', 'profile'),
    question(5, '总体满意度', 'overallSatisfaction'),
  ];

  it('are those of perception questions, in order, also where a question was renamed', () => {
    expect(
      headingGroups(questions, headings).map(({ name, questions: all }) => [name, all.map(({ label }) => label)]),
    ).toEqual([
      ['安全秩序', ['门岗值守', '门口车辆停放']],
      ['环境卫生', ['楼道清洁']],
    ]);
  });

  it('are none where the file has one group, no upper headings or is not known', () => {
    expect(headingGroups(questions.slice(0, 2), headings)).toEqual([]);
    expect(headingGroups([question(5, '总体满意度')], headings)).toEqual([]);
    expect(headingGroups(questions, new Map())).toEqual([]);
    expect(headingGroups([{ ...question(1, '门岗值守'), source: null }], headings)).toEqual([]);
  });

  it.each([
    ['安全秩序满意度（1-5分）', '安全秩序'],
    ['Q3. 您对收银服务的满意程度：', '您对收银服务'],
    ['三、环境', '环境'],
    ['满意度', '满意度'],
    ['Service quality (1-10)', 'Service quality'],
  ])('“%s” is called “%s”', (heading, name) => expect(groupName(heading)).toBe(name));
});
