import { runAnalysis } from '../../shared/analyses/runAnalysis.ts';
import type { AnalysisRequest } from '../../shared/analyses/types.ts';
import { defaultSettings, type Column, simpleDesign, type Snapshot } from '../../shared/model/dataset.ts';
import { variableId } from '../../shared/model/ids.ts';
import type { Variable } from '../../shared/model/variable.ts';
import { Memo } from '../../shared/model/memo.ts';
import { type Bench, type Figure, timed } from './figures.ts';
import { noTimes, type PeerTask, peerTimes, ratiosOf } from './peers.ts';

const questions = 60;
const features = 20;
const runs = 5;

/** Made-up answers that hang together: a fixed sequence, so that every run sees the same forms. */
function madeUpSurvey(rows: number): Snapshot {
  let state = 12345;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
  const general = Float64Array.from({ length: rows }, () => next() + next() - 1);
  const variables: Variable[] = [];
  const columns = new Map<Variable['id'], Column>();
  const add = (name: string, measure: Variable['measure'], scale: Variable['scale'], values: Float64Array): void => {
    const id = variableId(name);
    variables.push({
      id,
      name,
      label: name,
      type: 'number',
      measure,
      role: measure === 'scale' ? 'perception' : 'profile',
      scale,
      valueLabels: [],
      indicatorId: null,
      order: variables.length,
      source: null,
      personal: false,
    });
    columns.set(id, { kind: 'numeric', values });
  };
  for (let question = 0; question < questions; question++)
    add(
      `Q${question}`,
      'scale',
      { min: 1, max: 10, direction: 'ascending', labels: [], nonAnswers: [] },
      general.map((own) => Math.max(1, Math.min(10, Math.round(7 + 1.6 * own + 3 * (next() - 0.5) + question / 60)))),
    );
  for (let feature = 0; feature < features; feature++)
    add(
      `F${feature}`,
      'nominal',
      null,
      general.map((own) => 1 + Math.floor((2 + (feature % 5)) * Math.min(0.999, Math.max(0, next() + own / 20)))),
    );
  return {
    revision: 1,
    rowCount: rows,
    variables,
    columns,
    indicators: [],
    exclusions: [],
    design: simpleDesign,
    settings: defaultSettings,
    filter: null,
  };
}

const items = (count: number): string[] => Array.from({ length: count }, (_, question) => `Q${question}`);

interface Task {
  readonly name: string;
  readonly requests: readonly AnalysisRequest[];
  /** Fastest of the other programs on 100,000 forms, measured on a machine like ours, milliseconds. */
  readonly peer?: number;
  /** The same in R and PSPP, run where they are installed. */
  readonly elsewhere?: Omit<PeerTask, 'name'>;
}

const crossTables = (pairs: readonly (readonly [string, string])[]): AnalysisRequest[] =>
  pairs.map(([rows, columns]) => ({ analysis: 'describe.crossTable', inputs: { rows, columns }, options: {} }));

const tasks: readonly Task[] = [
  {
    name: 'Pearson, 60 x 60',
    requests: [{ analysis: 'influence.correlation', inputs: { items: items(60) }, options: {} }],
    peer: 360,
    elsewhere: { r: 'cor(as.matrix(d[, 1:60]))', pspp: 'CORRELATIONS /VARIABLES=Q0 TO Q59.' },
  },
  {
    name: '60 cross tables with tests',
    requests: crossTables(items(60).map((name) => [name, 'F3'] as const)),
    peer: 140,
    elsewhere: {
      // table() turns both columns into words first; whole numbers can be counted as they are, many times as fast.
      r: 'for (q in names(d)[1:60]) { t <- matrix(tabulate(d[[q]] + 10L * (d$F3 - 1L), 10L * max(d$F3)), 10); chisq.test(t[rowSums(t) > 0, ]) }',
      pspp: 'CROSSTABS /TABLES=Q0 TO Q59 BY F3 /STATISTICS=CHISQ.',
    },
  },
  {
    name: 'all pairs of 20 features, cross tables',
    requests: crossTables(
      Array.from({ length: features }, (_, a) =>
        Array.from({ length: a }, (_other, b) => [`F${a}`, `F${b}`] as const),
      ).flat(),
    ),
    elsewhere: { r: 'for (a in 61:79) for (b in (a + 1):80) chisq.test(table(d[[a]], d[[b]]))' },
  },
  {
    name: 'analysis of variance with all pairs',
    requests: [{ analysis: 'influence.anova', inputs: { variable: 'Q0', feature: 'F3' }, options: {} }],
    peer: 120,
    elsewhere: {
      r: 'TukeyHSD(aov(Q0 ~ factor(F3), d))',
      pspp: 'ONEWAY /VARIABLES=Q0 BY F3 /POSTHOC=TUKEY.',
    },
  },
  {
    name: 'regression on 20 questions',
    requests: [
      { analysis: 'influence.regression', inputs: { dependent: 'Q0', predictors: items(21).slice(1) }, options: {} },
    ],
    peer: 85,
    elsewhere: {
      r: 'summary(lm(Q0 ~ ., d[, 1:21]))',
      pspp: 'REGRESSION /VARIABLES=Q1 TO Q20 /DEPENDENT=Q0.',
    },
  },
  {
    name: 'banner table, 60 questions by 5 features',
    requests: [
      {
        analysis: 'describe.bannerTable',
        inputs: { items: items(60), breaks: ['F0', 'F1', 'F2', 'F3', 'F4'] },
        options: {},
      },
    ],
  },
];

const peerTasks: readonly PeerTask[] = tasks.map(({ name, elsewhere }) => ({ name, ...elsewhere }));

const columnsOf = (snapshot: Snapshot): ReadonlyMap<string, Float64Array> =>
  new Map(
    snapshot.variables.flatMap(({ id, name }): [string, Float64Array][] => {
      const column = snapshot.columns.get(id);
      return column?.kind === 'numeric' ? [[name, column.values]] : [];
    }),
  );

/** The classical analyses from request to result, as the screen asks for them; growth from 1,000 to 300,000 forms. */
export const analyses: Bench = {
  name: 'analyses',
  async run() {
    const figures: Figure[] = [];
    for (const rows of [1000, 10_000, 100_000, 300_000]) {
      const snapshot = madeUpSurvey(rows);
      const elsewhere = rows === 100_000 ? peerTimes(columnsOf(snapshot), peerTasks) : noTimes;
      for (const task of tasks) {
        const value = await timed(runs, () => {
          // As in the program: requests on the same data share their decoded columns.
          const shared = { ...snapshot, memo: new Memo() };
          for (const request of task.requests) runAnalysis(shared, request);
        });
        const aim = rows === 100_000 && task.peer !== undefined ? { aim: task.peer / 10 } : {};
        figures.push({ name: `${task.name}, ${rows.toLocaleString('en')} forms`, value, unit: 'ms', runs, ...aim });
        if (rows === 100_000 && task.peer !== undefined)
          figures.push({ name: `${task.name}: fastest peer over ours`, value: task.peer / value, unit: 'ratio', runs });
        figures.push(...ratiosOf(elsewhere, task.name, value));
      }
    }
    return figures;
  },
};
