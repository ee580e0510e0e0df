import { ahp } from '../../../shared/satisfaction/ahp.ts';
import { rankingJudgments, type RankingRule, rankingSummary } from '../../../shared/satisfaction/rankingJudgments.ts';
import { sharesOf } from '../../../shared/satisfaction/scoreMoments.ts';
import { kendallW } from '../../../shared/stats/kendallW.ts';
import { parseMatrix } from '../../components/parseMatrix.ts';

export type EntryKind = 'ranking' | 'experts' | 'wins';

/** Weights in the order of the names, with what is said beside them; or what is wrong with the text. */
export type EntryResult =
  | { readonly state: 'empty' }
  | { readonly state: 'line'; readonly line: number }
  | { readonly state: 'names' }
  /** Wins are not a square of counts with 0 on the diagonal. */
  | { readonly state: 'square' }
  | {
      readonly state: 'ok';
      readonly weights: readonly number[];
      readonly people: number;
      readonly ratio: number | null;
      readonly concordance: { readonly w: number; readonly p: number } | null;
    };

/**
 * Reads what was typed or pasted for some indicators, in any order of lines: ranks, expert scores or wins, and weighs by it.
 * Names of several words are matched from the start of the line, so that they may hold blanks.
 */
export function entryWeights(kind: EntryKind, text: string, names: readonly string[], rule: RankingRule): EntryResult {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const filled = lines.filter((line) => !names.includes(line.trim()));
  if (filled.length === 0) return { state: 'empty' };
  // Longer names first: 员工 must not take the line of 员工态度.
  const ordered = names.toSorted((a, b) => b.length - a.length);
  const owners = lines.map((line) => ordered.find((name) => line.trim().startsWith(name)));
  if (
    owners.some((name) => name === undefined) ||
    new Set(owners).size !== names.length ||
    lines.length !== names.length
  )
    return { state: 'names' };
  const parsed = parseMatrix(
    lines.map((line, place) => `x${place}\t${line.trim().slice(owners[place]!.length).trim()}`).join('\n'),
  );
  if (!parsed.ok) return { state: 'line', line: parsed.line };
  const rows = names.map((name) => parsed.matrix.rows[owners.indexOf(name)]!);
  const people = rows[0]!.length;
  if (kind === 'wins') {
    const own = (name: string): number => owners.indexOf(name);
    const square = people === names.length && names.every((name, i) => rows[i]![own(name)] === 0);
    if (!square || rows.some((row) => row.some((value) => value < 0))) return { state: 'square' };
    // Columns follow the order of the lines typed.
    const weights = sharesOf(rows.map((row) => row.reduce((sum, value) => sum + value, 0)));
    return weights ? { state: 'ok', weights, people, ratio: null, concordance: null } : { state: 'empty' };
  }
  if (kind === 'experts') {
    const weights = sharesOf(rows.map((row) => row.reduce((sum, value) => sum + Math.max(0, value), 0)));
    if (!weights) return { state: 'empty' };
    const agreed = kendallW(Array.from({ length: people }, (_, expert) => rows.map((row) => row[expert]!)));
    return {
      state: 'ok',
      weights,
      people,
      ratio: null,
      concordance: agreed.status === 'ok' ? { w: agreed.w, p: agreed.p } : null,
    };
  }
  const summary = rankingSummary(rows.map((row) => Float64Array.from(row)));
  if (!summary) return { state: 'empty' };
  const result = ahp(rankingJudgments(summary, rule));
  return { state: 'ok', weights: result.weights, people, ratio: result.consistencyRatio.saaty, concordance: null };
}
