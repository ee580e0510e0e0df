import { adoptDeclared } from './declaredDifferences.ts';
import { questionNumber, scaleOfHeading, withoutRatingWords } from './headerWords.ts';
import { newAnswers } from './knownAnswers.ts';
import { normaliseText } from './looseValues.ts';
import type { ColumnPlan, Doubt, ImportPlan } from './plan.ts';
import { type ColumnProfile, profileColumn } from './profileColumn.ts';
import { proposePlan } from './proposePlan.ts';
import type { ProposeOptions } from './proposePlan.ts';
import { cellAddress } from './rawCells.ts';
import type { RawSheet } from './rawCells.ts';
import { readerOf } from './sheetReader.ts';
import { outsideScale, standingDoubts } from './standingDoubts.ts';

const letters = (column: number): string => cellAddress(0, column).slice(0, -1);

/** How much a difference matters: 'high' loses or changes answers, 'medium' needs a look, 'low' is for information. */
export type DifferenceSeverity = 'high' | 'medium' | 'low';

const severities: Readonly<Record<string, DifferenceSeverity>> = {
  'difference.missing': 'high',
  'difference.type': 'high',
  'difference.newWords': 'high',
  'difference.labelsMoved': 'high',
  'difference.newMissing': 'high',
  'difference.question': 'medium',
  'difference.relabelled': 'medium',
  'difference.newLabels': 'medium',
  'difference.renamed': 'medium',
  'difference.new': 'medium',
  'difference.newCodes': 'medium',
  'difference.newAnswers': 'medium',
  'difference.range': 'medium',
  'difference.moved': 'low',
};

export const differenceSeverity = (difference: Doubt): DifferenceSeverity => severities[difference.code] ?? 'medium';

const severityOrder: readonly DifferenceSeverity[] = ['high', 'medium', 'low'];

export interface ComparedPlan {
  readonly differences: readonly Doubt[];
  /** The remembered decisions on the columns of the new sheet; columns it did not know come as proposed, after a difference. */
  readonly plan: ImportPlan;
}

/** Remembered columns by heading; of equal headings the first not yet taken, of columns without one the one in the same place. */
class Remembered {
  readonly #byHeading = new Map<string, ColumnPlan[]>();

  constructor(columns: readonly ColumnPlan[]) {
    for (const column of columns) {
      const key = Remembered.#key(column);
      const same = this.#byHeading.get(key);
      if (same) same.push(column);
      else this.#byHeading.set(key, [column]);
    }
  }

  static #key(column: ColumnPlan): string {
    return normaliseText(column.header) || `\n${column.column}`;
  }

  take(fresh: ColumnPlan): ColumnPlan | null {
    return this.#byHeading.get(Remembered.#key(fresh))?.shift() ?? null;
  }

  rest(): readonly ColumnPlan[] {
    return [...this.#byHeading.values()].flat();
  }

  remove(old: ColumnPlan): void {
    const same = this.#byHeading.get(Remembered.#key(old));
    const at = same?.indexOf(old) ?? -1;
    if (at >= 0) same!.splice(at, 1);
  }
}

function pairsOfLetters(text: string): ReadonlyMap<string, number> {
  const pairs = new Map<string, number>();
  for (let i = 0; i + 1 < text.length; i++) {
    const pair = text.slice(i, i + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

const words = (header: string): string => normaliseText(questionNumber(header)?.rest || header);

/**
 * Likeness of two headings, 0-1: Dice's coefficient of their pairs of letters, question numbers left aside (a question put in front
 * moves all numbers).
 */
export const headingLikeness = (a: string, b: string): number => textLikeness(words(a), words(b));

/** What a question is about: its heading without the words and the scale that every rating has. */
function subject(header: string): string {
  const asked = (questionNumber(header)?.rest || header).normalize('NFKC').replace(/[([【][^)\]】]*[)\]】]\s*$/u, '');
  return normaliseText(withoutRatingWords(asked));
}

/**
 * "服务满意度（1-5分）" and "配送满意度（1-5分）" share most of their letters and ask different things; answers on another scale
 * cannot stand in one column with the former ones.
 */
function otherQuestion(a: string, b: string): boolean {
  const [one, other] = [scaleOfHeading(a), scaleOfHeading(b)];
  if (one && other && (one.min !== other.min || one.max !== other.max)) return true;
  const [here, there] = [subject(a), subject(b)];
  return here !== '' && there !== '' && textLikeness(here, there) < subjectAlikeFrom;
}

function textLikeness(one: string, other: string): number {
  if (one === '' || other === '') return 0;
  if (one === other) return 1;
  const [first, second] = [pairsOfLetters(one), pairsOfLetters(other)];
  let [shared, all] = [0, 0];
  for (const [pair, count] of first) {
    shared += Math.min(count, second.get(pair) ?? 0);
    all += count;
  }
  for (const count of second.values()) all += count;
  return all === 0 ? 0 : (2 * shared) / all;
}

const alikeFrom = 0.6;
const subjectAlikeFrom = 0.4;
/** Beyond so many headings without a partner the files are different questionnaires, and comparing each with each is no use. */
const mostUnmatched = 300;

/** Pairs of a new heading and a remembered one left over, the most alike first, each used once. */
function renamedColumns(
  fresh: readonly ColumnPlan[],
  left: readonly ColumnPlan[],
  declared: boolean,
): ReadonlyMap<ColumnPlan, ColumnPlan> {
  if (fresh.length > mostUnmatched || left.length > mostUnmatched) return new Map();
  const alike = fresh
    .flatMap((column) =>
      left.map((old) => ({
        column,
        old,
        // Variables of a dictionary are known by their questions: names say little.
        likeness:
          (declared ? headingLikeness(column.label, old.label) : headingLikeness(column.header, old.header)) +
          (old.column === column.column ? 0.05 : 0),
      })),
    )
    .filter(({ likeness }) => likeness >= alikeFrom)
    .filter(({ column, old }) =>
      declared ? !otherQuestion(column.label, old.label) : !otherQuestion(column.header, old.header),
    )
    .toSorted((a, b) => b.likeness - a.likeness);
  const found = new Map<ColumnPlan, ColumnPlan>();
  const used = new Set<ColumnPlan>();
  for (const { column, old } of alike) {
    if (found.has(column) || used.has(old)) continue;
    found.set(column, old);
    used.add(old);
  }
  return found;
}

function valueDifferences(old: ColumnPlan, fresh: ColumnPlan, profile: ColumnProfile): readonly Doubt[] {
  const differences: Doubt[] = [];
  const { header } = fresh;
  if (fresh.include && old.type !== fresh.type) {
    differences.push({ code: 'difference.type', details: { header, fromType: old.type, toType: fresh.type } });
  }
  if (old.type !== 'number') return differences;
  const known = new Set(old.textCodes.map((entry) => normaliseText(entry.text)));
  const unknown = profile.words.filter((word) => word.number === null && !known.has(normaliseText(word.text)));
  if (unknown.length > 0 && old.textCodes.length > 0) {
    differences.push({
      code: 'difference.newWords',
      details: {
        header,
        words: unknown.slice(0, 5).map((word) => word.text.slice(0, 30)),
      },
    });
  }
  const { scale } = old;
  const labelled = new Set([
    ...old.valueLabels.map((label) => label.value),
    ...old.textCodes.map((entry) => entry.code),
  ]);
  const newCodes = (profile.values ?? [])
    .map(([value]) => value)
    .filter((value) => !labelled.has(value) && !known.has(normaliseText(String(value))));
  if (!scale && old.valueLabels.length > 0 && newCodes.length > 0) {
    differences.push({
      code: 'difference.newCodes',
      details: { header, codes: newCodes.slice(0, 8).map(String), count: newCodes.length },
    });
  }
  const outside = outsideScale(scale, profile);
  if (scale && outside.length > 0) {
    const count = outside.reduce((sum, [, times]) => sum + times, 0);
    const values = outside.slice(0, 5).map(([value]) => String(value));
    differences.push({ code: 'difference.range', details: { header, count, min: scale.min, max: scale.max, values } });
  }
  return differences;
}

/**
 * Fits a remembered plan to another file of the same questionnaire: columns are found by heading wherever they stand now, then by
 * likeness, and keep every decision the user made; what is new, missing, renamed, moved or answered differently is listed, the
 * weightiest first.
 *
 * @param propose  makes the plan of a sheet nobody has seen; proposePlan unless the file says more of itself
 * @param isDeclared  asked after proposing: does the file itself declare its questions (a dictionary, a codebook)? Then what it declares
 *   otherwise than the plan is listed, and codes the plan does not know are taken over (adoptDeclared)
 * @throws InputError import.sheetEmpty
 */
export function comparePlan(
  remembered: ImportPlan,
  sheet: RawSheet,
  options: ProposeOptions = {},
  propose: (sheet: RawSheet, options: ProposeOptions) => ImportPlan = proposePlan,
  isDeclared: () => boolean = () => false,
): ComparedPlan {
  const fresh = propose(sheet, options);
  const declared = isDeclared();
  const reader = readerOf(sheet);
  const pool = new Remembered(remembered.columns);
  const differences: Doubt[] = [];
  const matches = new Map<ColumnPlan, ColumnPlan>();
  for (const column of fresh.columns) {
    const old = pool.take(column);
    if (old) matches.set(column, old);
  }
  const unmatched = fresh.columns.filter((column) => !matches.has(column) && column.header !== '');
  const renamed = renamedColumns(
    unmatched,
    pool.rest().filter((old) => old.header !== ''),
    declared,
  );
  for (const [column, old] of renamed) {
    pool.remove(old);
    matches.set(column, old);
  }
  const taken = new Set([...matches.values()].map((old) => old.name.toLowerCase()));
  const indicators = options.indicatorNames ? new Set(options.indicatorNames) : null;
  const columns = fresh.columns.map((column): ColumnPlan => {
    const match = matches.get(column);
    if (!match) {
      if (column.include)
        differences.push({
          code: 'difference.new',
          details: { header: column.header, column: letters(column.column) },
        });
      let name = column.name;
      for (let copy = 2; taken.has(name.toLowerCase()); copy++) name = `${column.name}_${copy}`;
      taken.add(name.toLowerCase());
      return { ...column, name };
    }
    const { plan: old, differences: declarations } = declared
      ? adoptDeclared(match, column)
      : { plan: match, differences: [] };
    if (renamed.has(column)) {
      differences.push({ code: 'difference.renamed', details: { from: old.header, to: column.header } });
    } else if (old.column !== column.column) {
      differences.push({
        code: 'difference.moved',
        details: { header: column.header, from: letters(old.column), to: letters(column.column) },
      });
    }
    let { answers } = old;
    let { doubts } = column;
    if (old.include) {
      const profile = profileColumn(reader, column.column, fresh.firstDataRow, fresh.lastDataRow, fresh.leftOutRows);
      const answered = newAnswers(old, column.header, profile);
      answers = answered?.answers ?? answers;
      differences.push(...declarations, ...valueDifferences(old, column, profile));
      if (answered?.difference) differences.push(answered.difference);
      doubts = standingDoubts(old, column, outsideScale(old.scale, profile));
    }
    // Indicators that the tree does not have (any more) are looked for anew.
    const lost = indicators !== null && old.indicatorName !== null && !indicators.has(old.indicatorName);
    return {
      ...old,
      ...(answers ? { answers } : {}),
      column: column.column,
      header: column.header,
      indicatorName: lost ? column.indicatorName : old.indicatorName,
      doubts,
    };
  });
  for (const old of pool.rest()) {
    if (old.include) differences.push({ code: 'difference.missing', details: { header: old.header || old.name } });
  }
  const place = (difference: Doubt): number => severityOrder.indexOf(differenceSeverity(difference));
  return { differences: differences.toSorted((a, b) => place(a) - place(b)), plan: { ...fresh, columns } };
}
