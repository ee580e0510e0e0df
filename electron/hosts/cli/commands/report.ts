import { resolve } from 'node:path';
import { type CliCommand, parseCommand } from '../arguments.ts';
import { readInput, writeOutputs } from '../files.ts';
import { reportEach } from '../reportEach.ts';
import { exportReport, outputAsked, parseReveal, withSession } from '../session.ts';

const help = {
  usage:
    'csi report PROJECT --out DIR [--format docx,xlsx,pptx,pdf,html,json] [--by QUESTION [--anew]] [--show personal,small-groups] [--locale zh-CN|en]',
  summary: {
    zh: '写出项目文件中的报告，或为每个网点、客群各写一份；没有报告的项目写标准报告。项目文件不会改动。',
    en: 'Writes the report of a project file, or one for each branch or segment; a project without one gets the standard report. The project file is not changed.',
  },
  options: [
    ['--out DIR', { zh: '报告所在文件夹', en: 'folder for the report' }],
    [
      '--format LIST',
      {
        zh: 'docx、xlsx（结果工作簿）、pptx（幻灯片）、pdf、html、json；不给时为 docx',
        en: 'docx, xlsx (results workbook), pptx (slides), pdf, html, json; docx without it',
      },
    ],
    [
      '--by QUESTION',
      {
        zh: '按这道题（题名或题目文字）的每个答案各写一份报告，格式相同；写不出的最后列出，退出码为 2',
        en: 'one report for every answer to this question (name or wording), all by the same template; those that fail are named at the end, exit code 2',
      },
    ],
    [
      '--anew',
      {
        zh: '与 --by 同用：每份报告按自己的结果重新起草，而不是在项目的报告中换上其他数字',
        en: 'with --by: drafts each report from its own results instead of filling the project’s report with other numbers',
      },
    ],
    [
      '--show LIST',
      {
        zh: 'personal（含个人信息的题目与答案中的联系方式）、small-groups（人数过少的组）；不给时都不列出',
        en: 'personal (questions that hold personal data, addresses and numbers in answers), small-groups (groups of too few people); neither is shown without it',
      },
    ],
    ['--locale L', { zh: '需要先起草时报告的语言', en: 'language of a report that has to be drafted first' }],
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
        show: { type: 'string' },
        locale: { type: 'string' },
      },
      help,
      { min: 1, max: 1 },
    );
    const { out, formats, locale } = outputAsked(values);
    const { by } = values;
    const reveal = parseReveal(values.show);
    const outputs = await withSession(io, async (session) => {
      if (formats.some((format) => format === 'pdf' || format === 'html')) session.warmPrinter();
      const projectId = await openCopy(session, positionals[0]!);
      if (by === undefined) return exportReport(session, projectId, formats, locale, reveal);
      await reportEach(
        session,
        { projectId, by, formats, locale, anew: values.anew ?? false, folder: out, reveal },
        io,
      );
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
