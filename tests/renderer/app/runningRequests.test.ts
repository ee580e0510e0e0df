import { expect, it } from 'vitest';
import { runningRequests } from '../../../renderer/app/runningRequests.ts';
import { flatItems, hasIndex } from '../../../shared/analyses/projectIndex.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import { valueAt } from '../../../shared/format/sentenceText.ts';
import { sampleSnapshot } from '../../shared/report/sampleSnapshot.ts';

it('asks for the index and the alpha of the same questions, with a tree and without', () => {
  const withTree = sampleSnapshot();
  const flat = {
    ...withTree,
    indicators: [],
    variables: withTree.variables.map((one) => ({ ...one, indicatorId: null })),
  };
  expect(hasIndex(flat)).toBe(false);
  const [tree, none] = [withTree, flat].map((snapshot) => {
    const items = hasIndex(snapshot) ? [] : flatItems(snapshot.variables);
    const [index, alpha] = runningRequests(items).map((request) => runAnalysis(snapshot, request));
    expect(valueAt(index!.values, 'overall.index')).toEqual(expect.any(Number));
    return [valueAt(alpha!.values, 'overall.alpha'), valueAt(alpha!.values, 'overall.k')];
  });
  expect(tree![0]).toEqual(expect.any(Number));
  // The same nine questions, with or without their indicators.
  expect(none).toEqual(tree);
});
