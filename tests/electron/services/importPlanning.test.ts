import { describe, expect, it } from 'vitest';
import { planImport } from '../../../electron/services/importPlanning.ts';
import type { DecodedImport } from '../../../electron/services/projectProtocol.ts';
import { findIndicatorTemplate } from '../../../resources/templates/index.ts';
import { applyEntityOperations } from '../../../shared/commands/applyPatch.ts';
import type { ColumnPlan } from '../../../shared/importing/plan.ts';
import type { Column } from '../../../shared/model/dataset.ts';
import { emptyEntities } from '../../../shared/model/project.ts';

const columnPlan = (column: number, name: string, more: Partial<ColumnPlan> = {}): ColumnPlan => ({
  column,
  include: true,
  header: name,
  name,
  label: name,
  type: 'number',
  measure: 'scale',
  role: 'perception',
  scale: { min: 1, max: 10, direction: 'ascending', labels: [], nonAnswers: [] },
  valueLabels: [],
  textCodes: [],
  indicatorName: null,
  personal: false,
  doubts: [],
  ...more,
});

const numbers = (...values: number[]): Column => ({ kind: 'numeric', values: Float64Array.from(values) });
const texts = (...values: string[]): Column => {
  const dictionary = [...new Set(values)];
  return { kind: 'text', codes: Int32Array.from(values, (value) => dictionary.indexOf(value)), dictionary };
};

function decoded(columns: readonly (readonly [ColumnPlan, Column])[], rows: number): DecodedImport {
  const sheet = {
    name: 'S',
    hidden: false,
    rowCount: rows + 1,
    columnCount: columns.length,
    texts: [],
    columns: [],
    merges: [],
    hiddenRows: 0,
    hiddenColumns: [],
  };
  const plan = {
    sheet: 'S',
    headerRows: [0, 0] as const,
    firstDataRow: 1,
    lastDataRow: rows,
    firstColumn: 0,
    lastColumn: columns.length - 1,
    indicatorTemplate: 'supermarket',
    columns: columns.map(([one]) => one),
  };
  return {
    plan,
    fileName: 'a.xlsx',
    sha256: '00',
    sheet,
    columns: columns.map(([, column], planIndex) => ({ planIndex, column, unread: new Int32Array() })),
    formRows: Int32Array.from({ length: rows }, (_, i) => i + 1),
  };
}

/** A project that follows what is planned for it. */
function project() {
  const entities = emptyEntities();
  let columns = new Map<string, Column>();
  let rowCount = 0;
  let ids = 0;
  return {
    entities,
    columns: () => columns,
    idOf: (name: string) => [...entities.variable.values()].find((variable) => variable.name === name)!.id,
    run(given: DecodedImport) {
      const reader = { entities, rowCount, cell: () => null, newId: () => `id${ids++}` };
      const contents = planImport(
        {
          project: reader,
          template: findIndicatorTemplate('supermarket')!,
          importedAt: '2025-03-01T00:00:00.000Z',
        },
        given,
      );
      applyEntityOperations(entities, contents.patch);
      columns = new Map(contents.columns);
      rowCount = contents.rowCount;
      return contents;
    },
  };
}

describe('planning an import', () => {
  it('starts an empty tree from the template and attaches questions by name', () => {
    const target = project();
    const contents = target.run(decoded([[columnPlan(3, 'Q1', { indicatorName: '商品 新鲜度' }), numbers(5, 6)]], 2));
    const question = target.entities.variable.get(target.idOf('Q1'));
    expect(target.entities.indicator.get(question!.indicatorId!)?.name).toBe('商品新鲜度');
    expect(contents.sheetColumns).toEqual({ [question!.id]: 3 });
    expect(contents.versionName).toBeNull();
    expect([...target.entities.import.values()]).toMatchObject([{ firstRow: 0, rows: 2, fileName: 'a.xlsx' }]);
  });

  it('replacing keeps the ids of equal questions and forgets the rest with all that named them', () => {
    const target = project();
    target.run(
      decoded(
        [
          [columnPlan(0, 'Q1'), numbers(5, 6)],
          [columnPlan(1, 'Q2'), numbers(1, 2)],
        ],
        2,
      ),
    );
    const [kept, gone] = [target.idOf('Q1'), target.idOf('Q2')];
    target.entities.exclusion.set('0', { row: 0, code: 'byHand', note: '' });
    target.entities.filter.set('main', {
      conditions: [
        { variableId: kept, values: [5] },
        { variableId: gone, values: [1] },
      ],
    });
    const contents = target.run(
      decoded(
        [
          [columnPlan(0, 'Q1'), numbers(7)],
          [columnPlan(1, 'Q3'), texts('好')],
        ],
        1,
      ),
    );
    expect(contents.versionName).toBe('导入“a.xlsx”前');
    expect(target.idOf('Q1')).toBe(kept);
    expect(target.entities.variable.has(gone)).toBe(false);
    expect(target.entities.exclusion.size).toBe(0);
    expect(target.entities.filter.get('main')?.conditions).toEqual([{ variableId: kept, values: [5] }]);
    expect(target.entities.import.size).toBe(1);
  });

  it('refuses a sheet without forms', () => {
    expect(() => project().run(decoded([[columnPlan(0, 'Q1'), numbers()]], 0))).toThrow(
      expect.objectContaining({ code: 'import.noRows' }),
    );
  });
});
