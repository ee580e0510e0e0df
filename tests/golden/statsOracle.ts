import { expect } from 'vitest';
import { compareLeaves, type Comparison, type ToleranceAt } from './compare.ts';
import { asList, dataIsHere, dataPath, loadCases, type OracleCase } from './oracle.ts';
import type { Snapshot } from '../../shared/model/dataset.ts';
import { variableId } from '../../shared/model/ids.ts';
import { readTable, snapshotOf, type SnapshotOptions, tableFromLists, type Table } from './table.ts';

const tables = new Map<string, Table>();

/** The data of a case; files are read once per worker. */
export function tableOfCase(oracleCase: OracleCase): Table {
  const path = dataPath(oracleCase);
  if (path === null) {
    const lists = Object.entries(oracleCase.dataset.inline ?? {}).filter(
      ([, value]) => Array.isArray(value) && value.every((one) => one === null || typeof one === 'number'),
    );
    return tableFromLists(Object.fromEntries(lists) as Record<string, (number | null)[]>);
  }
  const known = tables.get(path);
  if (known) return known;
  const table = readTable(path);
  tables.set(path, table);
  return table;
}

/** The data of a case as a project; `weight` of a case names a column of frequencies. */
export function snapshotOfCase(oracleCase: OracleCase, options: SnapshotOptions = {}): Snapshot {
  const { weight } = oracleCase.dataset;
  const design = weight === undefined ? {} : { weight: { variableId: variableId(weight), kind: 'frequency' as const } };
  return snapshotOf(tableOfCase(oracleCase), { ...options, design: { ...design, ...options.design } });
}

export function columnNames(oracleCase: OracleCase): readonly string[] {
  const names = asList(oracleCase.dataset.columns);
  return names.length > 0 ? names : tableOfCase(oracleCase).names;
}

/** Cases of a method whose data lie in the oracle's directory. */
export function casesHere(method: string): OracleCase[] {
  return loadCases(method).filter(dataIsHere);
}

/** Every expected leaf must be there and agree; `notOurs` names expected parts the statistic does not claim to give. */
export function expectAgreement(
  expected: unknown,
  actual: unknown,
  options: { readonly toleranceAt?: ToleranceAt; readonly notOurs?: RegExp } = {},
): Comparison {
  const comparison = compareLeaves(expected, actual, options.toleranceAt);
  expect(comparison.mismatches).toEqual([]);
  expect(comparison.notCompared.filter((path) => !options.notOurs?.test(path))).toEqual([]);
  expect(comparison.compared).toBeGreaterThan(0);
  return comparison;
}

/** A lower-upper pair as the oracle writes it. */
export function pair(
  interval: { readonly lower: number; readonly upper: number } | null | undefined,
): [number, number] | null | undefined {
  return interval ? [interval.lower, interval.upper] : interval;
}
