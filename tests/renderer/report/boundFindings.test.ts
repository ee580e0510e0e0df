import { Editor, getSchema } from '@tiptap/core';
import { EditorState } from '@tiptap/pm/state';
import { describe, expect, it } from 'vitest';
import { BoundFindings, boundFindings } from '../../../renderer/features/report/boundFindings.ts';
import { fromEditor, toEditor } from '../../../renderer/features/report/documentJson.ts';
import { EditedMarks, reviewWith } from '../../../renderer/features/report/editedMarks.ts';
import { FindingCommands, keepLiveResults } from '../../../renderer/features/report/findingCommands.ts';
import { lostNodes } from '../../../renderer/features/report/lostNodes.ts';
import { reportExtensions } from '../../../renderer/features/report/reportNodes.ts';
import type { JsonObject } from '../../../shared/analyses/types.ts';
import { findingNode } from '../../../shared/report/templateBlocks.ts';
import { all, byPlace, clean, node, request, undated } from '../../shared/report/comingAndGoing.ts';

describe('the editor', () => {
  const schema = getSchema(reportExtensions);
  const state = (...content: readonly JsonObject[]) =>
    EditorState.create({ doc: schema.nodeFromJSON(toEditor({ type: 'doc', content: [...content] })) });
  const live = { outcomes: all, locale: 'zh-CN' as const, figureStyles: {} };

  it('tells findings of before what they tell of, once, when their result is there', () => {
    const before = state(byPlace, findingNode(request, null));
    expect(boundFindings(before, { ...live, outcomes: new Map() })).toBeNull();
    const bound = before.apply(boundFindings(before, live)!);
    expect(fromEditor(bound.doc.toJSON())['content']).toEqual([node, findingNode(request, null)]);
    expect(boundFindings(bound, { ...live, outcomes: undated })).toBeNull();
  });

  it('lets results come that were asked for before it was closed', () => {
    const editor = new Editor({
      element: null,
      extensions: [...reportExtensions, FindingCommands, EditedMarks, BoundFindings],
      content: toEditor({ type: 'doc', content: [byPlace] }) as never,
    });
    // Its state is that of an editor on the page.
    editor.view.updateState(editor.state.reconfigure({ plugins: editor.extensionManager.plugins }));
    editor.destroy();
    expect(() => {
      keepLiveResults(editor, live);
      reviewWith(editor, live);
    }).not.toThrow();
  });

  it('stores a finding that knows nothing as it came', () => {
    expect(fromEditor(state(byPlace).doc.toJSON())['content']).toEqual([byPlace]);
  });

  it('lists a sentence that is written no longer with its old words', () => {
    const [lost] = lostNodes(state(node).doc, { ...live, outcomes: clean });
    expect(lost).toMatchObject({ kind: 'finding', told: expect.stringContaining('3 份被数据检查列为存疑') });
    expect(lost?.reason).toBe('按现在的数据，程序不再写这一句');
  });
});
