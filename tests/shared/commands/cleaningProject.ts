import { expect } from 'vitest';
import { applyEntityOperations, invertPatch } from '../../../shared/commands/applyPatch.ts';
import { type Command, command, planCommand } from '../../../shared/commands/catalogue.ts';
import type { CellContent, CommandOutcome, Patch, ProjectReader } from '../../../shared/commands/types.ts';
import { InputError } from '../../../shared/model/errors.ts';
import { variableId } from '../../../shared/model/ids.ts';
import { emptyEntities } from '../../../shared/model/project.ts';
import type { Variable } from '../../../shared/model/variable.ts';

const question = (id: string, order: number, given: Partial<Variable> = {}): Variable => ({
  id: variableId(id),
  name: id,
  label: `题 ${id}`,
  type: 'number',
  measure: 'scale',
  role: 'none',
  scale: null,
  valueLabels: [],
  indicatorId: null,
  order,
  source: null,
  personal: false,
  ...given,
});
const scale = {
  min: 1,
  max: 5,
  direction: 'ascending' as const,
  labels: [{ value: 1, label: '差' }],
  nonAnswers: [{ value: 99, label: '不清楚' }],
};
export const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);

/** Four forms in plain maps; commands are applied as storage does. */
export class Project implements ProjectReader {
  readonly entities = emptyEntities();
  readonly rowCount = 4;
  readonly cells = new Map<string, CellContent[]>();
  private ids = 0;

  constructor() {
    this.add(question('Q1', 0, { scale }), [1, 5, 99, null]);
    this.add(question('Q2', 1, { scale }), [2, 2, 4, 7]);
    this.add(
      question('sex', 2, {
        role: 'profile',
        measure: 'nominal',
        valueLabels: [
          { value: 1, label: '男' },
          { value: 2, label: '女' },
        ],
      }),
      [1, 1, 1, 2],
    );
    this.add(question('text', 3, { type: 'text' }), [' Ａ１ ', 'a1', '４分', null]);
    this.add(question('multi', 4, { type: 'text' }), ['价格┋品质', '品质', null, '服务┋价格']);
    this.add(question('at', 5, { type: 'date', personal: true }), [
      day('2025-03-17'),
      null,
      day('2024-12-31'),
      day('2025-01-01'),
    ]);
    this.add(question('phone', 6, { type: 'number', role: 'id', personal: true }), [
      13800138000,
      13800138000,
      13900139000,
      null,
    ]);
  }
  private add(variable: Variable, cells: CellContent[]): void {
    this.entities.variable.set(variable.id, variable);
    this.cells.set(variable.id, cells);
  }
  cell(id: string, row: number): CellContent {
    return this.cells.get(id)?.[row] ?? null;
  }
  newId(): string {
    return `new${this.ids++}`;
  }
  named(name: string): Variable | undefined {
    return [...this.entities.variable.values()].find((variable) => variable.name === name);
  }
  values(name: string): CellContent[] {
    return [0, 1, 2, 3].map((row) => this.cell(this.named(name)!.id, row));
  }
  take(patch: Patch): void {
    applyEntityOperations(this.entities, patch);
    for (const operation of patch) {
      if (operation.op !== 'cells') continue;
      const cells = [...(this.cells.get(operation.variableId) ?? [null, null, null, null])];
      operation.rows.forEach((row, i) => {
        cells[row] = operation.values[i]!;
      });
      this.cells.set(operation.variableId, cells);
    }
  }
  /** What a user can see. */
  seen(): unknown {
    return {
      entities: Object.fromEntries(
        Object.entries(this.entities).map(([name, map]) => [name, [...map].toSorted(([a], [b]) => (a < b ? -1 : 1))]),
      ),
      cells: [...this.entities.variable.keys()]
        .toSorted()
        .map((id) => [id, this.cells.get(id) ?? [null, null, null, null]]),
    };
  }
}

/** Applies the command, checks that undo brings everything back, and applies it again. */
export function run(
  given: Command,
  project = new Project(),
): { readonly project: Project; readonly outcome: CommandOutcome } {
  const before = structuredClone(project.seen());
  const outcome = planCommand(command.parse(given), project);
  expect(outcome.label.zh).toMatch(/[\u4e00-\u9fff]/);
  const inverse = invertPatch(outcome.patch, project);
  project.take(outcome.patch);
  const after = structuredClone(project.seen());
  project.take(inverse);
  expect(project.seen()).toEqual(before);
  project.take(outcome.patch);
  expect(project.seen()).toEqual(after);
  return { project, outcome };
}
export const refusal = (given: Command, project = new Project()): string => {
  try {
    planCommand(command.parse(given), project);
  } catch (error) {
    if (error instanceof InputError) return error.code;
    throw error;
  }
  return 'accepted';
};
