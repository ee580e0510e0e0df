import { z } from 'zod';
import { InputError } from '../../model/errors.ts';
import { variableId } from '../../model/ids.ts';
import type { Variable } from '../../model/variable.ts';
import { newName } from '../cleaning/target.ts';
import type { CellContent, Operation, ProjectReader } from '../types.ts';
import { orderBehind } from './parts.ts';

const value = z.string().trim().min(1).max(120);

/**
 * The mark that tells the waves of a survey apart. before: of the forms that are there already, used where the question is new; now: of the
 * forms that come.
 */
export const waveMark = z.strictObject({ name: newName, label: newName, before: value, now: value });
export type WaveMark = z.infer<typeof waveMark>;

export interface WaveChange {
  /** The question put anew or changed; null = it stays as it is. */
  readonly put: Operation | null;
  readonly variable: Variable;
  /** Of the forms already there; null = they keep what they have. */
  readonly before: CellContent;
  readonly now: CellContent;
}

const isCode = (text: string): boolean => /^\d{1,6}$/.test(text);

function newMark(project: ProjectReader, mark: WaveMark): WaveChange {
  const first = project.rowCount > 0;
  const asCodes = isCode(mark.now) && (!first || isCode(mark.before));
  const before = asCodes ? Number(mark.before) : 1;
  const now = asCodes ? Number(mark.now) : first && mark.now !== mark.before ? 2 : 1;
  const labels = asCodes
    ? []
    : [...(first && now !== before ? [{ value: before, label: mark.before }] : []), { value: now, label: mark.now }];
  const variable: Variable = {
    id: variableId(project.newId()),
    name: mark.name,
    label: mark.label,
    type: 'number',
    measure: 'ordinal',
    role: 'profile',
    scale: null,
    valueLabels: labels,
    indicatorId: null,
    order: orderBehind(project),
    source: null,
    personal: false,
  };
  return {
    put: { op: 'put', collection: 'variable', id: variable.id, value: variable },
    variable,
    before: first ? before : null,
    now,
  };
}

function knownMark(project: ProjectReader, variable: Variable, mark: WaveMark): WaveChange {
  if (variable.type === 'text') return { put: null, variable, before: null, now: mark.now };
  if (variable.type !== 'number' || variable.scale)
    throw new InputError('stack.waveNotPlain', { variable: variable.label });
  const labelled = variable.valueLabels.find(({ label }) => label === mark.now);
  if (labelled) return { put: null, variable, before: null, now: labelled.value };
  if (isCode(mark.now) && variable.valueLabels.length === 0)
    return { put: null, variable, before: null, now: Number(mark.now) };
  let top = Math.max(0, ...variable.valueLabels.map((entry) => entry.value));
  for (let row = 0; row < project.rowCount; row++) {
    const content = project.cell(variable.id, row);
    if (typeof content === 'number' && content > top) top = content;
  }
  const now = Math.floor(top) + 1;
  const changed: Variable = { ...variable, valueLabels: [...variable.valueLabels, { value: now, label: mark.now }] };
  return {
    put: { op: 'put', collection: 'variable', id: variable.id, value: changed },
    variable: changed,
    before: null,
    now,
  };
}

/**
 * The wave mark of forms that are stacked: a new question of codes 1 and 2 (labelled where the marks are words), or the next code of the one
 * there is; a text question takes the mark as it is.
 *
 * @throws InputError 'stack.waveNotPlain' when the question of that name is rated or a date
 */
export function waveChange(project: ProjectReader, mark: WaveMark): WaveChange {
  for (const variable of project.entities.variable.values())
    if (variable.name === mark.name) return knownMark(project, variable, mark);
  return newMark(project, mark);
}
