import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type Bilingual, inLocale, type Locale } from '../../../shared/model/text.ts';

/** A call that cannot be understood; printed as one line, exit code 2. */
export class UsageError extends Error {}

export interface CommandHelp {
  readonly usage: string;
  readonly summary: Bilingual;
  readonly options: readonly (readonly [string, Bilingual])[];
  readonly examples: readonly string[];
}

export interface CliCommand {
  readonly name: string;
  readonly help: CommandHelp;
  run(args: readonly string[], io: CliIo): Promise<void>;
}

/** Where a command prints. progress writes over itself on a terminal and is silent elsewhere. */
export interface CliIo {
  print(text: string): void;
  progress(text: string): void;
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** Parsed options and positionals; unknown options and wrong counts become UsageError with the usage line. */
export function parseCommand<const O extends Options>(
  args: readonly string[],
  options: O,
  help: CommandHelp,
  positionals: { readonly min: number; readonly max: number },
) {
  const parsed = (() => {
    try {
      return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    } catch (error) {
      throw new UsageError(
        `${error instanceof Error ? error.message.split(/\n|\. /)[0] : String(error)} — usage: ${help.usage}`,
      );
    }
  })();
  const count = parsed.positionals.length;
  if (count < positionals.min || count > positionals.max) {
    throw new UsageError(
      `${count < positionals.min ? `missing: ${help.usage.split(' ')[2] ?? ''}` : `too many names: ${parsed.positionals.slice(positionals.max).join(' ')}`} — usage: ${help.usage}`,
    );
  }
  return parsed;
}

/** The language of help and errors: the terminal's, as the system says. */
const terminalLocale: Locale = /^zh/i.test(
  process.env['LC_ALL'] ?? process.env['LC_MESSAGES'] ?? process.env['LANG'] ?? '',
)
  ? 'zh-CN'
  : 'en';

export const inTerminal = (text: Bilingual): string => inLocale(text, terminalLocale);

export function helpText({ help }: CliCommand): string {
  const width = Math.max(0, ...help.options.map(([option]) => option.length)) + 2;
  return [
    `${inTerminal({ zh: '用法：', en: 'usage: ' })}${help.usage}`,
    '',
    inTerminal(help.summary),
    ...(help.options.length > 0
      ? [
          '',
          inTerminal({ zh: '选项', en: 'options' }),
          ...help.options.map(([option, meaning]) => `  ${option.padEnd(width)}${inTerminal(meaning)}`),
        ]
      : []),
    '',
    inTerminal({ zh: '示例', en: 'examples' }),
    ...help.examples.map((example) => `  ${example}`),
    '',
  ].join('\n');
}
