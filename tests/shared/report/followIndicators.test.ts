import { describe, expect, it } from 'vitest';
import { canonicalJson, figureKey } from '../../../shared/report/requestKey.ts';
import { followIndicators, isWithoutIndicators } from '../../../shared/report/followIndicators.ts';
import { readDocument } from '../../../shared/report/readDocument.ts';
import { requestsOf } from '../../../shared/report/requestsOf.ts';
import { resolveReport } from '../../../shared/report/resolve.ts';
import type { StoredReport } from '../../../shared/model/project.ts';
import type { Snapshot } from '../../../shared/model/dataset.ts';
import { draftFor, outcomesFor } from './outcomes.ts';
import { sampleSnapshot } from './sampleSnapshot.ts';

const measured = sampleSnapshot();
/** The same survey before its indicators were set. */
const before: Snapshot = {
  ...measured,
  indicators: [],
  variables: measured.variables.map((one) => ({ ...one, indicatorId: null })),
};
const requestsIn = ({ document }: StoredReport) => requestsOf(readDocument(document));
const indexOf = (report: StoredReport) => requestsIn(report).find(({ analysis }) => analysis === 'csi.index')!;

describe('a report drafted before the indicator system', () => {
  const index = (report: StoredReport): string => figureKey(indexOf(report), 'indicators');
  const drafted = draftFor(before, 'zh-CN');
  const report: StoredReport = { ...drafted, figureStyles: { [index(drafted)]: { title: '各题得分' } } };
  const followed = followIndicators(report, measured);

  it('is told by the questions it takes themselves, once there is one', () => {
    expect(isWithoutIndicators(requestsIn(report), before)).toBe(false);
    expect(isWithoutIndicators(requestsIn(report), measured)).toBe(true);
    expect(isWithoutIndicators(requestsIn(followed), measured)).toBe(false);
    expect(isWithoutIndicators(requestsIn(draftFor(measured, 'zh-CN')), measured)).toBe(false);
  });

  it('takes its index from the system, and leaves nothing unanswered', () => {
    const outcomes = outcomesFor(measured, requestsIn(followed));
    expect(indexOf(followed).inputs).toEqual({});
    const { unresolved } = resolveReport(readDocument(followed.document), outcomes, 'zh-CN');
    expect(unresolved).toEqual([]);
    expect(followed.figureStyles).toEqual({ [index(followed)]: { title: '各题得分' } });
  });

  it('leaves a chosen part of the questions, and every word, alone', () => {
    const [question, ...others] = indexOf(report).inputs['items'] as readonly string[];
    const chosen = { analysis: 'csi.index', inputs: { items: others }, options: {} };
    expect(question).toBeTruthy();
    expect(isWithoutIndicators([chosen as never], measured)).toBe(false);
    const words = (document: unknown): readonly string[] =>
      [...canonicalJson(document).matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text!);
    expect(words(followed.document)).toEqual(words(report.document));
  });
});
