import { describe, expect, it } from 'vitest';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { AnalysisRequest, JsonObject } from '../../../shared/analyses/types.ts';
import { nameOfNumber } from '../../../shared/explain/nameOfNumber.ts';
import { sampleSnapshot } from '../report/sampleSnapshot.ts';

const result = runAnalysis(sampleSnapshot(), { analysis: 'csi.index', inputs: {}, options: {} } as AnalysisRequest);

describe('a number in words', () => {
  it('says of what it is and which quantity, by place or by id', () => {
    const [node] = result.values['nodes'] as readonly JsonObject[];
    const label = result.labels[String(node!['id'])];
    expect(label).toBeTruthy();
    expect(nameOfNumber(result, 'nodes.0.compositeWeight', 'zh-CN')).toBe(`${label} · 综合权重`);
    expect(nameOfNumber(result, `nodes.id=${String(node!['id'])}.compositeWeight`, 'en')).toBe(
      `${label} · composite weight`,
    );
  });

  it('is empty where nothing has a name', () => {
    expect(nameOfNumber(result, 'nowhere.at.all', 'zh-CN')).toBe('');
  });
});
