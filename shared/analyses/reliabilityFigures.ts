import { barWithError } from '../charts/barWithError.ts';
import { formatNumber } from '../format/formatNumber.ts';
import { type Bilingual, inLocale, type Locale } from '../model/text.ts';
import type { ChartFigure } from './types.ts';

/** A scale and its reliability (at most 1); no bar without one, or with a negative one. */
export interface ReliableScale {
  readonly label: string;
  readonly value: number | null;
  /** Ends of the interval; absent or null = none. */
  readonly lower?: number | null;
  readonly upper?: number | null;
}

export interface ReliabilityWords {
  readonly title: Bilingual;
  readonly altText: Bilingual;
  readonly valueTitle: Bilingual;
}

/** Reliability by dimension, the whole scale last, beside the usual bound of .7; no figure of fewer than two dimensions. */
export function reliabilityFigures(
  dimensions: readonly ReliableScale[],
  whole: Omit<ReliableScale, 'label'>,
  words: ReliabilityWords,
  locale: Locale,
): readonly ChartFigure[] {
  if (dimensions.length < 2) return [];
  const scales = [...dimensions, { label: inLocale({ zh: '总体', en: 'Overall' }, locale), ...whole }];
  return [
    barWithError({
      id: 'dimensions',
      title: inLocale(words.title, locale),
      altText: inLocale(words.altText, locale),
      bars: scales.flatMap(({ label, value, lower = null, upper = null }) =>
        value === null || value < 0
          ? []
          : [
              {
                label,
                value,
                interval: lower === null || upper === null ? null : ([Math.max(0, lower), upper] as const),
                text: formatNumber(value, 'coefficient', locale),
                emphasis: value < 0.7,
              },
            ],
      ),
      valueTitle: inLocale(words.valueTitle, locale),
      range: [0, 1.08],
      scale: [0, 1],
      reference: { value: 0.7, label: '.7' },
    }),
  ];
}
