import { type AnalysisGroup, type AnyAnalysis, analysisGroups } from '../../../shared/analyses/types.ts';
import { inLocale, type Locale } from '../../../shared/model/text.ts';
import { matchesSearch } from './cardModel.ts';

/** A line of the list of analyses: the head of a group, or one of its members. */
export type AnalysisRow =
  | {
      readonly kind: 'group';
      readonly id: string;
      readonly group: AnalysisGroup;
      readonly open: boolean;
      readonly size: number;
    }
  | {
      readonly kind: 'member';
      readonly id: string;
      readonly group: AnalysisGroup;
      readonly analysis: AnyAnalysis;
      /** Place in its group from 1, and how many the group has. */
      readonly place: number;
      readonly size: number;
    };

export const groupRowId = (group: AnalysisGroup): string => `group:${group}`;

/** The lines on screen. A search opens every group that has a match, folded or not. */
export function analysisRows(
  analyses: readonly AnyAnalysis[],
  folded: ReadonlySet<string>,
  search: string,
): readonly AnalysisRow[] {
  const wanted = search.trim();
  return analysisGroups.flatMap((group): readonly AnalysisRow[] => {
    const members = analyses.filter((analysis) => analysis.group === group && matchesSearch(analysis, wanted));
    if (members.length === 0) return [];
    const open = wanted !== '' || !folded.has(group);
    const head: AnalysisRow = { kind: 'group', id: groupRowId(group), group, open, size: members.length };
    if (!open) return [head];
    return [
      head,
      ...members.map(
        (analysis, index): AnalysisRow => ({
          kind: 'member',
          id: analysis.id,
          group,
          analysis,
          place: index + 1,
          size: members.length,
        }),
      ),
    ];
  });
}

/** What a key does in the list. */
export type RowStep =
  | { readonly do: 'focus'; readonly id: string }
  | { readonly do: 'fold' | 'unfold'; readonly group: AnalysisGroup }
  | { readonly do: 'unfoldAll' };

/** Lines a page key goes over. */
const page = 10;

/** The keys of a tree: up and down, first and last, out of and into a group. null where the key has no meaning here. */
export function rowStep(rows: readonly AnalysisRow[], focusedId: string | null, key: string): RowStep | null {
  const at = rows.findIndex((row) => row.id === focusedId);
  const row = rows[at];
  const to = (place: number): RowStep | null => {
    const target = rows[Math.max(0, Math.min(rows.length - 1, place))];
    return target && target.id !== focusedId ? { do: 'focus', id: target.id } : null;
  };
  switch (key) {
    case 'ArrowDown':
      return to(at + 1);
    case 'ArrowUp':
      return to(at - 1);
    case 'PageDown':
      return to(at + page);
    case 'PageUp':
      return to(at - page);
    case 'Home':
      return to(0);
    case 'End':
      return to(rows.length - 1);
    case '*':
      return { do: 'unfoldAll' };
    case 'ArrowLeft':
      if (row?.kind === 'member') return { do: 'focus', id: groupRowId(row.group) };
      return row?.open ? { do: 'fold', group: row.group } : null;
    case 'ArrowRight':
      if (row?.kind !== 'group') return null;
      return row.open ? to(at + 1) : { do: 'unfold', group: row.group };
    default:
      return null;
  }
}

/**
 * The next member that begins with what was typed: in its title, else in a word of a title in either language or in a keyword, so that
 * "pls" and "kano" find their analysis in the Chinese list as well. One letter goes on from the focused line, more letters may stay on it.
 *
 * @returns the id of the line, or null
 */
export function typedRow(
  rows: readonly AnalysisRow[],
  focusedId: string | null,
  typed: string,
  locale: Locale,
): string | null {
  const wanted = typed.toLowerCase();
  const at = rows.findIndex((row) => row.id === focusedId);
  const start = Math.max(0, typed.length > 1 ? at : at + 1);
  const ahead = [...rows.slice(start), ...rows.slice(0, start)].flatMap((row) => (row.kind === 'member' ? [row] : []));
  const begins = (text: string): boolean => text.toLowerCase().startsWith(wanted);
  const words = ({ analysis }: (typeof ahead)[number]): readonly string[] =>
    [analysis.title.zh, analysis.title.en, ...analysis.keywords].flatMap((text) => text.split(/[\s/()（）·-]+/));
  const found =
    ahead.find((row) => begins(inLocale(row.analysis.title, locale))) ?? ahead.find((row) => words(row).some(begins));
  return found?.id ?? null;
}
