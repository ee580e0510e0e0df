import { resolve } from 'node:path';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Output } from '../../../shared/contract/methods.ts';
import type { ImportRecord } from '../../../shared/model/project.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { readInput } from './files.ts';
import type { Session } from './session.ts';

type State = Output<'project.state'>;

/** Which files are brought in after the first: waves behind it in the order given, then columns by a key. */
export interface FilesToCombine {
  readonly append: readonly string[];
  /** Name of the question that marks the waves 1, 2, ...; absent: none. */
  readonly wave: string | undefined;
  readonly join: string | undefined;
  /** Name or wording of the key, on both sides. */
  readonly by: string | undefined;
}

const entities = <T>(state: State, collection: 'variable' | 'import'): T[] =>
  Object.values(state.entities[collection] ?? {}) as unknown as T[];

async function proposed(session: Session, path: string, remembered: { projectId: string; importId: string } | null) {
  await readInput(path);
  const { handle: file } = await session.services.files.adopt(resolve(path));
  const { suggestedSheet: sheet } = await session.call('import.inspect', { file });
  const asked = { headerRows: null, firstDataRow: null, lastDataRow: null, indicatorTemplate: null };
  const keepTreeOf = remembered?.projectId ?? null;
  const { plan } = await session.call('import.propose', { ...asked, file, sheet, remembered, keepTreeOf });
  return { file, plan };
}

async function joined(session: Session, projectId: string, path: string, by: string): Promise<void> {
  const { file, plan } = await proposed(session, path, null);
  const means = (one: { readonly name: string; readonly label: string }): boolean =>
    one.name === by || one.label === by;
  const state = await session.call('project.state', { projectId });
  const question = entities<Variable>(state, 'variable').find(means);
  if (!question) throw new AppError('data.unknownVariable', { variable: by });
  const column = plan.columns.find((one) => one.include && (means(one) || one.header === by));
  if (!column) throw new AppError('join.noKey', {});
  const key = { variableId: question.id as string, column: column.column };
  await session.call('import.join', { projectId, file, plan, key, repeated: 'refuse' });
}

/** @throws AppError 'cli.missingOption', 'data.unknownVariable', 'join.noKey' and what stacking and joining refuse */
export async function combineFiles(
  session: Session,
  projectId: string,
  { append, wave, join, by }: FilesToCombine,
): Promise<void> {
  for (const [index, path] of append.entries()) {
    const records = entities<ImportRecord>(await session.call('project.state', { projectId }), 'import');
    const first = records.find(({ how }) => how === undefined)!;
    const { file, plan } = await proposed(session, path, { projectId, importId: first.id });
    const mark = wave === undefined ? null : { name: wave, label: wave, before: '1', now: String(index + 2) };
    await session.call('import.run', { projectId, file, plan, mode: 'append', wave: mark });
  }
  if (join === undefined) return;
  if (by === undefined) throw new AppError('cli.missingOption', { option: '--by' });
  await joined(session, projectId, join, by);
}
