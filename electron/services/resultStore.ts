import type { AnalysisResult } from '../../shared/analyses/types.ts';
import type { ReadPart } from '../jobs/computeProtocol.ts';

/** At what revision each part of the project changed last. */
export interface PartVersions {
  at(part: ReadPart): number;
}

interface Kept {
  readonly result: AnalysisResult;
  readonly reads: readonly ReadPart[];
}

const mostResults = 5000;

/** Results of one open project, with what each of them read. A result is good as long as nothing it read has changed since it was computed. */
export interface ResultStore {
  /** null: not kept, or something it read has changed. */
  find(key: string): AnalysisResult | null;
  keep(key: string, result: AnalysisResult, reads: readonly ReadPart[]): void;
  clear(): void;
}

export function createResultStore(versions: PartVersions): ResultStore {
  const results = new Map<string, Kept>();
  return {
    find(key) {
      const kept = results.get(key);
      if (!kept) return null;
      if (kept.reads.some((part) => versions.at(part) > kept.result.revision)) {
        results.delete(key);
        return null;
      }
      // Used last, dropped last.
      results.delete(key);
      results.set(key, kept);
      return kept.result;
    },
    keep(key, result, reads) {
      results.set(key, { result, reads });
      if (results.size <= mostResults) return;
      const oldest = results.keys().next();
      if (!oldest.done) results.delete(oldest.value);
    },
    clear: () => results.clear(),
  };
}
