import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readWorkbook } from '../../../electron/workbooks/readWorkbook.ts';
import { findSeparator } from '../../../shared/cleaning/texts.ts';
import { planCommand } from '../../../shared/commands/catalogue.ts';
import type { AppliedPlan } from '../../../shared/importing/applyPlan.ts';
import { applyPlan } from '../../../shared/importing/applyPlan.ts';
import { pickSheet } from '../../../shared/importing/pickSheet.ts';
import type { ColumnPlan } from '../../../shared/importing/plan.ts';
import { planFromSav } from '../../../shared/importing/planFromSav.ts';
import { proposePlan } from '../../../shared/importing/proposePlan.ts';
import type { RawWorkbook } from '../../../shared/importing/rawCells.ts';
import { savTimeKind } from '../../../shared/importing/savDates.ts';
import type { SavFormat } from '../../../shared/importing/savFile.ts';
import type { Column } from '../../../shared/model/dataset.ts';
import { indicatorId, variableId } from '../../../shared/model/ids.ts';
import { emptyEntities } from '../../../shared/model/project.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { dataPath, type OracleCase } from '../oracle.ts';
import type { Adapter } from './adapter.ts';

interface ColumnCase {
  readonly index: number;
  readonly type: 'number' | 'text';
  readonly counts?: Readonly<Record<string, number>>;
}

/** The answers of one column of the sheet, missing ones left out. */
function answersOf(applied: AppliedPlan, column: number): readonly (number | string)[] {
  const own = applied.columns[applied.variables.findIndex((variable) => variable.column === column)]!;
  return own.kind === 'numeric'
    ? [...own.values].filter((value) => !Number.isNaN(value))
    : [...own.codes].filter((code) => code >= 0).map((code) => own.dictionary[code]!);
}

function tally(answers: readonly (number | string)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
  return counts;
}

/** Splits the question into one per option, as the cleaning command does, and counts the ticks. */
function mentionsOf(applied: AppliedPlan, asked: string): object {
  const at = applied.variables.findIndex((variable) => variable.label === asked);
  const draft = applied.variables[at]!;
  const own = applied.columns[at]! as Column & { readonly kind: 'text' };
  const { column: _, indicatorName: __, ...rest } = draft;
  const variable: Variable = { ...rest, id: variableId('asked'), indicatorId: null, source: null };
  const entities = { ...emptyEntities(), variable: new Map([['asked', variable]]) };
  let ids = 0;
  const reader = {
    entities,
    rowCount: own.codes.length,
    cell: (_id: string, row: number) => own.dictionary[own.codes[row]!] ?? null,
    newId: () => indicatorId(`made${ids++}`),
  };
  const command = { type: 'cleaning.split' as const, variableId: 'asked', separator: null, prefix: 'asked' };
  const { patch } = planCommand(command, reader);
  const labels = new Map<string, string>();
  const mentions: Record<string, number> = {};
  for (const operation of patch) {
    if (operation.op === 'put' && operation.collection === 'variable' && operation.value)
      labels.set(operation.id, operation.value.valueLabels.find((label) => label.value === 1)!.label);
    if (operation.op !== 'cells') continue;
    const option = labels.get(operation.variableId)!;
    mentions[option] = (mentions[option] ?? 0) + operation.values.filter((value) => value === 1).length;
  }
  return {
    column: draft.label,
    separator: findSeparator(new Set(own.dictionary)),
    mentions,
    respondents_answering: own.codes.filter((code) => code >= 0).length,
  };
}

function tableFacts({ expected }: OracleCase, workbook: RawWorkbook): object {
  const sheet = pickSheet(workbook)!;
  const proposed = proposePlan(sheet);
  // The case states the texts of the file, so words stay words here.
  const plan = {
    ...proposed,
    columns: proposed.columns.map((column) =>
      column.textCodes.length > 0 ? { ...column, type: 'text' as const } : column,
    ),
  };
  const applied = applyPlan(sheet, plan);
  const answersAt = (index: number) => answersOf(applied, plan.firstColumn + index);
  const columns = (expected['columns'] as readonly ColumnCase[]).map(({ index, type, counts }) => {
    const answers = answersAt(index);
    const numbers = answers.filter((answer) => typeof answer === 'number');
    const lengths = answers.map((answer) => String(answer).length);
    return {
      index,
      name: plan.columns[index]?.header,
      n_missing: applied.summary.rows - answers.length,
      n_distinct: new Set(answers).size,
      type: numbers.length === answers.length ? 'number' : 'text',
      ...(type === 'text' ? { max_length: Math.max(...lengths) } : {}),
      ...(counts ? { counts: tally(answers) } : {}),
      ...(type === 'number'
        ? {
            mean: numbers.reduce((sum, value) => sum + value, 0) / numbers.length,
            min: Math.min(...numbers),
            max: Math.max(...numbers),
          }
        : {}),
    };
  });
  const asked = expected['multiple_response'] as { readonly column: string } | undefined;
  return {
    n_rows: applied.summary.rows,
    n_columns: plan.columns.length,
    columns,
    ...(asked ? { multiple_response: mentionsOf(applied, asked.column) } : {}),
  };
}

/** As R writes a format: no decimals where the kind of format has none. */
function formatText({ name, width, decimals }: SavFormat): string {
  const plain = /^(A|.*DATE|.*TIME)$/.test(name);
  return `${name}${width}${plain && decimals === 0 ? '' : `.${decimals}`}`;
}

/** A moment or a time of day as R prints it. */
const shown = (ms: number, from: number, to: number): string =>
  new Date(ms).toISOString().replace('T', ' ').slice(from, to);

function timeFacts(values: readonly number[], format: SavFormat): object {
  const n_missing = values.filter((value) => Number.isNaN(value)).length;
  if (savTimeKind(format) === 'duration') return { type: 'hms', first: shown(values[0]! * 1000, 11, 19), n_missing };
  const moment = format.name === 'DATETIME';
  return { type: moment ? 'POSIXct' : 'Date', first: shown(values[0]!, 0, moment ? 19 : 10), n_missing };
}

function numberFacts(values: readonly number[], nonAnswers: readonly number[]): object {
  const valid = values.filter((value) => !Number.isNaN(value) && !nonAnswers.includes(value));
  return {
    type: 'number',
    n_system_missing: values.filter((value) => Number.isNaN(value)).length,
    n_valid: valid.length,
    mean: valid.reduce((sum, value) => sum + value, 0) / valid.length,
    min: Math.min(...valid),
    max: Math.max(...valid),
  };
}

/** What the dictionary declares of a question, as the import has it. */
function declaredFacts({ scale, valueLabels }: ColumnPlan): object {
  const labels = [...valueLabels, ...(scale ? [...scale.labels, ...scale.nonAnswers] : [])];
  return {
    value_labels: labels.toSorted((a, b) => a.value - b.value),
    user_missing_values: scale?.nonAnswers.map(({ value }) => value) ?? [],
  };
}

function savFacts({ sheets, dictionary }: RawWorkbook): object {
  const sheet = sheets[0]!;
  const proposed = planFromSav(dictionary!, sheet);
  // The case states the texts of the file, so texts stay texts here.
  const columns = proposed.columns.map(
    (column, i): ColumnPlan =>
      dictionary!.variables[i]!.type === 'number'
        ? column
        : { ...column, type: 'text', scale: null, textCodes: [], valueLabels: [], reading: undefined },
  );
  const plan = { ...proposed, columns: columns.map((column) => ({ ...column, include: true })) };
  const applied = applyPlan(sheet, plan);
  const variables = dictionary!.variables.map((declared, i) => {
    const column = applied.columns[i]!;
    const facts = {
      name: applied.variables[i]!.name,
      label: declared.label || null,
      format: formatText(declared.print),
    };
    if (column.kind === 'text') {
      const texts = [...column.codes].map((code) => column.dictionary[code] ?? '');
      const n_empty = texts.filter((text) => text === '').length;
      return { ...facts, type: 'text', n_empty, n_distinct: new Set(texts).size, first: texts[0] };
    }
    const values = [...column.values];
    if (savTimeKind(declared.print) !== 'number') return { ...facts, ...timeFacts(values, declared.print) };
    const own = plan.columns[i]!;
    const nonAnswers = own.scale?.nonAnswers.map(({ value }) => value) ?? [];
    return { ...facts, ...declaredFacts(own), ...numberFacts(values, nonAnswers) };
  });
  return {
    n_rows: applied.summary.rows,
    n_columns: plan.columns.length,
    all_names: applied.variables.map((variable) => variable.name),
    variables,
  };
}

/** Survey files, read, planned and decoded as an import does. The facts are those of other programs. */
export const fileReadAdapter: Adapter = {
  methods: ['file_read'],
  analyses: [],
  atLeast: 10,
  async actual(oracleCase) {
    const path = dataPath(oracleCase)!;
    const workbook = await readWorkbook(basename(path), new Uint8Array(readFileSync(path)));
    return workbook.dictionary ? savFacts(workbook) : tableFacts(oracleCase, workbook);
  },
};
