import { describe, expect, it } from 'vitest';
import { InputError } from '../../../shared/model/errors.ts';
import { variableId } from '../../../shared/model/ids.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { readDocument } from '../../../shared/report/readDocument.ts';
import { requestsOf } from '../../../shared/report/requestsOf.ts';
import { resolveReport } from '../../../shared/report/resolve.ts';
import { reportOfSegment, segmentsOf, withoutUntold } from '../../../shared/report/segments.ts';
import { csiRequest } from './everyNode.ts';
import { draftFor, outcomesFor } from './outcomes.ts';
import { sampleSnapshot } from './sampleSnapshot.ts';

const snapshot = sampleSnapshot();
const sex = variableId('sex');
const changed = (changes: Partial<Variable>) => ({
  ...snapshot,
  variables: snapshot.variables.map((one) => (one.id === sex ? { ...one, ...changes } : one)),
});
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof InputError) return error.code;
    throw error;
  }
  return '';
};

describe('segments', () => {
  it('are the answers with their forms in use: excluded and filtered forms count nowhere', () => {
    expect(segmentsOf(snapshot, sex)).toEqual([
      { value: 1, label: '男', n: 59 },
      { value: 2, label: '女', n: 59 },
    ]);
    const filter = Uint8Array.from({ length: snapshot.rowCount }, (_, row) => (row < 10 ? 1 : 0));
    expect(segmentsOf({ ...snapshot, filter }, sex).map(({ n }) => n)).toEqual([4, 4]);
  });

  it('of a text question are its texts', () => {
    const columns = new Map(snapshot.columns);
    const codes = Int32Array.from({ length: snapshot.rowCount }, (_, row) => (row % 3) - 1);
    columns.set(sex, { kind: 'text', codes, dictionary: ['东湖店', '西城店'] });
    const text = { ...changed({ type: 'text', valueLabels: [] }), columns };
    const segments = segmentsOf(text, sex);
    expect(segments.map(({ value, label }) => [value, label])).toEqual([
      ['东湖店', '东湖店'],
      ['西城店', '西城店'],
    ]);
    expect(segments.reduce((sum, { n }) => sum + n, 0)).toBe(79);
  });

  it('are not made of personal data, nor of answers that are hardly ever the same', () => {
    expect(codeOf(() => segmentsOf(changed({ personal: true }), sex))).toBe('report.segmentPersonal');
    const columns = new Map(snapshot.columns);
    const rowCount = 2000;
    columns.set(sex, { kind: 'numeric', values: Float64Array.from({ length: rowCount }, (_, row) => row) });
    const ids = { ...changed({ scale: null, valueLabels: [] }), rowCount, columns, exclusions: [] };
    expect(codeOf(() => segmentsOf(ids, sex))).toBe('report.segmentTooMany');
  });
});

describe('the report of a segment', () => {
  const report = draftFor(snapshot, 'zh-CN');
  const variable = snapshot.variables.find(({ id }) => id === sex)!;
  const own = reportOfSegment(report, variable, '女');

  it('names it on the cover, and leaves out what compares it with the others', () => {
    const text = JSON.stringify(own.document);
    const titles = readDocument(own.document).content.slice(0, 2);
    expect(titles.map(({ type }) => type)).toEqual(['title', 'subtitle']);
    expect(text).toContain('性别：女');
    expect(JSON.stringify(report.document)).toContain('"feature":"sex"');
    expect(text).not.toContain('"feature":"sex"');
    expect(reportOfSegment({ ...report, locale: 'en' }, variable, 'F').document).toEqual(
      expect.objectContaining({ type: 'doc' }),
    );
  });

  it('keeps the words of the author, and says only what its own results say', () => {
    const extra = {
      ...own.document,
      content: [
        ...(own.document['content'] as readonly object[]),
        { type: 'paragraph', content: [{ type: 'text', text: '作者的话' }] },
        { type: 'finding', attrs: { request: csiRequest, index: 40 } },
        {
          type: 'bulletList',
          content: [
            {
              type: 'listItem',
              content: [
                { type: 'figure', attrs: { request: csiRequest, figureId: 'gone', caption: null, widthMm: 150 } },
              ],
            },
          ],
        },
        { type: 'resultTable', attrs: { request: csiRequest, tableId: 'gone', caption: null } },
      ],
    };
    const document = readDocument(extra as never);
    const outcomes = outcomesFor(snapshot, requestsOf(document));
    expect(resolveReport(document, outcomes, 'zh-CN').unresolved).toHaveLength(3);
    const kept = withoutUntold(document, outcomes, 'zh-CN');
    expect(resolveReport(kept, outcomes, 'zh-CN').unresolved).toEqual([]);
    expect(JSON.stringify(kept)).toContain('作者的话');
    // A request without any result is no silence but a fault.
    expect(
      resolveReport(withoutUntold(document, new Map(), 'zh-CN'), new Map(), 'zh-CN').unresolved.length,
    ).toBeGreaterThan(3);
  });
});
