import { savTimeKind } from '../../shared/importing/savDates.ts';
import type { SavColumn, SavDictionary, SavMissing, SavVariable } from '../../shared/importing/savFile.ts';
import type { Entities } from '../../shared/model/project.ts';
import type { Variable } from '../../shared/model/variable.ts';
import { labelsOf } from './dataTable.ts';

/** What a .sav file said of one question, and by which codes its texts were read. */
export interface SavOrigin {
  readonly variable: SavVariable;
  readonly textCodes: readonly { readonly text: string; readonly code: number }[];
}

/** What a .sav file said as a whole. */
export type SavFileOrigin = Pick<
  SavDictionary,
  'fileLabel' | 'documents' | 'multipleResponseSets' | 'weight' | 'attributes'
>;

export interface SavOrigins {
  readonly byQuestion: ReadonlyMap<string, SavOrigin>;
  readonly file: SavFileOrigin | null;
}

interface PlannedColumn {
  readonly column: number;
  readonly textCodes: SavOrigin['textCodes'];
}

/** What the .sav files of a project said of its questions; of whole files, what the one said whose forms came first. */
export function savOriginsOf(entities: Entities): SavOrigins {
  const byQuestion = new Map<string, SavOrigin>();
  let file: SavFileOrigin | null = null;
  for (const variable of entities.variable.values()) {
    const record = variable.source && entities.import.get(variable.source.importId);
    if (!variable.source || !record?.dictionary) continue;
    const { column } = variable.source;
    const dictionary = record.dictionary as unknown as SavDictionary;
    const said = dictionary.variables[column];
    const planned = (record.plan['columns'] as readonly PlannedColumn[]).find((one) => one.column === column);
    if (said) byQuestion.set(variable.id, { variable: said, textCodes: planned?.textCodes ?? [] });
    if (record.how === undefined) file = dictionary;
  }
  return { byQuestion, file };
}

const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The codes back as the texts they stand for; null where an answer is none of them. */
function textsAgain(column: Float64Array, { textCodes }: SavOrigin): readonly string[] | null {
  const texts = new Map(textCodes.map(({ code, text }) => [code, text]));
  const again: string[] = [];
  for (const value of column) {
    const text = Number.isNaN(value) ? '' : texts.get(value);
    if (text === undefined) return null;
    again.push(text);
  }
  return again;
}

/** Do the labels of today still say what the file said? A code of no answer that had no label has its number for one. */
function sameLabels(variable: Variable, origin: SavOrigin): boolean {
  const codeOf = new Map(origin.textCodes.map(({ code, text }) => [text, code]));
  const said = new Map(
    origin.variable.valueLabels.map(({ value, label }) => [
      typeof value === 'number' ? value : codeOf.get(value),
      label,
    ]),
  );
  const today = labelsOf(variable);
  // A word that stands for none of the file's texts says nothing about them.
  const isCoded = origin.variable.type === 'text';
  const textOf = new Map(origin.textCodes.map(({ code, text }) => [code, text]));
  return (
    [...said].every(([value, label]) => today.some((one) => one.value === value && one.label === label)) &&
    today.every(
      ({ value, label }) =>
        said.get(value) === label || label === (textOf.get(value) ?? String(value)) || (isCoded && !textOf.has(value)),
    )
  );
}

const isMissing = (value: number, { values, range }: SavMissing): boolean =>
  values.includes(value) ||
  (range !== null &&
    value >= (range.low ?? Number.NEGATIVE_INFINITY) &&
    value <= (range.high ?? Number.POSITIVE_INFINITY));

/** The file's missing codes with those that were added; null where one was taken away, or SPSS cannot say all of them. */
function missingAgain(variable: Variable, said: SavMissing): SavMissing | null {
  const codes = variable.scale?.nonAnswers.map(({ value }) => value) ?? [];
  if (said.values.some((value) => typeof value === 'number' && !codes.includes(value))) return null;
  if (said.range && !variable.scale) return null;
  const added = codes.filter((value) => !isMissing(value, said));
  const values = [...said.values, ...added];
  return values.length > (said.range ? 1 : 3) ? null : { values, range: said.range };
}

/**
 * A question that came from a .sav file as that file described it, as far as it is still so: format, label, value labels, missing codes,
 * texts behind codes, attributes and the look in SPSS's windows. What was changed since is as the export would have it anyway.
 *
 * @param fresh  as exported without regard to where it came from
 */
export function asInFile(
  question: Variable,
  origin: SavOrigin,
  fresh: SavVariable,
  column: SavColumn,
): { readonly variable: SavVariable; readonly column: SavColumn } {
  const said = origin.variable;
  const wording = onOneLine(question.label);
  const label = wording === onOneLine(said.label || said.name) ? said.label : fresh.label;
  const { measure } = fresh;
  const { name } = fresh;
  const again = { ...said, name, label, measure };
  if (!(column instanceof Float64Array))
    return said.type === 'text' ? { variable: again, column } : { variable: { ...fresh, label }, column };
  if (said.type === 'text') {
    const texts = question.type === 'number' && sameLabels(question, origin) ? textsAgain(column, origin) : null;
    return texts ? { variable: again, column: texts } : { variable: { ...fresh, label }, column };
  }
  const isDate = savTimeKind(said.print) === 'date';
  if (isDate !== (question.type === 'date')) return { variable: { ...fresh, label }, column };
  if (isDate) return { variable: again, column };
  return {
    variable: {
      ...again,
      valueLabels: sameLabels(question, origin) ? said.valueLabels : fresh.valueLabels,
      missing: missingAgain(question, said.missing) ?? fresh.missing,
    },
    column,
  };
}
