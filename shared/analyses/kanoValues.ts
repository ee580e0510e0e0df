import type { Bilingual } from '../model/text.ts';
import type { KanoCategory, KanoCounts, KanoResult } from '../satisfaction/kano.ts';

export type KanoFeature = {
  readonly label: string;
  /** '' for counts typed in. */
  readonly functional: string;
  readonly dysfunctional: string;
  readonly n: number;
  readonly nMissing: number;
  /** Weighted; sum = n unless the weights are frequencies. */
  readonly counts: KanoCounts;
  readonly shares: KanoCounts;
  readonly mostFrequent: KanoCategory;
  readonly tie: boolean;
  readonly berger: KanoCategory;
  readonly category: KanoCategory;
  readonly close: readonly KanoCategory[];
  readonly better: number | null;
  readonly worse: number | null;
  /** 0-1 */
  readonly categoryStrength: number;
  readonly totalStrength: number;
  readonly fong: KanoResult['fong'];
};
export type KanoValues = {
  readonly features: readonly KanoFeature[];
  /** Places by category, strongest total first. */
  readonly byCategory: { readonly [K in KanoCategory]: readonly number[] };
  readonly segment: string | null;
  readonly groups: readonly {
    readonly label: string;
    readonly features: readonly {
      readonly n: number;
      readonly category: KanoCategory | null;
      readonly better: number | null;
      readonly worse: number | null;
    }[];
  }[];
  /** Places of features whose category differs between groups of 30 forms or more. */
  readonly differing: readonly number[];
};

export const kanoCategoryTitles: Readonly<Record<KanoCategory, Bilingual>> = {
  A: { zh: '魅力', en: 'Attractive' },
  O: { zh: '期望', en: 'One-dimensional' },
  M: { zh: '必备', en: 'Must-be' },
  I: { zh: '无差异', en: 'Indifferent' },
  R: { zh: '反向', en: 'Reverse' },
  Q: { zh: '存疑', en: 'Questionable' },
};
