import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { proposals } from '../../../shared/analyses/evaluateAll.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { AnalysisRequest, AnalysisResult, Json } from '../../../shared/analyses/types.ts';
import { locateCell } from '../../../shared/explain/locateCell.ts';
import { valueAt } from '../../../shared/format/sentenceText.ts';
import type { Snapshot } from '../../../shared/model/dataset.ts';
import { InputError } from '../../../shared/model/errors.ts';
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

/** The same request with each other choice of an option, and with questions chosen where none are or fewer where some are. */
export function otherRequests(snapshot: Snapshot, request: AnalysisRequest): readonly AnalysisRequest[] {
  const { options, inputs } = findAnalysis(request.analysis)!;
  const idsOf = (role: string): readonly string[] =>
    snapshot.variables.filter((one) => one.role === role).map(({ id }) => id);
  const withOption = (name: string, value: Json): AnalysisRequest => ({
    ...request,
    options: { ...request.options, [name]: value },
  });
  const withInput = (name: string, value: string | readonly string[]): AnalysisRequest => ({
    ...request,
    inputs: { ...request.inputs, [name]: value },
  });
  const single = ['profile', 'overallSatisfaction', 'perception', 'loyalty'].flatMap((role) => idsOf(role).slice(-1));
  return [
    ...Object.entries(options).flatMap(([name, spec]) => {
      if (spec.kind !== 'choice' && spec.kind !== 'boolean') return [];
      const known = request.options[name] ?? spec.default;
      const values = spec.kind === 'boolean' ? [true, false] : spec.choices.map(({ value }) => value);
      return values.filter((value) => value !== known).map((value) => withOption(name, value));
    }),
    ...Object.entries(inputs).flatMap(([name, spec]) => {
      const given = request.inputs[name];
      if (spec.kind === 'variable') return given || !spec.optional ? [] : single.map((id) => withInput(name, id));
      if (spec.kind !== 'variables') return [];
      if (!Array.isArray(given) || given.length === 0)
        return [withInput(name, idsOf('perception').slice(0, Math.min(Math.max(3, spec.min), spec.max)))];
      return given.length > Math.max(1, spec.min) ? [withInput(name, given.slice(0, -1) as readonly string[])] : [];
    }),
  ];
}

/** What a request gives with as few resamples as may be, where it resamples; null where the data refuse it. */
export function ranOn(snapshot: Snapshot, request: AnalysisRequest): AnalysisResult | null {
  const spec = findAnalysis(request.analysis)!.options['resamples'];
  const resamples = spec?.kind === 'number' ? { resamples: spec.min ?? spec.default } : {};
  try {
    const result = runAnalysis(snapshot, { ...request, options: { ...resamples, ...request.options } });
    return result.status === 'ok' ? result : null;
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** The numbers in the sentences of a result, by path. */
export const pathsInSentences = (result: AnalysisResult): readonly string[] =>
  findAnalysis(result.analysis)!
    .narrative(result, 'zh-CN')
    .flatMap(({ parts }) => parts.flatMap((part) => (typeof part === 'string' ? [] : [part.path])))
    .filter((path) => typeof valueAt(result.values, path) === 'number');

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
