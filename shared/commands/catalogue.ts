import { z } from 'zod';
import { InputError } from '../model/errors.ts';
import { cellsSet } from './cellsSet.ts';
import { anonymise } from './cleaning/anonymise.ts';
import { fill, normalise, replace, split, toNumber, variablesRemove } from './cleaning/answers.ts';
import { compute } from './cleaning/compute.ts';
import { merge, recode } from './cleaning/recode.ts';
import { rulePut, ruleRemove } from './cleaning/rules.ts';
import { bin, convertScale, reverse } from './cleaning/scales.ts';
import { weightsRake } from './cleaning/weightsRake.ts';
import { formsExclude } from './formsExclude.ts';
import { formsInclude } from './formsInclude.ts';
import { indicatorAdd, indicatorMove, indicatorRemove, indicatorsReplace, indicatorUpdate } from './indicators.ts';
import { modelSet } from './modelSet.ts';
import { cardPut, cardRemove, cardsPut, designSet, filterSet, reportSet, settingsSet } from './projectParts.ts';
import { reportFreeze, reportUnfreeze } from './reportFreeze.ts';
import { reportFileAdd } from './reportFiles.ts';
import { rowsAppend } from './rowsAppend.ts';
import type { CommandOutcome, ProjectReader } from './types.ts';
import { variablesUpdate } from './variablesUpdate.ts';
import { weightsApply } from './weightsApply.ts';
import { weightsSet } from './weightsSet.ts';

const definitions = [
  cellsSet,
  rowsAppend,
  formsExclude,
  formsInclude,
  variablesUpdate,
  indicatorAdd,
  indicatorUpdate,
  indicatorMove,
  indicatorRemove,
  indicatorsReplace,
  weightsSet,
  weightsApply,
  settingsSet,
  designSet,
  filterSet,
  modelSet,
  cardPut,
  cardsPut,
  cardRemove,
  reportSet,
  reportFreeze,
  reportUnfreeze,
  reportFileAdd,
  recode,
  merge,
  reverse,
  convertScale,
  bin,
  compute,
  fill,
  replace,
  normalise,
  toNumber,
  split,
  variablesRemove,
  anonymise,
  weightsRake,
  rulePut,
  ruleRemove,
] as const;

/** Every saved change, told apart by type. */
export const command = z.discriminatedUnion('type', [
  cellsSet.schema,
  rowsAppend.schema,
  formsExclude.schema,
  formsInclude.schema,
  variablesUpdate.schema,
  indicatorAdd.schema,
  indicatorUpdate.schema,
  indicatorMove.schema,
  indicatorRemove.schema,
  indicatorsReplace.schema,
  weightsSet.schema,
  weightsApply.schema,
  settingsSet.schema,
  designSet.schema,
  filterSet.schema,
  modelSet.schema,
  cardPut.schema,
  cardsPut.schema,
  cardRemove.schema,
  reportSet.schema,
  reportFreeze.schema,
  reportUnfreeze.schema,
  reportFileAdd.schema,
  recode.schema,
  merge.schema,
  reverse.schema,
  convertScale.schema,
  bin.schema,
  compute.schema,
  fill.schema,
  replace.schema,
  normalise.schema,
  toNumber.schema,
  split.schema,
  variablesRemove.schema,
  anonymise.schema,
  weightsRake.schema,
  rulePut.schema,
  ruleRemove.schema,
]);
export type Command = z.infer<typeof command>;

const planners = new Map(
  definitions.map((definition) => [
    definition.schema.shape.type.value as string,
    definition.plan as (input: Command, project: ProjectReader) => CommandOutcome,
  ]),
);

/** Plans a command against the project as it is. @throws InputError when it is not possible; nothing is written then. */
export function planCommand(input: Command, project: ProjectReader): CommandOutcome {
  const plan = planners.get(input.type);
  if (!plan) throw new InputError('command.unknown', { type: input.type });
  return plan(input, project);
}
