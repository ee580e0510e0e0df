import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../shared/analyses/types.ts';
import { adviceSource, adviceTable, adviceTargets, targetOf, withTargets } from '../../../shared/report/advice.ts';
import { readDocument } from '../../../shared/report/readDocument.ts';
import { requestsOf } from '../../../shared/report/requestsOf.ts';
import { resolveReport, runsText } from '../../../shared/report/resolve.ts';
import { paragraphNode, tableNode, textNode } from '../../../shared/report/templateBlocks.ts';
import { csiRequest } from './everyNode.ts';
import { draftFor, outcomesFor } from './outcomes.ts';
import { sampleSnapshot } from './sampleSnapshot.ts';

const gain = { analysis: 'improve.expectedGain', inputs: {}, options: {} };
const source = { csi: csiRequest, gain };
const targets = [
  { id: 'b0l1', label: '经济性' },
  { id: 'b1l0', label: '可靠性' },
];
const table = adviceTable(targets, source, 'zh-CN');
const rows = (of: JsonObject) => of['content'] as readonly JsonObject[];

describe('a table of advice', () => {
  it('stands in the drafted report with reason, gain, measure, owner and date', () => {
    const snapshot = sampleSnapshot();
    const drafted = draftFor(snapshot, 'zh-CN').document['content'] as readonly JsonObject[];
    const own = drafted.find((node) => node['type'] === 'table' && adviceTargets(node) !== null)!;
    expect(adviceSource(own)).toEqual(source);
    const document = readDocument({ type: 'doc', content: [own] } as never);
    const { document: resolved, unresolved } = resolveReport(
      document,
      outcomesFor(snapshot, requestsOf(document)),
      'zh-CN',
    );
    expect(unresolved).toEqual([]);
    const [shown] = resolved.content;
    if (shown?.type !== 'table') throw new Error('advice is a table');
    const texts = shown.rows.map((cells) =>
      cells.map(({ content: [node] }) => (node?.type === 'paragraph' ? runsText(node.runs) : '')),
    );
    expect(texts[0]).toEqual(['改进对象', '依据', '预期效果', '改进措施', '责任部门', '完成时间']);
    expect(texts[1]![2]).toMatch(/^提高到 \d+\.\d 分，CSI 预期提高 \d\.\d\d 分$/);
  });

  it('is known by its live numbers, whatever else was changed', () => {
    expect(adviceTargets(table)).toEqual(['b0l1', 'b1l0']);
    expect(targetOf(rows(table)[0]!)).toBeNull();
    expect(adviceTargets(tableNode([[[textNode('甲')]]], [100], { head: false }))).toBeNull();
    expect(adviceSource(paragraphNode([textNode('甲')]))).toBeNull();
  });

  it('keeps the rows the author edited byte for byte when the targets change', () => {
    const [head, first, second] = rows(table);
    const cells = rows(first!);
    const edited: JsonObject = {
      ...first!,
      content: [
        ...cells.slice(0, 3),
        { ...cells[3]!, content: [paragraphNode([textNode('增开收银台')])] },
        ...cells.slice(4),
      ],
    };
    const own = {
      type: 'tableRow',
      content: cells.map((cell) => ({ ...cell, content: [paragraphNode([textNode('另')])] })),
    };
    const before: JsonObject = { ...table, content: [head!, edited, own, second!] };
    const after = withTargets(before, [targets[0]!, { id: 'b1l2', label: '保证性' }], 'zh-CN');
    expect(
      rows(after)
        .slice(0, 3)
        .map((row) => JSON.stringify(row)),
    ).toEqual([head, edited, own].map((row) => JSON.stringify(row)));
    expect(adviceTargets(after)).toEqual(['b0l1', 'b1l2']);
    expect(rows(after)).toHaveLength(4);
    expect(JSON.stringify(withTargets(after, [targets[0]!, { id: 'b1l2', label: '保证性' }], 'zh-CN'))).toBe(
      JSON.stringify(after),
    );
  });

  it('does without the gain where it cannot be had', () => {
    const plain = adviceTable(targets, { csi: csiRequest, gain: null }, 'en');
    expect(rows(rows(plain)[0]!)).toHaveLength(5);
    expect(adviceSource(plain)).toEqual({ csi: csiRequest, gain: null });
  });
});
