import { indicatorTemplates } from '../../../../resources/templates/index.ts';
import type { StoredReport } from '../../../../shared/model/project.ts';
import { type ReportedFinding, withFindingsAnnex } from '../../../../shared/report/findingsAnnex.ts';
import { type CliCommand, parseCommand } from '../arguments.ts';
import { importWorkbook } from '../importByPlan.ts';
import { writeOutputs } from '../files.ts';
import { draftWhereNone, exportReport, outputAsked, type Session, withSession } from '../session.ts';

const templateIds = [...indicatorTemplates('zh-CN'), ...indicatorTemplates('en')].map(({ id }) => id).join(', ');

const help = {
  usage:
    'csi evaluate WORKBOOK --out DIR [--plan FILE] [--sheet NAME] [--template ID] [--format docx,xlsx,pptx,pdf,html,json] [--locale zh-CN|en] [--all]',
  summary: {
    zh: '不开窗口完成全部工作：导入工作簿、测评指数、写出测评报告。',
    en: 'The whole job without a window: imports the workbook, measures the index, writes the evaluation report.',
  },
  options: [
    ['--out DIR', { zh: '报告所在文件夹，没有时新建', en: 'folder for the report; made when missing' }],
    [
      '--plan FILE',
      {
        zh: '导入方案（JSON，即 csi import --print-plan 的输出）；不给时由表头和数值提出',
        en: 'import plan as JSON, as csi import --print-plan writes it; proposed from headers and values without it',
      },
    ],
    ['--sheet NAME', { zh: '要读取的工作表；不给时取最可能的一张', en: 'sheet to read; the likeliest one without it' }],
    [
      '--template ID',
      {
        zh: `指标体系模板：${templateIds}；不给时按题目名称取最相配的`,
        en: `indicator system: ${templateIds}; the best match by question names without it`,
      },
    ],
    [
      '--format LIST',
      {
        zh: 'docx、xlsx（结果工作簿）、pptx（幻灯片）、pdf、html、json；不给时为 docx',
        en: 'docx, xlsx (results workbook), pptx (slides), pdf, html, json; docx without it',
      },
    ],
    ['--locale L', { zh: '报告语言：zh-CN（默认）或 en', en: 'language of the report: zh-CN (default) or en' }],
    [
      '--all',
      {
        zh: '运行全部适用的分析；发现写入 findings.json 和报告附录',
        en: 'runs every applicable analysis; findings as findings.json and as an annex of the report',
      },
    ],
  ] as const,
  examples: [
    'csi evaluate survey.xlsx --out report --format docx,pdf',
    'csi evaluate survey.xlsx --plan plan.json --out report --format json',
    'csi evaluate survey.xlsx --out report --all',
  ],
};

/** Runs everything applicable, puts the findings into the report's annex, and gives them as a file with every request and its outcome. */
async function evaluateEverything(
  session: Session,
  projectId: string,
  locale: 'zh-CN' | 'en',
): Promise<{ name: string; bytes: Uint8Array }[]> {
  const { evaluated, findings } = await session.call('analysis.evaluateAll', { projectId });
  await draftWhereNone(session, projectId, locale);
  const { entities } = await session.call('project.state', { projectId });
  const report = entities['report']?.['main'] as unknown as StoredReport;
  const annexed = withFindingsAnnex(report, findings as unknown as readonly ReportedFinding[]);
  await session.call('project.apply', { projectId, command: { type: 'report.set', report: annexed as never } });
  const count = (status: string): number => evaluated.filter((one) => one.status === status).length;
  const summary = {
    analyses: evaluated.length,
    ok: count('ok'),
    notEstimable: count('notEstimable'),
    refused: count('refused'),
    findings: findings.map(({ told: _told, index: _index, ...finding }) => finding),
    evaluated,
  };
  return [{ name: 'findings.json', bytes: new TextEncoder().encode(`${JSON.stringify(summary, null, 2)}\n`) }];
}

export const evaluateCommand: CliCommand = {
  name: 'evaluate',
  help,
  run: async (args, io) => {
    const { values, positionals } = parseCommand(
      args,
      {
        out: { type: 'string' },
        plan: { type: 'string' },
        sheet: { type: 'string' },
        template: { type: 'string' },
        format: { type: 'string' },
        locale: { type: 'string' },
        all: { type: 'boolean' },
      },
      help,
      { min: 1, max: 1 },
    );
    const { out, formats, locale } = outputAsked(values);
    const outputs = await withSession(io, async (session) => {
      if (formats.some((format) => format !== 'json')) session.warmPrinter();
      const { projectId } = await importWorkbook(session, positionals[0]!, values);
      const everything = values.all ? await evaluateEverything(session, projectId, locale) : [];
      return [...everything, ...(await exportReport(session, projectId, formats, locale))];
    });
    for (const path of await writeOutputs(out, outputs)) io.print(path);
  },
};
