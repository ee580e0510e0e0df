/** Writes resources/docs/methods/README.md, the page of all analyses, from the catalogue. Run with: node resources/docs/methods/makeMethods.ts */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { catalogue } from '../../../shared/analyses/catalogue.ts';
import type { AnyAnalysis, InputSpec, OptionSpec } from '../../../shared/analyses/types.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function optionDomain(spec: OptionSpec): string {
  if (spec.kind === 'choice')
    return spec.choices
      .map((choice) => (choice.value === spec.default ? `**${choice.value}**` : choice.value))
      .join(', ');
  if (spec.kind === 'number')
    return `number${spec.min === undefined ? '' : ` from ${spec.min}`}${spec.max === undefined ? '' : ` to ${spec.max}`}, **${spec.default}**`;
  if (spec.kind === 'boolean') return `true, false; **${spec.default}**`;
  if (spec.kind === 'numbers') return 'list of numbers';
  if (spec.kind === 'codes')
    return 'list of `{name, any, all, not, indicator, colour}`, or lines `name: word, a*b, a+b, -not`';
  if (spec.kind === 'model')
    return `\`{constructs: [{name, items, mode}], paths: [{from, to}]}\`, **null: ${spec.none.en.toLowerCase()}**`;
  return 'text';
}

function inputDomain(spec: InputSpec): string {
  if (spec.kind === 'matrix') return `table of numbers${spec.optional ? ', optional' : ''}`;
  const measures = spec.measures ? `, ${spec.measures.join(' or ')}` : '';
  const count = spec.kind === 'variables' ? `${spec.min} to ${spec.max} questions` : 'one question';
  return `${count}${measures}${spec.optional ? ', optional' : ''}`;
}

function section(analysis: AnyAnalysis): string {
  const inputs = Object.entries(analysis.inputs).map(
    ([name, spec]) => `| \`${name}\` | ${cell(spec.title.zh)} / ${cell(spec.title.en)} | ${inputDomain(spec)} |`,
  );
  const options = Object.entries(analysis.options).map(
    ([name, spec]) => `| \`${name}\` | ${cell(spec.title.zh)} / ${cell(spec.title.en)} | ${cell(optionDomain(spec))} |`,
  );
  const rows = [...inputs, ...options];
  return [
    `## ${analysis.title.zh} · ${analysis.title.en}`,
    `\`${analysis.id}\`, version ${analysis.version}. Weights: ${analysis.honours.weights}${analysis.honours.design ? ', strata and clusters' : ''}.`,
    '',
    `${analysis.note.what.zh} ${analysis.note.what.en}`,
    '',
    `- 公式 ${analysis.note.formula.zh}`,
    `- Formula: ${analysis.note.formula.en}`,
    `- Source: ${analysis.note.source}`,
    ...(rows.length > 0 ? ['', '| input or option | meaning | values (default bold) |', '|---|---|---|', ...rows] : []),
    '',
  ].join('\n');
}

export function methodsPage(): string {
  return [
    '# 方法 · Methods',
    'Every analysis of the workbench, made from the catalogue in `shared/analyses` by `makeMethods.ts`. `csi methods --json` gives the same with schemas.',
    '',
    ...catalogue.map(section),
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(new URL('./README.md', import.meta.url), methodsPage());
