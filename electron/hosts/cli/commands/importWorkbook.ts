import { AppError } from '../../../../shared/contract/errors.ts';
import { type CliCommand, parseCommand } from '../arguments.ts';
import { combineFiles } from '../combineFiles.ts';
import { writeOutputs } from '../files.ts';
import { nameWithoutExtension, withSession } from '../session.ts';
import { importWorkbook } from './evaluate.ts';

const help = {
  usage:
    'csi import WORKBOOK (--out DIR | --print-plan) [--plan FILE] [--sheet NAME] [--template ID] [--append FILE]... [--wave NAME] [--join FILE --by KEY]',
  summary:
    'Makes a project file from a workbook, or prints the import plan so that it can be corrected and given to --plan.',
  options: [
    ['--out DIR', 'folder for the project file'],
    ['--print-plan', 'prints the plan as JSON and writes nothing'],
    ['--plan FILE', 'import plan as JSON'],
    ['--sheet NAME', 'sheet to read'],
    ['--template ID', 'indicator system to start the tree from'],
    [
      '--append FILE',
      'adds the forms of another file of the same questionnaire by the same plan; may be given more than once',
    ],
    ['--wave NAME', 'question that marks the files 1, 2, 3, ... in the order given'],
    ['--join FILE', 'brings columns of a file to the forms with the same key'],
    ['--by KEY', 'name of the key in both'],
  ] as const,
  examples: [
    'csi import survey.xlsx --print-plan > plan.json',
    'csi import survey.xlsx --plan plan.json --out projects',
    'csi import march.xlsx --append april.xlsx --wave month --join customers.csv --by id --out projects',
  ],
};

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
      if (values['print-plan']) return { plan: imported.plan, project: null, rows: imported.summary.rows };
      const { append = [], wave, join, by } = values;
      await combineFiles(session, imported.projectId, { append, wave, join, by });
      const { rowCount } = await session.call('project.state', { projectId: imported.projectId });
      const copy = await session.call('project.saveCopy', { projectId: imported.projectId });
      return { plan: imported.plan, project: await session.bytesOf(copy.file), rows: rowCount };
    });
    if (made.project === null) {
      io.print(JSON.stringify(made.plan, null, 2));
      return;
    }
    const [path] = await writeOutputs(values.out!, [
      { name: `${nameWithoutExtension(source)}.csi`, bytes: made.project },
    ]);
    io.print(`${path}\t${made.rows} forms`);
  },
};
