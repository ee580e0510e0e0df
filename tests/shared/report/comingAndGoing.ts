import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { AnalysisResult, JsonObject } from '../../../shared/analyses/types.ts';
import { originNow } from '../../../shared/report/editedSentence.ts';
import { requestKey } from '../../../shared/report/requestKey.ts';
import type { Outcomes } from '../../../shared/report/resolve.ts';
import { findingNode } from '../../../shared/report/templateBlocks.ts';
import { sampleSnapshot } from './sampleSnapshot.ts';

export const request = { analysis: 'sample.returns', inputs: {}, options: {} };
const result = runAnalysis(sampleSnapshot(), request);
const doubts = [{ code: 'check.speeders', title: { zh: '作答过快', en: 'Too fast' }, count: 3 }];
const reasons = [{ code: 'duplicate', note: '重复答卷', count: 2, share: 1 }];
const day = Date.UTC(2026, 8, 1);

/** The response figures with sentences that come and go: the days of answering, doubted forms, rejected forms. */
export const returns = (changes: object): Outcomes => {
  const values = { ...result.values, answeredFrom: null, answeredTo: null, doubted: 0, doubts: [], reasons: [] };
  const changed: AnalysisResult = { ...result, values: { ...values, ...changes } as JsonObject };
  return new Map([[requestKey(request), { ok: true as const, result: changed }]]);
};
export const all = returns({ answeredFrom: day, answeredTo: day, doubted: 3, doubts, rejected: 2, reasons });
export const undated = returns({ doubted: 4, doubts, rejected: 2, reasons });
export const clean = returns({ rejected: 5, reasons });

export const doubted = originNow({ request, index: 2 }, all, 'zh-CN')!;
export const node = findingNode(request, doubted.index, doubted);
export const byPlace = findingNode(request, 2);
