import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { proposals } from '../../../shared/analyses/evaluateAll.ts';
import type { AnalysisRequest, AnalysisResult } from '../../../shared/analyses/types.ts';
import { locateCell } from '../../../shared/explain/locateCell.ts';
import type { Snapshot } from '../../../shared/model/dataset.ts';
import { askedFor } from '../analyses/fullStore.ts';

const idOf = (snapshot: Snapshot, name: string): string =>
  snapshot.variables.find((variable) => variable.name === name)!.id;

/** What the catalogue proposes, and what only its user would ask for. */
export function everyRequest(snapshot: Snapshot): readonly AnalysisRequest[] {
  const sex = snapshot.variables.some(({ name }) => name === '性别') ? idOf(snapshot, '性别') : null;
  const rating = (role: string): string => snapshot.variables.find((one) => one.role === role)!.id;
  const more: readonly AnalysisRequest[] =
    sex === null
      ? []
      : [
          ...Object.entries(askedFor).map(([analysis, { request }]) => ({ analysis, ...request })),
          { analysis: 'loyalty.nps', inputs: { question: rating('loyalty'), segment: sex }, options: {} },
          { analysis: 'kano.table', inputs: { segment: sex }, options: {} },
          {
            analysis: 'value.delivered',
            inputs: { value: ['P1', 'P2'], cost: ['P3', 'P4'], segment: sex },
            options: { valueWeights: [2, 1] },
          },
          { analysis: 'index.byFeature', inputs: { feature: sex, second: rating('multipleResponse') }, options: {} },
          { analysis: 'describe.explore', inputs: { items: [rating('loyalty')], by: sex }, options: {} },
          { analysis: 'sample.returns', inputs: {}, options: { sent: 200 } },
          { analysis: 'sample.size', inputs: {}, options: { target: 'mean', populationSize: 1000, returnRate: 0.6 } },
          { analysis: 'sample.size', inputs: {}, options: { target: 'twoMeans', margin: 3 } },
          { analysis: 'sample.size', inputs: {}, options: { target: 'twoProportions', margin: 0.1 } },
        ];
  return [...proposals(snapshot), ...more];
}

/** Two numbers of each kind in the tables of a result, by the path they stand under. */
export function pathsByKind(result: AnalysisResult): ReadonlyMap<string, readonly string[]> {
  const kinds = new Map<string, string[]>();
  for (const table of findAnalysis(result.analysis)!.tables(result))
    for (const [row, { cells }] of table.rows.entries())
      for (const { key } of table.columns) {
        const path = typeof cells[key] === 'number' ? locateCell(result, table, row, key) : null;
        if (path === null) continue;
        const kind = `${result.analysis} ${path.replace(/\.\d+(?=\.|$)/g, '.*')}`;
        const known = kinds.get(kind) ?? [];
        if (known.length < 2 && !known.includes(path)) kinds.set(kind, [...known, path]);
      }
  return kinds;
}
