import { getSchema } from '@tiptap/core';
import { closeHistory, history, undo } from '@tiptap/pm/history';
import { EditorState, type Plugin, TextSelection } from '@tiptap/pm/state';
import type { DecorationSet } from '@tiptap/pm/view';
import { describe, expect, it } from 'vitest';
import { toEditor } from '../../../renderer/features/report/documentJson.ts';
import { liveResultsMeta } from '../../../renderer/features/report/editedMarks.ts';
import { pictureWidth } from '../../../renderer/features/report/ImageSizing.tsx';
import { linkTyped } from '../../../renderer/features/report/links/typedLinks.ts';
import type { LiveResults } from '../../../renderer/features/report/liveResults.ts';
import { numberingPlugin } from '../../../renderer/features/report/numbering/numberMarks.ts';
import { dropInline, fileOfInline, inlinePictures, nameInline } from '../../../renderer/features/report/pictures.ts';
import { reportExtensions } from '../../../renderer/features/report/reportNodes.ts';
import { reportGuard } from '../../../shared/report/guard/reportGuard.ts';
import { readDocument } from '../../../shared/report/readDocument.ts';
import { requestsOf } from '../../../shared/report/requestsOf.ts';
import { resolveReport } from '../../../shared/report/resolve.ts';
import { everyNode, pixel } from '../../shared/report/everyNode.ts';
import { draftFor, outcomesFor } from '../../shared/report/outcomes.ts';
import { entitiesOf, sampleSnapshot } from '../../shared/report/sampleSnapshot.ts';

const schema = getSchema(reportExtensions);
const snapshot = sampleSnapshot();
const documentOf = (json: unknown) => schema.nodeFromJSON(toEditor(json as never));

describe('numbers on the page', () => {
  const plugin: Plugin = numberingPlugin();
  const labels = (state: EditorState): readonly string[] =>
    ((plugin.props.decorations as (of: EditorState) => DecorationSet | null)(state)?.find() ?? [])
      .toSorted((a, b) => a.from - b.from)
      .map((mark) => {
        const { attrs } = (mark as unknown as { readonly type: { readonly attrs: { readonly style: string } } }).type;
        return `${state.doc.nodeAt(mark.from)?.type.name} ${/"(.*)"/.exec(attrs.style)?.[1]?.trim()}`;
      });
  const start = (json: object, live: LiveResults): EditorState => {
    const empty = EditorState.create({ doc: documentOf(json), plugins: [plugin] });
    return empty.apply(empty.tr.setMeta(liveResultsMeta, live));
  };

  it.each(['zh-CN', 'en'] as const)('are those of the exported report, kept back results left out, in %s', (locale) => {
    const json = draftFor(snapshot, locale).document;
    const read = readDocument(json as never);
    const outcomes = outcomesFor(snapshot, requestsOf(read));
    const own = reportGuard(entitiesOf(snapshot));
    const counts = [own, { ...own, smallest: 1000 }].map((guard) => {
      const { content } = resolveReport(read, outcomes, locale, {}, guard).document;
      const expected = content.flatMap((node) =>
        (node.type === 'heading' && node.label !== '') || node.type === 'figure' || node.type === 'resultTable'
          ? [`${node.type} ${node.label}`]
          : [],
      );
      const shown = labels(start(json, { outcomes, locale, figureStyles: {}, guard }));
      expect(shown.filter((one) => !/^(?:footnote|table|image) /.test(one))).toEqual(expected);
      return expected.length;
    });
    expect(counts[1]).toBeLessThan(counts[0]!);
  });

  it('follow what is typed, taken out and put back', () => {
    const outcomes = outcomesFor(snapshot, requestsOf(readDocument(everyNode as never)));
    const before = start(everyNode, { outcomes, locale: 'zh-CN', figureStyles: {} });
    const all = labels(before);
    expect(all).toEqual(
      expect.arrayContaining(['heading 1', 'heading 附录 A', 'footnote 1', 'table 表 2', 'figure 图 1']),
    );
    const typed = before.apply(before.tr.insertText('新的', 1));
    expect(labels(typed)).toEqual(all);
    let first = -1;
    typed.doc.forEach((node, position) => {
      if (first < 0 && node.type.name === 'heading' && node.attrs['kind'] === 'section') first = position;
    });
    const without = typed.apply(typed.tr.delete(first, first + typed.doc.nodeAt(first)!.nodeSize));
    expect(labels(without)).toHaveLength(all.length - 1);
    expect(labels(without)).not.toContain('heading 1');
    const plain = typed.apply(typed.tr.setNodeAttribute(first, 'kind', 'annex'));
    expect(labels(plain)).toEqual(expect.arrayContaining(['heading 附录 A', 'heading 附录 B']));
  });
});

describe('a typed address', () => {
  const stateOf = (text: string): EditorState => {
    const doc = documentOf({ type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] });
    return EditorState.create({ doc, selection: TextSelection.atEnd(doc), plugins: [history()] });
  };
  const linksOf = ({ doc }: { readonly doc: EditorState['doc'] }): readonly string[] => {
    const found: string[] = [];
    doc.descendants((node) => {
      for (const mark of node.marks) if (mark.type.name === 'link') found.push(`${node.text} ${mark.attrs['href']}`);
    });
    return found;
  };

  it.each([
    ['见 www.example.com/a', 'www.example.com/a https://www.example.com/a'],
    ['见（https://example.com/标准', 'https://example.com/标准 https://example.com/标准'],
    ['Ask info@example.com.', 'info@example.com mailto:info@example.com'],
    ['(see http://example.com).', 'http://example.com http://example.com'],
  ])('of "%s" becomes a link', (text, expected) => {
    expect(linksOf(linkTyped(stateOf(text))!)).toEqual([expected]);
  });

  it.each(['javascript:alert(1)', '版本 1.2', 'a@b', 'www.', 'file:///etc/passwd', 'http://u:p@bank.example', ''])(
    'is none in "%s"',
    (text) => {
      const doc = text === '' ? documentOf({ type: 'doc', content: [{ type: 'paragraph' }] }) : null;
      expect(linkTyped(doc ? EditorState.create({ doc }) : stateOf(text))).toBeNull();
    },
  );

  it('is plain text again after one undo, and not linked twice', () => {
    const typed = stateOf('见 www.example.com');
    const linked = typed.apply(closeHistory(linkTyped(typed)!));
    expect(linkTyped(linked)).toBeNull();
    let back = linked;
    expect(undo(linked, (transaction) => (back = linked.apply(transaction)))).toBe(true);
    expect([linksOf(back), back.doc.textContent]).toEqual([[], '见 www.example.com']);
  });
});

describe('pictures inside pasted text', () => {
  it('are found once each, become files, and are named by them', async () => {
    const image = { type: 'image', attrs: { src: pixel, alt: '', widthMm: 50 } };
    const doc = documentOf({ type: 'doc', content: [image, { type: 'paragraph' }, image] });
    expect(inlinePictures(doc)).toEqual([pixel]);
    const file = fileOfInline(pixel)!;
    expect(file.type).toBe('image/png');
    expect(Buffer.from(await file.arrayBuffer()).toString('base64')).toBe(pixel.slice(pixel.indexOf(',') + 1));
    const id = 'a'.repeat(32);
    const named = nameInline(EditorState.create({ doc }), pixel, id).doc;
    expect(inlinePictures(named)).toEqual([]);
    expect([named.child(0).attrs['src'], named.child(2).attrs['src']]).toEqual(Array(2).fill(`csi-file:${id}`));
  });

  it('leave the page where they cannot be kept, and nothing else with them', () => {
    const image = (src: string) => ({ type: 'image', attrs: { src, alt: '', widthMm: 50 } });
    const cell = (...content: readonly object[]) => ({ type: 'tableCell', content });
    const table = {
      type: 'table',
      content: [{ type: 'tableRow', content: [cell(image(pixel)), cell(image('data:b'))] }],
    };
    const doc = documentOf({ type: 'doc', content: [image(pixel), table, image('data:b'), image(pixel)] });
    const left = dropInline(EditorState.create({ doc }), pixel).doc;
    left.check();
    expect(inlinePictures(left)).toEqual(['data:b']);
    expect(left.toString()).toBe('doc(table(tableRow(tableCell(paragraph), tableCell(image))), image)');
  });

  it('of other kinds, or broken, are no files', () => {
    for (const src of [
      'data:image/svg+xml;base64,PHN2Zz4=',
      'data:image/png;base64,abc',
      'data:image/png;base64,%%%%',
      'x',
    ])
      expect(fileOfInline(src)).toBeNull();
  });
});

it('a picture is as wide as the inspector allows, in whole millimetres', () => {
  expect([-5, 39.9, 64.4, 160.2, 900].map(pictureWidth)).toEqual([40, 40, 64, 160, 160]);
});
