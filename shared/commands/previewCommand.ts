import type { Bilingual } from '../model/text.ts';
import type { ValueType, Variable } from '../model/variable.ts';
import { type Command, planCommand } from './catalogue.ts';
import type { CellContent, Patch, ProjectReader } from './types.ts';

/** What a command would do. changes: which answer becomes which and how often, the most frequent first. */
export interface CommandPreview {
  readonly label: Bilingual;
  readonly cells: number;
  readonly made: { readonly name: string; readonly label: string; readonly type: ValueType }[];
  readonly removed: string[];
  readonly changes: {
    readonly question: string;
    readonly type: ValueType;
    /** Made from nothing that could be shown before it. */
    readonly isNew: boolean;
    readonly from: CellContent;
    readonly to: CellContent;
    /** What the two codes are called; null where they have no name. */
    readonly fromLabel: string | null;
    readonly toLabel: string | null;
    readonly count: number;
  }[];
  /** Kinds of change beyond those listed. */
  readonly moreChanges: number;
  readonly facts: Record<string, number | boolean>;
}

const listed = 12;

/** The name of a coded answer. */
function labelOf(content: CellContent, variable: Variable | undefined): string | null {
  if (typeof content !== 'number' || !variable) return null;
  const { scale, valueLabels } = variable;
  const named = [...(scale?.labels ?? []), ...(scale?.nonAnswers ?? []), ...valueLabels];
  return named.find(({ value }) => value === content)?.label ?? null;
}

/** The questions that new ones are made from, by the new one's id, where a command makes one of each. */
function sourcesOf(command: Command, patch: Patch, project: ProjectReader): ReadonlyMap<string, Variable> {
  const { variable } = project.entities;
  const asked =
    'variableIds' in command ? [...new Set(command.variableIds)] : 'variableId' in command ? [command.variableId] : [];
  const made = patch.flatMap((operation) =>
    operation.op === 'put' && operation.collection === 'variable' && operation.value && !variable.has(operation.id)
      ? [operation.value]
      : [],
  );
  const sources = new Map<string, Variable>();
  if (made.length !== asked.length) return sources;
  for (const [index, { id, type }] of made.entries()) {
    const source = variable.get(asked[index] ?? '');
    // A date is a number of milliseconds where its new question is none.
    if (source && (source.type === type || source.type !== 'date')) sources.set(id, source);
  }
  return sources;
}

/** Plans a command and counts what its patch does; nothing is written. @throws InputError as the command itself would */
export function previewCommand(command: Command, project: ProjectReader): CommandPreview {
  const { patch, label, facts } = planCommand(command, project);
  const made = new Map<string, Variable>();
  // A change of codes may bring new names for them.
  const changed = new Map<string, Variable>();
  const removed: string[] = [];
  const counts = new Map<string, CommandPreview['changes'][number] & { count: number }>();
  let cells = 0;
  const sources = sourcesOf(command, patch, project);
  for (const operation of patch) {
    if (operation.op === 'put' && operation.collection === 'variable') {
      const before = project.entities.variable.get(operation.id);
      if (operation.value === null) removed.push(before?.label ?? '');
      else if (!before) made.set(operation.id, operation.value);
      else changed.set(operation.id, operation.value);
    }
    if (operation.op !== 'cells') continue;
    cells += operation.rows.length;
    const fresh = made.get(operation.variableId);
    const source = sources.get(operation.variableId);
    const before = source ?? project.entities.variable.get(operation.variableId);
    const variable = fresh ?? changed.get(operation.variableId) ?? before;
    const question = variable?.label ?? '';
    const type = variable?.type ?? 'number';
    operation.rows.forEach((row, i) => {
      const from = before ? project.cell(before.id, row) : null;
      const to = operation.values[i] ?? null;
      const key = JSON.stringify([operation.variableId, from, to]);
      const known = counts.get(key);
      if (known) known.count++;
      else {
        const names = { fromLabel: labelOf(from, before), toLabel: labelOf(to, variable) };
        counts.set(key, { question, type, isNew: fresh !== undefined && !source, from, to, ...names, count: 1 });
      }
    });
  }
  const changes = [...counts.values()].toSorted((a, b) => b.count - a.count);
  return {
    label,
    cells,
    made: [...made.values()].map(({ name, label: words, type }) => ({ name, label: words, type })),
    removed,
    changes: changes.slice(0, listed),
    moreChanges: Math.max(0, changes.length - listed),
    facts: { ...facts },
  };
}
