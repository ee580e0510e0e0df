import type { AnalysisResult } from '../../analyses/types.ts';
import { countsPeople, isPersonal, isSmall, type ReportGuard } from './reportGuard.ts';
import { withheldOf } from './withheld.ts';

/** Why nothing of a result is shown; null: it is, if not in all its parts. Where no group can be shown, what compares them tells of each. */
export function keptBack(result: AnalysisResult, guard: ReportGuard): 'personal' | 'few' | null {
  if (isPersonal(result, guard)) return 'personal';
  const few = countsPeople(result) && isSmall(result.n, guard.smallest);
  return few || withheldOf(result, guard.smallest).all ? 'few' : null;
}
