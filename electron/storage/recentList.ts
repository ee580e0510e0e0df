import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from './atomicWrite.ts';

export interface RecentEntry {
  readonly recentId: string;
  readonly target: string;
  readonly name: string;
  /** ISO time of the last save. */
  readonly savedAt: string | null;
  /** 0-100, as last computed. */
  readonly index: number | null;
  readonly rows: number;
  /** Milliseconds since 1970. */
  readonly usedAt: number;
}

const longest = 50;

export interface RecentList {
  all(): readonly RecentEntry[];
  put(entry: RecentEntry): void;
  update(recentId: string, changes: Partial<RecentEntry>): void;
  forget(recentId: string): void;
}

function isEntry(value: unknown): value is RecentEntry {
  return (
    typeof value === 'object' &&
    value !== null &&
    'recentId' in value &&
    typeof value.recentId === 'string' &&
    'target' in value &&
    typeof value.target === 'string'
  );
}

/** The projects used last, newest first, in recent.json of the data folder. An unreadable list starts anew: it holds no work. */
export async function openRecentList(dataFolder: string): Promise<RecentList> {
  const path = join(dataFolder, 'recent.json');
  let entries: RecentEntry[] = [];
  try {
    const read: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (Array.isArray(read)) entries = read.filter(isEntry);
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof Error && 'code' in error && error.code === 'ENOENT'))
      throw error;
  }
  const write = (): void => writeAtomically(path, JSON.stringify(entries, null, 1));
  return {
    all: () => entries,
    put(entry) {
      entries = [entry, ...entries.filter((other) => other.recentId !== entry.recentId)].slice(0, longest);
      write();
    },
    update(recentId, changes) {
      entries = entries.map((entry) => (entry.recentId === recentId ? { ...entry, ...changes } : entry));
      write();
    },
    forget(recentId) {
      entries = entries.filter((entry) => entry.recentId !== recentId);
      write();
    },
  };
}
