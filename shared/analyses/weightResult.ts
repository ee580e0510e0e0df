import { barWithError } from '../charts/barWithError.ts';
import { formatNumber } from '../format/formatNumber.ts';
import { type Bilingual, inLocale, type Label, type Locale } from '../model/text.ts';
import { sentence } from './sentence.ts';
import type { ChartFigure, FormatName, ResultTable, Sentence } from './types.ts';

/** What every way to weights gives for each element; weight 0-1. */
export type WeightedElement = {
  readonly label: string;
  readonly weight: number;
};

/** Places of the elements, heaviest first; equal weights in the order given. */
export function byWeight(weights: readonly number[]): readonly number[] {
  return weights.map((_, place) => place).toSorted((a, b) => weights[b]! - weights[a]! || a - b);
}

/** A column of the table of weights beside label and weight. */
export interface WeightColumn<E> {
  readonly key: string;
  readonly title: Label;
  readonly format: FormatName;
  value(element: E): number | null;
}

export function weightTable<E extends WeightedElement>(
  title: Bilingual,
  elements: readonly E[],
  columns: readonly WeightColumn<E>[],
  notes: readonly Bilingual[] = [],
): ResultTable {
  return {
    id: 'weights',
    title,
    columns: [
      { key: 'label', title: { zh: '要素', en: 'Element' }, format: 'text' },
      { key: 'weight', title: { zh: '权重', en: 'Weight' }, format: 'weight' },
      ...columns.map(({ key, title: heading, format }) => ({ key, title: heading, format })),
    ],
    rows: elements.map((element) => ({
      cells: {
        label: element.label,
        weight: element.weight,
        ...Object.fromEntries(columns.map((column) => [column.key, column.value(element)])),
      },
    })),
    notes,
  };
}

/** Bars of weights, heaviest first; range: from lowest to highest judge or limits of an interval. */
export function weightBars<E extends WeightedElement>(
  title: Bilingual,
  altText: Bilingual,
  elements: readonly E[],
  locale: Locale,
  range: (element: E) => readonly [number, number] | null = () => null,
): ChartFigure {
  return barWithError({
    id: 'weights',
    title: inLocale(title, locale),
    altText: inLocale(altText, locale),
    bars: byWeight(elements.map((element) => element.weight)).map((place, rank) => {
      const element = elements[place]!;
      return {
        label: element.label,
        value: element.weight,
        interval: range(element),
        text: formatNumber(element.weight, 'weight', locale),
        emphasis: rank === 0,
      };
    }),
    valueTitle: inLocale({ zh: '权重', en: 'Weight' }, locale),
  });
}

/** “X” weighs most: .31. The result holds its elements under "elements". before: an opening such as 综合 5 位专家的判断，. */
export function heaviestSentence(
  elements: readonly WeightedElement[],
  locale: Locale,
  before: Bilingual = { zh: '', en: '' },
): Sentence {
  const order = byWeight(elements.map((element) => element.weight));
  const top = order[0]!;
  if (elements.length > 1 && elements[top]!.weight - elements[order.at(-1)!]!.weight < 1e-12)
    return sentence(
      locale,
      'heaviest',
      {
        zh: `${before.zh}{@count} 个指标的权重相同，均为 {elements.${top}.weight|weight}。`,
        en: `${before.en}{@every} of the {@count} indicators weighs {elements.${top}.weight|weight}.`,
      },
      { count: String(elements.length), every: before.en === '' ? 'Each' : 'each' },
    );
  return sentence(
    locale,
    'heaviest',
    {
      zh: `${before.zh}“{@name}”的权重最大，为 {elements.${top}.weight|weight}。`,
      en: `${before.en}“{@name}” weighs most: {elements.${top}.weight|weight}.`,
    },
    { name: elements[top]!.label },
  );
}
