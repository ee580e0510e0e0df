import { type Editor, Extension } from '@tiptap/core';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import type { AnalysisRequest, JsonObject } from '../../../shared/analyses/types.ts';
import type { FindingOrigin } from '../../../shared/report/document.ts';
import { requestKey } from '../../../shared/report/requestKey.ts';
import { numberNode, textNode } from '../../../shared/report/templateBlocks.ts';
import type { LiveResults } from './liveResults.ts';

declare module '@tiptap/core' {
  interface Storage {
    findingCommands: { live: LiveResults };
  }
  interface Commands<ReturnType> {
    findings: {
      /** Turns the machine-written finding at a place into the author's paragraph; its numbers stay live. */
      editFinding: (position: number | undefined) => ReturnType;
      /** Puts the machine's sentence back in place of the edited paragraph at a place. */
      restoreFinding: (position: number) => ReturnType;
    };
  }
}

/** The content a finding has as an ordinary paragraph: its words, and its numbers as live numbers. */
export function findingContent({ request, index }: FindingOrigin, live: LiveResults): readonly JsonObject[] | null {
  const outcome = live.outcomes.get(requestKey(request));
  const analysis = findAnalysis(request.analysis);
  if (!outcome?.ok || outcome.result.status !== 'ok' || !analysis) return null;
  const sentences = analysis.narrative(outcome.result, live.locale);
  const chosen = index === null ? sentences : sentences.slice(index, index + 1);
  if (chosen.length === 0) return null;
  return chosen
    .flatMap((sentence) =>
      sentence.parts.map((part) =>
        typeof part === 'string' ? textNode(part) : numberNode(request, part.path, part.format),
      ),
    )
    .filter((node) => node['text'] !== '');
}

/** Tells the editor's commands the results of the moment. */
export function keepLiveResults(editor: Editor, live: LiveResults): void {
  editor.storage.findingCommands.live = live;
}

/** Commands on findings; the results of the moment are in its storage. */
export const FindingCommands = Extension.create({
  name: 'findingCommands',
  addStorage: (): { live: LiveResults } => ({ live: { outcomes: new Map(), locale: 'zh-CN', figureStyles: {} } }),
  addCommands() {
    return {
      editFinding:
        (position) =>
        ({ state, chain }) => {
          const node = position === undefined ? null : state.doc.nodeAt(position);
          if (position === undefined || node?.type.name !== 'finding') return false;
          const origin: FindingOrigin = {
            request: node.attrs['request'] as AnalysisRequest,
            index: node.attrs['index'] as number | null,
          };
          const content = findingContent(origin, this.storage.live);
          if (content === null) return false;
          return chain()
            .insertContentAt(
              { from: position, to: position + node.nodeSize },
              { type: 'paragraph', attrs: { origin }, content: content as never },
            )
            .focus(position + 1)
            .run();
        },
      restoreFinding:
        (position) =>
        ({ state, chain }) => {
          const node = state.doc.nodeAt(position);
          const origin = node?.attrs['origin'] as FindingOrigin | null | undefined;
          if (!node || !origin) return false;
          return chain()
            .insertContentAt(
              { from: position, to: position + node.nodeSize },
              { type: 'finding', attrs: { ...origin } },
            )
            .setNodeSelection(position)
            .run();
        },
    };
  },
  addKeyboardShortcuts() {
    return {
      // F2 edits, as everywhere in the program; Enter on a selected finding does, too.
      F2: ({ editor }) => editor.commands.editFinding(editor.state.selection.from),
      Enter: ({ editor }) => editor.commands.editFinding(editor.state.selection.from),
    };
  },
});
