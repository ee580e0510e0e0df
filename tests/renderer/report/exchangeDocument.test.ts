import { getSchema } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { EditorState, TextSelection } from '@tiptap/pm/state';
import { describe, expect, it } from 'vitest';
import { toEditor } from '../../../renderer/features/report/documentJson.ts';
import { exchangeDocument } from '../../../renderer/features/report/exchangeDocument.ts';
import { reportExtensions } from '../../../renderer/features/report/reportNodes.ts';
import { everyNode } from '../../shared/report/everyNode.ts';
import { draftFor } from '../../shared/report/outcomes.ts';
import { sampleSnapshot } from '../../shared/report/sampleSnapshot.ts';

const schema = getSchema(reportExtensions);
const documentOf = (json: unknown): Node => schema.nodeFromJSON(toEditor(json as never));
const draft = documentOf(draftFor(sampleSnapshot(), 'zh-CN').document);
const other = documentOf(everyNode);

/** The place of the first text that holds the words. */
function placeOf(doc: Node, words: string): number {
  let found = -1;
  doc.descendants((node, at) => {
    if (found < 0 && node.isText && node.text!.includes(words)) found = at + node.text!.indexOf(words);
  });
  return found;
}
const shown = (doc: Node, caret: number): EditorState =>
  EditorState.create({ doc, selection: TextSelection.create(doc, caret) });

/** Blocks taken out, doubled, exchanged; words put in. */
function* changes(doc: Node): Generator<Node> {
  const blocks = Array.from({ length: doc.childCount }, (_, place) => doc.child(place));
  const made = (content: readonly Node[]): Node => schema.node('doc', null, content);
  for (let place = 0; place < blocks.length; place += 3) {
    const block = blocks[place]!;
    yield made(blocks.toSpliced(place, 1));
    yield made(blocks.toSpliced(place, 0, block));
    yield made(blocks.toSpliced(place, 1, schema.node('paragraph', null, [schema.text('另一段')])));
    if (block.isTextblock && block.type.spec.content === 'inline*')
      yield made(blocks.toSpliced(place, 1, block.type.create(block.attrs, [schema.text('改过的话')])));
  }
}

describe('another document in place of the one shown', () => {
  it('is that document to the letter, whatever differs', () => {
    let count = 0;
    for (const doc of [draft, other])
      for (const next of [...changes(doc), doc === draft ? other : draft]) {
        const exchanged = exchangeDocument(shown(doc, 1), next);
        if (exchanged === null) expect(doc.eq(next)).toBe(true);
        else expect(exchanged.doc.toJSON()).toEqual(next.toJSON());
        count++;
      }
    expect(count).toBeGreaterThan(60);
  });

  it('leaves the caret where it is when another place changes', () => {
    const words = '测评背景与目的';
    const caret = placeOf(draft, words) + 2;
    const before = draft.resolve(caret);
    const next = schema.node('doc', null, [
      draft.child(0),
      schema.node('paragraph'),
      ...draft.content.content.slice(1),
    ]);
    const exchanged = exchangeDocument(shown(draft, caret), next)!;
    const { $from } = exchanged.selection;
    expect([$from.parent.textContent, $from.parentOffset]).toEqual([before.parent.textContent, before.parentOffset]);
  });

  it('brings a caret inside of what changes to its beginning', () => {
    const caret = placeOf(draft, '测评背景与目的') + 3;
    const typed = shown(draft, caret).tr.insertText('甲乙丙').doc;
    const exchanged = exchangeDocument(shown(typed, caret + 3), draft)!;
    expect(exchanged.selection.from).toBe(caret);
    const whole = exchangeDocument(shown(draft, caret), other)!;
    expect(whole.selection.$from.index(0)).toBeLessThanOrEqual(1);
  });

  it('does nothing for the same', () => {
    expect(exchangeDocument(shown(draft, 1), documentOf(draftFor(sampleSnapshot(), 'zh-CN').document))).toBeNull();
  });
});
