import type { WeightEntry } from '../../../shared/model/indicator.ts';
import { accurateMean, accurateSd } from '../../../shared/numeric/accurateSum.ts';
import { ahp } from '../../../shared/satisfaction/ahp.ts';
import { rankingJudgments, type RankingRule, rankingSummary } from '../../../shared/satisfaction/rankingJudgments.ts';
import { sharesOf } from '../../../shared/satisfaction/scoreMoments.ts';
import { kendallW } from '../../../shared/stats/kendallW.ts';
import { cellAt, type EntryTable, usedColumns } from './entryTable.ts';

export type EntryKind = WeightEntry['kind'];

/** How far the experts of one round agreed. */
export interface RoundFacts {
  readonly people: number;
  readonly w: number | null;
  readonly p: number | null;
  /** Mean coefficient of variation of the scores, 0-1; smaller = more agreement. */
  readonly spread: number | null;
  /** Largest change of a weight since the round before; null for the first. */
  readonly change: number | null;
}

/** Weights in the order of the lines, with what is said beside them; or what is wrong with which cell (0-based). */
export type EntryResult =
  | { readonly state: 'empty' }
  /** Not a number of 0 or more, or left empty in a column that is used. */
  | { readonly state: 'cell'; readonly round: number; readonly row: number; readonly column: number }
  | {
      readonly state: 'ok';
      readonly weights: readonly number[];
      readonly people: number;
      /** CR of the judgments made of ranks. */
      readonly ratio: number | null;
      /** A line per round with scores, for experts. */
      readonly rounds: readonly RoundFacts[];
      /** As it is stored. */
      readonly tables: WeightEntry['rounds'];
    };

type ReadTable = { readonly rows: readonly (readonly number[])[] } | { readonly row: number; readonly column: number };

/** The numbers of a table of so many lines; wins leave the diagonal out, it counts 0. */
function readTable(table: EntryTable, lines: number, wins: boolean): ReadTable {
  const columns = wins ? lines : usedColumns(table);
  const rows: number[][] = [];
  for (let row = 0; row < lines; row++) {
    const line: number[] = [];
    for (let column = 0; column < columns; column++) {
      const text = cellAt(table, row, column).trim();
      const value = wins && row === column ? 0 : text === '' ? Number.NaN : Number(text);
      if (!Number.isFinite(value) || value < 0) return { row, column };
      line.push(value);
    }
    rows.push(line);
  }
  return { rows };
}

function roundFacts(rows: readonly (readonly number[])[], change: number | null): RoundFacts {
  const people = rows[0]!.length;
  const agreed = kendallW(Array.from({ length: people }, (_, expert) => rows.map((row) => row[expert]!)));
  const spreads = rows.flatMap((row) => {
    const mean = accurateMean(row);
    return people > 1 && mean > 0 ? [accurateSd(row) / mean] : [];
  });
  return {
    people,
    w: agreed.status === 'ok' ? agreed.w : null,
    p: agreed.status === 'ok' ? agreed.p : null,
    spread: spreads.length === 0 ? null : accurateMean(spreads),
    change,
  };
}

const sumOf = (row: readonly number[]): number => row.reduce((sum, value) => sum + value, 0);

/** Weighs so many indicators by what was entered: ranks under a rule, the scores of the last round, or wins. Rounds without an entry are passed over. */
export function entryWeights(
  kind: EntryKind,
  rounds: readonly EntryTable[],
  lines: number,
  rule: RankingRule,
): EntryResult {
  const tables: (readonly (readonly number[])[])[] = [];
  for (const [round, table] of rounds.entries()) {
    if (usedColumns(table) === 0) continue;
    const read = readTable(table, lines, kind === 'wins');
    if (!('rows' in read)) return { state: 'cell', round, ...read };
    tables.push(read.rows);
  }
  const last = tables.at(-1);
  if (!last) return { state: 'empty' };
  const people = last[0]!.length;
  if (kind === 'ranking') {
    const summary = rankingSummary(last.map((row) => Float64Array.from(row)));
    if (!summary) return { state: 'empty' };
    const result = ahp(rankingJudgments(summary, rule));
    return { state: 'ok', weights: result.weights, people, ratio: result.consistencyRatio.saaty, rounds: [], tables };
  }
  const shares = tables.map((rows) => sharesOf(rows.map(sumOf)));
  const weights = shares.at(-1);
  if (!weights) return { state: 'empty' };
  const facts =
    kind === 'wins'
      ? []
      : tables.map((rows, round) => {
          const [before, now] = [shares[round - 1], shares[round]];
          const change = before && now ? Math.max(...now.map((weight, i) => Math.abs(weight - before[i]!))) : null;
          return roundFacts(rows, change);
        });
  return { state: 'ok', weights, people, ratio: null, rounds: facts, tables };
}
