import type { Snapshot } from '../../../shared/model/dataset.ts';
import { variableId } from '../../../shared/model/ids.ts';
import type { Measure } from '../../../shared/model/variable.ts';
import { asList, type OracleCase } from '../oracle.ts';
import { tableOfCase } from '../statsOracle.ts';
import { groupCodes, snapshotOf, type Table } from '../table.ts';

/**
 * The data of a case with its categories as codes 1, 2, 3 ... in the order the case gives, so that the catalogue sees them in that
 * order. orders: column -> labels in order.
 */
export function codedSnapshot(
  oracleCase: OracleCase,
  orders: Readonly<Record<string, readonly string[]>>,
  table: Table = tableOfCase(oracleCase),
): Snapshot {
  const columns = new Map(table.columns);
  for (const [name, order] of Object.entries(orders)) {
    const { codes } = groupCodes(table, name, order);
    columns.set(
      name,
      Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : code + 1)),
    );
  }
  const { weight } = oracleCase.dataset;
  return snapshotOf(
    { ...table, columns },
    {
      measures: Object.fromEntries(Object.keys(orders).map((name): [string, Measure] => [name, 'ordinal'])),
      design:
        weight === undefined ? {} : { weight: { variableId: variableId(weightColumn(oracleCase)), kind: 'frequency' } },
    },
  );
}

/** PSPP's cases name their columns anew; ours keep the names of the file. */
function weightColumn(oracleCase: OracleCase): string {
  const names = sourceNames(oracleCase);
  const weight = oracleCase.dataset.weight!;
  return names[weight] ?? weight;
}

/** PSPP's name of a column -> the file's. */
export function sourceNames(oracleCase: OracleCase): Readonly<Record<string, string>> {
  const { variables } = oracleCase.dataset as unknown as { variables?: Record<string, string> };
  return Object.fromEntries(Object.entries(variables ?? {}).map(([file, pspp]) => [pspp, file]));
}

/** Orders of the coded columns of one of PSPP's cases, under the names of the file. */
export function psppOrders(oracleCase: OracleCase): Readonly<Record<string, readonly string[]>> {
  const { codes } = oracleCase.dataset as unknown as { codes?: Record<string, Record<string, string>> };
  const names = sourceNames(oracleCase);
  return Object.fromEntries(
    Object.entries(codes ?? {}).map(([pspp, labels]) => [
      names[pspp]!,
      Object.entries(labels)
        .toSorted(([a], [b]) => Number(a) - Number(b))
        .map(([, label]) => label),
    ]),
  );
}

/** The group column of a case in the order of the case, or of the codes as they rise. */
export function groupOrder(oracleCase: OracleCase): readonly string[] {
  const given = asList(oracleCase.options.group_order as string | string[] | undefined);
  if (given.length > 0) return given;
  const { labels } = groupCodes(tableOfCase(oracleCase), oracleCase.dataset.group!);
  return labels.toSorted((a, b) => Number(a) - Number(b));
}
