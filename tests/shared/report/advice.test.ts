import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../shared/analyses/types.ts';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import {
  adviceSource,
  adviceTable,
  adviceTargets,
  gainBy,
  gainWay,
  targetOf,
  withGainWay,
  withTargets,
} from '../../../shared/report/advice.ts';
import type { Snapshot } from '../../../shared/model/dataset.ts';
import { readDocument } from '../../../shared/report/readDocument.ts';
import { requestsOf } from '../../../shared/report/requestsOf.ts';
import { resolveReport } from '../../../shared/report/resolve.ts';
import { runsText } from '../../../shared/report/textRuns.ts';
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

/** The table as a reader sees it, every number in it resolved. */
function shownTable(snapshot: Snapshot, node: JsonObject) {
  const document = readDocument({ type: 'doc', content: [node] } as never);
  const { document: resolved, unresolved } = resolveReport(
    document,
    outcomesFor(snapshot, requestsOf(document)),
    'zh-CN',
  );
  expect(unresolved).toEqual([]);
  const [shown] = resolved.content;
  if (shown?.type !== 'table') throw new Error('advice is a table');
  return shown;
}

describe('a table of advice', () => {
  it('stands in the drafted report with reason, gain, measure, owner and date', () => {
    const snapshot = sampleSnapshot();
    const drafted = draftFor(snapshot, 'zh-CN').document['content'] as readonly JsonObject[];
    const own = drafted.find((node) => node['type'] === 'table' && adviceTargets(node) !== null)!;
    expect(adviceSource(own)).toEqual(source);
    const texts = shownTable(snapshot, own).rows.map((cells) =>
      cells.map(({ content: [node] }) => (node?.type === 'paragraph' ? runsText(node.runs) : '')),
    );
    expect(texts[0]).toEqual(['改进对象', '依据', '预期效果', '改进措施', '责任部门', '完成时间']);
    expect(texts[1]![2]).toMatch(/^提高到 \d+\.\d 分，指数预期提高 \d\.\d\d 分$/);
  });

  it('is known by its live numbers, whatever else was changed', () => {
    expect(adviceTargets(table)).toEqual(['b0l1', 'b1l0']);
    expect(targetOf(rows(table)[0]!)).toBeNull();
    expect(adviceTargets(tableNode([[[textNode('甲')]]], [100], { caption: '', head: false }))).toBeNull();
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

  it('reckons the gain by total effects when asked, in words that say so, and back', () => {
    const [head, first, second] = rows(table);
    const cells = rows(first!);
    const edited: JsonObject = {
      ...first!,
      content: cells.with(2, {
        ...cells[2]!,
        content: [
          paragraphNode([textNode('约 '), ...rows(rows(cells[2]!)[0]!).filter(({ type }) => type === 'number')]),
        ],
      }),
    };
    const before: JsonObject = { ...table, content: [head!, edited, second!] };
    const after = withGainWay(before, 'totalEffect', 'zh-CN');
    // What the author wrote says what it said.
    expect(rows(after)[1]).toEqual(edited);
    expect(withGainWay(after, 'composite', 'zh-CN')).toEqual(before);
    const all = withGainWay(table, 'totalEffect', 'zh-CN');
    const by = adviceSource(all)!.gain!;
    expect(by).toEqual({ ...gain, options: { way: 'totalEffect' } });
    expect([gainWay(gain), gainWay(by), gainBy(by, 'composite')]).toEqual(['composite', 'totalEffect', gain]);

    const sample = sampleSnapshot();
    const construct = (name: string, items: readonly string[]) => ({ name, items, mode: 'A', x: 0, y: 0 });
    const snapshot = {
      ...sample,
      model: {
        constructs: [construct('质量', ['q1', 'q2', 'q3']), construct('顾客满意', ['os'])],
        paths: [{ from: '质量', to: '顾客满意' }],
      },
    } as unknown as typeof sample;
    const texts = shownTable(snapshot, all).rows.map((row) =>
      row[2]!.content.map((node) => ('runs' in node ? runsText(node.runs) : '')).join(),
    );
    // 经济性 is in the model; 可靠性 is not, and says so with a dash.
    expect(texts[1]).toMatch(/^提高到 \d+\.\d 分，按模型总效应“顾客满意”指数预期提高 \d\.\d\d 分$/);
    expect(texts[2]).toMatch(/指数预期提高 – 分$/);

    // The effect is that of the model's own importance-performance map.
    const result = runAnalysis(snapshot, by);
    const { indicators, order, target } = result.values as unknown as {
      indicators: readonly { id: string; effect: number | null; rise: number; gain: number | null }[];
      order: readonly number[];
      target: { name: string };
    };
    const pls = runAnalysis(snapshot, { analysis: 'model.pls', inputs: {}, options: { resamples: 0, omission: 0 } });
    const map = (pls.values as unknown as { itemMap: readonly { id: string; importance: number }[] }).itemMap;
    expect(target.name).toBe('顾客满意');
    expect(order).toHaveLength(3);
    for (const [place, question] of ['q1', 'q2', 'q3'].entries()) {
      const own = indicators[place]!;
      expect(own.effect).toBeCloseTo(map.find(({ id }) => id === question)!.importance, 12);
      expect(own.gain).toBeCloseTo(own.effect! * own.rise, 12);
    }
    expect(result.warnings.map(({ code }) => code)).toContain('gain.notInModel');
    const analysis = findAnalysis('improve.expectedGain')!;
    expect(analysis.tables(result)[0]!.notes[1]!.zh).toContain('不是 CSI');
    expect(JSON.stringify(analysis.narrative(result, 'en'))).toContain('total effects');
    expect(runAnalysis(sample, by)).toMatchObject({ status: 'notEstimable', reason: 'noModel' });
    // By composite weight nothing has changed, and results kept from before read as such.
    const old = runAnalysis(snapshot, gain);
    const { way: _way, target: _target, ...kept } = old.values;
    expect(analysis.tables({ ...old, values: kept })).toEqual(analysis.tables(old));
  });

  it('does without the gain where it cannot be had', () => {
    const plain = adviceTable(targets, { csi: csiRequest, gain: null }, 'en');
    expect(rows(rows(plain)[0]!)).toHaveLength(5);
    expect(adviceSource(plain)).toEqual({ csi: csiRequest, gain: null });
  });
});
