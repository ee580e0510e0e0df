import { getSchema } from '@tiptap/core';
import { describe, expect, it } from 'vitest';
import { sliceOf } from '../../../renderer/features/report/drag/resultDrop.ts';
import { toEditor } from '../../../renderer/features/report/documentJson.ts';
import { nodeAt, positionOf } from '../../../renderer/features/report/pages/nodePlaces.ts';
import { paperContent } from '../../../renderer/features/report/pages/paperContent.ts';
import { reportExtensions } from '../../../renderer/features/report/reportNodes.ts';
import { sendingOf, usualSending } from '../../../renderer/features/report/sendToReport.ts';
import { readDocument } from '../../../shared/report/readDocument.ts';
import { figureKey, requestKey } from '../../../shared/report/requestKey.ts';
import { requestsOf } from '../../../shared/report/requestsOf.ts';
import { csiRequest, everyNode } from '../../shared/report/everyNode.ts';
import { outcomesFor } from '../../shared/report/outcomes.ts';
import { sampleSnapshot } from '../../shared/report/sampleSnapshot.ts';

const schema = getSchema(reportExtensions);
const outcomes = outcomesFor(sampleSnapshot(), requestsOf(readDocument(everyNode as never)));
const results = { outcomes, locale: 'zh-CN', figureStyles: {} } as const;
const content = (look = {}) =>
  paperContent(
    everyNode as never,
    {
      look: {
        accent: '',
        latinFont: '',
        eastAsianFont: '',
        company: '甲 <公司>',
        logo: 'a',
        letterhead: null,
        ...look,
      },
    },
    results,
    new Map([['a', { id: 'a', name: 'a.png', mediaType: 'image/png', base64: 'AAAA' }]]),
  );

describe('what the pages show', () => {
  it('is the printed body, every piece told by the node it comes from', () => {
    const { pieces, title, company, className, unresolved } = content();
    expect({ title, company, className, unresolved }).toEqual({
      title: '某超市顾客满意度指数测评报告',
      company: '甲 <公司>',
      className: 'csi-report',
      unresolved: 0,
    });
    const nodes = pieces.filter(({ node }) => node !== null);
    expect(nodes.map(({ node }) => node)).toEqual((everyNode.content as readonly unknown[]).map((_, place) => place));
    expect(pieces[0]).toEqual({
      html: '<img class="csi-logo" src="data:image/png;base64,AAAA" alt="甲 &lt;公司&gt;">',
      node: null,
    });
    expect(pieces.at(-1)!.html).toContain('csi-notes');
  });

  it('has an empty picture of its size for every figure', () => {
    const { pieces, figures } = content();
    const html = pieces.map((piece) => piece.html).join('');
    const empty = [...html.matchAll(/<svg data-drawing="([^"]+)" viewBox="0 0 720 (\d+)"/g)];
    expect(empty.map(([, id]) => id)).toEqual([...figures.keys()]);
    for (const [, id, height] of empty) expect(Number(height)).toBe(Math.round(720 * figures.get(id!)!.aspect));
  });

  it('counts references without an answer', () => {
    const nothing = paperContent(everyNode as never, {}, { ...results, outcomes: new Map() }, new Map());
    expect(nothing.unresolved).toBeGreaterThan(3);
  });
});

describe('nodes of the document', () => {
  const doc = schema.nodeFromJSON(toEditor(everyNode as never));

  it('are found by their place and back', () => {
    for (let node = 0; node < doc.childCount; node++) {
      expect(nodeAt(doc, positionOf(doc, node))).toBe(node);
      expect(doc.nodeAt(positionOf(doc, node))).toBe(doc.child(node));
    }
    expect(positionOf(doc, doc.childCount + 5)).toBe(doc.content.size);
    expect(nodeAt(doc, doc.content.size + 5)).toBe(doc.childCount - 1);
  });
});

describe('what is sent of a card', () => {
  const outcome = outcomes.get(requestKey(csiRequest));
  const result = outcome?.ok ? outcome.result : null;
  const card = { ...csiRequest, figureStyles: { leaves: { title: '甲' }, other: { title: '乙' } } };

  it('takes along the changes of its own figures only', () => {
    const sending = sendingOf(card, [{ finding: 0 }, { figureId: 'leaves' }, { tableId: 'items' }]);
    expect(sending.parts).toHaveLength(3);
    expect(sending.figureStyles).toEqual({ [figureKey(csiRequest, 'leaves')]: { title: '甲' } });
  });

  it('is its findings, first figure and first table, and only the findings without a result', () => {
    const [usual] = usualSending(card, result).parts;
    expect(usual).toMatchObject({ finding: null, figureId: expect.any(String), tableId: expect.any(String) });
    expect(usualSending(card, null).parts).toEqual([{ request: csiRequest, finding: null }]);
  });

  it('has the figure that the card shows, with what was changed of it', () => {
    const sent = (shown: string | null) => {
      const { parts, figureStyles } = usualSending(card, result, shown);
      return [parts[0]?.figureId, figureStyles[figureKey(csiRequest, 'leaves')]];
    };
    expect(sent(null)).toEqual(['first', undefined]);
    expect(sent('leaves')).toEqual(['leaves', { title: '甲' }]);
    // A figure that the result has no more gives way to the first.
    expect(sent('gone')[0]).toBe('first');
  });

  it('becomes blocks of the text, a single number a part of the sentence it is dropped into', () => {
    const typesOf = (parts: Parameters<typeof sendingOf>[1], inText: boolean): readonly string[] =>
      sliceOf(schema, sendingOf(card, parts), inText).content.content.map((node) => node.type.name);
    const number = { number: { path: 'overall.index', format: 'number2' as const } };
    expect(typesOf([number], true)).toEqual(['number']);
    expect(typesOf([number], false)).toEqual(['paragraph']);
    expect(typesOf([{ finding: 0 }, number], true)).toEqual(['finding', 'paragraph']);
    expect(typesOf([{ finding: null, figureId: 'leaves', tableId: 'items' }], true)).toEqual([
      'finding',
      'figure',
      'resultTable',
    ]);
  });
});
