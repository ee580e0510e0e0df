import type { Column } from '../model/dataset.ts';

/** Some of many, for the user to look at. */
export interface Examples {
  readonly count: number;
  /** The first ten, in the order of their side. */
  readonly examples: readonly string[];
}

/** How the forms of a project and the rows of another table belong together by a key. */
export interface KeyMatch {
  /** For each form the row of the table (0-based among its forms), -1 = none. */
  readonly rowOf: Int32Array;
  readonly matched: number;
  /** Forms with a key that the table does not have, and those without any key. */
  readonly unmatchedForms: Examples;
  readonly formsWithoutKey: number;
  /** Rows of the table whose key no form has, and those without any key. */
  readonly unmatchedRows: Examples;
  readonly rowsWithoutKey: number;
  /** Keys that several rows of the table have: which of them is meant is not known, so their forms get none. */
  readonly repeatedInFile: Examples;
  /** Keys that several forms have: each of them gets the row. */
  readonly repeatedInProject: Examples;
}

const shown = 10;
const plainNumber = /^[+-]?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/**
 * The key of every row, null = none. Texts are compared without blanks around and with full-width signs as usual ones; beside a number a text
 * that is one counts as that number, so "007" is 7 only where the other side holds numbers.
 */
function keysOf(column: Column, asNumbers: boolean): readonly (string | null)[] {
  if (column.kind === 'numeric')
    return Array.from(column.values, (value) => (Number.isNaN(value) ? null : String(value === 0 ? 0 : value)));
  const keys = column.dictionary.map((text) => {
    const plain = text.normalize('NFKC').trim();
    if (plain === '') return null;
    if (!asNumbers) return plain;
    const unpadded = plain.replace(/^([+-]?)0+(?=\d)/, '$1');
    return plainNumber.test(unpadded) ? String(Number(unpadded)) : plain;
  });
  return Array.from(column.codes, (code) => (code < 0 ? null : keys[code]!));
}

function examplesOf(keys: Iterable<string>): Examples {
  const all = [...keys];
  return { count: all.length, examples: all.slice(0, shown) };
}

/**
 * Finds for every form the row of another table with the same key. The order of that table's rows does not matter: a key that occurs there
 * more than once belongs to no form.
 */
export function matchKeys(forms: Column, table: Column): KeyMatch {
  const asNumbers = forms.kind === 'numeric' || table.kind === 'numeric';
  const formKeys = keysOf(forms, asNumbers);
  const rowKeys = keysOf(table, asNumbers);
  const rowsOf = new Map<string, number>();
  const repeated = new Set<string>();
  rowKeys.forEach((key, row) => {
    if (key === null) return;
    if (rowsOf.has(key)) repeated.add(key);
    else rowsOf.set(key, row);
  });
  const rowOf = new Int32Array(formKeys.length).fill(-1);
  const seen = new Set<string>();
  const repeatedForms = new Set<string>();
  const lonelyForms: string[] = [];
  let matched = 0;
  formKeys.forEach((key, form) => {
    if (key === null) return;
    if (seen.has(key)) repeatedForms.add(key);
    seen.add(key);
    const row = rowsOf.get(key);
    if (row === undefined) lonelyForms.push(key);
    else if (!repeated.has(key)) {
      rowOf[form] = row;
      matched++;
    }
  });
  return {
    rowOf,
    matched,
    unmatchedForms: examplesOf(lonelyForms),
    formsWithoutKey: formKeys.filter((key) => key === null).length,
    unmatchedRows: examplesOf(rowKeys.filter((key): key is string => key !== null && !seen.has(key))),
    rowsWithoutKey: rowKeys.filter((key) => key === null).length,
    repeatedInFile: examplesOf(repeated),
    repeatedInProject: examplesOf(repeatedForms),
  };
}
