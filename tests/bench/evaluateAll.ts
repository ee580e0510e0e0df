import { evaluateAll } from '../../shared/analyses/evaluateAll.ts';
import { findAnalysis } from '../../shared/analyses/catalogue.ts';
import { runAnalysis } from '../../shared/analyses/runAnalysis.ts';
import { indicatorId, variableId } from '../../shared/model/ids.ts';
import { type Column, defaultSettings, simpleDesign, type Snapshot } from '../../shared/model/dataset.ts';
import { uncontrolled } from '../../shared/model/runControl.ts';
import type { Variable } from '../../shared/model/variable.ts';
import { type ComputeSource, createComputePool } from '../../electron/jobs/computePool.ts';
import { toShared } from '../../electron/storage/memoryColumn.ts';
import { chineseSegmenter } from '../../electron/jobs/chineseSegmenter.ts';
import { randomStream } from '../../shared/numeric/random.ts';
import { type Bench, type Figure, timed } from './figures.ts';

const rated = 54;
const features = 5;
const phrases = [
  '收银排队时间太长',
  '蔬菜很新鲜',
  '停车位不够用',
  '员工态度热情',
  '价格比别处贵',
  '希望多做促销',
  '通道有点拥挤',
];

/** 54 rating questions on 18 indicators under three heads, 5 features, one open comment. */
function survey(forms: number): Snapshot {
  const stream = randomStream(7);
  const columns = new Map<Variable['id'], Column>();
  const variables: Variable[] = [];
  const scale = { min: 1, max: 10, direction: 'ascending' as const, labels: [], nonAnswers: [] };
  const mood = Float64Array.from({ length: forms }, () => stream.normal());
  const add = (part: Partial<Variable>, column: Column): void => {
    const order = variables.length;
    const id = variableId(`v${order}`);
    const name = `Q${order}`;
    const base = { id, name, label: name, type: 'number', measure: 'scale', role: 'none', scale: null } as const;
    variables.push({ ...base, valueLabels: [], indicatorId: null, order, source: null, personal: false, ...part });
    columns.set(id, column);
  };
  const roles = ['perception', 'expectation', 'importance'] as const;
  for (let place = 0; place < rated; place++) {
    const values = mood.map((one) => Math.min(10, Math.max(1, Math.round(7 + one + 1.5 * stream.normal()))));
    const indicator = indicatorId(`leaf${place % 18}`);
    add({ role: roles[Math.floor(place / 18)]!, scale, indicatorId: indicator }, { kind: 'numeric', values });
  }
  for (let place = 0; place < features; place++)
    add(
      { role: 'profile', type: 'text', measure: 'nominal' },
      {
        kind: 'text',
        codes: Int32Array.from({ length: forms }, () => stream.integer(place + 2)),
        dictionary: Array.from({ length: place + 2 }, (_, group) => `组${group}`),
      },
    );
  add(
    { role: 'openComment', type: 'text', measure: 'nominal' },
    {
      kind: 'text',
      codes: Int32Array.from({ length: forms }, (_, row) => row),
      dictionary: Array.from({ length: forms }, (_, row) => {
        const [one, two] = [phrases[stream.integer(7)]!, phrases[stream.integer(7)]!];
        return `${one}，${two}${row}`;
      }),
    },
  );
  const leaf = (place: number) => ({
    id: indicatorId(`leaf${place}`),
    name: `指标${place}`,
    weight: 1 / 6,
    order: place,
  });
  const heads = [0, 1, 2].map((place) => ({
    id: indicatorId(`head${place}`),
    name: `方面${place}`,
    weight: 1 / 3,
    order: place,
  }));
  return {
    revision: 1,
    rowCount: forms,
    variables,
    columns,
    indicators: [
      ...heads.map((head) => ({ ...head, parentId: null, definition: '' })),
      ...Array.from({ length: 18 }, (_, place) => ({ ...leaf(place), parentId: heads[place % 3]!.id, definition: '' })),
    ],
    exclusions: [],
    design: simpleDesign,
    settings: defaultSettings,
    filter: null,
  };
}

/** The same through the program's compute workers: the first time with their start, and the median of some more. */
async function poolTimes(data: Snapshot, runs: number): Promise<{ readonly first: number; readonly again: number }> {
  const { revision, rowCount, variables, indicators, exclusions, design, settings } = data;
  const source: ComputeSource = {
    projectId: 'bench',
    revision,
    rowCount,
    factsVersion: 1,
    facts: () => ({ variables, indicators, exclusions, design, settings, model: null, conditions: [] }),
    steps: [],
    stepsVersion: 1,
    columns: new Map([...data.columns].map(([id, column]) => [id, { column: toShared(column), version: 1 }])),
  };
  const pool = createComputePool();
  try {
    const first = await timed(1, () => pool.evaluateAll(() => source, {}));
    const again = await timed(runs, () => pool.evaluateAll(() => source, {}));
    return { first, again };
  } finally {
    await pool.close();
  }
}

/** Every applicable analysis over 10,000 x 60, and 10,000 different comments. */
export const evaluateEverything: Bench = {
  name: 'evaluate everything',
  async run() {
    const data = survey(10_000);
    const control = { ...uncontrolled, segmenter: chineseSegmenter };
    const comments = { analysis: 'text.comments', inputs: { question: commentQuestion(data) }, options: {} };
    runAnalysis(data, comments, control);
    const results = evaluateAll(data, control).length;
    const spent = new Map<string, number>();
    let [current, since] = ['', performance.now()];
    const timing = {
      ...control,
      report: (_done: number, _total: number, phase: string): void => {
        const now = performance.now();
        spent.set(current, (spent.get(current) ?? 0) + now - since);
        [current, since] = [phase, now];
      },
    };
    evaluateAll(data, timing);
    const slowest = [...spent].toSorted((a, b) => b[1] - a[1]).slice(0, 5);
    const together = await poolTimes(data, 5);
    const growth: Figure[] = [];
    for (const forms of [1000, 100_000, 300_000])
      growth.push({
        name: `everything on ${forms.toLocaleString('en')} x 60 as the program does it, again`,
        value: (await poolTimes(survey(forms), 1)).again,
        unit: 'ms',
        runs: 1,
      });
    return [
      {
        name: 'everything on 10,000 x 60 as the program does it, first time after its start',
        value: together.first,
        unit: 'ms',
        runs: 1,
      },
      {
        name: 'everything on 10,000 x 60 as the program does it, again',
        value: together.again,
        unit: 'ms',
        runs: 5,
        aim: 1000,
      },
      ...growth,
      {
        name: `everything on 10,000 x 60 on one thread, ${results} results`,
        value: await timed(5, () => evaluateAll(data, control)),
        unit: 'ms',
        runs: 5,
        aim: 1000,
      },
      ...slowest.map(([id, value]) => ({
        name: `of it ${findAnalysis(id)?.title.en ?? id}`,
        value,
        unit: 'ms' as const,
        runs: 1,
      })),
      {
        name: '10,000 different comments',
        value: await timed(5, () => runAnalysis(data, comments, control)),
        unit: 'ms',
        runs: 5,
        aim: 1000,
      },
    ];
  },
};

const commentQuestion = (data: Snapshot): string => data.variables.at(-1)!.id;
