import { catalogue } from '../../../../shared/analyses/catalogue.ts';
import { requestSchema } from '../../../../shared/analyses/requestSchema.ts';
import { type CliCommand, parseCommand } from '../arguments.ts';

const help = {
  usage: 'csi methods [--json]',
  summary: {
    zh: '列出全部分析方法；--json 另含每项的参数说明。',
    en: 'Lists the analyses of the catalogue; with --json also the schema of each one’s inputs and options.',
  },
  options: [['--json', { zh: '供程序读取，含参数说明', en: 'machine-readable, with schemas' }]] as const,
  examples: ['csi methods', 'csi methods --json'],
};

export const methodsCommand: CliCommand = {
  name: 'methods',
  help,
  run: (args, io) => {
    const { values } = parseCommand(args, { json: { type: 'boolean' } }, help, { min: 0, max: 0 });
    if (values.json) {
      const entries = catalogue.map((analysis) => ({
        id: analysis.id,
        version: analysis.version,
        group: analysis.group,
        title: analysis.title,
        note: analysis.note,
        honours: analysis.honours,
        random: analysis.random,
        request: requestSchema(analysis),
      }));
      io.print(JSON.stringify(entries, null, 2));
      return Promise.resolve();
    }
    const width = Math.max(...catalogue.map((analysis) => analysis.id.length)) + 2;
    for (const analysis of catalogue)
      io.print(`${analysis.id.padEnd(width)}${analysis.title.zh} / ${analysis.title.en}`);
    return Promise.resolve();
  },
};
