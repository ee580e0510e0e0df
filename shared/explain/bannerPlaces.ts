import type { AnalysisResult, JsonObject } from '../analyses/types.ts';
import type { GroupRestriction } from './types.ts';
import { objectsOf } from './worked/given.ts';

/** What a number of a banner table is of. */
export interface BannerPlace {
  /** null: it counts the forms of its column, whatever they answered. */
  readonly question: JsonObject | null;
  /** An answer of the question, or its mean. */
  readonly row: JsonObject | null;
  readonly column: JsonObject;
  /** The answer that makes the column; null = everybody. */
  readonly group: GroupRestriction | null;
}

/** The question, the row and the column of a number in a banner table; null for a number that is not of one column. */
export function bannerPlace({ analysis, values }: AnalysisResult, path: string | null): BannerPlace | null {
  if (analysis !== 'describe.bannerTable' || path === null) return null;
  const cell = /^questions\.(\d+)\.rows\.(\d+)\.cells\.(\d+)\.value$/.exec(path);
  const base = cell ? null : (/^questions\.(\d+)\.bases\.(\d+)$/.exec(path) ?? /^columns\.()(\d+)\.n$/.exec(path));
  const column = objectsOf(values['columns'])[Number(cell?.[3] ?? base?.[2])];
  if (!column) return null;
  const at = cell?.[1] ?? base?.[1];
  const question = at ? (objectsOf(values['questions'])[Number(at)] ?? null) : null;
  const of = column['break'];
  const feature = typeof of === 'number' ? objectsOf(values['breaks'])[of] : undefined;
  return {
    question,
    row: cell && question ? (objectsOf(question['rows'])[Number(cell[2])] ?? null) : null,
    column,
    group: feature ? { variableId: String(feature['id']), label: String(column['label']) } : null,
  };
}
