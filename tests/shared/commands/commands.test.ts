import { describe, expect, it } from 'vitest';
import { applyEntityOperations, invertPatch } from '../../../shared/commands/applyPatch.ts';
import { type Command, command, planCommand } from '../../../shared/commands/catalogue.ts';
import { packCells, unpackCells } from '../../../shared/commands/packedCells.ts';
import type { CellContent, Operation, ProjectReader } from '../../../shared/commands/types.ts';
import { indicatorId, variableId } from '../../../shared/model/ids.ts';
import type { Indicator } from '../../../shared/model/indicator.ts';
import { emptyEntities } from '../../../shared/model/project.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { randomStream } from '../../../shared/numeric/random.ts';
import { compositeWeights } from '../../../shared/satisfaction/compositeWeights.ts';

const leaf = (id: string, parentId: string | null, order: number, weight = 0.5): Indicator => ({
  id: indicatorId(id),
  parentId: parentId === null ? null : indicatorId(parentId),
  name: `指标 ${id}`,
  definition: '',
  weight,
  order,
});

const question = (id: string, type: Variable['type'], indicator: string | null): Variable => ({
  id: variableId(id),
  name: id,
  label: `题 ${id}`,
  type,
  measure: 'scale',
  role: 'perception',
  scale:
    type === 'number'
      ? { min: 1, max: 5, direction: 'ascending', labels: [], nonAnswers: [{ value: 99, label: '无法回答' }] }
      : null,
  valueLabels: [],
  indicatorId: indicator === null ? null : indicatorId(indicator),
  order: 0,
  source: null,
  personal: false,
});

/** A project of two branches, two questions and three forms, in plain maps. */
function project(): ProjectReader & { readonly entities: ReturnType<typeof emptyEntities> } {
  const entities = emptyEntities();
  for (const indicator of [leaf('a', null, 0), leaf('b', null, 1), leaf('a1', 'a', 0), leaf('a2', 'a', 1)])
    entities.indicator.set(indicator.id, indicator);
  entities.variable.set('s', question('s', 'number', 'a1'));
  entities.variable.set('t', question('t', 'text', null));
  const cells = new Map<string, readonly CellContent[]>([
    ['s', [1, null, 5]],
    ['t', ['好', null, '差']],
  ]);
  let ids = 0;
  return { entities, rowCount: 3, cell: (id, row) => cells.get(id)?.[row] ?? null, newId: () => `new${ids++}` };
}

const patchOf = (given: Command, on = project()) => planCommand(command.parse(given), on).patch;
const refusal = (given: Command) => {
  try {
    planCommand(given, project());
  } catch (error) {
    return (error as { code: string }).code;
  }
  return null;
};

describe('cells.set', () => {
  it('takes the last of several edits of one cell and groups by question', () => {
    const patch = patchOf({
      type: 'cells.set',
      edits: [
        { variableId: 's', row: 0, value: 2 },
        { variableId: 't', row: 1, value: '中' },
        { variableId: 's', row: 0, value: 3 },
      ],
    });
    expect(patch).toEqual([
      { op: 'cells', variableId: 's', rows: [0], values: [3] },
      { op: 'cells', variableId: 't', rows: [1], values: ['中'] },
    ]);
  });

  it('takes declared non-answers and blanks, and refuses what does not fit', () => {
    expect(patchOf({ type: 'cells.set', edits: [{ variableId: 's', row: 0, value: 99 }] })).toHaveLength(1);
    expect(patchOf({ type: 'cells.set', edits: [{ variableId: 's', row: 0, value: null }] })).toHaveLength(1);
    const edit = (variable: string, row: number, value: CellContent) =>
      refusal({ type: 'cells.set', edits: [{ variableId: variable, row, value }] });
    expect(edit('s', 0, 6)).toBe('cells.valueOutOfScale');
    expect(edit('s', 0, '3')).toBe('cells.notANumber');
    expect(edit('t', 0, 3)).toBe('cells.notText');
    expect(edit('s', 3, 3)).toBe('cells.noSuchRow');
    expect(edit('x', 0, 3)).toBe('data.unknownVariable');
  });
});

describe('cells.set with packed cells', () => {
  const packed = (variable: string, rows: string, contents: readonly CellContent[], places: string) => ({
    type: 'cells.set' as const,
    edits: [],
    columns: [{ variableId: variable, rows, contents: [...contents], places }],
  });

  it('sets the same cells as the same edits one by one, and says so in the same words', () => {
    const given = packed('s', '2,0-1', [4, null], '0,1*2');
    const edits = [
      { variableId: 's', row: 0, value: null },
      { variableId: 's', row: 1, value: null },
      { variableId: 's', row: 2, value: 4 },
    ];
    const [one, other] = [planCommand(given, project()), planCommand({ type: 'cells.set', edits }, project())];
    const cells = ({ patch }: typeof one) =>
      patch.flatMap((operation) =>
        operation.op === 'cells' ? operation.rows.map((row, at) => [row, operation.values[at]] as const) : [],
      );
    expect(new Map(cells(one))).toEqual(new Map(cells(other)));
    expect(cells(one)).toHaveLength(3);
    expect(one.label).toEqual(other.label);
    expect(planCommand(packed('s', '1', [3], '0'), project()).label.zh).toBe('修改第 2 份“题 s”');
  });

  it('lets single edits count where both speak of a cell', () => {
    const given = { ...packed('s', '0-1', [4], '0*2'), edits: [{ variableId: 's', row: 1, value: 2 }] };
    expect(patchOf(given)).toEqual([{ op: 'cells', variableId: 's', rows: [0, 1], values: [4, 2] }]);
  });

  it('refuses what does not fit, and texts that are not whole or claim too much', () => {
    const refused = (...given: Parameters<typeof packed>) => refusal(packed(...given));
    expect(refused('s', '0-1', [6], '0*2')).toBe('cells.valueOutOfScale');
    expect(refused('s', '0-3', [3], '0*4')).toBe('cells.noSuchRow');
    expect(refused('x', '0', [3], '0')).toBe('data.unknownVariable');
    for (const [rows, places] of [
      ['0-1', '0'],
      ['0', '0*2'],
      ['0', '1'],
      ['1-0', '0*2'],
      ['0-1-2', '0*3'],
      ['0,,1', '0*3'],
      ['-1', '0'],
      ['0 ', '0'],
      ['0', '0*1*1'],
      ['0', '-1'],
      ['1e3', '0'],
      ['0-99999999', '0*99999999'],
      ['0-999999,0', '0*1000001'],
    ] as const)
      expect(refused('s', rows, [3], places), `${rows} ${places}`).toBe('cells.unreadable');
  });

  it('reads back what it packs, however the forms are ordered', () => {
    const random = randomStream(5);
    for (let round = 0; round < 200; round++) {
      const rows = Array.from({ length: 1 + Math.floor(random.uniform() * 60) }, () =>
        Math.floor(random.uniform() * 40),
      );
      const values = rows.map(() => [null, 1, 2, '好', '1', -0.5][Math.floor(random.uniform() * 6)]!);
      expect(unpackCells(packCells(rows, values), rows.length)).toEqual({ rows, values });
    }
    const whole = packCells(
      Array.from({ length: 100_000 }, (_, row) => row),
      Array.from({ length: 100_000 }, () => 5),
    );
    expect(JSON.stringify(whole).length).toBeLessThan(80);
  });
});

describe('the indicator tree', () => {
  it('loses a branch with all below it; questions are detached, not lost', () => {
    const on = project();
    const patch = patchOf({ type: 'indicator.remove', id: 'a' }, on);
    applyEntityOperations(on.entities, patch);
    expect([...on.entities.indicator.keys()]).toEqual(['b']);
    expect(on.entities.variable.get('s')?.indicatorId).toBeNull();
  });

  it('is never moved into itself', () => {
    expect(refusal({ type: 'indicator.move', id: 'a', parentId: 'a1', index: 0 })).toBe('indicator.intoItself');
    expect(refusal({ type: 'indicator.move', id: 'a', parentId: 'a', index: 0 })).toBe('indicator.intoItself');
    expect(refusal({ type: 'indicator.move', id: 'x', parentId: null, index: 0 })).toBe('indicator.unknown');
  });

  it('reorders siblings by moving one', () => {
    const on = project();
    applyEntityOperations(on.entities, patchOf({ type: 'indicator.move', id: 'a2', parentId: 'a', index: 0 }, on));
    expect([on.entities.indicator.get('a2')?.order, on.entities.indicator.get('a1')?.order]).toEqual([0, 1]);
  });

  it('moved under another parent keep sums of 1 on both sides, and come back by the inverse', () => {
    const on = project();
    on.entities.indicator.set('b1', leaf('b1', 'b', 0, 0.75));
    on.entities.indicator.set('b2', leaf('b2', 'b', 1, 0.25));
    const before = new Map(on.entities.indicator);
    const patch = patchOf({ type: 'indicator.move', id: 'a2', parentId: 'b', index: 1 }, on);
    const inverse = invertPatch(patch, on);
    applyEntityOperations(on.entities, patch);
    const weight = (id: string): number => on.entities.indicator.get(id)!.weight;
    // A third for the one that came; 3 : 1 as before in the rest.
    expect(weight('a2')).toBeCloseTo(1 / 3, 12);
    expect(weight('b1')).toBeCloseTo(0.5, 12);
    expect(weight('b2')).toBeCloseTo(1 / 6, 12);
    expect(weight('a1')).toBe(1);
    expect(['b1', 'a2', 'b2'].map((id) => on.entities.indicator.get(id)!.order)).toEqual([0, 1, 2]);
    expect(on.entities.indicator.get('a2')!.parentId).toBe('b');
    applyEntityOperations(on.entities, inverse);
    expect(new Map(on.entities.indicator)).toEqual(before);
  });

  it('moved among weights that are being set leave them, and are alone with all the weight under a leaf', () => {
    const on = project();
    on.entities.indicator.set('b1', leaf('b1', 'b', 0, 0.9));
    applyEntityOperations(on.entities, patchOf({ type: 'indicator.move', id: 'a2', parentId: 'b', index: 0 }, on));
    expect(on.entities.indicator.get('b1')!.weight).toBe(0.9);
    expect(on.entities.indicator.get('a2')!.weight).toBe(0.5);
    applyEntityOperations(on.entities, patchOf({ type: 'indicator.move', id: 'a2', parentId: 'a1', index: 0 }, on));
    expect(on.entities.indicator.get('a2')!.weight).toBe(1);
  });

  it('replaced as a whole attaches questions again by name', () => {
    const on = project();
    const { weight, order, definition } = leaf('x', null, 0, 1);
    applyEntityOperations(
      on.entities,
      patchOf(
        {
          type: 'indicators.replace',
          source: '模板',
          indicators: [{ id: 'x', parentId: null, name: '指标 a1', definition, weight, order }],
        },
        on,
      ),
    );
    expect([...on.entities.indicator.keys()]).toEqual(['x']);
    expect(on.entities.variable.get('s')?.indicatorId).toBe('x');
  });

  it('replaced as a whole attaches the questions given, in the same step', () => {
    const on = project();
    const { weight, order, definition } = leaf('x', null, 0, 1);
    const replace = (indicatorId: string) => ({
      type: 'indicators.replace' as const,
      source: '题组',
      indicators: [{ id: 'x', parentId: null, name: '新', definition, weight, order }],
      questions: [{ variableId: 's', indicatorId }],
    });
    applyEntityOperations(on.entities, patchOf(replace('x'), on));
    expect(on.entities.variable.get('s')?.indicatorId).toBe('x');
    expect(() => patchOf(replace('nowhere'), on)).toThrow('indicator.unknown');
  });

  it('takes weights typed in, equal, or from judgments', () => {
    const on = project();
    const set = {
      type: 'weights.set' as const,
      parentId: 'a',
      weights: null,
      judgments: null,
      priorities: 'eigenvector' as const,
      randomIndex: 'saaty' as const,
    };
    const weights = (patch: readonly Operation[]) =>
      patch.flatMap((operation) =>
        operation.op === 'put' && operation.collection === 'indicator' ? [operation.value?.weight] : [],
      );
    expect(weights(patchOf({ ...set, method: 'equal' }, on))).toEqual([0.5, 0.5]);
    expect(weights(patchOf({ ...set, method: 'direct', weights: [{ id: 'a1', weight: 0.3 }] }, on))).toEqual([
      0.3, 0.5,
    ]);
    const [first, second] = weights(
      patchOf(
        {
          ...set,
          method: 'ahp',
          judgments: [
            [1, 3],
            [1 / 3, 1],
          ],
        },
        on,
      ),
    );
    expect(first).toBeCloseTo(0.75, 12);
    expect(second).toBeCloseTo(0.25, 12);
    expect(
      refusal({
        ...set,
        method: 'ahp',
        judgments: [
          [1, 3],
          [3, 1],
        ],
      }),
    ).toBe('weights.judgments');
    expect(refusal({ ...set, method: 'ahp', judgments: [[1]] })).toBe('weights.judgments');
    expect(refusal({ ...set, method: 'equal', parentId: 'b' })).toBe('indicator.noChildren');
  });

  it('keeps what weights were reached from until another entry or other children take its place', () => {
    const entry = {
      kind: 'experts' as const,
      rule: null,
      rounds: [
        [
          [8, 7],
          [4, 5],
        ],
        [
          [8, 8],
          [4, 4],
        ],
      ],
    };
    const set = {
      type: 'weights.set' as const,
      parentId: 'a',
      method: 'direct' as const,
      weights: null,
      judgments: null,
      priorities: 'eigenvector' as const,
      randomIndex: 'saaty' as const,
    };
    const on = project();
    const kept = (given: Command) => {
      applyEntityOperations(on.entities, patchOf(given, on));
      return on.entities.weighting.get('a')?.entry;
    };
    expect(kept({ ...set, entry })).toEqual(entry);
    expect(kept({ ...set, weights: [{ id: 'a1', weight: 0.9 }] })).toEqual(entry);
    kept({ type: 'indicator.add', id: 'a3', parentId: 'a', name: 'c', definition: '' });
    expect(kept(set)).toBeNull();
    expect(refusal({ ...set, entry: { ...entry, rounds: [[[1, 2]]] } })).toBe('weights.entry');
    expect(refusal({ ...set, entry: { ...entry, rounds: [[[1, 2], [1]]] } })).toBe('weights.entry');
  });
});

describe('weights of the lowest level from elsewhere', () => {
  it('set every group of siblings so that the composite weights are those given', () => {
    const on = project();
    for (const [id, weight] of Object.entries({ a: 0.6, b: 0.4, a1: 0.5, a2: 0.5 })) {
      const before = on.entities.indicator.get(id);
      if (before) on.entities.indicator.set(id, { ...before, weight });
    }
    const leaves = [...on.entities.indicator.values()].filter(
      (one) => ![...on.entities.indicator.values()].some((other) => other.parentId === one.id),
    );
    const weights = leaves.map(({ id }, place) => ({ id: id as string, weight: place + 1 }));
    applyEntityOperations(on.entities, patchOf({ type: 'weights.apply', weights, source: '熵权' }, on));
    const composite = compositeWeights([...on.entities.indicator.values()]);
    const sum = weights.reduce((total, one) => total + one.weight, 0);
    for (const one of weights) expect(composite.get(indicatorId(one.id))).toBeCloseTo(one.weight / sum, 12);
    expect(on.entities.weighting.get('root')?.method).toBe('direct');
    expect(refusal({ type: 'weights.apply', weights: [{ id: 'a', weight: 1 }], source: 'x' })).toBe('weights.leaves');
  });
});

describe('excluding forms', () => {
  it('says in the log why, in the words of the user', () => {
    const labelOf = (rows: number[], note: string) =>
      planCommand({ type: 'forms.exclude', rows, code: 'byHand', note }, project()).label;
    expect(labelOf([1], '')).toEqual({ zh: '剔除第 2 份问卷', en: 'Exclude form 2' });
    expect(labelOf([1], ' 访员代填 ')).toEqual({
      zh: '剔除第 2 份问卷：访员代填',
      en: 'Exclude form 2: 访员代填',
    });
    expect(labelOf([0, 1], '试访').zh).toBe('剔除 2 份问卷：试访');
  });
});

describe('questions and project parts', () => {
  it('refuse names in use, empty ranges, and what does not exist', () => {
    const update = (changes: object) => refusal({ type: 'variables.update', updates: [{ variableId: 's', changes }] });
    expect(update({ name: 't' })).toBe('variable.nameTaken');
    expect(update({ scale: { min: 5, max: 5, direction: 'ascending', labels: [], nonAnswers: [] } })).toBe(
      'variable.scaleRange',
    );
    expect(update({ indicatorId: 'zz' })).toBe('indicator.unknown');
    expect(refusal({ type: 'filter.set', conditions: [{ variableId: 'zz', values: [] }] })).toBe(
      'data.unknownVariable',
    );
    expect(refusal({ type: 'design.set', weight: null, stratum: 'zz', cluster: null, populationSizes: {} })).toBe(
      'data.unknownVariable',
    );
    expect(refusal({ type: 'card.remove', id: 'zz' })).toBe('card.unknown');
    expect(refusal({ type: 'forms.exclude', rows: [3], code: 'byHand', note: '' })).toBe('cells.noSuchRow');
  });

  it('change only what is named', () => {
    const on = project();
    applyEntityOperations(on.entities, patchOf({ type: 'settings.set', level: 0.9 }, on));
    expect(on.entities.settings.get('main')).toMatchObject({ level: 0.9, satisfiedThreshold: 80 });
    applyEntityOperations(
      on.entities,
      patchOf({ type: 'variables.update', updates: [{ variableId: 's', changes: { label: '新' } }] }, on),
    );
    expect(on.entities.variable.get('s')).toEqual({ ...question('s', 'number', 'a1'), label: '新' });
  });

  it('refuse keys they do not know', () => {
    expect(command.safeParse({ type: 'rows.append', count: 1, extra: 1 }).success).toBe(false);
    expect(command.safeParse({ type: 'no.such' }).success).toBe(false);
  });
});

describe('inverses', () => {
  it('put back what was there before, in reverse order', () => {
    const on = project();
    const patch: Operation[] = [
      { op: 'cells', variableId: variableId('s'), rows: [0, 1], values: [4, 4] },
      { op: 'put', collection: 'indicator', id: 'b', value: null },
      { op: 'addRows', count: 2 },
    ];
    expect(invertPatch(patch, on)).toEqual([
      { op: 'removeRows', count: 2 },
      { op: 'put', collection: 'indicator', id: 'b', value: leaf('b', null, 1) },
      { op: 'cells', variableId: 's', rows: [0, 1], values: [1, null] },
    ]);
  });

  it('of removing rows bring their answers back', () => {
    expect(invertPatch([{ op: 'removeRows', count: 1 }], project())).toEqual([
      { op: 'addRows', count: 1 },
      { op: 'cells', variableId: 's', rows: [2], values: [5] },
      { op: 'cells', variableId: 't', rows: [2], values: ['差'] },
    ]);
  });
});
