import type { Snapshot } from '../model/dataset.ts';
import { decodeCategories } from '../model/decode.ts';
import type { VariableId } from '../model/ids.ts';
import { type ItemRows, itemRows } from '../plssem/itemMoments.ts';
import type { PlsData } from './plsRun.ts';

interface Group {
  readonly label: string;
  readonly code: number;
  readonly n: number;
}

/** Two groups of forms for one model. */
export interface ComparedGroups {
  readonly first: Group;
  readonly second: Group;
  /** Groups asked for that are not there. */
  readonly missed: readonly string[];
  /** The forms of both groups, gaps at the means of all. */
  readonly rows: ItemRows;
  /** 1 or 2 per row, and the form it is of (0-based). */
  readonly groupOf: Int8Array;
  readonly forms: Int32Array;
  /** Forms in use that are of neither. */
  readonly outside: number;
}

/**
 * The two groups of a feature that are compared: those named, else the largest.
 * @returns null where there are not two with forms
 */
export function comparedGroups(
  snapshot: Snapshot,
  data: PlsData,
  feature: VariableId,
  options: { readonly first: string; readonly second: string; readonly missing: string },
): ComparedGroups | null {
  const { codes, labels } = decodeCategories(snapshot, feature, data.rows);
  const counts = labels.map((label, code) => ({ label, code, n: codes.filter((one) => one === code).length }));
  const sized = counts.toSorted((a, b) => b.n - a.n || a.code - b.code);
  const wanted = { first: options.first.trim(), second: options.second.trim() };
  const first =
    sized.find(({ label }) => label === wanted.first) ??
    // The group named for the second place is not taken for the first.
    sized.find(({ label }) => label !== wanted.second) ??
    sized[0];
  const second =
    sized.find(({ label, code }) => label === wanted.second && code !== first?.code) ??
    sized.find(({ code }) => code !== first?.code);
  const missed = [
    ...(wanted.first !== '' && first?.label !== wanted.first ? [wanted.first] : []),
    ...(wanted.second !== '' && second?.label !== wanted.second ? [wanted.second] : []),
  ];
  if (!first || !second || first.n === 0 || second.n === 0) return null;
  // Only the forms of the two groups: their places among the rows of the data, then among those that are complete enough.
  const inUse = Array.from(data.rows, (_, place) => place).filter(
    (place) => codes[place] === first.code || codes[place] === second.code,
  );
  const take = (column: Float64Array): Float64Array => Float64Array.from(inUse, (place) => column[place]!);
  const columns = data.columns.map(take);
  const answered = inUse.map((_, row) => {
    const holes = columns.filter((column) => Number.isNaN(column[row]!)).length;
    return options.missing === 'listwise' ? holes === 0 : holes < columns.length;
  });
  const rows = itemRows(
    columns,
    data.weights ? take(data.weights) : null,
    options.missing === 'listwise' ? 'listwise' : 'mean',
  );
  const kept = inUse.filter((_, row) => answered[row]);
  return {
    first,
    second,
    missed,
    rows,
    groupOf: Int8Array.from(kept, (place) => (codes[place] === first.code ? 1 : 2)),
    forms: Int32Array.from(kept, (place) => data.rows[place]!),
    outside: data.rows.length - inUse.length,
  };
}
