import { powersOfTen } from '../model/powersOfTen.ts';

/** Signs without width that come along when texts are copied from web pages: they make equal answers differ. */
const invisible = /[\u200b-\u200d\u2060\ufeff\u00ad]/gu;

export interface TextForm {
  /** Blanks at both ends go, runs of blanks inside become one. */
  readonly blanks: boolean;
  /** Full-width letters, digits, signs and the ideographic space to their usual width; half-width katakana are left alone. */
  readonly width: boolean;
  /** Small letters. */
  readonly lowerCase: boolean;
}

/** A text in one form, so that equal answers are equal; '' when nothing is left. */
export function normaliseText(text: string, form: TextForm): string {
  let result = text.replace(invisible, '');
  if (form.width)
    result = result.replace(/[\uff01-\uff5e\u3000]/gu, (sign) =>
      sign === '\u3000' ? ' ' : String.fromCharCode(sign.charCodeAt(0) - 0xfee0),
    );
  if (form.blanks) result = result.replace(/[\s\u3000]+/gu, ' ').trim();
  return form.lowerCase ? result.toLowerCase() : result;
}

const unit = /(?:分钟|元整?|小时|分|岁|元|次|年|人|个|天|月|公里|千米|米|公斤|千克|斤|颗?星|kg|km|cm)$/iu;

/**
 * The number a text says: "１２", " 4 分", "1,234.5", "1.2万", "85%" (0.85), "(3)" as a bracketed code; null when it says none or more than one,
 * and when it is a whole number too long to be kept exactly (an identity or card number names something; its last digits would change).
 */
export function numberInText(text: string): number | null {
  let plain = normaliseText(text, { blanks: true, width: true, lowerCase: false }).replace(/^[¥￥$]\s*/u, '');
  plain = plain
    .replace(/^\((.*)\)$/u, '$1')
    .replace(unit, '')
    .trim();
  const percent = plain.endsWith('%');
  if (percent) plain = plain.slice(0, -1).trim();
  const power = percent ? undefined : powersOfTen[plain.slice(-1)];
  if (power !== undefined) plain = plain.slice(0, -1).trim();
  if (/^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(plain)) plain = plain.replaceAll(',', '');
  if (power !== undefined) plain = /e/i.test(plain) ? '' : `${plain}e${power}`;
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/.test(plain)) return null;
  const value = Number(plain);
  if (!Number.isFinite(value) || (/^[+-]?\d+$/.test(plain) && !Number.isSafeInteger(value))) return null;
  return percent ? Number(`${value}e-2`) : value;
}

/** Separators between the answers of a multiple choice in one cell, as questionnaire platforms write them. */
const usualSeparators: readonly string[] = ['┋', ';', '；', '、', '|', '│', '\n', ',', '，'];

/** The separator that parts most texts; null when none occurs. The order of usualSeparators decides ties. */
export function findSeparator(texts: Iterable<string>): string | null {
  const counts = new Map(usualSeparators.map((separator) => [separator, 0]));
  for (const text of texts)
    for (const separator of usualSeparators)
      if (text.includes(separator)) counts.set(separator, counts.get(separator)! + 1);
  let best: string | null = null;
  for (const [separator, count] of counts) if (count > (best === null ? 0 : counts.get(best)!)) best = separator;
  return best;
}

/** The options one answer names, each once, without blanks around. */
export function optionsIn(text: string, separator: string): readonly string[] {
  return [
    ...new Set(
      text.split(separator).map((part) => normaliseText(part, { blanks: true, width: false, lowerCase: false })),
    ),
  ].filter((part) => part !== '');
}
