import type { SegmentAccess, SegmentChoice } from './segmentAccess.ts';

interface Kept {
  readonly access: SegmentAccess;
  users: number;
}

/** Several formats of one segment's report compute its results once; the segments before are let go. */
const keptSegments = 2;

export interface OpenSegments {
  /** Runs the work on the segment as it is now; nobody closes it meanwhile. */
  use<T>(projectId: string, choice: SegmentChoice, work: (access: SegmentAccess) => Promise<T>): Promise<T>;
  close(): void;
}

/** @param revision  of the project: a segment of an earlier one is not used again */
export function createOpenSegments(
  open: (projectId: string, choice: SegmentChoice) => SegmentAccess,
  revision: (projectId: string) => number,
): OpenSegments {
  const kept = new Map<string, Kept>();
  function trim(most: number): void {
    for (const [key, one] of kept) {
      if (kept.size <= most) return;
      if (one.users > 0) continue;
      kept.delete(key);
      one.access.close();
    }
  }
  return {
    async use(projectId, choice, work) {
      const key = JSON.stringify([projectId, revision(projectId), choice.variableId, choice.value]);
      const found = kept.get(key) ?? { access: open(projectId, choice), users: 0 };
      // Used last, let go last.
      kept.delete(key);
      kept.set(key, found);
      found.users++;
      try {
        return await work(found.access);
      } finally {
        found.users--;
        trim(keptSegments);
      }
    },
    close: () => trim(0),
  };
}
