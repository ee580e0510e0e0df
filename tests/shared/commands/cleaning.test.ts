import { describe, expect, it } from 'vitest';
import type { Command } from '../../../shared/commands/catalogue.ts';
import { previewCommand } from '../../../shared/commands/previewCommand.ts';
import type { CellContent } from '../../../shared/commands/types.ts';
import { variableId } from '../../../shared/model/ids.ts';
import { day, Project, run, refusal } from './cleaningProject.ts';

const recode = (given: Partial<Extract<Command, { type: 'cleaning.recode' }>>): Command => ({
  type: 'cleaning.recode',
  variableIds: ['Q2'],
  rules: [],
  otherwise: 'keep',
  scale: null,
  labels: null,
  into: null,
  where: null,
  ...given,
});

describe('recode', () => {
  it('changes values and ranges in place; the first rule that fits counts', () => {
    const { project, outcome } = run(
      recode({
        rules: [
          { from: { kind: 'values', values: [2] }, to: 3 },
          { from: { kind: 'range', min: 2, max: 4 }, to: 5 },
          { from: { kind: 'range', min: 6, max: null }, to: null },
        ],
      }),
    );
    expect(project.values('Q2')).toEqual([3, 3, 5, null]);
    expect(outcome.label).toEqual({ zh: '重编码“题 Q2”，4 个答案', en: 'Recode “题 Q2”, 4 answers' });
  });

  it('makes a new question, next to its source, of another type too', () => {
    const { project } = run(
      recode({
        variableIds: ['sex'],
        rules: [
          { from: { kind: 'values', values: [1] }, to: '先生' },
          { from: { kind: 'blank' }, to: '未知' },
        ],
        otherwise: 'blank',
        into: { suffix: '称呼' },
      }),
    );
    expect(project.values('sex称呼')).toEqual(['先生', '先生', '先生', null]);
    expect(project.named('sex称呼')).toMatchObject({ type: 'text', role: 'profile', order: 2.5, source: null });
  });

  it('changes only forms that meet a condition', () => {
    const { project } = run(recode({ rules: [{ from: { kind: 'values', values: [2] }, to: 1 }], where: 'raw(Q1)=5' }));
    expect(project.values('Q2')).toEqual([2, 1, 4, 7]);
  });

  it('refuses what would not hold', () => {
    const one = { from: { kind: 'values' as const, values: [2] } };
    expect(refusal(recode({ rules: [{ ...one, to: 50 }] }))).toBe('cells.valueOutOfScale');
    expect(refusal(recode({ rules: [{ ...one, to: 'x' }] }))).toBe('recode.mixed');
    expect(refusal(recode({ rules: [{ ...one, to: 'x' }], otherwise: 'blank' }))).toBe('cleaning.typeChange');
    expect(refusal(recode({ rules: [{ from: { kind: 'values', values: [8] }, to: 1 }] }))).toBe('cleaning.nothing');
    expect(
      refusal(recode({ variableIds: ['text'], rules: [{ from: { kind: 'range', min: 1, max: 2 }, to: null }] })),
    ).toBe('recode.rangeOnText');
    expect(refusal(recode({ rules: [{ from: { kind: 'range', min: 3, max: 2 }, to: null }] }))).toBe('recode.range');
    expect(refusal(recode({ variableIds: ['at'], rules: [{ ...one, to: 1 }] }))).toBe('cleaning.wrongType');
  });
});

describe('merging', () => {
  it('puts categories together under one label', () => {
    const { project } = run({
      type: 'cleaning.merge',
      variableId: 'sex',
      groups: [{ values: [1, 2], value: 1, label: '全部' }],
      into: null,
    });
    expect(project.values('sex')).toEqual([1, 1, 1, 1]);
    expect(project.named('sex')?.valueLabels).toEqual([{ value: 1, label: '全部' }]);
  });
});

describe('scales', () => {
  it('reverses answers and labels, not non-answers', () => {
    const { project } = run({ type: 'cleaning.reverse', variableIds: ['Q1'], into: null, where: null });
    expect(project.values('Q1')).toEqual([5, 1, 99, null]);
    expect(project.named('Q1')?.scale?.labels).toEqual([{ value: 5, label: '差' }]);
    expect(refusal({ type: 'cleaning.reverse', variableIds: ['sex'], into: null, where: null })).toBe('data.noScale');
  });

  it('reverses twice to the same', () => {
    const once = run({ type: 'cleaning.reverse', variableIds: ['Q1', 'Q2'], into: null, where: null }).project;
    const { project } = run({ type: 'cleaning.reverse', variableIds: ['Q1', 'Q2'], into: null, where: null }, once);
    expect(project.seen()).toEqual(new Project().seen());
  });

  it('converts to another range', () => {
    const to = {
      type: 'cleaning.convertScale' as const,
      variableIds: ['Q1'],
      min: 0,
      max: 10,
      digits: 1,
      into: { suffix: '_10' },
    };
    const { project } = run({ ...to });
    expect(project.values('Q1_10')).toEqual([0, 10, 99, null]);
    expect(project.named('Q1_10')?.scale).toMatchObject({ min: 0, max: 10, labels: [{ value: 0, label: '差' }] });
    expect(refusal({ ...to, max: 100 })).toBe('cleaning.nonAnswerCollides');
    expect(refusal({ ...to, variableIds: ['Q2'] })).toBe('cleaning.outsideBefore');
  });

  it('is previewed with the names of codes, old and new', () => {
    const changesOf = (command: Command) =>
      previewCommand(command, new Project()).changes.map(({ fromLabel, to, toLabel }) => [fromLabel, to, toLabel]);
    const cuts = { kind: 'cuts' as const, cuts: [3] };
    const bin = { type: 'cleaning.bin' as const, variableId: 'Q2', name: 'g', label: '组', by: cuts, where: null };
    const binned = previewCommand({ ...bin, labels: ['低', ''] }, new Project()).changes;
    expect(binned.map(({ from, to, toLabel, isNew }) => [from, to, toLabel, isNew])).toEqual([
      [2, 1, '低', false],
      [4, 2, '≥ 3', false],
    ]);
    const text = { type: 'cleaning.compute', name: 'm', label: 'm', formula: 'Q1', measure: 'scale' } as const;
    const computed = previewCommand({ ...text, scale: null, labels: [], where: null }, new Project()).changes;
    expect(new Set(computed.map(({ from, isNew }) => `${from} ${isNew}`))).toEqual(new Set(['null true']));
    const edits = [
      { variableId: 'Q1', row: 0, value: 99 },
      { variableId: 'Q1', row: 1, value: 4 },
    ];
    const edited = changesOf({ type: 'cells.set', edits });
    expect(edited).toHaveLength(2);
    expect(edited).toContainEqual(['差', 99, '不清楚']);
    expect(edited).toContainEqual([null, 4, null]);
  });

  it('groups numbers', () => {
    const { project, outcome } = run({
      type: 'cleaning.bin',
      variableId: 'Q2',
      name: 'g',
      label: '组',
      by: { kind: 'cuts', cuts: [3] },
      labels: ['低', ''],
      where: null,
    });
    expect(project.values('g')).toEqual([1, 1, 2, null]);
    expect(project.named('g')?.valueLabels).toEqual([
      { value: 1, label: '低' },
      { value: 2, label: '≥ 3' },
    ]);
    expect(outcome.facts).toEqual({ groups: 2 });
    expect(
      refusal({
        type: 'cleaning.bin',
        variableId: 'Q2',
        name: 'g',
        label: '组',
        by: { kind: 'cuts', cuts: [3] },
        labels: ['低'],
        where: null,
      }),
    ).toBe('bin.labels');
  });
});

describe('computing', () => {
  const compute = {
    type: 'cleaning.compute',
    name: 'm',
    label: '均值',
    formula: 'mean(Q1,Q2)',
    measure: 'scale',
    scale: null,
    labels: [],
    where: null,
  } as const;
  it('makes numbers, texts and dates', () => {
    expect(run({ ...compute, labels: [] }).project.values('m')).toEqual([1.5, 3.5, 4, null]);
    expect(run({ ...compute, labels: [], formula: 'if(sex=1,"男","")' }).project.values('m')).toEqual([
      '男',
      '男',
      '男',
      null,
    ]);
    const { project } = run({ ...compute, labels: [], formula: 'at+1', where: 'sex=1' });
    expect(project.named('m')?.type).toBe('date');
    expect(project.values('m')).toEqual([day('2025-03-18'), null, day('2025-01-01'), null]);
  });
  it('refuses taken names and formulas with mistakes', () => {
    expect(refusal({ ...compute, labels: [], name: 'Q1' })).toBe('variable.nameTaken');
    expect(refusal({ ...compute, labels: [], formula: 'mean(' })).toBe('formula.endsEarly');
  });
});

describe('answers', () => {
  it('fills blanks', () => {
    const filled = (kind: 'mean' | 'median' | 'mode' | 'previous') =>
      run({ type: 'cleaning.fill', variableIds: ['Q1'], with: { kind }, where: null }).project.values('Q1')[3];
    expect([filled('mean'), filled('median'), filled('mode'), filled('previous')]).toEqual([3, 3, 1, 99]);
    expect(
      run({
        type: 'cleaning.fill',
        variableIds: ['text'],
        with: { kind: 'value', value: '无' },
        where: null,
      }).project.values('text')[3],
    ).toBe('无');
    expect(
      refusal({ type: 'cleaning.fill', variableIds: ['Q1'], with: { kind: 'value', value: 'x' }, where: null }),
    ).toBe('cleaning.valueType');
    expect(
      refusal({ type: 'cleaning.fill', variableIds: ['Q1'], with: { kind: 'value', value: 8 }, where: null }),
    ).toBe('cells.valueOutOfScale');
    expect(refusal({ type: 'cleaning.fill', variableIds: ['text'], with: { kind: 'mean' }, where: null })).toBe(
      'cleaning.wrongType',
    );
  });

  it('replaces without reading patterns into what is typed', () => {
    const of = (find: string | number, replacement: CellContent, match: 'cell' | 'part', id = 'multi') =>
      run({
        type: 'cleaning.replace',
        variableIds: [id],
        find,
        replacement,
        match,
        matchCase: false,
        where: null,
      }).project.values(id);
    expect(of('价格', '$&', 'part')[0]).toBe('$&┋品质');
    expect(of('品质', null, 'cell')[1]).toBeNull();
    expect(of('A1', 'B', 'part', 'text')[1]).toBe('B');
    expect(of(2, 3, 'cell', 'Q2')).toEqual([3, 3, 4, 7]);
  });

  it('tidies texts and reads numbers in them', () => {
    const { project } = run({
      type: 'cleaning.normalise',
      variableIds: ['text'],
      blanks: true,
      width: true,
      lowerCase: true,
    });
    expect(project.values('text')).toEqual(['a1', 'a1', '4分', null]);
    const read = run({ type: 'cleaning.toNumber', variableId: 'text', name: 'n', label: '数' });
    expect(read.project.values('n')).toEqual([null, null, 4, null]);
    expect(read.outcome.facts).toEqual({ unread: 2 });
  });

  it('splits a multiple choice into questions of its options', () => {
    const { project, outcome } = run({ type: 'cleaning.split', variableId: 'multi', separator: null, prefix: 'M' });
    expect(outcome.facts).toEqual({ options: 3 });
    expect([project.values('M_1'), project.values('M_2'), project.values('M_3')]).toEqual([
      [1, 0, null, 1],
      [1, 1, null, 0],
      [0, 0, null, 1],
    ]);
    expect(project.named('M_2')).toMatchObject({ label: '题 multi / 品质', role: 'multipleResponse' });
    expect(project.named('M_3')!.order).toBeLessThan(5);
    expect(refusal({ type: 'cleaning.split', variableId: 'text', separator: null, prefix: 'M' })).toBe(
      'split.noSeparator',
    );
  });

  it('removes questions and lets filter and design go of them', () => {
    const project = new Project();
    project.entities.filter.set('main', { conditions: [{ variableId: 'sex', values: [1] }] });
    project.entities.design.set('main', {
      weight: { variableId: variableId('sex'), kind: 'survey' },
      stratum: null,
      cluster: null,
      populationSizes: {},
    });
    run({ type: 'variables.remove', variableIds: ['sex'] }, project);
    expect(project.entities.filter.get('main')?.conditions).toEqual([]);
    expect(project.entities.design.get('main')?.weight).toBeNull();
  });
});

describe('anonymising', () => {
  const how = (kind: Extract<Command, { type: 'cleaning.anonymise' }>['how'], id: string): Command => ({
    type: 'cleaning.anonymise',
    variableIds: [id],
    how: kind,
  });
  it('puts keyed names in the place of answers, equal for equal ones', () => {
    const { project } = run(how({ kind: 'pseudonym', key: '一二三四五六七八', length: 10 }, 'phone'));
    expect(project.named('phone')).toBeUndefined();
    const [a, b, c, d] = project.values('phone_') as string[];
    expect(a).toMatch(/^[0-9a-f]{10}$/);
    expect([b === a, c === a, d]).toEqual([true, false, null]);
    expect(project.named('phone_')).toMatchObject({ personal: false, role: 'id', type: 'text' });
  });
  it('keeps the coarse part', () => {
    const { project } = run(how({ kind: 'date', to: 'month' }, 'at'));
    expect(project.values('at')).toEqual([day('2025-03-01'), null, day('2024-12-01'), day('2025-01-01')]);
    expect(project.named('at')?.personal).toBe(false);
    expect(run(how({ kind: 'band', width: 1000 }, 'phone')).project.values('phone')[0]).toBe(13800138000);
    expect(run(how({ kind: 'prefix', keep: 1 }, 'multi')).project.values('multi')[1]).toBe('品***');
    expect(refusal(how({ kind: 'band', width: 10 }, 'text'))).toBe('cleaning.wrongType');
    expect(run(how({ kind: 'drop' }, 'phone')).project.named('phone')).toBeUndefined();
  });
});
