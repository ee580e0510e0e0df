import { describe, expect, it } from 'vitest';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { designRows } from '../../../shared/analyses/design.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { AnalysisRequest, AnalysisResult } from '../../../shared/analyses/types.ts';
import { explainNumber } from '../../../shared/explain/explainNumber.ts';
import type { Explanation } from '../../../shared/explain/types.ts';
import { usedCells } from '../../../shared/explain/usedCells.ts';
import type { Snapshot } from '../../../shared/model/dataset.ts';
import { variableId } from '../../../shared/model/ids.ts';
import { store } from '../analyses/fullStore.ts';
import { sampleSnapshot } from '../report/sampleSnapshot.ts';
import { everyRequest, otherRequests, pathsByKind, ranOn } from './everyNumber.ts';
import { mixedSurvey } from './mixedSurvey.ts';
import { weightedSample, withGaps } from './weightedSample.ts';

const cellsOf = (snapshot: Snapshot, { analysis, questions, group, counted }: Explanation) =>
  usedCells(
    snapshot,
    questions.map((one) => variableId(one.variableId)),
    { group, counted, honours: findAnalysis(analysis)!.honours },
  );

/** The same request with each other way to deal with missing answers. */
function otherWays(_: Snapshot, request: AnalysisRequest): readonly AnalysisRequest[] {
  const spec = findAnalysis(request.analysis)!.options['missing'];
  if (spec?.kind !== 'choice') return [];
  return spec.choices
    .filter(({ value }) => value !== (request.options['missing'] ?? spec.default))
    .map(({ value }) => ({ ...request, options: { ...request.options, missing: value } }));
}

/** Forms, or under frequency weights those they stand for. */
function sizes(snapshot: Snapshot, { analysis }: AnalysisResult, forms: readonly number[]): readonly number[] {
  const { rows, weights, weightKind } = designRows(snapshot, findAnalysis(analysis)!.honours);
  if (weightKind !== 'frequency' || !weights) return [forms.length];
  const weightOf = new Map(Array.from(rows, (row, place) => [row, weights[place]!]));
  return [forms.length, forms.reduce((sum, row) => sum + weightOf.get(row)!, 0)];
}

describe('the answers listed under a number are those of the n forms it rests on', () => {
  const surveys = { 'the supermarket': sampleSnapshot(), 'the store': store };
  const weighted = {
    'forms drawn singly': (base: Snapshot) => base,
    'survey weights': (base: Snapshot) => weightedSample(base, 'survey'),
    'frequency weights': (base: Snapshot) => weightedSample(base, 'frequency'),
  };
  const ways = Object.entries(surveys).flatMap(([name, survey]) =>
    Object.entries(weighted).map(([way, draw]) => [`${name}, ${way}`, draw(withGaps(survey)), otherWays] as const),
  );
  it.each([...ways, ['questions of every kind', mixedSurvey(2), otherRequests] as const])(
    '%s',
    (_name, snapshot, others) => {
      const wrong: string[] = [];
      let [numbers, complete] = [0, 0];
      for (const request of everyRequest(snapshot).flatMap((one) => [one, ...others(snapshot, one)])) {
        const result = ranOn(snapshot, request);
        if (!result) continue;
        for (const [kind, paths] of pathsByKind(result))
          for (const path of paths) {
            const explanation = explainNumber(snapshot, result, { path });
            // What was set, in force beside weights from data: no form has a part in it. Weights may leave answers out that gave them.
            if (explanation.questions.length === 0 || /^weights\..*current$|^csi\.fiveWays ways\.\*\.n$/.test(kind))
              continue;
            numbers++;
            const { n, counted } = explanation;
            const forms = cellsOf(snapshot, explanation).formsWith(1);
            if (counted.some((one) => 'answered' in one)) complete++;
            // Certain forms may be told whether they have answered or not.
            const good = counted.some((one) => 'listed' in one)
              ? forms.length <= n && (forms.length > 0 || n === 0)
              : sizes(snapshot, result, forms).some((size) => Math.abs(size - n) <= 1e-9 * n);
            if (!good) wrong.push(`${kind} ${path}: n ${n}, answers of ${forms.length} forms`);
          }
      }
      expect(wrong).toEqual([]);
      expect(numbers).toBeGreaterThan(800);
      expect(complete).toBeGreaterThan(300);
    },
  );
});

describe('a number of complete forms', () => {
  const snapshot = withGaps(sampleSnapshot());
  const result = runAnalysis(snapshot, { analysis: 'reliability.cronbachAlpha', inputs: {}, options: {} });
  const explanation = explainNumber(snapshot, result, { path: 'overall.alpha' });
  const list = cellsOf(snapshot, explanation);
  const k = explanation.questions.length;

  it('counts every answer of the forms that gave them all, and no other', () => {
    expect(explanation.n).toBe(result.n);
    expect(list.used).toBe(result.n * k);
    expect(list.formsWith(k)).toEqual(list.formsWith(1));
    expect(explanation.leftOut).toContainEqual({ reason: 'incomplete', count: explanation.forms.used - result.n });
  });

  it('says of an answer given in another form that the form is incomplete, of the one that is lacking why', () => {
    const rest = list.page('notUsed', 0, Number.MAX_SAFE_INTEGER);
    const [blank] = rest.filter((one) => one.reason === 'blank');
    const ofForm = rest.filter((one) => one.row === blank!.row);
    expect(ofForm).toHaveLength(k);
    expect(new Set(ofForm.map((one) => one.reason))).toEqual(new Set(['blank', 'incomplete']));
  });

  it('asks only for its own part where the part says so', () => {
    const dimension = explainNumber(snapshot, result, { path: 'dimensions.0.alpha' });
    expect(dimension.n).toBeGreaterThan(result.n);
    expect(dimension.counted).toEqual([{ answered: dimension.questions.map((one) => [one.variableId]) }]);
  });
});
