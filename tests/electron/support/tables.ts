import type { DecodedImport } from '../../../electron/services/projectProtocol.ts';
import type { CellContent } from '../../../shared/commands/types.ts';
import type { ColumnPlan } from '../../../shared/importing/plan.ts';
import { cellKind } from '../../../shared/importing/rawCells.ts';
import type { Column } from '../../../shared/model/dataset.ts';

export interface GivenColumn {
  readonly name: string;
  readonly values: readonly CellContent[];
  readonly plan?: Partial<ColumnPlan>;
}

const isText = (values: readonly CellContent[]): boolean => values.some((value) => typeof value === 'string');

/** A file as it comes from its reader: one heading row, then a row per form; texts where a column holds one, else numbers. */
export function tableOf(
  columns: readonly GivenColumn[],
  fileName = '第二期.xlsx',
  sha256 = 'b'.repeat(64),
): DecodedImport {
  const forms = columns[0]?.values.length ?? 0;
  const texts: string[] = [];
  const codeOf = (text: string): number => {
    if (!texts.includes(text)) texts.push(text);
    return texts.indexOf(text);
  };
  const raw = columns.map(({ name, values }) => {
    const cells = [name, ...values];
    return {
      kinds: Uint8Array.from(cells, (cell) =>
        cell === null ? cellKind.empty : typeof cell === 'string' ? cellKind.text : cellKind.number,
      ),
      values: Float64Array.from(cells, (cell) =>
        cell === null ? Number.NaN : typeof cell === 'string' ? codeOf(cell) : cell,
      ),
      formula: null,
    };
  });
  const decoded = columns.map(({ values }): Column => {
    if (!isText(values))
      return {
        kind: 'numeric',
        values: Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value))),
      };
    const dictionary = [...new Set(values.filter((value) => value !== null).map(String))];
    return {
      kind: 'text',
      codes: Int32Array.from(values, (value) => (value === null ? -1 : dictionary.indexOf(String(value)))),
      dictionary,
    };
  });
  return {
    fileName,
    sha256,
    formRows: Int32Array.from({ length: forms }, (_, form) => form + 1),
    columns: decoded.map((column, planIndex) => ({ planIndex, column, unread: new Int32Array() })),
    plan: {
      sheet: '数据',
      headerRows: [0, 0],
      firstDataRow: 1,
      lastDataRow: forms,
      firstColumn: 0,
      lastColumn: columns.length - 1,
      indicatorTemplate: null,
      columns: columns.map(({ name, values, plan }, column) => ({
        column,
        include: true,
        header: name,
        name,
        label: `题 ${name}`,
        type: isText(values) ? 'text' : 'number',
        measure: isText(values) ? 'nominal' : 'scale',
        role: 'none',
        scale: null,
        valueLabels: [],
        textCodes: [],
        indicatorName: null,
        personal: false,
        doubts: [],
        ...plan,
      })),
    },
    sheet: {
      name: '数据',
      hidden: false,
      rowCount: forms + 1,
      columnCount: columns.length,
      texts,
      columns: raw,
      merges: [],
      hiddenRows: 0,
      hiddenColumns: [],
    },
  };
}

/** The command that stacks or joins such a table. */
export const sourceOf = ({ fileName, sha256 }: DecodedImport) => ({ name: fileName, sha256 });
