import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../shared/analyses/catalogue.ts';
import { evaluationRequests } from '../../../shared/analyses/evaluateAll.ts';
import { reasonTexts } from '../../../shared/analyses/reasonTexts.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { AnalysisRequest, AnalysisResult } from '../../../shared/analyses/types.ts';
import { warningTexts } from '../../../shared/analyses/warningTexts.ts';
import { errorMessages } from '../../../shared/contract/errorMessages.ts';
import { formatCell } from '../../../shared/format/formatCell.ts';
import { sentenceText } from '../../../shared/format/sentenceText.ts';
import type { Column, Snapshot } from '../../../shared/model/dataset.ts';
import { InputError } from '../../../shared/model/errors.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { askedFor, store } from './fullStore.ts';

/** A request of every member of the catalogue that has an answer on the store's survey. */
const requests: readonly AnalysisRequest[] = catalogue.map(({ id }) => {
  const asked = askedFor[id]?.request;
  const usual = evaluationRequests(store).find(({ analysis }) => analysis.id === id)?.request;
  const { inputs, options } = asked ?? usual!;
  const few = id === 'model.pls' ? { resamples: 40 } : id === 'model.compareGroups' ? { permutations: 99 } : {};
  return { analysis: id, inputs, options: { ...options, ...few } };
});

const withColumns = (change: (column: Column, variable: Variable) => Column): Snapshot => ({
  ...store,
  columns: new Map(store.variables.map((variable) => [variable.id, change(store.columns.get(variable.id)!, variable)])),
});
const forms = store.rowCount;
const texts = (label: (row: number) => string): Column => {
  const all = Array.from({ length: forms }, (_, row) => label(row));
  const dictionary = [...new Set(all)];
  return { kind: 'text', dictionary, codes: Int32Array.from(all, (text) => dictionary.indexOf(text)) };
};
const first = store.variables.find(({ role }) => role === 'perception')!;
const weight = store.variables.find(({ role }) => role === 'weight')!;

const hostile: Readonly<Record<string, Snapshot>> = {
  'every column constant': withColumns((column) =>
    column.kind === 'text'
      ? { ...column, codes: column.codes.map((code) => (code < 0 ? code : 0)) }
      : { ...column, values: column.values.map(() => 3) },
  ),
  'one form': {
    ...withColumns((column) =>
      column.kind === 'text'
        ? { ...column, codes: column.codes.slice(1, 2) }
        : { ...column, values: column.values.slice(1, 2) },
    ),
    rowCount: 1,
    exclusions: [],
  },
  'nobody answered': withColumns((column) =>
    column.kind === 'text'
      ? { ...column, codes: column.codes.map(() => -1) }
      : { ...column, values: column.values.map(() => Number.NaN) },
  ),
  'perfectly collinear': withColumns((column, { role }) =>
    role === 'perception' || role === 'expectation' ? store.columns.get(first.id)! : column,
  ),
  'groups of one': withColumns((column, { role }) => (role === 'profile' ? texts((row) => `第${row}组`) : column)),
  '60 categories': withColumns((column, { role }) => (role === 'profile' ? texts((row) => `第${row % 60}组`) : column)),
  'survey weights of zero': {
    ...withColumns((column, { id }) =>
      id === weight.id && column.kind === 'numeric' ? { ...column, values: column.values.map(() => 0) } : column,
    ),
    design: { ...store.design, weight: { kind: 'survey', variableId: weight.id } },
  },
};

const bad = /NaN|undefined|Infinity|\[object|null|“”|[{}]/;

/** What the screen, the report and the exports show of it holds nothing that is no number and no word. */
function expectShowable(result: AnalysisResult): void {
  const analysis = catalogue.find(({ id }) => id === result.analysis)!;
  for (const { code } of result.warnings) expect(Object.keys(warningTexts)).toContain(code);
  if (result.status === 'notEstimable') {
    expect(Object.keys(reasonTexts)).toContain(result.reason);
    return;
  }
  for (const locale of ['zh-CN', 'en'] as const) {
    for (const sentence of analysis.narrative(result, locale))
      expect(sentenceText(sentence, result.values, locale), analysis.id).not.toMatch(bad);
    for (const table of analysis.tables(result))
      for (const row of table.rows)
        for (const { key, format } of table.columns)
          expect(formatCell(row.cells[key] ?? null, format, locale), `${analysis.id} ${table.id} ${key}`).not.toMatch(
            bad,
          );
    for (const figure of analysis.figures(result, locale)) {
      expect(JSON.parse(JSON.stringify(figure)), `${analysis.id} ${figure.id}`).toEqual(figure);
      expect(`${figure.title} ${figure.altText}`).not.toMatch(bad);
    }
  }
}

it('every member has an answer on the usual survey', () => {
  for (const request of requests) expect(runAnalysis(store, request).status, request.analysis).toBe('ok');
});

describe.each(Object.entries(hostile))('%s', (_name, snapshot) => {
  it.each(requests.map((request) => [request.analysis, request] as const))(
    '%s: an answer or a reason',
    (_id, request) => {
      try {
        expectShowable(runAnalysis(snapshot, request));
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        expect(Object.keys(errorMessages)).toContain(error.code);
      }
    },
  );
});
