import { describe, expect, it } from 'vitest';
import type { Command } from '../../../shared/commands/catalogue.ts';
import { Project, run, refusal } from './cleaningProject.ts';

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
