import { describe, expect, it } from 'vitest';
import { applyEntityOperations, invertPatch } from '../../../shared/commands/applyPatch.ts';
import { type Command, command, planCommand } from '../../../shared/commands/catalogue.ts';
import { previewCommand } from '../../../shared/commands/previewCommand.ts';
import type { CellContent, CommandOutcome, Patch, ProjectReader } from '../../../shared/commands/types.ts';
import { InputError } from '../../../shared/model/errors.ts';
import { variableId } from '../../../shared/model/ids.ts';
import { emptyEntities } from '../../../shared/model/project.ts';
import type { Variable } from '../../../shared/model/variable.ts';

const question = (id: string, order: number, given: Partial<Variable> = {}): Variable => ({
  id: variableId(id),
  name: id,
  label: `题 ${id}`,
  type: 'number',
  measure: 'scale',
  role: 'none',
  scale: null,
  valueLabels: [],
  indicatorId: null,
  order,
  source: null,
  personal: false,
  ...given,
});
const scale = {
  min: 1,
  max: 5,
  direction: 'ascending' as const,
  labels: [{ value: 1, label: '差' }],
  nonAnswers: [{ value: 99, label: '不清楚' }],
};
const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);

/** Four forms in plain maps; commands are applied as storage does. */
class Project implements ProjectReader {
  readonly entities = emptyEntities();
  readonly rowCount = 4;
  readonly cells = new Map<string, CellContent[]>();
  private ids = 0;

  constructor() {
    this.add(question('Q1', 0, { scale }), [1, 5, 99, null]);
    this.add(question('Q2', 1, { scale }), [2, 2, 4, 7]);
    this.add(
      question('sex', 2, {
        role: 'profile',
        measure: 'nominal',
        valueLabels: [
          { value: 1, label: '男' },
          { value: 2, label: '女' },
        ],
      }),
      [1, 1, 1, 2],
    );
    this.add(question('text', 3, { type: 'text' }), [' Ａ１ ', 'a1', '４分', null]);
    this.add(question('multi', 4, { type: 'text' }), ['价格┋品质', '品质', null, '服务┋价格']);
    this.add(question('at', 5, { type: 'date', personal: true }), [
      day('2025-03-17'),
      null,
      day('2024-12-31'),
      day('2025-01-01'),
    ]);
    this.add(question('phone', 6, { type: 'number', role: 'id', personal: true }), [
      13800138000,
      13800138000,
      13900139000,
      null,
    ]);
  }
  private add(variable: Variable, cells: CellContent[]): void {
    this.entities.variable.set(variable.id, variable);
    this.cells.set(variable.id, cells);
  }
  cell(id: string, row: number): CellContent {
    return this.cells.get(id)?.[row] ?? null;
  }
  newId(): string {
    return `new${this.ids++}`;
  }
  named(name: string): Variable | undefined {
    return [...this.entities.variable.values()].find((variable) => variable.name === name);
  }
  values(name: string): CellContent[] {
    return [0, 1, 2, 3].map((row) => this.cell(this.named(name)!.id, row));
  }
  take(patch: Patch): void {
    applyEntityOperations(this.entities, patch);
    for (const operation of patch) {
      if (operation.op !== 'cells') continue;
      const cells = [...(this.cells.get(operation.variableId) ?? [null, null, null, null])];
      operation.rows.forEach((row, i) => {
        cells[row] = operation.values[i]!;
      });
      this.cells.set(operation.variableId, cells);
    }
  }
  /** What a user can see. */
  seen(): unknown {
    return {
      entities: Object.fromEntries(
        Object.entries(this.entities).map(([name, map]) => [name, [...map].toSorted(([a], [b]) => (a < b ? -1 : 1))]),
      ),
      cells: [...this.entities.variable.keys()]
        .toSorted()
        .map((id) => [id, this.cells.get(id) ?? [null, null, null, null]]),
    };
  }
}

/** Applies the command, checks that undo brings everything back, and applies it again. */
function run(given: Command, project = new Project()): { readonly project: Project; readonly outcome: CommandOutcome } {
  const before = structuredClone(project.seen());
  const outcome = planCommand(command.parse(given), project);
  expect(outcome.label.zh).toMatch(/[\u4e00-\u9fff]/);
  const inverse = invertPatch(outcome.patch, project);
  project.take(outcome.patch);
  const after = structuredClone(project.seen());
  project.take(inverse);
  expect(project.seen()).toEqual(before);
  project.take(outcome.patch);
  expect(project.seen()).toEqual(after);
  return { project, outcome };
}
const refusal = (given: Command, project = new Project()): string => {
  try {
    planCommand(command.parse(given), project);
  } catch (error) {
    if (error instanceof InputError) return error.code;
    throw error;
  }
  return 'accepted';
};
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
    expect(outcome.label).toEqual({ zh: '重编码「题 Q2」，4 个答案', en: 'Recode “题 Q2”, 4 answers' });
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

describe('weights', () => {
  const weigh: Command = {
    type: 'weights.rake',
    name: 'w',
    label: '权重',
    margins: [
      {
        variableIds: ['sex'],
        targets: [
          { values: [1], share: 50 },
          { values: [2], share: 50 },
        ],
      },
    ],
    baseWeight: null,
    trim: null,
    unknown: 'leaveOut',
    maxIterations: 100,
  };
  it('makes a weight question and declares it', () => {
    const { project, outcome } = run(weigh);
    expect(project.values('w')).toEqual([2 / 3, 2 / 3, 2 / 3, 2].map((weight) => expect.closeTo(weight, 12)));
    expect(project.entities.design.get('main')?.weight).toEqual({ variableId: project.named('w')!.id, kind: 'survey' });
    expect(outcome.facts).toMatchObject({ n: 4, effectiveN: expect.closeTo(3, 9), leftOut: 0 });
  });
  it('trims as asked, and as before where a log says nothing of how', () => {
    const trim = { lowest: 0.8, highest: 1.5 };
    // 2/3 three times and 2: what is cut off above 1.5 goes to the three alike, a sixth each.
    const values = (part: object): unknown => run({ ...weigh, ...part } as Command).project.values('w');
    const near = (...weights: number[]) => weights.map((weight) => expect.closeTo(weight, 9));
    expect(values({ trim: { ...trim, lowest: 0.5 }, trimming: 'afterwards' })).toEqual(near(5 / 6, 5 / 6, 5 / 6, 1.5));
    expect(values({ trim, trimming: 'cycles' })).toEqual(values({ trim }));
  });
  it('passes over excluded forms and wants a target for every answer', () => {
    const project = new Project();
    project.entities.exclusion.set('0', { row: 0, code: 'byHand', note: '' });
    expect(run(weigh, project).project.values('w')[0]).toBeNull();
    expect(
      refusal({
        ...weigh,
        margins: [
          {
            variableIds: ['sex'],
            targets: [
              { values: [1], share: 1 },
              { values: [3], share: 1 },
            ],
          },
        ],
      }),
    ).toBe('raking.noTarget');
  });
  it('weights by cells of two questions, and refuses targets that contradict each other', () => {
    const cells = {
      variableIds: ['sex', 'Q2'],
      targets: [
        [1, 2],
        [1, 4],
        [2, 7],
      ].map((values) => ({ values, share: 1 })),
    };
    expect(run({ ...weigh, margins: [cells] }).project.values('w')).toEqual(
      [2 / 3, 2 / 3, 4 / 3, 4 / 3].map((weight) => expect.closeTo(weight, 12)),
    );
    const against = {
      variableIds: ['sex'],
      targets: [
        { values: [1], share: 1 },
        { values: [2], share: 3 },
      ],
    };
    expect(refusal({ ...weigh, margins: [cells, against] })).toBe('raking.notConverged');
  });
});

describe('rules', () => {
  it('are written, changed and removed', () => {
    const rule = { kind: 'formula' as const, when: 'sex = 2', must: 'missing(Q2)' };
    const { project } = run({ type: 'rule.put', id: null, name: '跳答', rule });
    const [id] = [...project.entities.rule.keys()];
    run({ type: 'rule.put', id: id!, name: '跳答二', rule }, project);
    expect([...project.entities.rule.values()]).toEqual([{ id, name: '跳答二', order: 0, ...rule }]);
    run({ type: 'rule.remove', id: id! }, project);
    expect(project.entities.rule.size).toBe(0);
    expect(refusal({ type: 'rule.remove', id: 'none' })).toBe('rule.unknown');
    expect(refusal({ type: 'rule.put', id: null, name: 'x', rule: { ...rule, must: 'Q99' } })).toBe(
      'formula.unknownName',
    );
    expect(
      refusal({ type: 'rule.put', id: null, name: 'x', rule: { kind: 'reversedPair', first: 'Q1', second: 'Q1' } }),
    ).toBe('rule.pair');
    run({ type: 'rule.put', id: null, name: '反向', rule: { kind: 'reversedPair', first: 'Q1', second: 'Q2' } });
  });
});
