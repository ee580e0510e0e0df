import { findAnalysis } from './shared/analyses/catalogue.ts';
import { proposals } from './shared/analyses/evaluateAll.ts';
import { runAnalysis } from './shared/analyses/runAnalysis.ts';
import { explainNumber } from './shared/explain/explainNumber.ts';
import { locateCell } from './shared/explain/locateCell.ts';
import { sampleSnapshot } from './tests/shared/report/sampleSnapshot.ts';
import { store, askedFor } from './tests/shared/analyses/fullStore.ts';
import { isSame } from './shared/explain/worked/given.ts';
import { valueAt } from './shared/format/sentenceText.ts';
import { variableId } from './shared/model/ids.ts';
// node kinds.local.ts MODE [-v] [pattern...]   MODE: sample|store : plain|survey|frequency|strata|clusters|fpc|all
const [mode = 'sample:plain', ...rest] = process.argv.slice(2);
const [which, design = 'plain'] = mode.split(':');
const verbose = rest.includes('-v');
const only = rest.filter((x) => x !== '-v');
const base: any = which === 'store' ? store : sampleSnapshot();
const n = base.rowCount;
const add = (s: any, name: string, values: Float64Array, patch: any): any => ({
  ...s,
  variables: [...s.variables, { ...s.variables[0], id: variableId(name), name, label: name, role: name === 'wgt' ? 'weight' : name, measure: 'nominal', scale: null, valueLabels: [], indicatorId: null, order: s.variables.length }],
  columns: new Map([...s.columns, [variableId(name), { kind: 'numeric', values }]]),
  design: { ...s.design, ...patch },
});
let snapshot: any = base;
if (['survey', 'all', 'frequency'].includes(design)) snapshot = add(snapshot, 'wgt', Float64Array.from({ length: n }, (_, r) => (r === 9 ? 0 : 1 + (r % 3))), { weight: { variableId: variableId('wgt'), kind: design === 'frequency' ? 'frequency' : 'survey' } });
if (['strata', 'all'].includes(design)) snapshot = add(snapshot, 'stratum', Float64Array.from({ length: n }, (_, r) => (r % 5 < 2 ? 1 : 2)), { stratum: variableId('stratum'), populationSizes: { 1: 400, 2: 900 } });
if (['clusters', 'all'].includes(design)) snapshot = add(snapshot, 'cluster', Float64Array.from({ length: n }, (_, r) => Math.floor(r / 5) + 1), { cluster: variableId('cluster') });
if (design === 'all') snapshot = { ...snapshot, design: { ...snapshot.design, populationSizes: {} } };
if (design === 'fpc') snapshot = { ...snapshot, design: { ...snapshot.design, populationSizes: { '': 800 } } };
const kinds = new Map<string, [number, number, string]>();
const requests: any[] = [...proposals(snapshot)];
if (which === 'store') for (const [analysis, { request }] of Object.entries(askedFor)) requests.push({ analysis, ...request });
if (which === 'store') {
  const by = (role: string) => snapshot.variables.filter((v: any) => v.role === role).map((v: any) => v.id);
  const id = (name: string) => snapshot.variables.find((v: any) => v.name === name)?.id;
  const feature = id('性别');
  requests.push({ analysis: 'describe.multipleResponse', inputs: { items: by('multipleResponse'), by: feature }, options: {} });
  requests.push({ analysis: 'loyalty.nps', inputs: { question: by('loyalty')[0], segment: feature }, options: {} });
  requests.push({ analysis: 'kano.table', inputs: { segment: feature }, options: {} });
  requests.push({ analysis: 'describe.crossTable', inputs: { rows: by('multipleResponse')[0], columns: feature }, options: {} });
  requests.push({ analysis: 'value.delivered', inputs: { value: ['P1', 'P2'], cost: ['P3', 'P4'], segment: feature }, options: {} });
  requests.push({ analysis: 'sample.size', inputs: {}, options: { target: 'twoMeans', populationSize: 1000, margin: 3 } });
  requests.push({ analysis: 'sample.size', inputs: {}, options: { target: 'mean', populationSize: 1000, margin: 3, designEffect: 1.5, returnRate: 0.6 } });
  requests.push({ analysis: 'sample.size', inputs: {}, options: { target: 'twoProportions', margin: 0.1 } });
  requests.push({ analysis: 'sample.returns', inputs: {}, options: { sent: 200 } });
}
for (const request of requests) {
  if (only.length && !only.some((o) => request.analysis.includes(o))) continue;
  const one = runAnalysis(snapshot, request);
  if (one.status !== 'ok') { console.log('not ok', request.analysis, one.reason); continue; }
  const paths = new Set<string>();
  for (const table of findAnalysis(one.analysis)!.tables(one))
    for (const [row, { cells }] of table.rows.entries())
      for (const { key } of table.columns) {
        if (typeof cells[key] !== 'number') continue;
        const path = locateCell(one, table, row, key);
        if (path !== null) paths.add(path);
        else if (verbose) console.log('  nowhere:', one.analysis, table.id, row, key, cells[key]);
      }
  const seen = new Map<string, number>();
  for (const path of paths) {
    const kind = `${one.analysis} ${path.replace(/\.\d+(?=\.|$)/g, '.*')}`;
    if ((seen.get(kind) ?? 0) >= 4) continue;
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    const steps = explainNumber(snapshot, one, { path }).worked;
    const value = valueAt(one.values, path) as number;
    const good = steps.length > 0 && isSame(steps.at(-1)!.value, value);
    if (verbose) console.log(`${good ? 'ok' : '--'} ${one.analysis} ${path} = ${value}\n` + steps.map((s) => `      ${s.formula.zh} | ${s.formula.en} || ${s.filled} = ${s.value}`).join('\n'));
    const k = kinds.get(kind) ?? [0, 0, ''];
    kinds.set(kind, [k[0] + (good ? 1 : 0), k[1] + 1, good ? k[2] : `${path}=${value}`]);
  }
}
let [full, part, none] = [0, 0, 0];
for (const [kind, [good, all, ex]] of kinds) {
  if (good === all) full++; else if (good) part++; else none++;
  if (good < all) console.log(good, all, kind, ex);
}
console.log(mode, { full, part, none, kinds: kinds.size });
