import { captionOf } from './wordOrigin.ts';
import type { AnalysisRequest, AnalysisResult, Json } from '../analyses/types.ts';
import type { ReportFreeze } from '../model/project.ts';
import { canonicalJson, requestKey } from './requestKey.ts';
import type { Outcomes } from './resolve.ts';
import { runsText } from './textRuns.ts';

import type { ResolvedDocument, ResolvedNode, Run, TableContent } from './resolved.ts';

const noResult = { zh: '没有结果', en: 'no result' };

/** What a final report keeps of the results it is made from. */
export function keptResults(requests: readonly AnalysisRequest[], outcomes: Outcomes): ReportFreeze['results'] {
  return requests.map((request) => {
    const outcome = outcomes.get(requestKey(request));
    return outcome?.ok
      ? { request, result: outcome.result, message: null }
      : { request, result: null, message: outcome ? outcome.message : noResult };
  });
}

/** The results a final report is shown and exported with. */
export function frozenOutcomes({ results }: ReportFreeze): Outcomes {
  return new Map(
    results.map(({ request, result, message }) => [
      requestKey(request as AnalysisRequest),
      result === null
        ? { ok: false as const, message: message ?? noResult }
        : { ok: true as const, result: result as AnalysisResult },
    ]),
  );
}

/** One place where the data say something else than the final report. */
export interface FrozenDifference {
  readonly kind: 'text' | 'cell' | 'table' | 'figure';
  /** The heading under which it stands. */
  readonly section: string;
  /** Of which table or figure: 表 3 各级指标得分; of text in a table of the author's, how its row begins; else ''. */
  readonly of: string;
  /** The row and column of a table's cell, '' for the rest. */
  readonly what: string;
  /** As the final report has it, and as it would be now; '' for figures. */
  readonly before: string;
  readonly after: string;
}

const liveTexts = (runs: readonly Run[]): string => runsText(runs.filter((run) => run.type === 'run' && run.live));

function* tableDifferences(
  section: string,
  named: string,
  before: TableContent,
  after: TableContent,
): Generator<FrozenDifference> {
  const titles = (table: TableContent): string => table.columns.map((column) => column.title).join(' | ');
  if (titles(before) !== titles(after)) {
    yield { kind: 'table', section, of: named, what: '', before: titles(before), after: titles(after) };
    return;
  }
  // Rows are known by their first cell; a second row of the same name is the second one there too.
  const rowsOf = (table: TableContent): ReadonlyMap<string, readonly string[]> => {
    const seen = new Map<string, number>();
    return new Map(
      table.rows.map(({ cells, depth }) => {
        const name = `${depth} ${cells[0] ?? ''}`;
        const count = (seen.get(name) ?? 0) + 1;
        seen.set(name, count);
        return [`${name} ${count}`, cells] as const;
      }),
    );
  };
  const [old, now] = [rowsOf(before), rowsOf(after)];
  for (const [key, cells] of old) {
    const others = now.get(key);
    const row = cells[0] ?? '';
    if (!others) yield { kind: 'cell', section, of: named, what: row, before: cells.slice(1).join(' | '), after: '' };
    else
      for (const [place, cell] of cells.entries()) {
        const other = others[place] ?? '';
        if (cell !== other)
          yield {
            kind: 'cell',
            section,
            of: named,
            what: `${row} · ${before.columns[place]?.title ?? ''}`,
            before: cell,
            after: other,
          };
      }
  }
  for (const [key, cells] of now)
    if (!old.has(key))
      yield {
        kind: 'cell',
        section,
        of: named,
        what: cells[0] ?? '',
        before: '',
        after: cells.slice(1).join(' | '),
      };
}

const said = (node: ResolvedNode): string => {
  if (node.type === 'notice' || node.type === 'unknown') return node.text;
  return 'runs' in node ? runsText(node.runs) : (captionOf(node) ?? '');
};

class Differences {
  readonly found: FrozenDifference[] = [];
  private section = '';
  /** How the row of the author's table begins that is being compared. */
  private row = '';

  nodes(before: readonly ResolvedNode[], after: readonly ResolvedNode[]): void {
    for (const [place, node] of before.entries()) {
      const other = after[place];
      if (other) this.node(node, other);
    }
  }

  private add(kind: 'text' | 'figure', of: string, before: string, after: string): void {
    this.found.push({ kind, section: this.section, of, what: '', before, after });
  }

  private node(before: ResolvedNode, after: ResolvedNode): void {
    if (before.type === 'heading') this.section = [before.label, runsText(before.runs).trim()].join(' ').trim();
    // A result that could be had and cannot any more, or the other way about.
    if (before.type !== after.type) {
      this.add('text', 'label' in before ? before.label : '', said(before), said(after));
      return;
    }
    if ('runs' in before && 'runs' in after) {
      const [old, now] = [runsText(before.runs), runsText(after.runs)];
      if (old !== now || liveTexts(before.runs) !== liveTexts(after.runs)) this.add('text', this.row, old, now);
    } else if (before.type === 'resultTable' && after.type === 'resultTable') {
      const named = `${before.label} ${before.caption}`;
      this.found.push(...tableDifferences(this.section, named, before.table, after.table));
    } else if (before.type === 'figure' && after.type === 'figure') {
      const drawn = (node: typeof before): string => canonicalJson(node.figure.data as Json);
      if (drawn(before) !== drawn(after)) this.add('figure', `${before.label} ${before.caption}`, '', '');
    } else if (before.type === 'list' && after.type === 'list') {
      for (const [place, item] of before.items.entries()) this.nodes(item, after.items[place] ?? []);
    } else if (before.type === 'table' && after.type === 'table') {
      for (const [row, cells] of before.rows.entries())
        for (const [column, cell] of cells.entries()) {
          this.row = column === 0 ? '' : (cells[0]?.content ?? []).map(said).join(' ').trim();
          this.nodes(cell.content, after.rows[row]?.[column]?.content ?? []);
          this.row = '';
        }
    } else if (before.type === 'notice' && after.type === 'notice' && before.text !== after.text)
      this.add('text', '', before.text, after.text);
  }
}

/** What the same document would say with other results, in reading order. Both are resolved from one document. */
export function frozenDifferences(frozen: ResolvedDocument, now: ResolvedDocument): readonly FrozenDifference[] {
  const differences = new Differences();
  differences.nodes(frozen.content, now.content);
  return differences.found;
}
