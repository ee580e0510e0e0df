import { InputError } from '../model/errors.ts';
import { indicatorRoles } from '../model/variable.ts';
import type { Measure, Role, Scale, ValueLabel, ValueType } from '../model/variable.ts';
import { listsAnswers } from './answerLists.ts';
import { rolesOfBatteries } from './batteries.ts';
import { codeWords, degreeStem, degreeWords, ownWords } from './codeWords.ts';
import {
  headingAsksComment,
  headingAsksMultiple,
  headingAsksProfile,
  headingJudges,
  optionStem,
  personalKindOfHeading,
  roleOfHeading,
  scaleOfHeading,
  withoutReverseMark,
} from './headerWords.ts';
import { answerCounts, declareScale, familyOf, isRating } from './declareScale.ts';
import type { Draft, Family } from './declareScale.ts';
import { nameHeadings } from './headingLabels.ts';
import { maskedNumber } from './digitMask.ts';
import { readHeadings } from './headings.ts';
import { knownAnswers } from './knownAnswers.ts';
import { languageOfFile } from './language.ts';
import { findLayout } from './layout.ts';
import type { ColumnHeading } from './headings.ts';
import type { LayoutOptions, SheetLayout } from './layout.ts';
import { type IndicatorMatcher, indicatorMatcher, type IndicatorWordings } from './matchIndicator.ts';
import { holdsIdentifiers, personalKindOfValues } from './personalValues.ts';
import type { ColumnPlan, ImportPlan } from './plan.ts';
import { profileColumn } from './profileColumn.ts';
import type { ColumnProfile } from './profileColumn.ts';
import { guessRange } from './proposeScale.ts';
import type { RawSheet } from './rawCells.ts';
import { cellAddress } from './rawCells.ts';
import { readerOf, type SheetReader } from './sheetReader.ts';
import { codeTicks } from './ticks.ts';
import { gradeWord, isNonAnswerWord } from './wordScales.ts';

export interface ProposeOptions extends LayoutOptions {
  /** Lowest-level indicator names of the template or of the project's tree. */
  readonly indicatorNames?: readonly string[];
  /** Other wordings for an indicator, by its name. */
  readonly indicatorWordings?: IndicatorWordings;
  readonly templateId?: string;
  /** Headings known from elsewhere than the sheet, one per column from firstColumn on. */
  readonly headings?: readonly ColumnHeading[];
}

const letters = (column: number): string => cellAddress(0, column).slice(0, -1);

/** No rating runs to three digits and more: such a column under a heading of ratings asks for something else. */
const isRated = (role: Role | null, profile: ColumnProfile): boolean => isRating(role) && profile.max < 1000;

function typeOf({ profile, coding, role, heading: { own } }: Draft): ValueType {
  const answered = profile.filled - profile.errors;
  if (answered === 0) return 'text';
  if (profile.dates + profile.dateTexts >= 0.8 * answered) return 'date';
  if (!isRated(role, profile) && role !== 'time' && holdsIdentifiers(profile, own)) return 'text';
  const numeric = profile.numbers + profile.numericTexts;
  if (numeric === 0 && !coding) return 'text';
  const noAnswer = profile.words.reduce(
    (sum, word) => (word.number === null && isNonAnswerWord(word.text) ? sum + word.count : sum),
    0,
  );
  if (numeric > 0 && numeric + noAnswer >= 0.8 * answered) return 'number';
  if (!coding) return 'text';
  const coded = profile.words.reduce(
    (sum, { text, count }) => (coding.textCodes.some((entry) => entry.text === text) ? sum + count : sum),
    0,
  );
  return numeric + noAnswer + coded >= 0.8 * answered ? 'number' : 'text';
}

const isBinary = (profile: ColumnProfile): boolean =>
  profile.numbers + profile.numericTexts > 0 &&
  profile.values !== null &&
  profile.values.length <= 2 &&
  profile.values.every(([value]) => value === 0 || value === 1);

/** Columns of numbers whose headings share a stem with a neighbour: options of one question. */
function hasBinarySister(drafts: readonly Draft[], draft: Draft): boolean {
  const stem = draft.heading.group || optionStem(draft.heading.own);
  if (!stem) return false;
  return [drafts[draft.index - 1], drafts[draft.index + 1]].some(
    (sister) =>
      sister &&
      (isBinary(sister.profile) || sister.coding?.kind === 'yesNo') &&
      (sister.heading.group || optionStem(sister.heading.own)) === stem,
  );
}

/** The joined answers of a question whose options follow, each in a column: "Services", "Services/School", "Services/Clinic". */
function isSpelledOut(draft: Draft, drafts: readonly Draft[]): boolean {
  const { own } = draft.heading;
  return own !== '' && [1, 2].every((step) => drafts[draft.index + step]?.heading.own.startsWith(`${own}/`));
}

function textRole(draft: Draft): Role {
  const { profile, heading } = draft;
  const asked = headingAsksMultiple(heading.header);
  if (listsAnswers(profile, asked)) return 'multipleResponse';
  const distinct = profile.words.length;
  if (headingAsksProfile(heading.own) && !(distinct > 0.5 * profile.filled && profile.averageLength > 8))
    return 'profile';
  if (headingAsksComment(heading.own) && (profile.averageLength > 3 || distinct > 30)) return 'openComment';
  if (distinct > 0.5 * profile.filled && profile.averageLength > 6) return 'openComment';
  return distinct >= 2 && distinct <= 40 && distinct <= 0.3 * profile.filled ? 'profile' : 'none';
}

/** What answers in such words are given to, where the heading does not say: "Please rate the following [Staff]". */
const roleOfWords: ReadonlyMap<string, Role> = new Map([
  ...['satisfied', 'agree', 'fits', 'good', 'quality', 'grade', 'safe', 'convenient', 'easy', 'favourable'].map(
    (stem) => [stem, 'perception'] as const,
  ),
  ...['trusted', 'reasonable', 'clean', 'comfortable', 'strength', 'high'].map((stem) => [stem, 'perception'] as const),
  ['important', 'importance'],
]);

/** The same for codes written beside their words ("5=非常满意", "一般(3)"): all words of one scale. */
function roleOfSteps(labels: readonly ValueLabel[]): Role | null {
  const graded = labels.map(({ label }) => gradeWord(label));
  if (graded.length < 3 || graded.includes(null)) return null;
  const stems = [...new Set(graded.map((grade) => grade!.stem).filter((stem) => stem !== ''))];
  return stems.length === 1 ? (roleOfWords.get(stems[0]!) ?? null) : null;
}

/** The role by heading, kept only where the values can bear it, else the role the values suggest. */
function settleRole(draft: Draft, drafts: readonly Draft[], personal: boolean): Role {
  const { profile, heading, coding, type, role } = draft;
  if (coding?.kind === 'tick') return 'multipleResponse';
  if (role === 'id' || role === 'time') return role;
  if (profile.filled === 0) return isRating(role) && role !== null ? role : 'none';
  if (role === 'weight') return type === 'number' ? 'weight' : 'none';
  if (personal) return 'none';
  if (type === 'date') return 'none';
  if (type === 'text' && isSpelledOut(draft, drafts)) return 'none';
  if (type === 'text')
    return role === 'multipleResponse'
      ? listsAnswers(profile, true) || profile.words.length <= 2
        ? 'multipleResponse'
        : textRole(draft)
      : textRole(draft);
  const binary = isBinary(profile) || coding?.kind === 'yesNo';
  if (role === 'multipleResponse') return binary ? 'multipleResponse' : 'none';
  const range =
    coding && coding.kind !== 'leading' ? coding : (draft.headingScale ?? guessRange(answerCounts([draft])));
  if (isRating(role) && range) return role!;
  // Only what is rated has a direction to reverse.
  if (draft.reversed && range && !binary) return 'perception';
  if (binary && hasBinarySister(drafts, draft)) return 'multipleResponse';
  if (headingAsksProfile(heading.own) && draft.indicator === null) return 'profile';
  if (draft.indicator !== null && range && !binary) return 'perception';
  // "环境（1-10分）": points to give, whatever the words. Steps that are named ("1=本科, 4=博士") may be mere categories.
  const { headingScale } = draft;
  if (headingScale && headingScale.labels.length === 0 && headingScale.max - headingScale.min >= 3 && !coding)
    return 'perception';
  if (coding?.kind === 'degree' && role === null) return roleOfWords.get(coding.stem) ?? 'none';
  if (role === null && range && !coding && (profile.values?.length ?? 0) >= 3 && headingJudges(heading.own))
    return 'perception';
  const rated = role === null && coding?.kind === 'leading' ? roleOfSteps(coding.labels) : null;
  if (rated) return rated;
  return coding && (coding.kind === 'leading' || coding.kind === 'yesNo') ? 'profile' : 'none';
}

function measureOf(draft: Draft, scale: Scale | null): Measure {
  const { role, type, profile, coding } = draft;
  if (role === 'multipleResponse' || type === 'text') return 'nominal';
  if (type === 'date' || role === 'weight' || role === 'time') return 'scale';
  if (role === 'id') return 'nominal';
  if (role === 'kanoFunctional' || role === 'kanoDysfunctional') return 'nominal';
  if (scale)
    return scale.max - scale.min <= 1
      ? 'nominal'
      : coding?.kind === 'degree' && scale.max - scale.min < 6
        ? 'ordinal'
        : 'scale';
  if (coding) return coding.kind === 'degree' ? 'ordinal' : 'nominal';
  const fewWhole = profile.integers && profile.values !== null && profile.max <= 100 && profile.min >= -1;
  if (!fewWhole || profile.values.length > 12) return 'scale';
  // Without a role nobody has said that the codes are mere names; four and more may well be steps.
  return role === 'profile' || profile.values.length <= 3 ? 'nominal' : 'ordinal';
}

function noteFacts(draft: Draft, understood: readonly string[], reader: SheetReader): void {
  const { profile, type, doubts, column } = draft;
  if (reader.sheet.hiddenColumns.includes(column)) doubts.push({ code: 'doubt.hiddenColumn', details: {} });
  if (reader.sheet.columns[column]?.percent) doubts.push({ code: 'doubt.percent', details: {} });
  if (profile.longNumbers > 0 && type === 'text')
    doubts.push({ code: 'doubt.digitsLost', details: { count: profile.longNumbers } });
  if (profile.mask !== null && type === 'text' && profile.numbers > 0)
    doubts.push({ code: 'doubt.zerosKept', details: { example: maskedNumber(profile.min, profile.mask) } });
  if (profile.formulas > 0) doubts.push({ code: 'doubt.formulas', details: { count: profile.formulas } });
  if (profile.errors > 0)
    doubts.push({ code: 'doubt.errors', details: { count: profile.errors, example: profile.firstError } });
  if (type === 'number') {
    if (profile.numericTexts > 0) {
      doubts.push({ code: 'doubt.numbersAsText', details: { count: profile.numericTexts, example: profile.example } });
    }
    const known = new Set(understood);
    const unread = profile.words.filter((word) => word.number === null && !known.has(word.text));
    const count = unread.reduce((sum, word) => sum + word.count, 0) + profile.dates;
    if (count > 0) {
      const code = draft.coding ? 'doubt.wordsWithoutCode' : 'doubt.unreadable';
      doubts.push({ code, details: { count, example: (unread[0]?.text ?? '').slice(0, 40) } });
    }
  } else if (
    type === 'text' &&
    profile.numbers > 0 &&
    profile.otherTexts > 0 &&
    profile.numbers > 0.1 * profile.filled
  ) {
    doubts.push({ code: 'doubt.mixed', details: { numbers: profile.numbers, texts: profile.otherTexts } });
  }
  const distinct = (profile.values?.length ?? 2) + profile.words.filter((word) => word.number === null).length;
  if (profile.filled > 1 && profile.dates === 0 && distinct === 1 && draft.coding?.kind !== 'tick') {
    doubts.push({
      code: 'doubt.constant',
      details: { value: (profile.words[0]?.text ?? String(profile.values![0]![0])).slice(0, 40) },
    });
  }
}

/** Codes the words of all columns; columns of one family of words and one role are looked at together. */
function codeAll(drafts: readonly Draft[]): void {
  const families = new Map<string, ColumnProfile[]>();
  const keys = drafts.map((draft) => {
    const stem = degreeStem(draft.profile);
    return stem === null ? null : `${stem}\n${draft.role ?? ''}`;
  });
  drafts.forEach((draft, i) => {
    const key = keys[i];
    if (key) families.set(key, [...(families.get(key) ?? []), draft.profile]);
  });
  const familyWords = new Map([...families].map(([key, profiles]) => [key, degreeWords(profiles)]));
  drafts.forEach((draft, i) => {
    const key = keys[i];
    const family = key ? familyWords.get(key)! : ownWords(draft.profile);
    draft.coding = codeWords(draft.profile, draft.role, family);
    draft.type = typeOf(draft);
    if (draft.type !== 'number') draft.coding = null;
  });
  codeTicks(drafts);
}

function personalKind(draft: Draft): string | null {
  const { profile, heading, role } = draft;
  const byValues = personalKindOfValues(profile);
  if (byValues) return byValues;
  const byHeading = personalKindOfHeading(heading.own);
  if (!byHeading || isRated(role, profile) || role === 'time' || heading.own.length > 20) return null;
  const looksRated = draft.type === 'number' && profile.max <= 100;
  const looksChosen =
    draft.type === 'text' && byHeading !== 'name' && profile.words.length <= 12 && profile.filled > 40;
  return looksRated || looksChosen ? null : byHeading;
}

/** An option says what was asked only with its question. */
function labelOf({ role, heading: { group, own } }: Draft, label: string): string {
  return role === 'multipleResponse' && group !== '' && label === own ? `${group} / ${own}` : label;
}

function planColumn(
  draft: Draft,
  family: Family,
  named: { readonly name: string; readonly label: string },
  personal: string | null,
  reader: SheetReader,
): ColumnPlan {
  const { heading, profile, doubts, column } = draft;
  const role = draft.role ?? 'none';
  const { scale, textCodes, valueLabels, blankTexts } = declareScale(draft, family);
  if (heading.header === '') doubts.push({ code: 'doubt.noHeader', details: {} });
  if (profile.filled === 0) doubts.push({ code: 'doubt.empty', details: {} });
  if (personal) doubts.push({ code: `doubt.personal.${personal}`, details: {} });
  if (draft.type === 'date' && profile.dateOrder)
    doubts.push({ code: `doubt.${profile.dateOrder}`, details: { example: profile.words[0]?.text ?? '' } });
  noteFacts(draft, [...textCodes.map(({ text }) => text), ...blankTexts], reader);
  const isClock = draft.type === 'number' && reader.sheet.columns[column]?.clock === true;
  const plan: ColumnPlan = {
    column,
    include: profile.filled > 0,
    header: heading.header,
    name: named.name,
    label: labelOf(draft, named.label),
    type: draft.type,
    measure: measureOf(draft, scale),
    role,
    scale,
    valueLabels,
    textCodes,
    ...(blankTexts.length > 0 ? { blankTexts } : {}),
    ...(draft.type === 'date' && profile.dateOrder ? { reading: profile.dateOrder } : {}),
    indicatorName: indicatorRoles.includes(role) ? draft.indicator : null,
    personal: personal !== null,
    doubts,
  };
  const answers = knownAnswers(plan, profile);
  if (!isClock) return answers ? { ...plan, answers } : plan;
  const guesses = ['doubt.rangeGuessed', 'doubt.outOfRange', 'doubt.nonAnswers'];
  return {
    ...plan,
    measure: 'scale',
    role: role === 'time' ? role : 'none',
    scale: null,
    valueLabels: [],
    textCodes: [],
    reading: 'duration',
    indicatorName: null,
    doubts: [...doubts.filter(({ code }) => !guesses.includes(code)), { code: 'doubt.clock', details: {} }],
  };
}

/** Headings that occur twice, and indicators measured twice in one role. */
function noteRepeats(columns: readonly ColumnPlan[]): readonly ColumnPlan[] {
  const headers = new Map<string, number>();
  const measured = new Map<string, number>();
  return columns.map((plan) => {
    const doubts = [...plan.doubts];
    const sameHeader = headers.get(plan.header);
    if (plan.header !== '' && sameHeader !== undefined)
      doubts.push({ code: 'doubt.duplicateHeader', details: { column: letters(sameHeader) } });
    else headers.set(plan.header, plan.column);
    if (plan.indicatorName !== null) {
      const key = `${plan.role}\n${plan.indicatorName}`;
      const same = measured.get(key);
      if (same !== undefined)
        doubts.push({
          code: 'doubt.indicatorShared',
          details: { indicator: plan.indicatorName, column: letters(same) },
        });
      else measured.set(key, plan.column);
    }
    return { ...plan, doubts };
  });
}

/** A question marked as asked in reverse is half of a Kano pair only where the other half is asked too; else it is rated as its sisters. */
function settleReversed(drafts: readonly Draft[]): void {
  const pairs = drafts.some(({ role }) => role === 'kanoFunctional');
  for (const draft of drafts) {
    const { own, group } = draft.heading;
    const plain = withoutReverseMark(own);
    if (plain === own) continue;
    if (draft.role === 'kanoDysfunctional') {
      if (pairs || /kano/i.test(`${group} ${own}`) || /如果/.test(own)) continue;
      draft.role = roleOfHeading(plain, group) ?? (draft.headingScale ? 'perception' : null);
    }
    draft.reversed = true;
  }
}

function makeDrafts(
  reader: SheetReader,
  layout: SheetLayout,
  headings: readonly ColumnHeading[],
  matcher: IndicatorMatcher,
): readonly Draft[] {
  const language = languageOfFile(reader.sheet, headings);
  const drafts = headings.map((heading, index): Draft => {
    const column = layout.firstColumn + index;
    return {
      index,
      language,
      column,
      heading,
      profile: profileColumn(reader, column, layout.firstDataRow, layout.lastDataRow, layout.leftOutRows),
      headingScale: scaleOfHeading(heading.own) ?? scaleOfHeading(heading.group),
      indicator: matcher.match(heading.own) ?? (heading.group === '' ? null : matcher.match(heading.group)),
      role: roleOfHeading(heading.own, heading.group),
      reversed: false,
      coding: null,
      type: 'text',
      doubts: [],
    };
  });
  settleReversed(drafts);
  codeAll(drafts);
  return drafts;
}

/**
 * Proposes what to make of a sheet: where heading and data stand and, per column, name, type, role, declared scale, codes of words,
 * indicator and doubts. Everything is a proposal for the user to correct; nothing of the sheet is changed.
 *
 * Ranges are stated by the heading or the words where possible; otherwise the smallest usual scale that holds 97 % of the answers of
 * all questions of the same role, never less than 1-5, with a doubt saying that it is a guess.
 * @throws InputError import.sheetEmpty, import.planRange (options that contradict the sheet)
 */
export function proposePlan(sheet: RawSheet, options: ProposeOptions = {}): ImportPlan {
  if (sheet.rowCount === 0 || sheet.columnCount === 0) throw new InputError('import.sheetEmpty', { sheet: sheet.name });
  const reader = readerOf(sheet);
  const layout = findLayout(reader, options);
  checkLayout(sheet, layout);
  const headings = options.headings ?? readHeadings(reader, layout);
  const drafts = makeDrafts(
    reader,
    layout,
    headings,
    indicatorMatcher(options.indicatorNames ?? [], options.indicatorWordings),
  );
  const personal = drafts.map(personalKind);
  const roles = rolesOfBatteries(
    drafts,
    drafts.map((draft, i) => settleRole(draft, drafts, personal[i] !== null)),
  );
  drafts.forEach((draft, i) => {
    draft.role = roles[i]!;
  });
  const named = nameHeadings(headings, layout.firstColumn);
  const families = new Map<Role | null, Family>();
  for (const role of new Set(roles)) {
    families.set(role, familyOf(drafts.filter((draft) => draft.role === role && draft.type === 'number')));
  }
  const columns = drafts.map((draft, i) =>
    planColumn(draft, families.get(draft.role)!, named[i]!, personal[i]!, reader),
  );
  const noted = noteRepeats(columns);
  const first = noted[0];
  const withNotes =
    first && layout.notesFrom !== null
      ? [
          { ...first, doubts: [...first.doubts, { code: 'doubt.notesBelow', details: { row: layout.notesFrom + 1 } }] },
          ...noted.slice(1),
        ]
      : noted;
  return {
    sheet: sheet.name,
    headerRows: layout.headerRows,
    firstDataRow: layout.firstDataRow,
    lastDataRow: layout.lastDataRow,
    firstColumn: layout.firstColumn,
    lastColumn: layout.lastColumn,
    ...(layout.leftOutRows.length > 0 ? { leftOutRows: layout.leftOutRows } : {}),
    indicatorTemplate: options.templateId ?? null,
    columns: withNotes,
  };
}

function checkLayout(sheet: RawSheet, layout: SheetLayout): void {
  const { headerRows, firstDataRow, lastDataRow, firstColumn, lastColumn } = layout;
  const whole = [headerRows[0], firstDataRow, lastDataRow, firstColumn, lastColumn].every(
    (value) => Number.isInteger(value) && value >= 0,
  );
  if (
    !whole ||
    lastDataRow < firstDataRow ||
    lastColumn < firstColumn ||
    headerRows[1] >= firstDataRow ||
    lastDataRow >= sheet.rowCount ||
    lastColumn >= sheet.columnCount
  ) {
    if (sheet.rowCount <= firstDataRow) throw new InputError('import.sheetEmpty', { sheet: sheet.name });
    throw new InputError('import.planRange', {
      what: `header ${headerRows[0] + 1}-${headerRows[1] + 1}, data ${firstDataRow + 1}-${lastDataRow + 1}, columns ${firstColumn + 1}-${lastColumn + 1}`,
    });
  }
}
