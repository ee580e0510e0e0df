import { describe, expect, it } from 'vitest';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { proposals } from '../../../shared/analyses/evaluateAll.ts';
import { findingsOf } from '../../../shared/analyses/findings.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { AnalysisResult, Sentence } from '../../../shared/analyses/types.ts';
import { explainNumber } from '../../../shared/explain/explainNumber.ts';
import { isSame } from '../../../shared/explain/worked/given.ts';
import { valueAt } from '../../../shared/format/sentenceText.ts';
import { sampleSnapshot } from '../report/sampleSnapshot.ts';

const snapshot = sampleSnapshot();
const evaluations = proposals(snapshot).flatMap((request) => {
  const result = runAnalysis(snapshot, request);
  return result.status === 'ok' ? [{ request, result }] : [];
});

/** Numbers a sentence shows that no formula with values stands for. */
function unexplained({ parts }: Sentence, result: AnalysisResult): readonly string[] {
  return parts.flatMap((part) => {
    if (typeof part === 'string' || typeof valueAt(result.values, part.path) !== 'number') return [];
    const { worked, value } = explainNumber(snapshot, result, { path: part.path });
    const last = worked.at(-1);
    return last && isSame(last.value, value!) ? [] : [`${result.analysis} ${part.path}`];
  });
}

describe('a number in a sentence', () => {
  it.each(evaluations.map(({ result }) => [result.analysis, result] as const))(
    'of %s shows the values that give it',
    (_analysis, result) => {
      const sentences = findAnalysis(result.analysis)!.narrative(result, 'zh-CN');
      expect(sentences.flatMap((sentence) => unexplained(sentence, result))).toEqual([]);
    },
  );

  it('of the summary of a whole evaluation shows the values that give it', () => {
    const findings = findingsOf(evaluations);
    expect(findings.length).toBeGreaterThan(5);
    for (const { request, sentence } of findings) {
      const { result } = evaluations.find((one) => one.request === request)!;
      expect(unexplained(sentence('zh-CN'), result)).toEqual([]);
    }
  });
});
