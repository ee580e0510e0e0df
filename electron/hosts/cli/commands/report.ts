import { resolve } from 'node:path';
import { AppError } from '../../../../shared/contract/errors.ts';
import { type CliCommand, parseCommand } from '../arguments.ts';
import { readInput, writeOutputs } from '../files.ts';
import { reportEach } from '../reportEach.ts';
import { exportReport, parseFormats, withSession } from '../session.ts';

const help = {
  usage:
    'csi report PROJECT --out DIR [--format docx,xlsx,pptx,pdf,html,json] [--by QUESTION [--anew]] [--locale zh-CN|en]',
  summary:
    'Writes the report of a project file, or one for each branch or segment; a project without one gets the standard report. The project file is not changed.',
  options: [
    ['--out DIR', 'folder for the report'],
    ['--format LIST', 'docx, xlsx (results workbook), pptx (slides), pdf, html, json; docx without it'],
    [
      '--by QUESTION',
      'one report for every answer to this question (name or wording), all by the same template; those that fail are named at the end, exit code 2',
    ],
    [
      '--anew',
      'with --by: drafts each report from its own results instead of filling the project’s report with other numbers',
    ],
    ['--locale L', 'language of a report that has to be drafted first'],
  ] as const,
  examples: [
    'csi report survey.csi --out report --format docx,pdf',
    'csi report survey.csi --out branches --by 门店 --format docx,pptx',
  ],
};

export const reportCommand: CliCommand = {
  name: 'report',
  help,
  run: async (args, io) => {
    const { values, positionals } = parseCommand(
      args,
      {
        out: { type: 'string' },
        format: { type: 'string' },
        by: { type: 'string' },
        anew: { type: 'boolean' },
        locale: { type: 'string' },
      },
      help,
      { min: 1, max: 1 },
    );
    if (values.out === undefined) throw new AppError('cli.missingOption', { option: '--out' });
    const formats = parseFormats(values.format ?? 'docx');
    const locale = values.locale ?? 'zh-CN';
    if (locale !== 'zh-CN' && locale !== 'en') throw new AppError('cli.unknownLocale', { locale });
    const { out, by } = values;
    const outputs = await withSession(io, async (session) => {
      if (formats.some((format) => format === 'pdf' || format === 'html')) session.warmPrinter();
      const projectId = await openCopy(session, positionals[0]!);
      if (by === undefined) return exportReport(session, projectId, formats, locale);
      await reportEach(session, { projectId, by, formats, locale, anew: values.anew ?? false, folder: out }, io);
      return [];
    });
    for (const path of await writeOutputs(out, outputs)) io.print(path);
  },
};

/** Opens a project from a copy of its file, so that the command line never writes to the original. */
export async function openCopy(
  session: Parameters<Parameters<typeof withSession>[1]>[0],
  path: string,
): Promise<string> {
  const bytes = await readInput(resolve(path));
  const { handle } = await session.services.files.store('project.csi', bytes);
  return (await session.call('project.open', { file: handle })).projectId;
}
