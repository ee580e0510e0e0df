import { findAnalysis } from '../../analyses/catalogue.ts';
import { type CorrelationSource, correlationSource } from '../../analyses/correlationSource.ts';
import type { MatrixInput } from '../../analyses/types.ts';
import { significant as s } from '../../format/significant.ts';
import type { VariableId } from '../../model/ids.ts';
import { type Matrix, matrixFromRows } from '../../numeric/matrix.ts';
import type { WorkedStep } from '../types.ts';
import { type Given, numbersIn, objectsOf, step } from './given.ts';
import { completeAnswers, worthOf } from './scaleAnswers.ts';

/** The correlations the analysis began with; null where it has none. */
export function sourceOf({ snapshot, result }: Given): CorrelationSource | null {
  const { inputs, options } = result;
  const honours = findAnalysis(result.analysis)?.honours ?? { weights: 'none', design: false };
  const found = correlationSource(
    snapshot,
    {
      items: (inputs['items'] ?? []) as readonly VariableId[],
      correlations: (inputs['correlations'] ?? null) as MatrixInput | null,
    },
    { missing: String(options['missing']), matrixN: Number(options['matrixN'] ?? 0) },
    honours,
  );
  return found.status === 'ok' ? found : null;
}

/** How many forms the correlations are worth in a test, with the steps to it. */
export function worthBehind(
  given: Given,
  source: CorrelationSource,
): { readonly n: number; readonly steps: readonly WorkedStep[] } {
  const all = source.ids ? completeAnswers(given, source.ids) : null;
  if (all && Math.abs(all.worth.n - source.effectiveN) < 1e-9 * source.effectiveN) return all.worth;
  const { effectiveN: n } = source;
  return n === source.n
    ? worthOf(null, n, false)
    : {
        n,
        steps: [
          step('有效份数 n（各对题目中最少的）', 'effective forms n (the fewest of any pair of questions)', s(n), n),
        ],
      };
}

/** The columns of a list of lists in the items: loadings of one kind, factor by factor. */
export function loadingsOf({ result }: Given, kind: 'unrotated' | 'loadings' | 'structure'): Matrix | null {
  const rows = objectsOf(result.values['items']).map((item) => numbersIn(item[kind]));
  return rows.length > 0 && rows.every((row): row is readonly number[] => row !== null && row.length > 0)
    ? matrixFromRows(rows)
    : null;
}

export const itemPlaces = (loadings: Matrix): readonly number[] =>
  Array.from({ length: loadings.rows }, (_, place) => place);
