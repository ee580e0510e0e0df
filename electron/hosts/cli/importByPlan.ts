import { resolve } from 'node:path';
import type { z } from 'zod';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Output } from '../../../shared/contract/methods.ts';
import { importPlan } from '../../../shared/contract/schemas.ts';
import { problemsOf, readInput, readJson } from './files.ts';
import { nameWithoutExtension, type Session } from './session.ts';

/** A plan as it is printed and read: null = to the last row of a file's data, so that it serves next month's file, too. */
const printedPlan = importPlan.extend({ lastDataRow: importPlan.shape.lastDataRow.nullable() });

/** A proposed plan without the rows that are its file's own. */
export const planForAnyFile = (plan: Output<'import.propose'>['plan']): z.infer<typeof printedPlan> => ({
  ...plan,
  lastDataRow: null,
  leftOutRows: undefined,
});

/** Imports a workbook into a new project of the session by a given or proposed plan. */
export async function importWorkbook(
  session: Session,
  path: string,
  choices: {
    readonly plan?: string | undefined;
    readonly sheet?: string | undefined;
    readonly template?: string | undefined;
  },
): Promise<{ projectId: string; plan: Output<'import.propose'>['plan']; summary: Output<'import.check'> }> {
  await readInput(path);
  const { handle: file } = await session.services.files.adopt(resolve(path));
  const inspected = await session.call('import.inspect', { file });
  const proposed = async (
    sheet: string,
    headerRows: Output<'import.propose'>['plan']['headerRows'] | null,
    firstDataRow: number | null,
  ) => {
    if (!inspected.sheets.some((candidate) => candidate.name === sheet))
      throw new AppError('cli.noSuchSheet', {
        sheet,
        sheets: inspected.sheets.map((candidate) => candidate.name).join(', '),
      });
    return (
      await session.call('import.propose', {
        file,
        sheet,
        headerRows,
        firstDataRow,
        lastDataRow: null,
        indicatorTemplate: choices.template ?? null,
        remembered: null,
      })
    ).plan;
  };
  const given = async (planPath: string) => {
    const parsed = printedPlan.safeParse(await readJson(planPath));
    if (!parsed.success) throw new AppError('cli.badPlan', { problem: problemsOf(parsed.error) });
    const { lastDataRow, ...rest } = parsed.data;
    if (lastDataRow !== null) return { ...rest, lastDataRow };
    // A file of one sheet may call it by the month, as a text file is called by its own name.
    const [only, ...others] = inspected.sheets;
    const sheet = only !== undefined && others.length === 0 ? only.name : rest.sheet;
    const found = await proposed(sheet, rest.headerRows, rest.firstDataRow);
    return { ...rest, sheet, lastDataRow: found.lastDataRow, leftOutRows: rest.leftOutRows ?? found.leftOutRows };
  };
  const plan =
    choices.plan === undefined
      ? await proposed(choices.sheet ?? inspected.suggestedSheet, null, null)
      : await given(choices.plan);
  const { projectId } = await session.call('project.create', { name: nameWithoutExtension(path), templateId: null });
  const { summary } = await session.call('import.run', { projectId, file, plan, mode: 'replace' });
  return { projectId, plan, summary };
}
