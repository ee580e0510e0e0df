import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFromTemplate } from '../../../electron/services/projectFromTemplate.ts';
import type { ImportContents } from '../../../electron/storage/projectChange.ts';
import { ProjectStore } from '../../../electron/storage/projectStore.ts';
import { findIndicatorTemplate } from '../../../resources/templates/index.ts';
import type { Operation } from '../../../shared/commands/types.ts';
import { cellKind, type RawSheet } from '../../../shared/importing/rawCells.ts';
import { variableId } from '../../../shared/model/ids.ts';
import type { Variable } from '../../../shared/model/variable.ts';

/** A folder that goes after the test. */
export function withFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'csi-test-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const result = work(folder);
  if (result instanceof Promise) return result.finally(remove) as T;
  remove();
  return result;
}

export const noon = Date.UTC(2025, 2, 1, 12);

/** A new project with the supermarket's tree and questions (or without any) and some forms of blanks. */
export function newStore(path: string, forms = 4, template: string | null = 'supermarket'): ProjectStore {
  const store = new ProjectStore(path);
  let ids = 0;
  const patch = projectFromTemplate(
    '测试',
    template === null ? null : findIndicatorTemplate(template)!,
    () => `id${ids++}`,
  );
  store.applyPatch({
    patch,
    label: { zh: '新建', en: 'New' },
    command: { type: 'project.create' },
    at: noon,
    kind: 'import',
  });
  if (forms > 0) store.apply({ type: 'rows.append', count: forms }, noon);
  return store;
}

export const firstQuestion = (store: ProjectStore): Variable =>
  [...store.allEntities.variable.values()].toSorted((a, b) => a.order - b.order)[0]!;

export const setCell = (variable: string, row: number, value: number | string | null) => ({
  type: 'cells.set' as const,
  edits: [{ variableId: variable, row, value }],
});

const question = (id: string, order: number, type: Variable['type']): Variable => ({
  id: variableId(id),
  name: id,
  label: `题 ${id}`,
  type,
  measure: type === 'text' ? 'nominal' : 'scale',
  role: type === 'text' ? 'openComment' : 'perception',
  scale: type === 'text' ? null : { min: 1, max: 10, direction: 'ascending', labels: [], nonAnswers: [] },
  valueLabels: [],
  indicatorId: null,
  order,
  source: { importId: 'imp', sheet: '数据', column: order },
  personal: false,
});

/** An import of a score and a comment per form; the sheet has a heading row and a blank row before the last form. */
export function smallImport(scores: readonly number[], comments: readonly string[], importId = 'imp'): ImportContents {
  const rows = scores.length;
  const sheetRow = (form: number): number => form + 1 + (form === rows - 1 ? 1 : 0);
  const height = rows + 2;
  const values = new Float64Array(height).fill(Number.NaN);
  const texts = new Float64Array(height).fill(Number.NaN);
  const kinds = [new Uint8Array(height), new Uint8Array(height)] as const;
  const dictionary = [...new Set(comments)];
  scores.forEach((score, form) => {
    values[sheetRow(form)] = score;
    kinds[0][sheetRow(form)] = cellKind.number;
    texts[sheetRow(form)] = dictionary.indexOf(comments[form]!);
    kinds[1][sheetRow(form)] = cellKind.text;
  });
  const sheet: RawSheet = {
    name: '数据',
    hidden: false,
    rowCount: height,
    columnCount: 2,
    texts: dictionary,
    columns: [
      { kinds: kinds[0], values, formula: null },
      { kinds: kinds[1], values: texts, formula: null },
    ],
    merges: [],
    hiddenRows: 0,
    hiddenColumns: [],
  };
  const patch: Operation[] = [
    { op: 'put', collection: 'variable', id: 's', value: question('s', 0, 'number') },
    { op: 'put', collection: 'variable', id: 't', value: question('t', 1, 'text') },
    {
      op: 'put',
      collection: 'import',
      id: importId,
      value: {
        id: importId,
        fileName: '答卷.xlsx',
        sha256: '00',
        importedAt: '2025-03-01T12:00:00.000Z',
        plan: {},
        firstRow: 0,
        rows,
      },
    },
  ];
  return {
    patch,
    rowCount: rows,
    columns: new Map([
      ['s', { kind: 'numeric' as const, values: Float64Array.from(scores) }],
      [
        't',
        { kind: 'text' as const, codes: Int32Array.from(comments, (text) => dictionary.indexOf(text)), dictionary },
      ],
    ]),
    importId,
    sheet,
    formRows: Int32Array.from(scores, (_, form) => sheetRow(form)),
    sheetColumns: { s: 0, t: 1 },
    label: { zh: '导入', en: 'Import' },
    versionName: null,
  };
}
