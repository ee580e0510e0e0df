import { type Editor, Extension } from '@tiptap/core';
import { NodeSelection } from '@tiptap/pm/state';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import type { AnalysisRequest, FormatName, JsonObject, ResultTable } from '../../../shared/analyses/types.ts';
import { formatIn } from '../../../shared/format/formatCell.ts';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import { valueAt } from '../../../shared/format/sentenceText.ts';
import { originNow } from '../../../shared/report/editedSentence.ts';
import { requestKey } from '../../../shared/report/requestKey.ts';
import { type AskedNumber, explainNumber } from '../explain/openExplain.ts';
import { findingOrigin } from './findingCommands.ts';
import type { LiveResults } from './liveResults.ts';

const requestOf = (attrs: JsonObject): AnalysisRequest | null =>
  (attrs['request'] as unknown as AnalysisRequest | null) ?? null;

const shownAs = (value: number, format: FormatName, { locale }: LiveResults): NonNullable<AskedNumber['shown']> => ({
  text: formatNumber(value, format, locale),
  format,
  locale,
});

/** The number of a number node, as the panel is asked for it; null while there is none. */
export function askedOfNumber(attrs: JsonObject, live: LiveResults): AskedNumber | null {
  const request = requestOf(attrs);
  const outcome = request ? live.outcomes.get(requestKey(request)) : undefined;
  const path = String(attrs['path']);
  const value = outcome?.ok ? valueAt(outcome.result.values, path) : null;
  if (!request || typeof value !== 'number') return null;
  return { request, target: { path }, shown: shownAs(value, attrs['format'] as FormatName, live) };
}

/** The numbers of a finding, in the order in which they stand in it. */
export function askedOfFinding(attrs: JsonObject, live: LiveResults): readonly AskedNumber[] {
  const request = requestOf(attrs);
  if (!request) return [];
  const { told: _told, ...origin } = findingOrigin(attrs);
  const told = originNow(origin, live.outcomes, live.locale)?.told ?? [];
  return told.flatMap((part) =>
    typeof part === 'string'
      ? []
      : [
          {
            request,
            target: { path: part.path },
            shown: { text: part.text, format: part.format, locale: live.locale },
          },
        ],
  );
}

/** The result's table that a table node shows; null while there is none. */
export function tableOf(attrs: JsonObject, live: LiveResults): ResultTable | null {
  const request = requestOf(attrs);
  const outcome = request ? live.outcomes.get(requestKey(request)) : undefined;
  if (!outcome?.ok || outcome.result.status !== 'ok') return null;
  const tables = findAnalysis(outcome.result.analysis)?.tables(outcome.result) ?? [];
  return tables.find((one) => one.id === attrs['tableId']) ?? null;
}

/** A cell of a result table, when it holds a number. */
export function askedOfCell(attrs: JsonObject, live: LiveResults, row: number, place: number): AskedNumber | null {
  const request = requestOf(attrs);
  const table = tableOf(attrs, live);
  const column = table?.columns[place];
  const own = table?.rows[row];
  const value = column ? own?.cells[column.key] : null;
  if (!request || !table || !column || !own || typeof value !== 'number') return null;
  return {
    request,
    target: { tableId: table.id, row, column: column.key },
    shown: shownAs(value, formatIn(own, column), live),
  };
}

function explainSelected(editor: Editor): boolean {
  const { selection } = editor.state;
  if (!(selection instanceof NodeSelection) || selection.node.type.name !== 'number') return false;
  const asked = askedOfNumber(selection.node.attrs as JsonObject, editor.storage.findingCommands.live);
  if (asked) explainNumber(asked);
  return asked !== null;
}

/** Enter on a selected number tells where it comes from. */
export const ExplainKeys = Extension.create({
  name: 'explainKeys',
  // Before Enter parts the paragraph.
  priority: 200,
  addKeyboardShortcuts: () => ({ Enter: ({ editor }) => explainSelected(editor) }),
});
