import type { DataStep } from '../model/dataset.ts';

/** One thing done to the data. created: what it made, in order, so that a replay finds its own under other ids. */
export interface CleaningLogEntry extends DataStep {
  readonly command: Readonly<Record<string, unknown>>;
  readonly created: readonly { readonly collection: string; readonly id: string }[];
}

/** Everything done to the data since the forms were imported, oldest first; the same commands on the same import give the same dataHash. */
export interface CleaningLog {
  readonly program: 'csi-workbench';
  readonly version: 1;
  readonly rows: number;
  /** Of the data after the last entry, whatever the ids. */
  readonly dataHash: string;
  /** What ids meant before the first entry: names of questions, paths of indicators. */
  readonly start: {
    readonly variable: Readonly<Record<string, string>>;
    readonly indicator: Readonly<Record<string, string>>;
  };
  readonly entries: readonly CleaningLogEntry[];
}

/** Where every id of one project stands for an id of another, in any part of a command. */
export function withIds(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return ids.get(value) ?? value;
  if (Array.isArray(value)) return value.map((part) => withIds(part, ids));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [ids.get(key) ?? key, withIds(part, ids)]));
}

/** "0 商品 / 1 新鲜度": the place of an indicator in the tree, the same in every project made from one template. */
export function indicatorPath(
  id: string,
  indicators: ReadonlyMap<string, { readonly name: string; readonly parentId: string | null; readonly order: number }>,
): string {
  const parts: string[] = [];
  const seen = new Set<string>();
  let at: string | null = id;
  while (at !== null && !seen.has(at)) {
    seen.add(at);
    const indicator = indicators.get(at);
    if (!indicator) break;
    parts.unshift(`${indicator.order} ${indicator.name}`);
    at = indicator.parentId;
  }
  return parts.join(' / ');
}
