import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One case as it lies in the files; options and expected differ by method and are narrowed by the adapters. */
export interface OracleCase {
  readonly id: string;
  readonly method: string;
  readonly dataset: OracleDataset;
  readonly options: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly tolerance: Readonly<Record<string, unknown>> | null;
}

export interface OracleDataset {
  readonly file?: string;
  readonly inline?: Readonly<Record<string, unknown>>;
  readonly columns?: string | readonly string[];
  readonly value?: string;
  readonly group?: string;
  readonly weight?: string;
  readonly kind?: string;
  readonly [key: string]: unknown;
}

/** ORACLE_DIR names another directory of the same form (cases/, data/). */
export const oracleDirectory = process.env.ORACLE_DIR ?? fileURLToPath(new URL('./oracle', import.meta.url));

export function loadCases(method?: string): OracleCase[] {
  const folder = join(oracleDirectory, 'cases');
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && (!method || name === `${method}.json`));
  return files.toSorted().flatMap((name) => {
    const cases = JSON.parse(readFileSync(join(folder, name), 'utf8')) as (Partial<OracleCase> &
      Pick<OracleCase, 'id' | 'method' | 'expected'>)[];
    return cases.map((one) => ({ dataset: {}, options: {}, tolerance: null, ...one }));
  });
}

export function dataPath(oracleCase: OracleCase): string | null {
  return oracleCase.dataset.file === undefined ? null : join(oracleDirectory, oracleCase.dataset.file);
}

export function dataIsHere(oracleCase: OracleCase): boolean {
  const path = dataPath(oracleCase);
  return path === null || existsSync(path);
}

/** A one-element list is often written as a plain value. */
export function asList<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
