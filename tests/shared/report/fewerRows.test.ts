import { describe, expect, it } from 'vitest';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { AnalysisResult } from '../../../shared/analyses/types.ts';
import { fewerRows } from '../../../shared/report/slides/fewerRows.ts';
import { csiRequest } from './everyNode.ts';
import { sampleSnapshot } from './sampleSnapshot.ts';

const snapshot = sampleSnapshot();
const rowsDrawn = (result: AnalysisResult, id: string): readonly unknown[] =>
  findAnalysis(result.analysis)!
    .figures(result, 'zh-CN')
    .find((figure) => figure.id === id)!.data[0]!['y'] as readonly unknown[];
/** The result as if its list named so many indicators. */
const withMany = (result: AnalysisResult, list: string, count: number): AnalysisResult => ({
  ...result,
  values: { ...result.values, [list]: Array.from({ length: count }, (_, place) => place % 9) },
});

describe('rows of a chart on a slide', () => {
  const index = runAnalysis(snapshot, csiRequest);
  const gap = runAnalysis(snapshot, { analysis: 'describe.expectationGap', inputs: {}, options: {} });

  it('stay where they can be read', () => {
    expect(fewerRows(index, 'leaves', undefined)).toBeNull();
    expect(fewerRows(withMany(index, 'lowest', 16), 'leaves', undefined)).toBeNull();
    expect(fewerRows(withMany(index, 'lowest', 40), 'first', undefined)).toBeNull();
  });

  it('are both ends of very many scores, and the largest of very many gaps', () => {
    const many = withMany(index, 'lowest', 40);
    const fewer = fewerRows(many, 'leaves', undefined)!;
    const places = many.values['lowest'] as readonly number[];
    expect(fewer.result.values['lowest']).toEqual([...places.slice(0, 8), ...places.slice(32)]);
    expect(rowsDrawn(fewer.result, 'leaves')).toHaveLength(16);
    const gaps = fewerRows(withMany(gap, 'ranked', 40), 'gaps', undefined)!;
    expect(gaps.result.values['ranked']).toHaveLength(16);
    expect(gaps.caption.zh).toContain('差距最大的 16 个指标');
    expect(fewer.caption.zh).toBe('得分最低、最高的各 8 个末级指标，由低到高');
    const { caption } = fewerRows(many, 'leaves', { order: 'descending' })!;
    expect(caption).toEqual({
      zh: '得分最低、最高的各 8 个末级指标',
      en: 'The 8 lowest and the 8 highest lowest-level indicators',
    });
  });
});
