import { formatDateTime, formatIsoDate } from '../../../shared/format/formatDate.ts';
import { parseDateText, parseLooseNumber } from '../../../shared/importing/looseValues.ts';
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

export type EditRefusal = 'notANumber' | 'percent' | 'notADate' | 'outOfScale' | 'unknownLabel';
export type EditOutcome =
  | { readonly ok: true; readonly value: CellContent }
  | { readonly ok: false; readonly reason: EditRefusal };

/**
 * What a typed text means for a question: '' clears; a label means its code; numbers and dates are read as the import reads them (full-width
 * digits, thousands separators, a counting unit), and numbers are checked against the declared scale. A percentage may stand for a fraction or
 * for its number: which, only the user knows.
 * The same rules are checked again where the change is saved.
 */
export function parseEdit(typed: string, variable: Variable): EditOutcome {
  const text = typed.trim();
  if (text === '') return { ok: true, value: null };
  if (variable.type === 'text') return { ok: true, value: typed };
  const plain = text.normalize('NFKC').trim();
  if (variable.type === 'date') {
    const time = parseDateText(plain);
    return time === null ? { ok: false, reason: 'notADate' } : { ok: true, value: time };
  }
  const labels = labelsOf(variable);
  const labelled = labels.find((entry) => entry.label === text || entry.label.toLowerCase() === plain.toLowerCase());
  if (labelled) return { ok: true, value: labelled.value };
  const number = /^[+-]?(?:\d+\.|\.\d+)$/.test(plain) ? Number(plain) : (parseLooseNumber(plain)?.value ?? Number.NaN);
  if (/^[+-]?[\d,.]+\s*%$/.test(plain)) return { ok: false, reason: 'percent' };
  if (!Number.isFinite(number)) return { ok: false, reason: labels.length > 0 ? 'unknownLabel' : 'notANumber' };
  if (variable.scale && missingReasonOf(number, variable.scale) === 'outOfRange')
    return { ok: false, reason: 'outOfScale' };
  return { ok: true, value: number };
}
