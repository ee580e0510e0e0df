import { z } from 'zod';
import { InputError } from '../model/errors.ts';
import { loopThrough, mostConstructs, type StructuralModel } from '../model/structuralModel.ts';
import { defineCommand } from './defineCommand.ts';
import { text } from './parts.ts';
import type { ProjectReader } from './types.ts';

const construct = z.strictObject({
  name: text.min(1).max(80),
  items: z.array(z.string()).max(300),
  mode: z.enum(['A', 'B']),
  x: z.number().min(-100_000).max(100_000),
  y: z.number().min(-100_000).max(100_000),
});

/** A drawing may be unfinished (constructs without items or paths), but nothing in it may contradict itself. */
function check({ constructs, paths }: StructuralModel, project: ProjectReader): void {
  const names = new Set<string>();
  const used = new Set<string>();
  for (const { name, items } of constructs) {
    if (names.has(name)) throw new InputError('model.sameName', { construct: name });
    names.add(name);
    for (const item of items) {
      const variable = project.entities.variable.get(item);
      if (!variable) throw new InputError('data.unknownVariable', { variable: item });
      if (used.has(item)) throw new InputError('model.itemTwice', { item: variable.label || variable.name });
      used.add(item);
    }
  }
  paths.forEach(({ from, to }, place) => {
    for (const name of [from, to])
      if (!names.has(name)) throw new InputError('model.unknownConstruct', { construct: name });
    if (from === to) throw new InputError('model.selfPath', { construct: from });
    const before = paths.slice(0, place);
    if (before.some((path) => path.from === from && path.to === to))
      throw new InputError('model.pathTwice', { from, to });
    const loop = loopThrough(before, from, to);
    if (loop) throw new InputError('model.loop', { constructs: loop.join(' → ') });
  });
}

/** The structural equation model as drawn; null removes it. */
export const modelSet = defineCommand({
  schema: z.strictObject({
    type: z.literal('model.set'),
    model: z
      .strictObject({
        constructs: z.array(construct).max(mostConstructs),
        paths: z.array(z.strictObject({ from: text, to: text })).max(mostConstructs * mostConstructs),
      })
      .nullable(),
  }),
  plan({ model }, project) {
    if (model) check(model, project);
    return {
      patch: [{ op: 'put', collection: 'model', id: 'main', value: model }],
      label: model
        ? { zh: '修改结构方程模型', en: 'Change the structural model' }
        : { zh: '删除结构方程模型', en: 'Remove the structural model' },
    };
  },
});
