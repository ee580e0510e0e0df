import { parseDuration } from '../duration.ts';
import { readHeadings } from '../headings.ts';
import { addedLabels, languageOfFile } from '../language.ts';
import type { FileLanguage } from '../language.ts';
import { findLayout } from '../layout.ts';
import type { ColumnHeading } from '../headings.ts';
import type { ColumnPlan, ImportPlan } from '../plan.ts';
import { profileColumn } from '../profileColumn.ts';
import type { ColumnProfile } from '../profileColumn.ts';
import { proposePlan } from '../proposePlan.ts';
import type { ProposeOptions } from '../proposePlan.ts';
import type { RawSheet } from '../rawCells.ts';
import { readerOf } from '../sheetReader.ts';
import { findSurveyPlatform, surveyPlatforms } from './index.ts';
import { serviceKind } from './platform.ts';
import type { ServiceKind, SurveyPlatform } from './platform.ts';
import type { SurveyPlatformId } from './platformIds.ts';
import { plainHeadings, platformHeadings } from './questions.ts';
import type { PlatformHeading } from './questions.ts';
import { planMarks, sheetWithoutMarks } from './skipMarks.ts';

/** The platform most of whose own columns stand beside at least one question in its way of writing; null for none. */
function recognisePlatform(headings: readonly ColumnHeading[]): SurveyPlatformId | null {
  const texts = headings.map((heading) => heading.header.trim());
  const scored = surveyPlatforms.map((platform) => ({
    platform,
    own: texts.filter((text) => serviceKind(platform, text) !== null).length,
    questions: texts.filter((text) => serviceKind(platform, text) === null && (platform.question?.test(text) ?? true))
      .length,
  }));
  const fitting = scored.filter(({ platform, own, questions }) => own >= platform.atLeast && questions > 0);
  return fitting.toSorted((a, b) => b.own - a.own || b.questions - a.questions)[0]?.platform.id ?? null;
}

/** recognisePlatform for a sheet as it lies. */
export function platformOfSheet(sheet: RawSheet, options: ProposeOptions = {}): SurveyPlatformId | null {
  if (sheet.rowCount === 0 || sheet.columnCount === 0) return null;
  const reader = readerOf(sheet);
  return recognisePlatform(readHeadings(reader, findLayout(reader, options)));
}

const unasked = { scale: null, valueLabels: [], indicatorName: null, textCodes: [] } as const;
/** Doubts about scales and constants say nothing about columns that are no questions. */
const aboutAnswers = /^doubt\.(rangeGuessed|nonAnswers|directionGuessed|outOfRange|constant|numbersAsText|unreadable)$/;

function planService(plan: ColumnPlan, kind: ServiceKind, profile: ColumnProfile): ColumnPlan {
  const doubts = plan.doubts.filter(({ code }) => !aboutAnswers.test(code));
  // True and False of the platform's own columns stay the words they are.
  const worded = plan.type === 'number' && plan.textCodes.length > 0 && profile.numbers + profile.numericTexts === 0;
  const base = { ...plan, ...unasked, doubts, ...(worded ? ({ type: 'text', measure: 'nominal' } as const) : {}) };
  switch (kind) {
    case 'id':
      return { ...base, role: 'id', measure: 'nominal' };
    case 'moment':
      return { ...base, role: 'time', measure: 'scale' };
    case 'duration': {
      const readable = profile.numbers > 0 || profile.words.some((word) => parseDuration(word.text) !== null);
      return readable
        ? { ...base, role: 'time', type: 'number', measure: 'scale', reading: 'duration' }
        : { ...base, role: 'time' };
    }
    case 'score':
      return {
        ...base,
        role: 'none',
        measure: 'scale',
        doubts: [...doubts, { code: 'doubt.platformScore', details: {} }],
      };
    case 'source':
      return { ...base, role: 'none', measure: 'nominal' };
    case 'technical':
      return { ...base, role: 'none' };
    case 'personal': {
      const told = base.personal ? doubts : [...doubts, { code: 'doubt.personal.platform', details: {} }];
      return { ...base, role: 'none', measure: 'nominal', personal: true, doubts: told };
    }
  }
}

/** Names by question number: Q3, the columns of one question Q3_1, Q3_2, … or by its letters, Q3_A. */
function namesOf(parts: readonly PlatformHeading[], columns: readonly ColumnPlan[]): readonly string[] {
  const sizes = new Map<number, number>();
  for (const { number } of parts) if (number !== null) sizes.set(number, (sizes.get(number) ?? 0) + 1);
  const seen = new Map<number, number>();
  const taken = new Set(parts.flatMap(({ number }, i) => (number === null ? [columns[i]!.name.toLowerCase()] : [])));
  return parts.map(({ number, stem, part }, i) => {
    if (number === null) return columns[i]!.name;
    const place = (seen.get(number) ?? 0) + 1;
    seen.set(number, place);
    const letter = stem === '' && /^[A-Za-z]{1,2}$/.test(part) ? part : String(place);
    const base = sizes.get(number)! > 1 ? `Q${number}_${letter}` : `Q${number}`;
    let name = base;
    for (let copy = 2; taken.has(name.toLowerCase()); copy++) name = `${base}_${copy}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

function labelOf(heading: PlatformHeading, role: ColumnPlan['role'], proposed: string): string {
  const { number, stem, part } = heading;
  if (number === null) return proposed;
  if (part === '') return stem || proposed;
  if (stem === '') return heading.heading.header.trim();
  const saysNothing = part.length < 2 || /^[\dA-Za-z]+$/.test(part);
  return role === 'multipleResponse' || saysNothing ? `${stem} / ${part}` : part;
}

/** Options of one question, each a column of 0 and 1, whatever its words let the general proposal think. */
function isTicked(profile: ColumnProfile): boolean {
  return (
    profile.numbers + profile.numericTexts > 0 &&
    profile.otherTexts === 0 &&
    profile.values !== null &&
    profile.values.every(([value]) => value === 0 || value === 1)
  );
}

function planTicks(plan: ColumnPlan, language: FileLanguage): ColumnPlan {
  const { notChosen, chosen } = addedLabels[language];
  return {
    ...plan,
    role: 'multipleResponse',
    type: 'number',
    measure: 'nominal',
    scale: null,
    indicatorName: null,
    textCodes: [],
    valueLabels: [
      { value: 0, label: notChosen },
      { value: 1, label: chosen },
    ],
    doubts: plan.doubts.filter(({ code }) => !aboutAnswers.test(code) && code !== 'doubt.indicatorShared'),
  };
}

function planQuestion(
  platform: SurveyPlatform,
  heading: PlatformHeading,
  plan: ColumnPlan,
  profile: ColumnProfile,
  language: FileLanguage,
): ColumnPlan {
  if (heading.number === null) return plan;
  if (heading.part !== '' && isTicked(profile)) return planTicks(plan, language);
  const joined = profile.words.some((word) => word.number === null && word.text.includes('┋'));
  if (platform.id === 'wenjuanxing' && joined && plan.type === 'text')
    return { ...plan, role: 'multipleResponse', measure: 'nominal' };
  return plan;
}

/**
 * Proposes the import of a survey platform's export: its own columns by what they are, questions by number, options and rows under
 * their question, marks for questions skipped or left empty as non-answers with their reason. The rest is proposed as for any sheet.
 * @throws InputError import.sheetEmpty, import.planRange
 */
export function planFromPlatform(id: SurveyPlatformId, sheet: RawSheet, options: ProposeOptions = {}): ImportPlan {
  const platform = findSurveyPlatform(id);
  const reader = readerOf(sheet);
  const layout = findLayout(reader, options);
  const parts = platformHeadings(platform, readHeadings(reader, layout));
  const language = languageOfFile(
    sheet,
    parts.map(({ heading }) => heading),
  );
  const questions = new Set(parts.flatMap(({ number }, i) => (number === null ? [] : [layout.firstColumn + i])));
  const rows = [layout.firstDataRow, layout.lastDataRow] as const;
  const answered = sheetWithoutMarks(sheet, questions, rows, platform.skips);
  const plan = proposePlan(answered.sheet, { ...options, ...layout, headings: plainHeadings(parts) });
  const names = namesOf(parts, plan.columns);
  const answersReader = readerOf(answered.sheet);
  const columns = plan.columns.map((proposed, i): ColumnPlan => {
    const part = parts[i]!;
    const profile = profileColumn(answersReader, proposed.column, rows[0], rows[1]);
    const settled = part.service
      ? planService(proposed, part.service, profile)
      : planQuestion(platform, part, proposed, profile, language);
    const named = { ...settled, name: names[i]!, label: labelOf(part, settled.role, proposed.label) };
    const marks = answered.marks.get(proposed.column);
    return marks
      ? planMarks(
          named,
          marks,
          (profile.values ?? []).map(([value]) => value),
        )
      : named;
  });
  return { ...plan, columns };
}
