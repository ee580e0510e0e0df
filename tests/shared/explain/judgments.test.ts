import { describe, expect, it } from 'vitest';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { AnalysisRequest, Json } from '../../../shared/analyses/types.ts';
import { explainNumber } from '../../../shared/explain/explainNumber.ts';
import { isSame } from '../../../shared/explain/worked/given.ts';
import { sampleSnapshot } from '../report/sampleSnapshot.ts';
import { byHand } from './byHand.ts';

const snapshot = sampleSnapshot();
const labels = ['质量', '服务', '价格', '环境'];
const judged = [
  [1, 3, 5, 4],
  [1 / 3, 1, 2, 4],
  [1 / 5, 1 / 2, 1, 1 / 2],
  [1 / 4, 1 / 4, 2, 1],
];
const milder = [
  [1, 2, 3, 2],
  [1 / 2, 1, 1, 3],
  [1 / 3, 1, 1, 1],
  [1 / 2, 1 / 3, 1, 1],
];
const rankings = [
  [1, 2, 1, 1, 2],
  [2, 1, 3, 2, 1],
  [3, 3, 2, 4, 4],
  [4, 4, 4, 3, 3],
];
const round1 = [
  [9, 8, 7],
  [7, 7, 6],
  [5, 6, 7],
  [3, 5, 5],
];
const round2 = [
  [9, 8, 8],
  [7, 7, 7],
  [5, 6, 6],
  [4, 5, 5],
];
const wins = [
  [0, 7, 8, 9],
  [3, 0, 6, 7],
  [2, 4, 0, 5],
  [1, 3, 5, 0],
];
const given = (name: string, rows: readonly (readonly number[])[]) => ({ [name]: { labels, rows } });
const methods = ['eigenvector', 'geometricMean', 'columnMean', 'rowSum'];
const requests: readonly AnalysisRequest[] = [
  ...methods.map((priorities) => ({
    analysis: 'weights.ahp',
    inputs: given('judgments', judged),
    options: { priorities },
  })),
  ...['aij', 'aipGeometric', 'aipArithmetic'].map((aggregate) => ({
    analysis: 'weights.ahpGroup',
    inputs: given('judgments', [...judged, ...milder]),
    options: { aggregate, randomIndex: 'simulated' },
  })),
  ...['geometric', 'linear', 'preference'].map((rule) => ({
    analysis: 'weights.ranking',
    inputs: given('rankings', rankings),
    options: { rule, first: rule === 'linear' ? 'least' : 'most' },
  })),
  {
    analysis: 'weights.expertRounds',
    inputs: { ...given('round1', round1), ...given('round2', round2) },
    options: {},
  },
  ...[true, false].map((plusOne) => ({
    analysis: 'weights.pairedWins',
    inputs: given('wins', wins),
    options: { plusOne },
  })),
];

/** Numbers that say where something stands, or repeat what was typed. */
const places =
  /^(?:order|last)|\.matrix\.|^matrix\.|^randomInd|randomIndices|consistencyRatios|Consistency|lambdaFrom|^judges\.\d+\.weights|circles|^respondents/;

function* numbersIn(value: Json, path: string): Generator<string> {
  if (typeof value === 'number') yield path;
  else if (value !== null && typeof value === 'object')
    for (const [key, one] of Object.entries(value)) yield* numbersIn(one as Json, path === '' ? key : `${path}.${key}`);
}

describe('weights from judgments, rankings and experts', () => {
  it.each(requests.map((one) => [`${one.analysis} ${JSON.stringify(one.options)}`, one] as const))(
    '%s show how each is made',
    (_name, request) => {
      const result = runAnalysis(snapshot, request);
      expect(result.status).toBe('ok');
      expect(findAnalysis(request.analysis)!.tables(result).length).toBeGreaterThan(0);
      const paths = [...numbersIn(result.values, '')].filter((path) => !places.test(path));
      expect(paths.length).toBeGreaterThan(4);
      for (const path of paths) {
        const { worked, value, restsOnForms } = explainNumber(snapshot, result, { path });
        expect(restsOnForms, path).toBe(false);
        expect(isSame(worked.at(-1)?.value ?? Number.NaN, value!), path).toBe(true);
        for (const { filled, value: expected } of worked) {
          const found = byHand(filled);
          if (found !== null)
            expect(Math.abs(found - expected), `${path}: ${filled}`).toBeLessThan(
              2e-4 * Math.max(0.01, Math.abs(expected)),
            );
        }
      }
    },
  );

  it('show how a judgment was made before the weights', () => {
    const of = (analysis: string, inputs: AnalysisRequest['inputs']) =>
      explainNumber(snapshot, runAnalysis(snapshot, { analysis, inputs, options: {} }), { path: 'elements.0.weight' });
    expect(of('weights.ahpGroup', given('judgments', [...judged, ...milder])).worked[0]).toMatchObject({
      filled: '(3×2)^(1/2)',
      formula: { zh: '判断值 = 各人判断值的几何平均；如与“服务”相比' },
    });
    expect(of('weights.ranking', given('rankings', rankings)).worked[0]!.filled).toMatch(/^9\^\(\(.* − .*\)\/.*\)$/);
  });
});
