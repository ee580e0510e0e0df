import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import type { AnalysisRequest, AnalysisResult, FormatName, Json } from '../../../shared/analyses/types.ts';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import { sentenceText } from '../../../shared/format/sentenceText.ts';
import { inLocale, type Locale } from '../../../shared/model/text.ts';
import type { ResultPart } from '../../../shared/report/appendResult.ts';

export interface Insertable {
  readonly key: string;
  readonly kind: 'finding' | 'figure' | 'table' | 'number';
  readonly title: string;
  /** For numbers: the value as it will be shown. */
  readonly value?: string;
  readonly part: ResultPart;
}

/** Numbers offered one by one; the rest of a large result is better had as its table. */
const mostNumbers = 80;

function* numbersIn(value: Json, path: string): Generator<{ readonly path: string; readonly value: number }> {
  if (typeof value === 'number') yield { path, value };
  else if (value !== null && typeof value === 'object')
    for (const [key, one] of Object.entries(value)) yield* numbersIn(one as Json, path === '' ? key : `${path}.${key}`);
}

const guessFormat = (path: string, value: number): FormatName => {
  if (/(^|\.)(p|pValue|mainP)$/.test(path)) return 'pValue';
  if (/share$/i.test(path)) return 'share1';
  if (/weight$/i.test(path)) return 'weight';
  if (/^answered(From|To)$/.test(path)) return 'date';
  return Number.isInteger(value) ? 'integer' : 'number2';
};

/** Everything of a result that can stand in the report: findings, figures, tables, then numbers (those named in findings first). */
export function insertablesOf(request: AnalysisRequest, result: AnalysisResult, locale: Locale): readonly Insertable[] {
  const analysis = findAnalysis(result.analysis);
  if (!analysis || result.status !== 'ok') return [];
  const sentences = analysis.narrative(result, locale);
  const findings = sentences.map(
    (sentence, index): Insertable => ({
      key: `finding-${index}`,
      kind: 'finding',
      title: sentenceText(sentence, result.values, locale),
      part: { request, finding: index },
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
  const tables = analysis.tables(result).map(
    (table): Insertable => ({
      key: `table-${table.id}`,
      kind: 'table',
      title: inLocale(table.title, locale),
      part: { request, tableId: table.id },
    }),
  );
  const numbers = new Map<string, Insertable>();
  const add = (path: string, value: number, format: FormatName, title: string): void => {
    if (numbers.has(path) || numbers.size >= mostNumbers) return;
    numbers.set(path, {
      key: `number-${path}`,
      kind: 'number',
      title,
      value: formatNumber(value, format, locale),
      part: { request, number: { path, format } },
    });
  };
  const all = new Map([...numbersIn(result.values, '')].map((one) => [one.path, one.value]));
  for (const sentence of sentences) {
    const title = sentenceText(sentence, result.values, locale);
    for (const part of sentence.parts) {
      const value = typeof part === 'string' ? undefined : all.get(part.path);
      if (typeof part !== 'string' && value !== undefined) add(part.path, value, part.format, title);
    }
  }
  for (const [path, value] of all) add(path, value, guessFormat(path, value), path);
  return [...findings, ...figures, ...tables, ...numbers.values()];
}
