import { InputError } from '../../../shared/model/errors.ts';
import { toWire } from '../../services/toWire.ts';
import { version } from '../applicationFolder.ts';
import { type CliCommand, type CliIo, helpText, inTerminal, UsageError } from './arguments.ts';
import { evaluateCommand } from './commands/evaluate.ts';
import { importCommand } from './commands/importWorkbook.ts';
import { methodsCommand } from './commands/methods.ts';
import { reportCommand } from './commands/report.ts';
import { runCommand } from './commands/run.ts';
import { verifyCommand } from './commands/verify.ts';

const commands: readonly CliCommand[] = [
  evaluateCommand,
  runCommand,
  methodsCommand,
  importCommand,
  reportCommand,
  verifyCommand,
];

function overview(): string {
  return [
    `CSI Workbench 满意度测评工作台 ${version()}`,
    '',
    inTerminal({ zh: '用法：csi 命令 [--help]', en: 'usage: csi COMMAND [--help]' }),
    '',
    ...commands.map((command) => `  ${command.name.padEnd(10)}${inTerminal(command.help.summary)}`),
    '',
    inTerminal({
      zh: '退出码：0 完成；2 调用或数据无法使用（标准错误输出一行原因）；1 程序故障。',
      en: 'Exit codes: 0 done, 2 the call or the data cannot be used (one line on standard error says why), 1 a fault of the program.',
    }),
    '',
  ].join('\n');
}

const terminal = process.stderr.isTTY === true;
const io: CliIo = {
  print: (text) => void process.stdout.write(`${text}\n`),
  progress: (text) => {
    if (terminal) process.stderr.write(`\r\x1b[2K${text}`);
  },
};

/** Runs one command line and gives the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const wanted = name === 'help' ? commands.find((command) => command.name === rest[0]) : undefined;
    io.print(wanted ? helpText(wanted) : overview());
    return name === undefined ? 2 : 0;
  }
  if (name === '--version') {
    io.print(version());
    return 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    process.stderr.write(
      `csi: unknown command "${name}"; known: ${commands.map((candidate) => candidate.name).join(', ')}\n`,
    );
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    io.print(helpText(command));
    return 0;
  }
  try {
    await command.run(rest, io);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`csi ${name}: ${error.message}\n`);
      return 2;
    }
    const wire = toWire(error);
    if (wire.kind === 'cancelled') return 130;
    process.stderr.write(`csi ${name}: ${inTerminal(wire.message).replaceAll('\n', ' ')} [${wire.code}]\n`);
    if (!(error instanceof InputError) && process.env['CSI_DEBUG'])
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return wire.kind === 'bug' ? 1 : 2;
  }
}

// Whoever reads may have had enough (`| head`): what is left to be said goes to nobody, and files are written to their end.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await main(process.argv.slice(2));
