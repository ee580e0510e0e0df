import { runAnalysis } from '../../shared/analyses/runAnalysis.ts';
import type { AnalysisRequest } from '../../shared/analyses/types.ts';
import { defaultSettings, simpleDesign, type Snapshot } from '../../shared/model/dataset.ts';
import { indicatorId, variableId } from '../../shared/model/ids.ts';
import type { Indicator } from '../../shared/model/indicator.ts';
import type { Role, Scale, Variable } from '../../shared/model/variable.ts';
import { randomStream } from '../../shared/numeric/random.ts';
import { type Bench, type Figure, timed } from './figures.ts';

const leaves = 18;
const scale = (max: number): Scale => ({ min: 1, max, direction: 'ascending', labels: [], nonAnswers: [] });

/** A survey of 60 questions: 18 indicators felt, expected and rated for importance, overall questions, Kano pairs, two features. */
function study(rows: number): Snapshot {
  const stream = randomStream(2026, rows);
  const indicators: Indicator[] = Array.from({ length: 3 }, (_, i) => ({
    id: indicatorId(`d${i}`),
    parentId: null,
    name: `维度${i + 1}`,
    definition: '',
    weight: 1 / 3,
    order: i,
  }));
  for (let i = 0; i < leaves; i++)
    indicators.push({
      id: indicatorId(`l${i}`),
      parentId: indicatorId(`d${i % 3}`),
      name: `指标${i + 1}`,
      definition: '',
      weight: 1 / 6,
      order: i,
    });
  const variables: Variable[] = [];
  const columns = new Map<Variable['id'], { readonly kind: 'numeric'; readonly values: Float64Array }>();
  const mood = Float64Array.from({ length: rows }, () => 2.5 * stream.normal());
  const add = (role: Role, max: number, indicator: string | null, answer: (row: number) => number): void => {
    const id = variableId(`v${variables.length}`);
    variables.push({
      id,
      name: id,
      label: `${id} ${role}`,
      type: 'number',
      measure: role === 'profile' ? 'nominal' : 'scale',
      role,
      scale: role === 'profile' ? null : scale(max),
      valueLabels: [],
      indicatorId: indicator === null ? null : indicatorId(indicator),
      order: variables.length,
      source: null,
      personal: false,
    });
    // One answer in fifty is missing.
    const value = (row: number): number => Math.min(max, Math.max(1, Math.round(answer(row))));
    columns.set(id, {
      kind: 'numeric',
      values: Float64Array.from({ length: rows }, (_, row) => (stream.integer(50) === 0 ? Number.NaN : value(row))),
    });
  };
  for (const role of ['perception', 'expectation', 'importance'] as const)
    for (let i = 0; i < leaves; i++)
      add(role, 10, `l${i}`, (row) => 6 + (i % 5) / 2 + mood[row]! / 2 + 1.5 * stream.normal());
  for (let i = 0; i < 2; i++) add('overallSatisfaction', 10, null, (row) => 7 + mood[row]! / 1.5 + stream.normal());
  add('kanoFunctional', 5, null, () => 1 + stream.integer(3));
  add('kanoDysfunctional', 5, null, () => 3 + stream.integer(3));
  add('profile', 60, null, () => 1 + stream.integer(6));
  add('profile', 60, null, () => 1 + stream.integer(60));
  return {
    revision: 1,
    rowCount: rows,
    variables,
    columns,
    indicators,
    exclusions: [],
    design: simpleDesign,
    settings: defaultSettings,
    filter: null,
  };
}

/** Heavier work is measured once: it is there to see growth, not milliseconds. */
async function figuresOf(
  rows: number,
  runs: number,
  works: readonly (readonly [string, AnalysisRequest])[],
): Promise<Figure[]> {
  const snapshot = study(rows);
  const figures: Figure[] = [];
  for (const [name, request] of works) {
    if (runs > 1) runAnalysis(snapshot, request);
    const value = await timed(runs, () => runAnalysis(snapshot, request));
    figures.push({ name: `${name}, ${rows.toLocaleString('en')} x 60`, value, unit: 'ms', runs });
  }
  return figures;
}

const ask = (analysis: string, inputs: AnalysisRequest['inputs'] = {}, options: AnalysisRequest['options'] = {}) => ({
  analysis,
  inputs,
  options,
});
const common: readonly (readonly [string, AnalysisRequest])[] = [
  ['index with intervals', ask('csi.index')],
  ['2,000 resamples of 18 quadrant points', ask('improve.certainty', {}, { axis: 'weight' })],
  ['2,000 resamples of 18 points, correlations', ask('improve.certainty', {}, { axis: 'correlation' })],
  ['2,000 resamples of the index', ask('csi.interval')],
  ['weights side by side', ask('weights.duel')],
  ['Kano, one pair by six groups', ask('kano.table', { segment: 'v58' })],
  ['index of 60 groups', ask('index.byFeature', { feature: 'v59' })],
];

/** Index, weights, Kano and the choice of improvements on surveys of 60 questions, from 1,000 to 300,000 forms. */
export const satisfaction: Bench = {
  name: 'satisfaction',
  async run() {
    return [
      ...(await figuresOf(1_000, 5, common)),
      ...(await figuresOf(10_000, 5, common)),
      ...(await figuresOf(100_000, 3, common)),
      ...(await figuresOf(300_000, 1, common)),
    ];
  },
};
