import { msToSavDate } from '../../shared/importing/savDates.ts';
import type { SavColumn, SavFile, SavFormat, SavMissing, SavVariable } from '../../shared/importing/savFile.ts';
import type { Scale, Variable } from '../../shared/model/variable.ts';
import { type DataTable, type ExportColumn, exclusionHeading, headingOf, labelsOf, words } from './dataTable.ts';
import { firstBytes } from './dataText.ts';
import { asInFile } from './savOrigin.ts';

const longestText = 32_767;
const longestLabel = 255;

const reserved = new Set(['ALL', 'AND', 'BY', 'EQ', 'GE', 'GT', 'LE', 'LT', 'NE', 'NOT', 'OR', 'TO', 'WITH']);

/** A name SPSS takes, unlike those taken so far without regard to case: other characters become _, at most 64 bytes. */
function savName(name: string, taken: Set<string>): string {
  const plain = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}._$#@]+/gu, '_')
    .replace(/[._]+$/, '');
  const begun = /^[\p{L}@]/u.test(plain) && !reserved.has(plain.toUpperCase()) ? plain : `V_${plain}`;
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : `_${number}`;
    const candidate = (firstBytes(begun, 64 - suffix.length) + suffix).replace(/\.+$/, '');
    if (taken.has(candidate.toLowerCase())) continue;
    taken.add(candidate.toLowerCase());
    return candidate;
  }
}

/**
 * Non-answers as user-missing: up to three codes one by one; more as a range that holds no answer, with at most one code beside it.
 * What fits neither keeps its first three codes; the labels say what the others are.
 */
function missingOf(scale: Scale | null): SavMissing {
  const codes = [...new Set(scale?.nonAnswers.map(({ value }) => value))].toSorted((a, b) => a - b);
  if (!scale || codes.length <= 3) return { values: codes, range: null };
  for (const alone of [null, 0, codes.length - 1]) {
    const rest = codes.filter((_, i) => i !== alone);
    const [low, high] = [rest[0]!, rest.at(-1)!];
    if (low > scale.max || high < scale.min)
      return { values: alone === null ? [] : [codes[alone]!], range: { low, high } };
  }
  return { values: codes.slice(0, 3), range: null };
}

const dateFormat: SavFormat = { name: 'DATETIME', width: 20, decimals: 0 };

function decimalsOf(values: Float64Array): number {
  let decimals = 0;
  for (const value of values) {
    if (Number.isNaN(value) || Number.isInteger(value)) continue;
    while (decimals < 6 && Math.abs(value * 10 ** decimals - Math.round(value * 10 ** decimals)) > 1e-9) decimals++;
    if (decimals === 6) break;
  }
  return decimals;
}

function columnOf({ variable, column }: ExportColumn, rows: Int32Array): SavColumn {
  if (column.kind === 'text') {
    // SPSS does not keep trailing blanks.
    const texts = column.dictionary.map((text) =>
      firstBytes(text.toWellFormed().replace(/\0/g, ' '), longestText).replace(/ +$/, ''),
    );
    return Array.from(rows, (row) => texts[column.codes[row]!] ?? '');
  }
  const values = Float64Array.from(rows, (row) => column.values[row]!);
  return variable.type === 'date' ? values.map(msToSavDate) : values;
}

function variableOf(variable: Variable, name: string, column: SavColumn): SavVariable {
  const text = !(column instanceof Float64Array);
  const date = variable.type === 'date';
  const format: SavFormat = text
    ? { name: 'A', width: 1, decimals: 0 }
    : date
      ? dateFormat
      : { name: 'F', width: 8, decimals: decimalsOf(column) };
  return {
    name,
    label: firstBytes(variable.label.replace(/\s+/g, ' ').trim() || headingOf(variable), longestLabel),
    type: text ? 'text' : 'number',
    width: text ? 1 : 0,
    print: format,
    write: format,
    measure: variable.measure,
    alignment: text ? 'left' : 'right',
    displayWidth: text ? 24 : date ? 20 : 8,
    valueLabels:
      text || date
        ? []
        : labelsOf(variable).map(({ value, label }) => ({ value, label: firstBytes(label, longestLabel) })),
    missing: text || date ? { values: [], range: null } : missingOf(variable.scale),
    attributes: {},
  };
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The moment as SPSS writes it into its files, UTC. at: milliseconds since 1970. */
function writtenAt(at: number): Pick<SavFile, 'creationDate' | 'creationTime'> {
  const iso = new Date(at).toISOString();
  return {
    creationDate: `${iso.slice(8, 10)} ${months[Number(iso.slice(5, 7)) - 1]} ${iso.slice(2, 4)}`,
    creationTime: iso.slice(11, 19),
  };
}

/**
 * The data as an SPSS file: labels, codes of answers, non-answers as user-missing, measure, dates. Coded answers stay codes. Questions of a .sav file
 * are described as it described them, as far as they are still so. Its remarks and attributes go with the personal columns.
 */
export function savOf(table: DataTable, product: string): SavFile {
  const { columns, rows, reasons, options, source } = table;
  /** Names in the file the questions came from, and now. */
  const nameNow = new Map<string, string>();
  const taken = new Set<string>();
  const savColumns: SavColumn[] = [];
  const variables = columns.map((one) => {
    const column = columnOf(one, rows);
    const fresh = variableOf(one.variable, savName(one.variable.name, taken), column);
    const origin = source.sav?.byQuestion.get(one.variable.id);
    const made = origin ? asInFile(one.variable, origin, fresh, column) : { variable: fresh, column };
    savColumns.push(made.column);
    if (origin) nameNow.set(origin.variable.name, fresh.name);
    return made.variable;
  });
  if (reasons) {
    savColumns.push(Array.from(rows, (row) => firstBytes(reasons.get(row) ?? '', longestText)));
    const format: SavFormat = { name: 'A', width: 1, decimals: 0 };
    variables.push({
      name: savName('excluded', taken),
      label: words(exclusionHeading, options.locale),
      type: 'text',
      width: 1,
      print: format,
      write: format,
      measure: 'nominal',
      alignment: 'left',
      displayWidth: 24,
      valueLabels: [],
      missing: { values: [], range: null },
      attributes: {},
    });
  }
  const weight = columns.findIndex(
    ({ variable }) => variable.id === table.source.weightId && variable.type === 'number',
  );
  const file = source.sav?.file ?? null;
  // Remarks and attributes of the file are free text: they may name the very people whose columns stay behind.
  const said = options.personal || !source.variables.some((variable) => variable.personal) ? file : null;
  const ownWeight = weight < 0 ? null : variables[weight]!.name;
  const fileWeight = source.designUntouched && file?.weight ? (nameNow.get(file.weight) ?? null) : null;
  // A set of which a variable is left out is none any more.
  const sets = (file?.multipleResponseSets ?? []).flatMap((set) => {
    const names = set.variables.map((name) => nameNow.get(name));
    return names.every((name) => name !== undefined) ? [{ ...set, variables: names }] : [];
  });
  return {
    fileLabel: file?.fileLabel || firstBytes(source.name, 64),
    product,
    ...writtenAt(source.at),
    compression: 'bytecode',
    encoding: 'utf-8',
    documents: said?.documents ?? [],
    variables,
    multipleResponseSets: sets,
    weight: ownWeight ?? fileWeight,
    attributes: said?.attributes ?? {},
    rowCount: rows.length,
    notices: [],
    columns: savColumns,
  };
}
