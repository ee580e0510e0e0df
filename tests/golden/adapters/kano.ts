import { type OracleCase } from '../oracle.ts';
import { tableOfCase } from '../statsOracle.ts';
import { snapshotOf, tableFromLists } from '../table.ts';
import { type Adapter, valuesOf } from './adapter.ts';

interface KanoValues {
  readonly features: readonly {
    readonly functional: string;
    readonly dysfunctional: string;
    readonly n: number;
    readonly nMissing: number;
    readonly counts: Readonly<Record<string, number>>;
    readonly shares: Readonly<Record<string, number>>;
    readonly mostFrequent: string;
    readonly tie: boolean;
    readonly berger: string;
    readonly category: string;
    readonly better: number;
    readonly worse: number;
    readonly categoryStrength: number;
    readonly totalStrength: number;
    readonly fong: {
      readonly a: number;
      readonly b: number;
      readonly threshold: number;
      readonly significant: boolean;
    };
  }[];
}

const steps = ['like', 'must', 'neutral', 'live', 'dislike'];

export const kanoAdapter: Adapter = {
  methods: ['kano'],
  analyses: ['kano.table'],
  atLeast: 100,
  actual(oracleCase, analyse) {
    const codes = (oracleCase.options as { readonly answer_codes: Readonly<Record<string, string>> }).answer_codes;
    const wanted = oracleCase.expected.features as readonly {
      readonly feature: string;
      readonly functional_column: string;
      readonly dysfunctional_column: string;
    }[];
    const { features } = valuesOf<KanoValues>(
      analyse(snapshotOf(tableOfCase(oracleCase)), {
        analysis: 'kano.table',
        inputs: {
          functional: wanted.map((one) => one.functional_column),
          dysfunctional: wanted.map((one) => one.dysfunctional_column),
        },
        options: {
          answers: Object.entries(codes)
            .map(([text, step]) => `${text}=${steps.indexOf(step) + 1}`)
            .join('\n'),
        },
      }),
    );
    return {
      features: features.map((one, place) => ({
        feature: wanted[place]!.feature,
        functional_column: one.functional,
        dysfunctional_column: one.dysfunctional,
        n_missing: one.nMissing,
        n: one.n,
        counts: one.counts,
        percent: Object.fromEntries(Object.entries(one.shares).map(([category, share]) => [category, 100 * share])),
        category_most_frequent: one.mostFrequent,
        tie: one.tie,
        category_berger_1993_rule: one.berger,
        better: one.better,
        worse: one.worse,
        category_strength_pct: 100 * one.categoryStrength,
        total_strength_pct: 100 * one.totalStrength,
        fong: { a: one.fong.a, b: one.fong.b, threshold_90: one.fong.threshold, significant: one.fong.significant },
      })),
    };
  },
};

const empty = snapshotOf(tableFromLists({}));

export const kanoPublishedAdapter: Adapter = {
  methods: ['kano_published'],
  analyses: ['kano.table'],
  atLeast: 3,
  actual(oracleCase: OracleCase, analyse) {
    const { A, O, M, I, R, Q } = oracleCase.dataset.inline as Readonly<
      Record<'A' | 'O' | 'M' | 'I' | 'R' | 'Q', number>
    >;
    const { features } = valuesOf<KanoValues>(
      analyse(empty, {
        analysis: 'kano.table',
        inputs: { counts: { labels: [oracleCase.id], rows: [[A, O, M, I, R, Q]] } },
        options: {},
      }),
    );
    const [{ better, worse, category }] = features as [KanoValues['features'][number]];
    return { better, worse, category };
  },
};
