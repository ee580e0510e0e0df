import { describe, expect, it } from 'vitest';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { AnalysisRequest } from '../../../shared/analyses/types.ts';
import { explainNumber } from '../../../shared/explain/explainNumber.ts';
import { isSame } from '../../../shared/explain/worked/given.ts';
import { sampleSnapshot } from '../report/sampleSnapshot.ts';

const snapshot = sampleSnapshot();
const labels = ['质量', '服务', '环境'];
const first = [
  [1, 3, 5],
  [1 / 3, 1, 4],
  [1 / 5, 1 / 4, 1],
];
const second = [
  [1, 2, 7],
  [1 / 2, 1, 2],
  [1 / 7, 1 / 2, 1],
];
const judgments = { labels, rows: first };
const both = { labels, rows: [...first, ...second] };
const ranks = {
  labels,
  rows: [
    [1, 1, 2, 1],
    [2, 3, 1, 2],
    [3, 2, 3, 2],
  ],
};
const scores = (rows: readonly (readonly number[])[]) => ({ labels, rows });
const rounds = {
  round1: scores([
    [9, 8, 7],
    [5, 6, 4],
    [6, 6, 2],
  ]),
  round2: scores([
    [9, 9, 8],
    [5, 6, 5],
    [3, 4, 2],
  ]),
};
const wins = scores([
  [0, 7, 9],
  [3, 0, 6],
  [1, 4, 0],
]);
const methods = ['eigenvector', 'geometricMean', 'columnMean', 'rowSum'];
const places = (list: string, names: readonly string[]): readonly string[] =>
  [0, 1, 2].flatMap((place) => names.map((name) => `${list}.${place}.${name}`));
const consistency = ['lambdaMax', 'consistencyIndex', 'consistencyRatio'];

describe('judgments and scores of experts', () => {
  it.each<readonly [string, AnalysisRequest, readonly string[]]>([
    ...methods.map(
      (priorities) =>
        [
          `AHP by ${priorities}`,
          { analysis: 'weights.ahp', inputs: { judgments }, options: { priorities } },
          [
            ...places('elements', ['weight', ...methods]),
            ...places('worst', ['given', 'implied', 'deviation']),
            ...consistency,
            'randomIndex',
          ],
        ] as const,
    ),
    ...['aij', 'aipGeometric', 'aipArithmetic'].map(
      (aggregate) =>
        [
          `judges by ${aggregate}`,
          {
            analysis: 'weights.ahpGroup',
            inputs: { judgments: both },
            options: { aggregate, randomIndex: 'simulated' },
          },
          [
            ...places('elements', ['weight', 'aij', 'aipGeometric', 'aipArithmetic', 'lowest', 'highest']),
            ...['judge', 'lambdaMax', 'consistencyRatio'].map((name) => `judges.1.${name}`),
            ...consistency,
          ],
        ] as const,
    ),
    ...['geometric', 'linear', 'preference'].map(
      (rule) =>
        [
          `ranks by the ${rule} rule`,
          { analysis: 'weights.ranking', inputs: { rankings: ranks }, options: { rule } },
          [
            ...places('elements', ['weight', 'score', 'geometric', 'linear', 'preference']),
            ...places('rules', consistency),
            'consistencyRatio',
          ],
        ] as const,
    ),
    [
      'rounds of scores',
      { analysis: 'weights.expertRounds', inputs: rounds, options: {} },
      [
        ...places('elements', ['weight', 'lowest', 'highest']),
        ...[
          'round',
          'experts',
          'means.1',
          'sds.2',
          'weights.0',
          'w',
          'chiSquare',
          'df',
          'p',
          'spread',
          'largestChange',
        ].map((name) => `rounds.1.${name}`),
      ],
    ],
    [
      'wins',
      { analysis: 'weights.pairedWins', inputs: { wins }, options: { plusOne: true } },
      places('elements', ['weight', 'wins', 'losses']),
    ],
  ])('are put into the formula: %s', (_, request, paths) => {
    const result = runAnalysis(snapshot, request);
    expect(result.status).toBe('ok');
    for (const path of paths) {
      const { worked, value, restsOnForms } = explainNumber(snapshot, result, { path });
      expect(isSame(worked.at(-1)?.value ?? Number.NaN, value!), `${path}: ${worked.at(-1)?.filled}`).toBe(true);
      expect(restsOnForms).toBe(false);
    }
  });

  it('show how a judgment was made before the weights', () => {
    const of = (analysis: string, inputs: AnalysisRequest['inputs']) =>
      explainNumber(snapshot, runAnalysis(snapshot, { analysis, inputs, options: {} }), { path: 'elements.0.weight' });
    expect(of('weights.ahpGroup', { judgments: both }).worked[0]).toMatchObject({
      filled: '(3×2)^(1/2)',
      formula: { zh: '判断值 = 各人判断值的几何平均；如与“服务”相比' },
    });
    expect(of('weights.ranking', { rankings: ranks }).worked[0]!.filled).toMatch(/^9\^\(\(.* − .*\)\/.*\)$/);
  });
});
