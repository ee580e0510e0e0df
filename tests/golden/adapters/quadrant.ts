import type { MatrixInput } from '../../../shared/analyses/types.ts';
import { type OracleCase } from '../oracle.ts';
import { columnNames, tableOfCase } from '../statsOracle.ts';
import { ascendingScale, groupCodes, snapshotOf, type Table, tableFromLists } from '../table.ts';
import { type Adapter, type Analyse, valuesOf } from './adapter.ts';

interface QuadrantValues {
  readonly crosshair: { readonly x: number; readonly y: number };
  readonly points: readonly {
    readonly id: string;
    readonly label: string;
    readonly x: number;
    readonly y: number;
    readonly gap: number;
    readonly quadrant: 'I' | 'II' | 'III' | 'IV';
  }[];
}

const names = { I: 'keep_up', II: 'concentrate_here', III: 'possible_overkill', IV: 'low_priority' } as const;
const outcomeName = 'outcome 1/0';

/** "satisfaction == 'satisfied' as 1/0": a column of ones and zeros beside the others. */
function withOutcome(table: Table, rule: string): Table {
  const match = /^(.+) == '(.+)' as 1\/0$/.exec(rule);
  if (!match) throw new Error(`outcome not understood: ${rule}`);
  const { codes } = groupCodes(table, match[1]!, [match[2]!]);
  const outcome = Float64Array.from(codes, (code) => (code === 0 ? 1 : 0));
  return {
    ...table,
    names: [...table.names, outcomeName],
    columns: new Map([...table.columns, [outcomeName, outcome]]),
  };
}

function run(oracleCase: OracleCase, analyse: Analyse, crosshair: 'mean' | 'median'): QuadrantValues {
  const given = oracleCase.dataset.inline as
    | {
        readonly items: readonly string[];
        readonly importance: readonly number[];
        readonly performance: readonly number[];
      }
    | undefined;
  if (given) {
    const points: MatrixInput = {
      labels: given.items,
      rows: given.items.map((_, place) => [given.importance[place]!, given.performance[place]!]),
    };
    return valuesOf(
      analyse(snapshotOf(tableFromLists({})), {
        analysis: 'improve.quadrant',
        inputs: { points },
        options: { crosshair },
      }),
    );
  }
  const items = columnNames(oracleCase);
  const table = withOutcome(tableOfCase(oracleCase), String(oracleCase.dataset.outcome));
  const snapshot = snapshotOf(table, { scales: Object.fromEntries(items.map((name) => [name, ascendingScale(0, 5)])) });
  return valuesOf(
    analyse(snapshot, {
      analysis: 'improve.quadrant',
      inputs: { items, outcome: outcomeName },
      options: { crosshair, axis: 'correlation', performance: 'own' },
    }),
  );
}

export const quadrantAdapter: Adapter = {
  methods: ['ipa'],
  analyses: ['improve.quadrant'],
  atLeast: 60,
  actual(oracleCase, analyse) {
    const [mean, median] = [run(oracleCase, analyse, 'mean'), run(oracleCase, analyse, 'median')];
    const perPoint = <T>(
      values: QuadrantValues,
      pick: (point: QuadrantValues['points'][number]) => T,
    ): Record<string, T> => Object.fromEntries(values.points.map((point) => [point.label, pick(point)]));
    const cut = (values: QuadrantValues) => ({
      importance: values.crosshair.x,
      performance: values.crosshair.y,
      quadrant: perPoint(values, (point) => names[point.quadrant]),
    });
    return {
      importance: perPoint(mean, (point) => point.x),
      performance: perPoint(mean, (point) => point.y),
      cut_mean: cut(mean),
      cut_median: cut(median),
      gap_performance_minus_importance: perPoint(mean, (point) => point.gap),
    };
  },
};
