import { type Adapter, valuesOf } from './adapter.ts';
import { codedSnapshot, psppOrders, sourceNames } from './coded.ts';
import { psppTables } from './psppTables.ts';

interface Group {
  readonly n: number;
  readonly mean: number;
  readonly meanSe: number;
  readonly interval: { readonly lower: number; readonly upper: number };
  readonly trimmedMean: number;
  readonly median: number;
  readonly variance: number;
  readonly sd: number;
  readonly min: number;
  readonly max: number;
  readonly range: number;
  readonly interquartileRange: number;
  readonly skewness: number;
  readonly skewnessSe: number;
  readonly kurtosis: number;
  readonly kurtosisSe: number;
  readonly lowerHinge: number;
  readonly upperHinge: number;
  readonly percentiles: readonly { readonly type6: number }[];
  readonly highest: readonly { readonly row: number; readonly value: number }[];
  readonly lowest: readonly { readonly row: number; readonly value: number }[];
}

const numbersOf = (row: readonly (string | number)[]): number[] =>
  row.filter((cell): cell is number => typeof cell === 'number');

export const psppExamineAdapter: Adapter = {
  methods: ['pspp_examine'],
  analyses: ['describe.explore'],
  atLeast: 120,
  expected(oracleCase) {
    // Tables come twice: for all forms, then by group.
    const read = (tables: ReturnType<typeof psppTables>, groups: number) => {
      const [summary, extremes, percentiles, statistics] = tables;
      const labels = groups > 1 ? 1 : 0;
      const chunk = <T>(rows: readonly T[], size: number): T[][] =>
        Array.from({ length: groups }, (_, group) => rows.slice(group * size, (group + 1) * size));
      return {
        n: summary!.rows.slice(3).map((row) => numbersOf(row.slice(1 + labels))[0]),
        // The last two numbers of a row are case number and value.
        extremes: chunk(extremes!.rows.slice(1), 6).map((rows) => rows.map((row) => row.slice(-2))),
        percentiles: chunk(percentiles!.rows.slice(2), 2).map((rows) =>
          rows.map((row) => numbersOf(row.slice(1 + labels))),
        ),
        statistics: chunk(statistics!.rows.slice(1), 13).map((rows) => rows.map((row) => numbersOf(row.slice(-2)))),
      };
    };
    const tables = psppTables(oracleCase);
    return { all: read(tables.slice(0, 4), 1), groups: read(tables.slice(4), 3) };
  },
  actual(oracleCase, analyse) {
    const orders = psppOrders(oracleCase);
    const [by] = Object.keys(orders) as [string];
    const variable = Object.values(sourceNames(oracleCase)).find((name) => name !== by)!;
    const { questions } = valuesOf<{ questions: readonly { readonly groups: readonly Group[] }[] }>(
      analyse(codedSnapshot(oracleCase, orders), {
        analysis: 'describe.explore',
        inputs: { items: [variable], by },
        options: { extremes: 3 },
      }),
    );
    const [all, ...groups] = questions[0]!.groups;
    const write = (some: readonly Group[]) => ({
      n: some.map((group) => group.n),
      extremes: some.map((group) => [...group.highest, ...group.lowest].map((end) => [end.row, end.value])),
      percentiles: some.map((group) => [
        group.percentiles.map((point) => point.type6),
        [group.lowerHinge, group.median, group.upperHinge],
      ]),
      statistics: some.map((group) => [
        [group.mean, group.meanSe],
        [group.interval.lower],
        [group.interval.upper],
        [group.trimmedMean],
        [group.median],
        [group.variance],
        [group.sd],
        [group.min],
        [group.max],
        [group.range],
        [group.interquartileRange],
        [group.skewness, group.skewnessSe],
        [group.kurtosis, group.kurtosisSe],
      ]),
    });
    return { all: write([all!]), groups: write(groups) };
  },
};
