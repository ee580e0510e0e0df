import { describe, expect, it } from 'vitest';
import { catalogue, findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { evaluateAll, evaluationRequests, proposals } from '../../../shared/analyses/evaluateAll.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import { warningText, warningTexts } from '../../../shared/analyses/warningTexts.ts';
import { formatCell } from '../../../shared/format/formatCell.ts';
import { sentenceText, valueAt } from '../../../shared/format/sentenceText.ts';
import type { Snapshot } from '../../../shared/model/dataset.ts';
import { storeSurvey, survey } from './survey.ts';

describe('everything on one project', () => {
  const step = { type: 'cells.set', who: '王', label: { zh: '修改', en: 'Edit' }, cells: 2, forms: 1 };
  const store: Snapshot = { ...storeSurvey(), steps: [{ ...step, at: '2025-03-01T08:00:00.000Z' }] };
  const evaluations = evaluateAll(store);

  it('proposes for every member that fits and refuses none', () => {
    expect(evaluations.length).toBe(evaluationRequests(store).length);
    expect(evaluations.length).toBeGreaterThan(proposals(store).length);
    expect(evaluations.filter((one) => one.refused !== null)).toEqual([]);
    // Members that work on what is typed in, or on questions this survey does not ask.
    const unasked = ['ahp', 'ahpGroup', 'expertRounds', 'improved', 'pairedWins', 'ranking', 'stated'].map(
      (name) => `weights.${name}`,
    );
    const proposed = new Set(evaluations.map((one) => one.request.analysis));
    expect(
      catalogue
        .map((one) => one.id)
        .filter((id) => !proposed.has(id))
        .toSorted(),
    ).toEqual(
      [
        'compare.paired',
        'csi.rollUp',
        'describe.explore',
        'describe.multipleResponse',
        'influence.regression',
        'kano.table',
        'loyalty.nps',
        'loyalty.types',
        'model.compareGroups',
        'model.compareModels',
        'model.pls',
        'sample.allocation',
        'sample.pps',
        'sample.size',
        'value.delivered',
        ...unasked,
      ].toSorted(),
    );
    expect(proposals(survey([]))).toEqual([]);
  });

  it('tables have their cells, sentences their numbers, figures are plain JSON, in both languages', () => {
    for (const { result } of evaluations) {
      const analysis = findAnalysis(result!.analysis)!;
      for (const table of analysis.tables(result!)) {
        expect(table.rows.length).toBeGreaterThan(0);
        for (const row of table.rows) {
          for (const column of table.columns) {
            expect(Object.keys(row.cells), `${analysis.id} ${table.id}`).toContain(column.key);
            expect(formatCell(row.cells[column.key]!, column.format, 'zh-CN')).not.toMatch(/NaN|undefined|\[object/);
          }
        }
      }
      for (const locale of ['zh-CN', 'en'] as const) {
        const sentences = analysis.narrative(result!, locale);
        expect(sentences.length).toBeGreaterThan(0);
        for (const one of sentences) {
          for (const part of one.parts)
            if (typeof part !== 'string')
              expect(valueAt(result!.values, part.path), `${analysis.id} ${part.path}`).not.toBeUndefined();
          expect(sentenceText(one, result!.values, locale)).not.toMatch(/NaN|undefined|[{}]|\(–|–[,，]/);
        }
        for (const figure of analysis.figures(result!, locale)) {
          expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
          expect(figure.altText.length).toBeGreaterThan(5);
          expect(figure.data.length).toBeGreaterThan(0);
        }
      }
      for (const warning of result!.warnings) {
        expect(warningTexts[warning.code], warning.code).toBeDefined();
        expect(warningText(warning, 'zh-CN')).not.toMatch(/[{}]/);
      }
    }
  });

  it('gives in the run what each analysis gives alone, on descending scales too', () => {
    const turned: Snapshot = {
      ...store,
      variables: store.variables.map((variable) =>
        variable.scale && variable.role !== 'overallSatisfaction'
          ? { ...variable, scale: { ...variable.scale, direction: 'descending' as const } }
          : variable,
      ),
    };
    for (const { request, result } of evaluateAll(turned))
      expect(result && JSON.stringify(runAnalysis(turned, request)), request.analysis).toBe(
        result && JSON.stringify(result),
      );
  });

  it('does not change the data, and gives the same again', () => {
    const before = [...store.columns].map(([id, column]) => [
      id,
      column.kind === 'numeric' ? [...column.values] : [...column.codes],
    ]);
    expect(JSON.stringify(evaluateAll(store))).toBe(JSON.stringify(evaluations));
    expect(
      [...store.columns].map(([id, column]) => [
        id,
        column.kind === 'numeric' ? [...column.values] : [...column.codes],
      ]),
    ).toEqual(before);
  });

  it('stops when told to', () => {
    const stop = {
      report: () => undefined,
      throwIfCancelled: () => {
        throw new Error('stopped');
      },
    };
    expect(() => evaluateAll(store, stop)).toThrow('stopped');
  });
});
