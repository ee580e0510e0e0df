import { formatDateTime, formatIsoDate } from '../../../shared/format/formatDate.ts';
import { missingReasonOf } from '../../../shared/model/decode.ts';
import type { CellContent } from '../../../shared/commands/types.ts';
import type { ValueLabel, Variable } from '../../../shared/model/variable.ts';

const dayMs = 86_400_000;

/** Every labelled code of a question: its own, the scale's, the non-answers'. */
export function labelsOf(variable: Variable): readonly ValueLabel[] {
  return [...(variable.scale?.labels ?? []), ...(variable.scale?.nonAnswers ?? []), ...variable.valueLabels];
}

/** The word of a code that means "no answer"; undefined where two such codes share one, which could not be typed back. */
function nonAnswerLabel({ scale }: Variable, code: number): string | undefined {
  const own = scale?.nonAnswers.find((entry) => entry.value === code)?.label;
  return own && scale!.nonAnswers.every(({ value, label }) => value === code || label !== own) ? own : undefined;
}

/** An answer in words: the value, or its label where labels are wanted and there is one. '' when blank. */
export function cellText(content: CellContent, variable: Variable, withLabels: boolean): string {
  if (content === null) return '';
  if (typeof content === 'string') return content;
  if (variable.type === 'date') return content % dayMs === 0 ? formatIsoDate(content) : formatDateTime(content);
  if (withLabels) {
    const label = labelsOf(variable).find((entry) => entry.value === content)?.label;
    if (label) return label;
  }
  return String(content);
}

/**
 * How a cell reads in the sheet and in copied blocks: as cellText, but codes that mean "no answer" read as their words either way:
 * nobody answered 99.
 */
export function shownText(content: CellContent, variable: Variable, withLabels: boolean): string {
  const word =
    typeof content === 'number' && variable.type === 'number' ? nonAnswerLabel(variable, content) : undefined;
  return word ?? cellText(content, variable, withLabels);
}

export type EditRefusal = 'notANumber' | 'notADate' | 'outOfScale' | 'unknownLabel';
export type EditOutcome =
  | { readonly ok: true; readonly value: CellContent }
  | { readonly ok: false; readonly reason: EditRefusal };

/** Full-width digits, signs and spaces as typed by a Chinese keyboard -> ASCII. */
const toAscii = (text: string): string =>
  text.replace(/[！-～]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, ' ');

/** "2026-01-31", "2026/1/31 14:05", "2026年1月31日" -> milliseconds UTC; null when it is no day of the calendar. */
export function parseDate(text: string): number | null {
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => (part === undefined ? 0 : Number(part)));
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(time);
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return real ? time : null;
}

/**
 * What a typed text means for a question: '' clears; a label means its code; numbers are checked against the declared scale.
 * The same rules are checked again where the change is saved.
 */
export function parseEdit(typed: string, variable: Variable): EditOutcome {
  const text = typed.trim();
  if (text === '') return { ok: true, value: null };
  if (variable.type === 'text') return { ok: true, value: typed };
  const plain = toAscii(text).trim();
  if (variable.type === 'date') {
    const time = parseDate(plain);
    return time === null ? { ok: false, reason: 'notADate' } : { ok: true, value: time };
  }
  const labels = labelsOf(variable);
  const labelled = labels.find((entry) => entry.label === text || entry.label.toLowerCase() === plain.toLowerCase());
  if (labelled) return { ok: true, value: labelled.value };
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain.replace(/,(?=\d{3}\b)/g, ''))
    ? Number(plain.replace(/,(?=\d{3}\b)/g, ''))
    : Number.NaN;
  if (!Number.isFinite(number)) return { ok: false, reason: labels.length > 0 ? 'unknownLabel' : 'notANumber' };
  if (variable.scale && missingReasonOf(number, variable.scale) === 'outOfRange')
    return { ok: false, reason: 'outOfScale' };
  return { ok: true, value: number };
}

/** A block copied from a sheet: rows of cells. A quoted cell may hold tabs, line ends and doubled quotes. */
export function parseBlock(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  for (let i = 0; i < source.length; i++) {
    const letter = source[i]!;
    if (quoted) {
      if (letter === '"' && source[i + 1] === '"') {
        cell += '"';
        i++;
      } else if (letter === '"') quoted = false;
      else cell += letter;
    } else if (letter === '"' && cell === '') quoted = true;
    else if (letter === '\t' || letter === '\n') {
      row.push(cell);
      cell = '';
      if (letter === '\n') {
        rows.push(row);
        row = [];
      }
    } else cell += letter;
  }
  row.push(cell);
  rows.push(row);
  return rows;
}

/** A cell as it goes into a copied block. */
export const blockCell = (text: string): string => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
