import { indicatorRoles } from '../model/variable.ts';
import type { Measure, Scale, ValueLabel } from '../model/variable.ts';
import type { Codebook, CodebookEntry } from './codebook.ts';
import { isRating } from './declareScale.ts';
import { questionNumber } from './headerWords.ts';
import { normaliseText } from './looseValues.ts';
import type { ColumnPlan, ImportPlan } from './plan.ts';
import { profileColumn } from './profileColumn.ts';
import type { ColumnProfile } from './profileColumn.ts';
import type { RawSheet, RawWorkbook } from './rawCells.ts';
import { cellAddress } from './rawCells.ts';
import { readerOf } from './sheetReader.ts';
import { gradeWord } from './wordScales.ts';
import { readCodebook } from './codebook.ts';

export interface AppliedCodebook {
  readonly plan: ImportPlan;
  /** Entries that name a column. */
  readonly matched: number;
}

/** Ways to name a column, the surest first: its heading, the proposed name, its question number, its label; '' where it has none. */
function keysOf(column: ColumnPlan): readonly string[] {
  const number = questionNumber(column.header)?.name ?? '';
  const digits = /^Q(\d+)$/i.exec(number)?.[1] ?? '';
  return [column.header, column.name, number, digits, column.label].map(normaliseText);
}

/** Our own exports put both into the heading of the data. */
const headedBy = ({ variable, label }: CodebookEntry): string => (label === '' ? variable : `${variable} ${label}`);

/** The names the codebook gives, where the heading holds name and question and nobody else has the name. */
function named(columns: readonly ColumnPlan[], entryOf: ReadonlyMap<number, CodebookEntry>): readonly ColumnPlan[] {
  const wanted = columns.map((column, i) => {
    const entry = entryOf.get(i);
    const own = entry && normaliseText(column.header) === normaliseText(headedBy(entry));
    return own ? entry.variable : column.name;
  });
  const times = new Map<string, number>();
  for (const name of wanted) times.set(name.toLowerCase(), (times.get(name.toLowerCase()) ?? 0) + 1);
  return columns.map((column, i) =>
    times.get(wanted[i]!.toLowerCase()) === 1 ? { ...column, name: wanted[i]! } : column,
  );
}

/** Column index of each entry, -1 for none. Of entries that could mean a column the one that names it more surely gets it. */
function matchEntries(columns: readonly ColumnPlan[], entries: readonly CodebookEntry[]): readonly number[] {
  const keys = columns.map(keysOf);
  const found = entries.map(() => -1);
  const taken = new Set<number>();
  const longest = Math.max(0, ...keys.map((own) => own.length));
  for (let place = 0; place < longest; place++) {
    const byKey = new Map<string, number[]>();
    keys.forEach((own, column) => {
      const key = own[place];
      if (!key || taken.has(column)) return;
      byKey.set(key, [...(byKey.get(key) ?? []), column]);
    });
    entries.forEach((entry, i) => {
      if (found[i] !== -1) return;
      for (const name of [headedBy(entry), entry.variable, entry.label]) {
        const candidates = byKey.get(normaliseText(name)) ?? [];
        // A name that several columns share names none of them.
        if (name === '' || candidates.length !== 1 || taken.has(candidates[0]!)) continue;
        found[i] = candidates[0]!;
        taken.add(candidates[0]!);
        break;
      }
    });
  }
  return found;
}

const settledDoubts = new Set([
  'doubt.rangeGuessed',
  'doubt.nonAnswers',
  'doubt.directionGuessed',
  'doubt.outOfRange',
  'doubt.noHeader',
]);

/** Answers given as the codebook's words become its codes; null when the column is answered otherwise. */
function wordsToCodes(profile: ColumnProfile, labels: readonly ValueLabel[]): ColumnPlan['textCodes'] | null {
  if (profile.words.length === 0) return null;
  const codes = new Map(labels.map((entry) => [normaliseText(entry.label), entry.value]));
  const textCodes = profile.words.flatMap(({ text }) => {
    const code = codes.get(normaliseText(text));
    return code === undefined ? [] : [{ text, code }];
  });
  const coded = profile.words.reduce(
    (sum, word) => (textCodes.some((entry) => entry.text === word.text) ? sum + word.count : sum),
    0,
  );
  const texts = profile.words.reduce((sum, word) => sum + (word.number === null ? word.count : 0), 0);
  return texts > 0 && coded >= 0.8 * texts ? textCodes : null;
}

function descends(labels: readonly ValueLabel[]): boolean {
  const first = gradeWord(labels[0]?.label ?? '')?.degree ?? 0;
  const last = gradeWord(labels.at(-1)?.label ?? '')?.degree ?? 0;
  return first > 0 && last < 0;
}

function scaleOf(entry: CodebookEntry, plan: ColumnPlan, rated: boolean, profile: ColumnProfile): Scale | null {
  const { labels, missing } = entry;
  if (entry.range && entry.direction)
    return { ...entry.range, direction: entry.direction, labels, nonAnswers: missing };
  if (!rated && missing.length === 0) return null;
  const codes = labels.map((label) => label.value);
  const missed = new Set(missing.map((one) => one.value));
  const answers = (profile.values ?? []).map(([value]) => value).filter((value) => !missed.has(value));
  const labelled = codes.length >= 2 ? { min: Math.min(...codes), max: Math.max(...codes) } : null;
  const answered =
    answers.length > 0 ? { min: Math.min(...codes, ...answers), max: Math.max(...codes, ...answers) } : null;
  const range = entry.range ?? labelled ?? plan.scale ?? answered;
  if (!range || range.max <= range.min) return plan.scale;
  const direction = rated && descends(labels) ? 'descending' : (plan.scale?.direction ?? 'ascending');
  const stays = (plan.scale?.nonAnswers ?? []).filter(
    (one) => !missed.has(one.value) && (one.value < range.min || one.value > range.max),
  );
  return {
    min: range.min,
    max: range.max,
    direction: labels.length >= 2 && rated && !descends(labels) ? 'ascending' : direction,
    labels: labels.length > 0 ? labels : (plan.scale?.labels ?? []),
    nonAnswers: [...missing, ...stays].toSorted((a, b) => a.value - b.value),
  };
}

/** Named codes of a customer feature are categories, ratings are steps, unless the codebook says otherwise. */
function measureOf(entry: CodebookEntry, plan: ColumnPlan, role: ColumnPlan['role'], rated: boolean): Measure {
  if (entry.measure) return entry.measure;
  if (rated && plan.measure === 'nominal') return 'ordinal';
  return role === 'profile' && entry.labels.length > 0 ? 'nominal' : plan.measure;
}

function applyEntry(
  plan: ColumnPlan,
  entry: CodebookEntry,
  profile: ColumnProfile,
  indicatorNames: ReadonlySet<string>,
): ColumnPlan {
  const role = entry.role ?? plan.role;
  const words = wordsToCodes(profile, [...entry.labels, ...entry.missing]);
  const type = words ? 'number' : (entry.type ?? plan.type);
  const readable = type !== 'number' || words !== null || plan.type === 'number' || profile.numbers > 0;
  const settled = readable ? type : plan.type;
  const rated = isRating(role) && role !== 'kanoFunctional' && role !== 'kanoDysfunctional';
  const indicator = entry.indicator !== null && indicatorNames.has(entry.indicator) ? entry.indicator : null;
  const base: ColumnPlan = {
    ...plan,
    label: entry.label === '' ? plan.label : entry.label,
    declaredLabel: entry.label === '' ? plan.declaredLabel : entry.label,
    role,
    type: settled,
    measure: measureOf(entry, plan, role, rated),
    indicatorName: indicatorRoles.includes(role) ? (indicator ?? plan.indicatorName) : null,
    personal: entry.personal ?? plan.personal,
    doubts: plan.doubts.filter(({ code }) => !settledDoubts.has(code)),
  };
  if (settled !== 'number') return { ...base, scale: null, valueLabels: [], textCodes: [] };
  const scale = scaleOf(entry, plan, rated, profile);
  const missing = entry.missing.map((one) => one.value);
  const textCodes = words ?? plan.textCodes;
  if (scale) return { ...base, scale, valueLabels: [], textCodes };
  const labels = entry.labels.length > 0 ? entry.labels : plan.valueLabels;
  return { ...base, scale: null, valueLabels: labels.filter((one) => !missing.includes(one.value)), textCodes };
}

/** Puts a codebook's word in place of what was proposed; what the codebook does not say stays proposed. */
export function applyCodebook(
  plan: ImportPlan,
  codebook: Codebook,
  sheet: RawSheet,
  indicatorNames: readonly string[] = [],
): AppliedCodebook {
  const matches = matchEntries(plan.columns, codebook.entries);
  const entryOf = new Map(
    matches.flatMap((column, i) => (column < 0 ? [] : [[column, codebook.entries[i]!] as const])),
  );
  const reader = readerOf(sheet);
  const names = new Set(indicatorNames);
  const columns = plan.columns.map((column, i) => {
    const entry = entryOf.get(i);
    if (!entry) return column;
    return applyEntry(
      column,
      entry,
      profileColumn(reader, column.column, plan.firstDataRow, plan.lastDataRow, plan.leftOutRows),
      names,
    );
  });
  return { plan: { ...plan, columns: noteSharedIndicators(named(columns, entryOf)) }, matched: entryOf.size };
}

/** Says anew which indicators are measured twice in one role: the codebook may have changed it. */
function noteSharedIndicators(columns: readonly ColumnPlan[]): readonly ColumnPlan[] {
  const first = new Map<string, number>();
  return columns.map((column) => {
    const doubts = column.doubts.filter(({ code }) => code !== 'doubt.indicatorShared');
    if (column.indicatorName === null) return { ...column, doubts };
    const key = `${column.role}\n${column.indicatorName}`;
    const same = first.get(key);
    if (same === undefined) first.set(key, column.column);
    else
      doubts.push({
        code: 'doubt.indicatorShared',
        details: { indicator: column.indicatorName, column: cellAddress(0, same).slice(0, -1) },
      });
    return { ...column, doubts };
  });
}

/** The codebooks among the other sheets that speak of this plan's columns: at least two, and half of what they list. Best first. */
export function findCodebooks(
  workbook: RawWorkbook,
  plan: ImportPlan,
): readonly { readonly codebook: Codebook; readonly matched: number }[] {
  const found = workbook.sheets.flatMap((sheet) => {
    if (sheet.name === plan.sheet || sheet.rowCount < 2) return [];
    const codebook = readCodebook(sheet);
    if (!codebook) return [];
    const matched = matchEntries(plan.columns, codebook.entries).filter((column) => column >= 0).length;
    return matched >= 2 && matched >= codebook.entries.length / 2 ? [{ codebook, matched }] : [];
  });
  return found.toSorted((a, b) => b.matched - a.matched);
}
