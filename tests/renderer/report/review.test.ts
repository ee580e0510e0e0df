import { getSchema } from '@tiptap/core';
import { describe, expect, it } from 'vitest';
import { nextNumber } from '../../../renderer/components/numberCells.ts';
import { fromEditor, toEditor } from '../../../renderer/features/report/documentJson.ts';
import { askedOfCell, askedOfFinding, askedOfNumber } from '../../../renderer/features/report/explainNode.ts';
import { reportExtensions } from '../../../renderer/features/report/reportNodes.ts';
import { wordChanges } from '../../../renderer/features/report/wordChanges.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import { valueAt } from '../../../shared/format/sentenceText.ts';
import { originNow } from '../../../shared/report/editedSentence.ts';
import { draftedNode, textNode } from '../../../shared/report/templateBlocks.ts';
import { csiRequest } from '../../shared/report/everyNode.ts';
import { outcomesFor } from '../../shared/report/outcomes.ts';
import { sampleSnapshot } from '../../shared/report/sampleSnapshot.ts';

const snapshot = sampleSnapshot();
const live = { outcomes: outcomesFor(snapshot, [csiRequest]), locale: 'zh-CN' as const, figureStyles: {} };
const attrs = { request: csiRequest } as never as Record<string, never>;

describe('before and after', () => {
  const marked = (before: string, after: string) => {
    const parts = wordChanges(before, after);
    const show = (list: typeof parts.before): string =>
      list.map((one) => (one.changed ? `[${one.text}]` : one.text)).join('');
    return [show(parts.before), show(parts.after)];
  };

  it('marks whole numbers and words, and nothing else', () => {
    expect(marked('得分最低的是“价格”（61.2）', '得分最低的是“环境”（61.9）')).toEqual([
      '得分最低的是“[价格]”（[61.2]）',
      '得分最低的是“[环境]”（[61.9]）',
    ]);
    expect(marked('p = .012, clear', 'p <.001, clear')).toEqual(['p [= .012], clear', 'p [<.001], clear']);
    expect(marked('同', '同')).toEqual(['同', '同']);
    expect(marked('', '新')).toEqual(['', '[新]']);
  });
});

describe('numbers of a table by keyboard', () => {
  const cells = [
    ['甲', 1, null, 2],
    ['乙', '–', 3, 4],
  ];
  const size = { rows: 2, columns: 4 };
  const isNumber = (row: number, column: number): boolean => typeof cells[row]![column] === 'number';
  const go = (row: number, column: number, key: string) => nextNumber({ row, column }, key, size, isNumber);

  it('go from number to number, past what is none, and stay at the edge', () => {
    expect(nextNumber(null, 'ArrowDown', size, isNumber)).toEqual({ row: 0, column: 1 });
    expect(go(0, 1, 'ArrowRight')).toEqual({ row: 0, column: 3 });
    expect(go(0, 3, 'ArrowDown')).toEqual({ row: 1, column: 3 });
    expect(go(1, 3, 'ArrowLeft')).toEqual({ row: 1, column: 2 });
    expect(go(0, 1, 'ArrowDown')).toEqual({ row: 0, column: 1 });
    expect(nextNumber(null, 'ArrowUp', size, () => false)).toBeNull();
  });
});

describe('what the editor keeps', () => {
  it('holds the marks of drafted and taken-over paragraphs', () => {
    const told = originNow({ request: csiRequest, index: 0 }, live.outcomes, 'zh-CN')?.told ?? null;
    const taken = {
      type: 'paragraph',
      attrs: { origin: { request: csiRequest, index: 0, told }, drafted: false },
      content: [textNode('我们认为')],
    };
    const schema = getSchema(reportExtensions);
    const node = schema.nodeFromJSON(
      toEditor({ type: 'doc', content: [draftedNode([textNode('甲')]), taken] } as never),
    );
    node.check();
    const [first, second] = fromEditor(node.toJSON())['content'] as unknown as { attrs: Record<string, unknown> }[];
    expect(first!.attrs['drafted']).toBe(true);
    expect(second!.attrs['origin']).toEqual(taken.attrs.origin);
  });
});

describe('what is asked for in the report', () => {
  const result = runAnalysis(snapshot, csiRequest);

  it('is the number as it stands there', () => {
    expect(askedOfNumber({ ...attrs, path: 'overall.index', format: 'number2' } as never, live)).toMatchObject({
      target: { path: 'overall.index' },
      shown: { text: expect.stringMatching(/^\d\d\.\d\d$/), format: 'number2', locale: 'zh-CN' },
    });
    expect(askedOfNumber({ ...attrs, path: 'overall.nothing', format: 'number2' } as never, live)).toBeNull();
    for (const asked of askedOfFinding({ ...attrs, index: 0 } as never, live))
      expect('path' in asked.target && typeof valueAt(result.values, asked.target.path)).toBe('number');
    expect(askedOfFinding({ ...attrs, index: 99 } as never, live)).toEqual([]);
  });

  it('is a cell only where the table has a number', () => {
    const table = { ...attrs, tableId: 'indicators' } as never;
    expect(askedOfCell(table, live, 0, 3)?.target).toEqual({ tableId: 'indicators', row: 0, column: 'score' });
    expect(askedOfCell(table, live, 0, 0)).toBeNull();
    expect(askedOfCell(table, live, 99, 3)).toBeNull();
  });
});
