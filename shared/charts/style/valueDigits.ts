import { fixedDigits } from '../../format/formatNumber.ts';
import { withHyphen, withMinus } from '../../format/minus.ts';

const number = /[-−]?(?:\d[\d,]*)?(?:\.\d+|\d)/;

/** What a written number stands for: itself, or a share of one as a percentage. */
const scales = [1, 100] as const;

/**
 * A written value with other decimals: the first number of the text that is the value as rounded there; "76.4" of 76.38 with 2 is "76.38",
 * "3.9%" of 0.0391 with 2 is "3.91%", ".39" keeps being written without its zero. A text that does not show the value stays.
 */
export function atDigits(text: string, value: number, digits: number): string {
  const found = number.exec(text);
  if (!found) return text;
  const [shown] = found;
  const plain = withHyphen(shown).replaceAll(',', '');
  const written = Number(plain);
  const decimals = /\.(\d+)/.exec(plain)?.[1]?.length ?? 0;
  const scale = scales.find((one) => Math.abs(written - one * value) <= 0.51 * 10 ** -decimals);
  if (scale === undefined) return text;
  const fixed = fixedDigits(scale * value, digits);
  const grouped = shown.includes(',') ? fixed.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',') : fixed;
  const bare = /^[-−]?\./.test(shown) ? grouped.replace(/^(-?)0\./, '$1.') : grouped;
  return text.replace(shown, withMinus(bare));
}

/** Decimals of a value that nobody has written yet: whole numbers none, large ones one, others two. */
export function usualDigits(values: readonly number[]): number {
  if (values.every(Number.isInteger)) return 0;
  return values.some((value) => Math.abs(value) >= 20) ? 1 : 2;
}
