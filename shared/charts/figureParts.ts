import type { Json, JsonObject } from '../analyses/types.ts';
import { withHyphen } from '../format/minus.ts';
import { plainText } from './plotText.ts';

/** Readers for the plain JSON of a figure: they give what is there, or null or an empty value. */
export const objectOf = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

export const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];

export const numberOf = (value: Json | undefined): number | null => (typeof value === 'number' ? value : null);

export const textOf = (value: Json | undefined): string =>
  typeof value === 'string' ? plainText(value) : typeof value === 'number' ? String(value) : '';

export const numbersOf = (value: Json | undefined): readonly (number | null)[] => listOf(value).map(numberOf);

const two = (value: number): string => Math.min(255, value).toString(16).padStart(2, '0');

/** '#0b6bcb', '#abc' or 'rgb(11, 107, 203)' as RRGGBB; null for what is no opaque colour. */
export function colourOf(value: Json | undefined): string | null {
  if (typeof value !== 'string') return null;
  if (/^#[0-9a-f]{6}$/i.test(value)) return value.slice(1).toUpperCase();
  if (/^#[0-9a-f]{3}$/i.test(value)) return value.slice(1).replaceAll(/./g, '$&$&').toUpperCase();
  const parts = /^rgb\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*\)$/.exec(value);
  return parts
    ? parts
        .slice(1)
        .map((part) => two(Number(part)))
        .join('')
        .toUpperCase()
    : null;
}

/** One colour for a series, and one per point where they differ. */
export function coloursOf(
  value: Json | undefined,
  fallback: string,
): { readonly colour: string; readonly pointColours: readonly string[] | null } {
  const many = listOf(value);
  if (many.length === 0) return { colour: colourOf(value) ?? fallback, pointColours: null };
  const colours = many.map((one) => colourOf(one) ?? fallback);
  const counts = new Map<string, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const colour = [...counts].toSorted((a, b) => b[1] - a[1])[0]![0];
  return { colour, pointColours: counts.size > 1 ? colours : null };
}

/** Title of an axis. */
export const axisTitle = (axis: JsonObject): string =>
  typeof axis.title === 'string' ? textOf(axis.title) : textOf(objectOf(axis.title).text);

/** Ends of a fixed axis as drawn: reversed when the first is larger. */
export function rangeOf(axis: JsonObject): readonly [number, number] | null {
  const [from, to] = numbersOf(axis.range);
  return typeof from === 'number' && typeof to === 'number' ? [from, to] : null;
}

const roundSteps = [1, 2, 2.5, 5, 10];

/** A round step that cuts a span in about five. */
function roundStep(span: number): number {
  if (!(span > 0)) return 1;
  const aim = span / 5;
  const power = 10 ** Math.floor(Math.log10(aim));
  return (roundSteps.find((step) => step * power >= aim * 0.999) ?? 10) * power;
}

/** Excel number format with the decimals a step needs. */
export function stepFormat(step: number): string {
  let decimals = 0;
  while (decimals < 8 && Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) > 1e-6) decimals++;
  return decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}`;
}

/** A multiple of the step without the last bits that multiplying leaves. */
const multiple = (times: number, step: number): number => Number((times * step).toPrecision(12));

/** Round ends that hold low and high. */
export function roundRange(
  low: number,
  high: number,
): { readonly min: number; readonly max: number; readonly step: number; readonly format: string } {
  const size = Math.max(Math.abs(low), Math.abs(high));
  // Ends that differ only in their last bits, or by less than an axis can be cut in.
  const step = high - low > Math.max(1e-9 * size, 1e-200) ? roundStep(high - low) : size > 1e-200 ? roundStep(size) : 1;
  const min = multiple(Math.floor(low / step + 1e-9), step);
  const max = multiple(Math.ceil(high / step - 1e-9), step);
  return {
    min,
    max: max > min ? max : multiple(Math.floor(low / step + 1e-9) + 1, step),
    step,
    format: stepFormat(step),
  };
}

/**
 * The Excel number format that shows the numbers as these texts show them; null when the texts are no plain numbers of one look
 * or do not fit the numbers.
 */
export function formatOfTexts(texts: readonly string[], values: readonly (number | null)[]): string | null {
  let found: string | null = null;
  for (const [index, text] of texts.entries()) {
    const value = values[index];
    if (value === null || value === undefined) continue;
    const parts = /^[-−]?(\d+)(?:\.(\d+))?( ?%)?$/.exec(text.trim());
    if (!parts) return null;
    const decimals = parts[2]?.length ?? 0;
    const shown = Number(withHyphen(text).replace(/ ?%$/, ''));
    // A percentage of a value 0-100 keeps its number: the sign is a word of the format.
    if (Math.abs(shown - value) > 0.51 * 10 ** -decimals) return null;
    const format = `0${decimals > 0 ? `.${'0'.repeat(decimals)}` : ''}${parts[3] ? `"${parts[3]}"` : ''}`;
    if (found !== null && found !== format) return null;
    found = format;
  }
  return found;
}
