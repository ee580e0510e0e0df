import { AppError } from '../../../../shared/contract/errors.ts';
import type { Variable } from '../../../../shared/model/variable.ts';
import { type CliCommand, parseCommand } from '../arguments.ts';
import { combineFiles } from '../combineFiles.ts';
import { writeOutputs } from '../files.ts';
import { nameWithoutExtension, type Session, withSession } from '../session.ts';
import { importWorkbook, planForAnyFile } from '../importByPlan.ts';

const help = {
  usage:
    'csi import WORKBOOK (--out DIR | --print-plan) [--plan FILE] [--sheet NAME] [--template ID] [--append FILE]... [--wave NAME] [--join FILE --by KEY]',
  summary: {
    zh: '由工作簿生成项目文件，或输出导入方案，修改后交给 --plan。',
    en: 'Makes a project file from a workbook, or prints the import plan so that it can be corrected and given to --plan.',
  },
  options: [
    ['--out DIR', { zh: '项目文件所在文件夹', en: 'folder for the project file' }],
    ['--print-plan', { zh: '以 JSON 输出导入方案，不写任何文件', en: 'prints the plan as JSON and writes nothing' }],
    ['--plan FILE', { zh: '导入方案（JSON）', en: 'import plan as JSON' }],
    ['--sheet NAME', { zh: '要读取的工作表', en: 'sheet to read' }],
    ['--template ID', { zh: '起始的指标体系模板', en: 'indicator system to start the tree from' }],
    [
      '--append FILE',
      {
        zh: '按同一方案追加同一问卷另一文件的答卷；可多次给出',
        en: 'adds the forms of another file of the same questionnaire by the same plan; may be given more than once',
      },
    ],
    [
      '--wave NAME',
      { zh: '用来标记文件次序 1、2、3……的题名', en: 'question that marks the files 1, 2, 3, ... in the order given' },
    ],
    [
      '--join FILE',
      { zh: '把另一文件的列按相同编号并入', en: 'brings columns of a file to the forms with the same key' },
    ],
    ['--by KEY', { zh: '两边编号列的名称', en: 'name of the key in both' }],
  ] as const,
  examples: [
    'csi import survey.xlsx --print-plan > plan.json',
    'csi import survey.xlsx --plan plan.json --out projects',
    'csi import march.xlsx --append april.xlsx --wave month --join customers.csv --by id --out projects',
  ],
};

const mostExamples = 3;

/** One line for each question that could not take some cells of its file: its name, how many, and what they say. */
async function unreadLines(session: Session, projectId: string): Promise<readonly string[]> {
  const { unread, texts } = await session.call('data.unread', { projectId });
  if (texts.length === 0) return [];
  const { entities } = await session.call('project.state', { projectId });
  const questions = (entities['variable'] ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(unread).map(([id, { rows, texts: places }]) => {
    const { name } = questions[id] as Variable;
    const said = [...new Set(places)].map((place) => JSON.stringify(texts[place]));
    const more = said.length > mostExamples ? ', …' : '';
    return `not read\t${name}\t${rows.length}\t${said.slice(0, mostExamples).join(', ')}${more}`;
  });
}

export const importCommand: CliCommand = {
  name: 'import',
  help,
  run: async (args, io) => {
    const { values, positionals } = parseCommand(
      args,
      {
        out: { type: 'string' },
        'print-plan': { type: 'boolean' },
        plan: { type: 'string' },
        sheet: { type: 'string' },
        template: { type: 'string' },
        append: { type: 'string', multiple: true },
        wave: { type: 'string' },
        join: { type: 'string' },
        by: { type: 'string' },
      },
      help,
      { min: 1, max: 1 },
    );
    const source = positionals[0]!;
    if (values.out === undefined && !values['print-plan']) throw new AppError('cli.missingOption', { option: '--out' });
    const made = await withSession(io, async (session) => {
      const imported = await importWorkbook(session, source, values);
      if (values['print-plan']) return { plan: imported.plan, project: null, rows: imported.summary.rows, unread: [] };
      const { append = [], wave, join, by } = values;
      await combineFiles(session, imported.projectId, { append, wave, join, by });
      const { rowCount } = await session.call('project.state', { projectId: imported.projectId });
      const copy = await session.call('project.saveCopy', { projectId: imported.projectId });
      const unread = await unreadLines(session, imported.projectId);
      return { plan: imported.plan, project: await session.bytesOf(copy.file), rows: rowCount, unread };
    });
    if (made.project === null) {
      io.print(JSON.stringify(values.plan === undefined ? planForAnyFile(made.plan) : made.plan, null, 2));
      return;
    }
    const [path] = await writeOutputs(values.out!, [
      { name: `${nameWithoutExtension(source)}.csi`, bytes: made.project },
    ]);
    io.print(`${path}\t${made.rows} forms`);
    for (const line of made.unread) io.print(line);
  },
};
