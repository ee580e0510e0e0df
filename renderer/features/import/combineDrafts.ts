import type { ColumnPlan, ImportPlan } from '../../../shared/importing/plan.ts';
import type { ImportRecord } from '../../../shared/model/project.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import type { CombineCheck, CombineHow } from './useCombineCheck.ts';
import type { JoinDraft } from './JoinOptions.tsx';
import type { WaveDraft } from './StackOptions.tsx';

/** A first proposal for the wave mark: 'wave' with the next whole number. forms: how many files were stacked already. */
export function firstWave(stacked: number, label: string): WaveDraft {
  return { use: true, name: 'wave', label, before: '1', now: String(stacked + 2) };
}

/** How many files were stacked on the first one. */
export const stackedCount = (records: Iterable<ImportRecord>): number =>
  [...records].filter(({ how }) => how === 'stack').length;

const plain = (text: string): string => text.replace(/\s+/g, '').toLowerCase();
const sameHeading = (variable: Variable, column: ColumnPlan): boolean =>
  plain(variable.label) === plain(column.label) || plain(variable.name) === plain(column.name);

/** How well a question and a column could say what belongs together: numbers of one heading, then any two numbers, then one heading; 0 = not at all. */
function keyFit(variable: Variable, column: ColumnPlan): number {
  const ids = Number(variable.role === 'id') + Number(column.role === 'id');
  if (sameHeading(variable, column)) return ids === 0 ? 1 : 3 + ids;
  return ids === 2 ? 2 + Number(variable.type === column.type) : 0;
}

/** The keys a join begins with: the pair that fits best, the first of equals. */
export function firstKeys(variables: readonly Variable[], plan: ImportPlan): JoinDraft {
  let best: { readonly fit: number; readonly variable: Variable | null; readonly column: ColumnPlan | null } = {
    fit: 0,
    variable: variables.find(({ role }) => role === 'id') ?? null,
    column: plan.columns.find(({ include, role }) => include && role === 'id') ?? null,
  };
  for (const variable of variables)
    for (const column of plan.columns) {
      const fit = column.include ? keyFit(variable, column) : 0;
      if (fit > best.fit) best = { fit, variable, column };
    }
  return { variableId: best.variable?.id ?? null, column: best.column?.column ?? null, leaveBlank: false };
}

/** What the host is asked about, once everything it needs is said. */
export function howOf(mode: 'append' | 'replace' | 'join', wave: WaveDraft, join: JoinDraft): CombineHow | null {
  if (mode === 'append') return { kind: 'stack', wave: waveOf(wave) };
  if (mode === 'join' && join.variableId !== null && join.column !== null)
    return { kind: 'join', key: { variableId: join.variableId, column: join.column } };
  return null;
}

/** The mark as it is sent; null = none, or not complete. */
export function waveOf({ use, name, label, before, now }: WaveDraft) {
  const mark = { name: name.trim(), label: label.trim(), before: before.trim(), now: now.trim() };
  return use && Object.values(mark).every((text) => text !== '') ? mark : null;
}

/** Can it go on, as far as is known? */
export function canCombine(
  mode: 'append' | 'replace' | 'join',
  wave: WaveDraft,
  join: JoinDraft,
  check: CombineCheck | null,
): boolean {
  if (mode === 'replace') return true;
  if (mode === 'append')
    return (!wave.use || waveOf(wave) !== null) && check?.kind === 'stack' && check.typeDiffers.length === 0;
  return (
    check?.kind === 'join' &&
    check.matched > 0 &&
    check.columns.length > 0 &&
    (check.repeatedInFile.count === 0 || join.leaveBlank)
  );
}

/** Is a file one more of the same questionnaire? Not where more questions of the plan are missing from it than found in it. */
export function followsPlan(proposed: {
  readonly plan: { readonly columns: readonly { readonly include: boolean }[] };
  readonly summary: { readonly differences: readonly { readonly code: string }[] };
}): boolean {
  const count = (wanted: string): number => proposed.summary.differences.filter(({ code }) => code === wanted).length;
  const known = proposed.plan.columns.filter((column) => column.include).length - count('difference.new');
  return known > count('difference.missing');
}

/** The import whose plan the next wave follows: the newest whose forms were stacked or came first. */
export const planToFollow = (records: Iterable<ImportRecord>): ImportRecord | null =>
  [...records].filter(({ how }) => how !== 'join').toSorted((a, b) => b.importedAt.localeCompare(a.importedAt))[0] ??
  null;

/** Names told one by one; of a longer list the rest is counted. */
const told = 8;

/** The first names of a list with how many more there are, in the words of the interface. */
export function firstNames(all: readonly string[], comma: string, more: (count: number) => string): string {
  return all.slice(0, told).join(comma) + (all.length > told ? more(all.length - told) : '');
}
