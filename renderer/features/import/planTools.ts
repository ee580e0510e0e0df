import type { ColumnPlan, Doubt, ImportPlan } from '../../../shared/importing/plan.ts';
import { columnLetters } from '../../components/columnLetters.ts';
import type { Input } from '../../../shared/contract/methods.ts';
import { indicatorRoles, type Role, roles } from '../../../shared/model/variable.ts';

/** Roles whose questions the tree of indicators is scored from. Kano pairs may belong to an indicator but rate nothing. */
export const indexRoles: readonly Role[] = ['perception', 'expectation', 'importance'];

export type WirePlan = Input<'import.check'>['plan'];
export type ColumnChange = Partial<
  Pick<
    ColumnPlan,
    'include' | 'name' | 'label' | 'type' | 'measure' | 'role' | 'scale' | 'valueLabels' | 'indicatorName' | 'personal'
  >
>;

/** The column a difference from the remembered plan speaks of; null where the file no longer has it. */
export function columnOfDifference(plan: ImportPlan, { code, details }: Doubt): ColumnPlan | null {
  if (code === 'difference.missing') return null;
  const header = details['to'] && code === 'difference.renamed' ? details['to'] : details['header'];
  return plan.columns.find((column) => column.header === header) ?? null;
}

/** Where the heading is a mere code ("Q1"), the question it stands for is said beside it. */
export function namedDifference(difference: Doubt, column: ColumnPlan | null): Doubt {
  const { code, details } = difference;
  const header = details['header'];
  const said = column === null || typeof header !== 'string' || header.includes(column.label);
  if (said || code === 'difference.question') return difference;
  return { code, details: { ...details, header: `${header} ${column.label}` } };
}

/**
 * A column that was taken for a renamed question of the remembered plan becomes a question of its own: a name nobody has, its own wording.
 * taken: names of the project's questions, in small letters.
 */
export function separateColumn(plan: ImportPlan, column: ColumnPlan, taken: ReadonlySet<string>): ImportPlan {
  const names = new Set([...taken, ...plan.columns.map(({ name }) => name.toLowerCase())]);
  let name = '';
  for (let copy = 2; name === '' || names.has(name.toLowerCase()); copy++) name = `${column.name}_${copy}`;
  const label = column.header.split(' / ').at(-1) ?? column.header;
  return { ...plan, columns: plan.columns.map((one) => (one === column ? { ...one, name, label } : one)) };
}

/** What is left of a difference once the renamed column is a question of its own. */
export const separated = ({ details }: Doubt, column: ColumnPlan): readonly Doubt[] => [
  { code: 'difference.missing', details: { header: details['from'] ?? '' } },
  { code: 'difference.new', details: { header: column.header, column: columnLetters(column.column) } },
];

/** The plan as the wire wants it: the same, with arrays of its own. */
export function toWirePlan(plan: ImportPlan): WirePlan {
  return {
    ...plan,
    headerRows: [plan.headerRows[0], plan.headerRows[1]],
    leftOutRows: plan.leftOutRows ? [...plan.leftOutRows] : undefined,
    columns: plan.columns.map((column) => ({
      ...column,
      scale: column.scale
        ? { ...column.scale, labels: [...column.scale.labels], nonAnswers: [...column.scale.nonAnswers] }
        : null,
      valueLabels: [...column.valueLabels],
      textCodes: [...column.textCodes],
      blankTexts: column.blankTexts ? [...column.blankTexts] : undefined,
      answers: column.answers && !column.personal ? [...column.answers] : undefined,
      doubts: column.doubts.map((doubt) => ({ code: doubt.code, details: { ...doubt.details } })),
    })),
  };
}

/** Doubts a change settles: who sets the scale by hand has looked at it. */
function settledBy(change: ColumnChange): (code: string) => boolean {
  const settled = new Set<string>();
  if (change.scale !== undefined)
    for (const code of ['rangeGuessed', 'directionGuessed', 'outOfRange', 'nonAnswers']) settled.add(`doubt.${code}`);
  if (change.name !== undefined || change.label !== undefined)
    for (const code of ['noHeader', 'duplicateHeader']) settled.add(`doubt.${code}`);
  if (change.include !== undefined)
    for (const code of ['empty', 'hiddenColumn', 'constant']) settled.add(`doubt.${code}`);
  if (change.indicatorName !== undefined) settled.add('doubt.indicatorShared');
  const personal = change.personal !== undefined;
  return (code) => settled.has(code) || (personal && code.startsWith('doubt.personal.'));
}

/** The same change on several columns. A role that takes no indicator drops it; a settled doubt goes. */
export function changeColumns(plan: ImportPlan, columns: ReadonlySet<number>, change: ColumnChange): ImportPlan {
  const settled = settledBy(change);
  return {
    ...plan,
    columns: plan.columns.map((column) => {
      if (!columns.has(column.column)) return column;
      const next = { ...column, ...change, doubts: column.doubts.filter((doubt) => !settled(doubt.code)) };
      return indicatorRoles.includes(next.role) ? next : { ...next, indicatorName: null };
    }),
  };
}

/** The same doubt about many columns is one question to the user, not many. */
const fewestShared = 4;

/** How many cells of a column it is about, and one of them, do not make it another question. */
const ofOneColumn: ReadonlySet<string> = new Set(['count', 'example']);
const doubtKey = (doubt: Doubt): string =>
  JSON.stringify([
    doubt.code,
    Object.entries(doubt.details)
      .filter(([name]) => !ofOneColumn.has(name))
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ]);

/** The doubt of one more column with the same question: cells are counted over the columns. */
function together(one: Doubt, other: Doubt): Doubt {
  const [here, there] = [one.details['count'], other.details['count']];
  return typeof here === 'number' && typeof there === 'number'
    ? { ...one, details: { ...one.details, count: here + there } }
    : one;
}

export interface SharedDoubt {
  readonly key: string;
  readonly doubt: Doubt;
  readonly columns: readonly number[];
}

/** Doubts that four or more included columns have alike, commonest first; cells are counted over all of them. */
export function sharedDoubts(plan: ImportPlan): readonly SharedDoubt[] {
  const found = new Map<string, { doubt: Doubt; columns: number[] }>();
  for (const column of plan.columns)
    for (const doubt of column.include ? column.doubts : []) {
      const key = doubtKey(doubt);
      const entry = found.get(key) ?? { doubt, columns: [] };
      if (entry.columns.length > 0) entry.doubt = together(entry.doubt, doubt);
      entry.columns.push(column.column);
      found.set(key, entry);
    }
  return [...found]
    .map(([key, entry]) => ({ key, ...entry }))
    .filter((entry) => entry.columns.length >= fewestShared)
    .toSorted((a, b) => b.columns.length - a.columns.length);
}

/** The doubts of an included column that are not asked about for many at once. */
export const ownDoubts = (column: ColumnPlan, shared: readonly SharedDoubt[]): readonly Doubt[] =>
  column.include ? column.doubts.filter((doubt) => !shared.some((one) => one.key === doubtKey(doubt))) : [];

/** "All of these are right": the one doubt goes from every column. */
export const acceptShared = (plan: ImportPlan, shared: SharedDoubt): ImportPlan => ({
  ...plan,
  columns: plan.columns.map((column) => ({
    ...column,
    doubts: column.doubts.filter((doubt) => doubtKey(doubt) !== shared.key),
  })),
});

/** "Looked at it": the doubts of these columns go. */
export function acceptDoubts(plan: ImportPlan, columns: ReadonlySet<number>): ImportPlan {
  return {
    ...plan,
    columns: plan.columns.map((column) => (columns.has(column.column) ? { ...column, doubts: [] } : column)),
  };
}

/** The same plan with the indicators of another proposal for the same sheet: what was corrected by hand stays. */
export function withIndicatorsOf(
  plan: ImportPlan,
  proposal: Pick<ImportPlan, 'indicatorTemplate'> & {
    readonly columns: readonly Pick<ColumnPlan, 'column' | 'indicatorName'>[];
  },
): ImportPlan {
  const names = new Map(proposal.columns.map((column) => [column.column, column.indicatorName]));
  return {
    ...plan,
    indicatorTemplate: proposal.indicatorTemplate,
    columns: plan.columns.map((column) => ({
      ...column,
      indicatorName: indicatorRoles.includes(column.role) ? (names.get(column.column) ?? null) : null,
    })),
  };
}

/** The one included column of weights; null when there is none or more than one. */
export function weightColumn(plan: ImportPlan): ColumnPlan | null {
  const weights = plan.columns.filter((column) => column.include && column.role === 'weight');
  return weights.length === 1 ? weights[0]! : null;
}

/** How many included columns have each role, in the order of the roles. */
export function countRoles(plan: ImportPlan): readonly { readonly role: Role; readonly count: number }[] {
  return roles
    .map((role) => ({ role, count: plan.columns.filter((column) => column.include && column.role === role).length }))
    .filter((entry) => entry.count > 0);
}

export interface ColumnFilter {
  /** 'doubt': with doubts of their own; 'left': not imported; a role; or all. */
  readonly kind: 'all' | 'doubt' | 'left' | Role;
  readonly search: string;
}

export function filterColumns(plan: ImportPlan, filter: ColumnFilter): readonly ColumnPlan[] {
  const shared = sharedDoubts(plan);
  const search = filter.search.trim().toLowerCase();
  return plan.columns.filter((column) => {
    if (search && !`${column.name} ${column.label} ${column.header}`.toLowerCase().includes(search)) return false;
    if (filter.kind === 'all') return true;
    if (filter.kind === 'doubt') return ownDoubts(column, shared).length > 0;
    if (filter.kind === 'left') return !column.include;
    return column.include && column.role === filter.kind;
  });
}

/** Columns from one to another in the list shown, both included: what Shift selects. */
export function columnsBetween(shown: readonly ColumnPlan[], from: number, to: number): readonly number[] {
  const a = shown.findIndex((column) => column.column === from);
  const b = shown.findIndex((column) => column.column === to);
  if (a < 0 || b < 0) return [to];
  return shown.slice(Math.min(a, b), Math.max(a, b) + 1).map((column) => column.column);
}
