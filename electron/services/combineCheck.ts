import { freeName } from '../../shared/commands/combine/joinFile.ts';
import { stackPlan } from '../../shared/commands/combine/stackFile.ts';
import { waveChange, type WaveMark } from '../../shared/commands/combine/wave.ts';
import type { ProjectReader } from '../../shared/commands/types.ts';
import type { Output } from '../../shared/contract/methods.ts';
import type { ImportPlan } from '../../shared/importing/plan.ts';
import type { Column } from '../../shared/model/dataset.ts';
import type { FileIdentity } from '../jobs/workbookProtocol.ts';
import { cellOf } from '../storage/memoryColumn.ts';
import type { ProjectSession } from './projectSession.ts';

type CombineCheck = Output<'import.combineCheck'>;

const readerOf = ({ mirror }: ProjectSession): ProjectReader => ({
  entities: mirror.allEntities,
  rowCount: mirror.rowCount,
  cell(variableId, row) {
    const stored = mirror.columns.get(variableId);
    return stored ? cellOf(stored.column, row) : null;
  },
  // Only to look: nothing that gets this id is kept.
  newId: () => 'preview',
});

/** The import that has brought in the forms of this sheet already, of a file with the same bytes; null = none. The only sheet of a text file is named for the file. */
function broughtIn(
  { mirror }: ProjectSession,
  { sha256, sheets }: FileIdentity,
  sheet: string,
): { file: string; rows: number } | null {
  const record = [...mirror.allEntities.import.values()].find(
    (one) => one.how !== 'join' && one.sha256 === sha256 && (sheets === 1 || one.plan['sheet'] === sheet),
  );
  return record ? { file: record.fileName, rows: record.rows } : null;
}

/** The column of the file and the question of the project that number the forms. */
export function numberingOf(
  session: ProjectSession,
  plan: ImportPlan,
): { readonly column: number; readonly variableId: string; readonly label: string } | null {
  for (const { include, role, name, column } of plan.columns) {
    if (!include || role !== 'id') continue;
    const variable = [...session.mirror.allEntities.variable.values()].find((one) => one.name === name);
    if (variable?.role === 'id') return { column, variableId: variable.id, label: variable.label || variable.name };
  }
  return null;
}

/** Numbers counted from 1 tell rows of a file apart, not forms: each month begins with 1 again. */
function isCounted(column: Column): boolean {
  const texts = column.kind === 'text' ? column.dictionary.filter((text) => text !== '') : [];
  const numbers = column.kind === 'numeric' ? column.values.filter((value) => !Number.isNaN(value)) : texts.map(Number);
  const { length } = numbers;
  return length > 0 && [...new Set(numbers)].every((value) => Number.isInteger(value) && value >= 1 && value <= length);
}

/** What stacking a file with these bytes by this plan would meet. @throws InputError 'stack.waveNotPlain' */
export async function checkStack(
  session: ProjectSession,
  file: FileIdentity,
  plan: ImportPlan,
  wave: WaveMark | null,
  numbers: { readonly variableId: string; readonly label: string; readonly column: Column } | null,
): Promise<CombineCheck> {
  const project = readerOf(session);
  const { same, added, absent, derived } = stackPlan(plan.columns, project, wave?.name ?? null);
  const known =
    numbers && !isCounted(numbers.column)
      ? await session.worker.call('match', { variableId: numbers.variableId, column: numbers.column })
      : null;
  const cleaned = await session.worker.call('cleaned', null);
  const labels = new Map(same.map((variable) => [variable.id as string, variable.label]));
  const mark = wave ? waveChange(project, wave) : null;
  return {
    kind: 'stack',
    same: same.length,
    added: added.map(({ label }) => label),
    absent: absent.map(({ label }) => label),
    derived: derived.map(({ label }) => label),
    cleaned: cleaned.flatMap(({ variableId, label }) => {
      const question = labels.get(variableId);
      return question === undefined ? [] : [{ question, change: label }];
    }),
    typeDiffers: same.flatMap((variable) => {
      const column = plan.columns.find(({ include, name }) => include && name === variable.name)!;
      return column.type === variable.type || (variable.type === 'text' && column.type === 'number')
        ? []
        : [variable.label];
    }),
    repeats: broughtIn(session, file, plan.sheet),
    knownNumbers: numbers && known && known.matched > 0 ? { question: numbers.label, count: known.matched } : null,
    waveIsNew: mark === null ? null : !project.entities.variable.has(mark.variable.id),
  };
}

/** How the forms of the project and the rows of a file meet by a key, and what its columns would be called. */
export async function checkJoin(
  session: ProjectSession,
  plan: ImportPlan,
  key: { readonly variableId: string; readonly column: number },
  column: Column,
): Promise<CombineCheck> {
  const { rowOf: _rowOf, ...match } = await session.worker.call('match', { variableId: key.variableId, column });
  const taken = new Set([...session.mirror.allEntities.variable.values()].map((variable) => variable.name));
  const columns = plan.columns
    .filter((one) => one.include && one.column !== key.column)
    .map((one) => {
      const name = freeName(one.name, taken);
      taken.add(name);
      return { label: one.label, name, renamed: name !== one.name };
    });
  const plain = (examples: typeof match.unmatchedForms) => ({ ...examples, examples: [...examples.examples] });
  return {
    kind: 'join',
    forms: session.mirror.rowCount,
    ...match,
    unmatchedForms: plain(match.unmatchedForms),
    unmatchedRows: plain(match.unmatchedRows),
    repeatedInFile: plain(match.repeatedInFile),
    repeatedInProject: plain(match.repeatedInProject),
    columns,
  };
}
