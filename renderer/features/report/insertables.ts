import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import type { AnalysisRequest, AnalysisResult, FormatName, ResultTable } from '../../../shared/analyses/types.ts';
import { locateCell } from '../../../shared/explain/locateCell.ts';
import { formatIn } from '../../../shared/format/formatCell.ts';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import { sentenceText, valueAt } from '../../../shared/format/sentenceText.ts';
import { inLocale, type Label, type Locale } from '../../../shared/model/text.ts';
import type { ResultPart } from '../../../shared/report/appendResult.ts';

export interface Insertable {
  readonly key: string;
  readonly kind: 'finding' | 'figure' | 'table' | 'number';
  readonly title: string;
  /** For numbers: the value as it will be shown. */
  readonly value?: string;
  readonly part: ResultPart;
}

interface NamedNumber {
  readonly path: string;
  readonly format: FormatName;
  readonly title: string;
}

/** Numbers offered one by one; the rest of a large result is better had as its table. */
const mostNumbers = 80;

const words = (label: Label, locale: Locale): string => (typeof label === 'string' ? label : inLocale(label, locale));

/** The numbers of a table that stand in the result itself, called by their row and column. */
function* numbersIn(result: AnalysisResult, table: ResultTable, locale: Locale): Generator<NamedNumber> {
  const [first, ...columns] = table.columns;
  if (!first) return;
  for (const [index, own] of table.rows.entries()) {
    const row = own.cells[first.key];
    for (const column of columns) {
      const { key, title } = column;
      const value = own.cells[key];
      const path = typeof value === 'number' ? locateCell(result, table, index, key) : null;
      if (path === null) continue;
      const name = typeof row === 'number' ? formatNumber(row, first.format, locale) : words(row ?? '', locale);
      yield {
        path,
        format: formatIn(own, column),
        title: [name, words(title, locale)].filter((one) => one !== '').join(' · '),
      };
    }
  }
}

/** Everything of a result that can stand in the report: findings, figures, tables, then numbers: those of findings first, then of tables. */
export function insertablesOf(request: AnalysisRequest, result: AnalysisResult, locale: Locale): readonly Insertable[] {
  const analysis = findAnalysis(result.analysis);
  if (!analysis || result.status !== 'ok') return [];
  const sentences = analysis.narrative(result, locale);
  const findings = sentences.map(
    (sentence, index): Insertable => ({
      key: `finding-${index}`,
      kind: 'finding',
      title: sentenceText(sentence, result.values, locale),
      part: { request, finding: index, about: sentence.about },
    }),
  );
  const figures = analysis.figures(result, locale).map(
    (figure): Insertable => ({
      key: `figure-${figure.id}`,
      kind: 'figure',
      title: figure.title,
      part: { request, figureId: figure.id },
    }),
  );
  const resultTables = analysis.tables(result);
  const tables = resultTables.map(
    (table): Insertable => ({
      key: `table-${table.id}`,
      kind: 'table',
      title: inLocale(table.title, locale),
      part: { request, tableId: table.id },
    }),
  );
  const numbers = new Map<string, Insertable>();
  const add = ({ path, format, title }: NamedNumber): void => {
    const value = valueAt(result.values, path);
    if (numbers.has(path) || typeof value !== 'number') return;
    numbers.set(path, {
      key: `number-${path}`,
      kind: 'number',
      title,
      value: formatNumber(value, format, locale),
      part: { request, number: { path, format } },
    });
  };
  for (const sentence of sentences) {
    const title = sentenceText(sentence, result.values, locale);
    for (const part of sentence.parts) if (typeof part !== 'string') add({ ...part, title });
  }
  for (const table of resultTables)
    for (const named of numbersIn(result, table, locale)) {
      if (numbers.size >= mostNumbers) break;
      add(named);
    }
  return [...findings, ...figures, ...tables, ...numbers.values()];
}
