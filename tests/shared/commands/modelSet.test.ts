import { describe, expect, it } from 'vitest';
import { modelTemplates, proposeModel } from '../../../shared/analyses/modelTemplates.ts';
import { applyEntityOperations, invertPatch } from '../../../shared/commands/applyPatch.ts';
import { type Command, command, planCommand } from '../../../shared/commands/catalogue.ts';
import { specify } from '../../../shared/plssem/model.ts';
import type { ProjectReader } from '../../../shared/commands/types.ts';
import { emptyEntities } from '../../../shared/model/project.ts';
import type { StructuralModel } from '../../../shared/model/structuralModel.ts';
import { oneToTen, survey } from '../analyses/survey.ts';

const names = ['IMAG1', 'CUEX1', 'PERQ1', 'PERV1', 'CUSA1', 'CUSA2', 'CUSCO', 'CUSL1'];
const { variables } = survey(names.map((name) => ({ name, answers: [1, 2], scale: oneToTen })));

function project(): ProjectReader & { readonly entities: ReturnType<typeof emptyEntities> } {
  const entities = emptyEntities();
  for (const variable of variables) entities.variable.set(variable.id, variable);
  let next = 0;
  return { entities, rowCount: 2, cell: () => null, newId: () => `n${next++}` } as unknown as ProjectReader & {
    readonly entities: ReturnType<typeof emptyEntities>;
  };
}
const model: StructuralModel = {
  constructs: [
    { name: '质量', items: ['v2'], mode: 'A', x: 0, y: 0 },
    { name: '满意', items: ['v4', 'v5'], mode: 'A', x: 200, y: 0 },
    { name: '忠诚', items: [], mode: 'B', x: 400, y: 0 },
  ],
  paths: [
    { from: '质量', to: '满意' },
    { from: '满意', to: '忠诚' },
  ],
};
const set = (given: StructuralModel | null): Command => command.parse({ type: 'model.set', model: given });

describe('model.set', () => {
  it('saves a drawing that is not finished, and undo brings back what was there', () => {
    const reader = project();
    const { patch } = planCommand(set(model), reader);
    const inverse = invertPatch(patch, reader);
    applyEntityOperations(reader.entities, patch);
    expect(reader.entities.model.get('main')).toEqual(model);
    applyEntityOperations(reader.entities, inverse);
    expect(reader.entities.model.size).toBe(0);
  });

  it.each([
    ['model.loop', { ...model, paths: [...model.paths, { from: '忠诚', to: '质量' }] }],
    ['model.selfPath', { ...model, paths: [{ from: '质量', to: '质量' }] }],
    ['model.pathTwice', { ...model, paths: [model.paths[0]!, model.paths[0]!] }],
    ['model.unknownConstruct', { ...model, paths: [{ from: '质量', to: '没有' }] }],
    ['model.sameName', { ...model, constructs: [model.constructs[0]!, { ...model.constructs[1]!, name: '质量' }] }],
    ['model.itemTwice', { ...model, constructs: model.constructs.map((one) => ({ ...one, items: ['v1'] })) }],
    ['data.unknownVariable', { ...model, constructs: model.constructs.map((one) => ({ ...one, items: ['gone'] })) }],
  ] as const)('refuses %s', (code, given) => {
    expect(() => planCommand(set(given), project())).toThrow(expect.objectContaining({ code }));
  });

  it('loses the items of questions that are removed', () => {
    const reader = project();
    applyEntityOperations(reader.entities, planCommand(set(model), reader).patch);
    const { patch } = planCommand(command.parse({ type: 'variables.remove', variableIds: ['v4'] }), reader);
    applyEntityOperations(reader.entities, patch);
    expect(reader.entities.model.get('main')?.constructs[1]?.items).toEqual(['v5']);
  });
});

describe('templates', () => {
  it('propose blocks by the names of the questions and hold together', () => {
    const ecsi = proposeModel(modelTemplates.find(({ id }) => id === 'ecsi')!, variables, 'en');
    expect(ecsi.constructs.map(({ items }) => items.map((id) => variables.find((one) => one.id === id)!.name))).toEqual(
      [['IMAG1'], ['CUEX1'], ['PERQ1'], ['PERV1'], ['CUSA1', 'CUSA2'], ['CUSCO'], ['CUSL1']],
    );
    expect(specify(ecsi).paths).toHaveLength(12);
  });

  it('go by role where names say nothing, and each is a model without loops', () => {
    const roles = survey([
      { name: 'a', role: 'perception', answers: [1], scale: oneToTen },
      { name: 'b', role: 'overallSatisfaction', answers: [1], scale: oneToTen },
      { name: 'c', role: 'loyalty', answers: [1], scale: oneToTen },
      { name: 'd', role: 'profile', answers: [1], scale: oneToTen },
      { name: 'e', role: 'perception', answers: ['x'] },
    ]).variables;
    for (const template of modelTemplates) {
      const proposed = proposeModel(template, roles, 'zh-CN');
      expect(proposed.constructs.flatMap(({ items }) => items).toSorted()).toEqual(['v0', 'v1', 'v2']);
      expect(proposed.paths).toHaveLength(template.paths.length);
      expect(() =>
        specify({
          ...proposed,
          constructs: proposed.constructs.map((one, place) => ({ ...one, items: [`i${place}`] })),
        }),
      ).not.toThrow();
    }
  });
});
