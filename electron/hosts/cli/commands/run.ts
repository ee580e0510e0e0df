import type { z } from 'zod';
import { catalogue, findAnalysis } from '../../../../shared/analyses/catalogue.ts';
import { runAnalysis } from '../../../../shared/analyses/runAnalysis.ts';
import type { AnalysisResult, AnyAnalysis, TableColumn, TableRow } from '../../../../shared/analyses/types.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import { shownCell } from '../../../../shared/format/formatCell.ts';
import { withHyphen } from '../../../../shared/format/minus.ts';
import { inLocale } from '../../../../shared/model/text.ts';
import { defaultSettings, simpleDesign, type Snapshot } from '../../../../shared/model/dataset.ts';
import { uncontrolled } from '../../../../shared/model/runControl.ts';
import { chineseSegmenter } from '../../../services/segmenter.ts';
import { runOnWorkers } from '../../../services/runOnWorkers.ts';
import { type CliCommand, type CliIo, parseCommand } from '../arguments.ts';
import { problemsOf, readJson } from '../files.ts';
import { interruptible, progressText } from '../interruptible.ts';
import { projectRequest, readTable, type RunRequest, runRequest } from '../readTable.ts';
import { withSession } from '../session.ts';
import { openCopy } from './report.ts';

const help = {
  usage: 'csi run ANALYSIS [--data FILE] [--sheet NAME] [--request FILE|-] [--json]',
  summary: {
    zh: '对一张表（.xlsx、.csv、.tsv，一行表头）或一个项目（.csi）运行一项分析并输出结果表；--json 输出全部内容与精度。',
    en: 'Runs one analysis on a table (.xlsx, .csv, .tsv; one header row) or a project (.csi) and prints its tables, or everything at full precision with --json.',
  },
  options: [
    [
      '--data FILE',
      {
        zh: '数据表或项目；只用请求中数字的分析不需要',
        en: 'the table or project; not needed by analyses that take only numbers from the request',
      },
    ],
    [
      '--sheet NAME',
      { zh: '工作簿中的工作表；不给时取第一张可见的', en: 'sheet of a workbook; the first visible one without it' },
    ],
    [
      '--request FILE',
      {
        zh: 'JSON：inputs、options；数据表另可给 variables、indicators、weight、stratum、cluster、level；- 表示读取标准输入',
        en: 'JSON: inputs, options; for a table also variables, indicators, weight, stratum, cluster, level; - reads standard input',
      },
    ],
    ['--json', { zh: '完整结果（JSON），数字为全部精度', en: 'the whole result as JSON, numbers at full precision' }],
  ] as const,
  examples: [
    'csi run describe.statistics --data survey.csv --request request.json --json',
    'echo \'{"inputs":{"items":["Q1","Q2","Q3"]}}\' | csi run reliability.cronbachAlpha --data survey.xlsx --request -',
    'csi run improve.agreement --data survey.csi --json',
  ],
};

const emptySnapshot: Snapshot = {
  revision: 0,
  rowCount: 0,
  variables: [],
  columns: new Map(),
  indicators: [],
  exclusions: [],
  design: simpleDesign,
  settings: defaultSettings,
  filter: null,
};

/** Tabs and hyphens: what a spreadsheet or a script takes. */
function plainCell(row: TableRow, column: TableColumn): string {
  const text = shownCell(row, column, 'zh-CN');
  return typeof row.cells[column.key] === 'number' ? withHyphen(text) : text;
}

function printTables(member: AnyAnalysis, result: AnalysisResult, print: (text: string) => void): void {
  for (const table of member.tables(result)) {
    print(`\n${table.title.zh} / ${table.title.en}`);
    print(table.columns.map((column) => inLocale(column.title, 'zh-CN')).join('\t'));
    for (const row of table.rows) print(table.columns.map((column) => plainCell(row, column)).join('\t'));
  }
}

function parsed<T>(schema: z.ZodType<T>, given: unknown): T {
  const read = schema.safeParse(given);
  if (!read.success) throw new AppError('cli.badRequest', { problem: problemsOf(read.error) });
  return read.data;
}

async function runOnTable(
  io: CliIo,
  data: string | undefined,
  sheet: string | undefined,
  member: AnyAnalysis,
  request: RunRequest,
): Promise<AnalysisResult> {
  const snapshot = data === undefined ? emptySnapshot : await readTable(data, sheet, request);
  const asked = { analysis: member.id, inputs: request.inputs, options: request.options as never };
  // What resamples may take long; anything else is done before a worker would have started.
  if (!member.random) return runAnalysis(snapshot, asked, { ...uncontrolled, segmenter: chineseSegmenter });
  return interruptible(io, (signal) =>
    runOnWorkers(snapshot, asked, {
      signal,
      report: (done, total, phase) => io.progress(progressText(done, total, phase)),
    }),
  );
}

/** As the analysis room would show it; the project's file stays as it is. */
async function runOnProject(
  io: CliIo,
  path: string,
  analysis: string,
  { inputs, options }: z.infer<typeof projectRequest>,
): Promise<AnalysisResult> {
  const { results } = await withSession(io, async (session) =>
    session.call('analysis.run', {
      projectId: await openCopy(session, path),
      requests: [{ analysis, inputs, options }],
      key: 'run',
    }),
  );
  const [outcome] = results;
  if (!outcome) throw new Error('one request gives one outcome');
  if (!outcome.ok) throw new AppError(outcome.error.code, outcome.error.details as never);
  return outcome.result as unknown as AnalysisResult;
}

export const runCommand: CliCommand = {
  name: 'run',
  help,
  run: async (args, io) => {
    const { values, positionals } = parseCommand(
      args,
      { data: { type: 'string' }, sheet: { type: 'string' }, request: { type: 'string' }, json: { type: 'boolean' } },
      help,
      { min: 1, max: 1 },
    );
    const analysis = positionals[0]!;
    const member = findAnalysis(analysis);
    if (!member)
      throw new AppError('cli.unknownAnalysis', { analysis, analyses: catalogue.map((one) => one.id).join(', ') });
    const given = values.request === undefined ? {} : await readJson(values.request);
    const result =
      values.data !== undefined && /\.csi$/i.test(values.data)
        ? await runOnProject(io, values.data, analysis, parsed(projectRequest, given))
        : await runOnTable(io, values.data, values.sheet, member, parsed(runRequest, given));
    if (values.json) {
      io.print(JSON.stringify(result, null, 2));
      return;
    }
    io.print(`${analysis}  n = ${result.n}${result.status === 'ok' ? '' : `  not estimable: ${result.reason}`}`);
    printTables(member, result, (text) => io.print(text));
  },
};
