import { expect, it } from 'vitest';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { outcomesFor } from './outcomes.ts';
import { sampleSnapshot } from './sampleSnapshot.ts';

const hebrew = 'סניף 3 (צפון)';
const isolated = `\u2068${hebrew}\u2069`;

it('sets it apart in the titles of tables and figures', () => {
  const snapshot = sampleSnapshot();
  const request = { analysis: 'index.byFeature', inputs: { feature: 'sex' }, options: {} };
  const [outcome] = outcomesFor(snapshot, [request]).values();
  if (!outcome?.ok) throw new Error(JSON.stringify(outcome));
  const result = { ...outcome.result, labels: { ...outcome.result.labels, sex: hebrew } };
  const analysis = findAnalysis(request.analysis)!;
  expect(analysis.tables(result)[0]!.title).toEqual({ zh: `${isolated}与满意度指数`, en: `Index by ${isolated}` });
  expect(analysis.figures(result, 'en').map(({ title }) => title)).toContain(`Index by ${isolated}`);
});
