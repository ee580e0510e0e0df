import { type Editor, Extension } from '@tiptap/core';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import type { AnalysisRequest, JsonObject } from '../../../shared/analyses/types.ts';
import type { FindingOrigin, Told } from '../../../shared/report/document.ts';
import { originNow, sentencesNow } from '../../../shared/report/editedSentence.ts';
import { requestKey } from '../../../shared/report/requestKey.ts';
import { sentencesOf } from '../../../shared/report/sentencePlace.ts';
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
      /** Puts the machine's sentence of today in place of the edited paragraph at a place; one the program no longer says goes. */
      restoreFinding: (position: number) => ReturnType;
      /** The author's words stay as they are: what the program says today is remembered as seen. */
      keepEdited: (position: number) => ReturnType;
    };
  }
}

/** Where a finding of the editor comes from; its attributes are null where they are not stored. */
export function findingOrigin(attrs: Readonly<Record<string, unknown>>): FindingOrigin {
  const { about, told } = attrs as { readonly about?: string | null; readonly told?: Told | null };
  return {
    request: attrs['request'] as AnalysisRequest,
    index: (attrs['index'] as number | null | undefined) ?? null,
    ...(about ? { about } : {}),
    ...(told ? { told } : {}),
  };
}

/** The content a finding has as an ordinary paragraph: its words, and its numbers as live numbers. */
export function findingContent(origin: FindingOrigin, live: LiveResults): readonly JsonObject[] | null {
  const { request } = origin;
  const outcome = live.outcomes.get(requestKey(request));
  if (!outcome?.ok || outcome.result.status !== 'ok' || !findAnalysis(request.analysis)) return null;
  const chosen = sentencesOf(sentencesNow(origin, outcome.result, live.locale), origin);
  if (chosen.length === 0) return null;
  return chosen
    .flatMap((sentence) =>
      sentence.parts.map((part) =>
        typeof part === 'string' ? textNode(part) : numberNode(request, part.path, part.format),
      ),
    )
    .filter((node) => node['text'] !== '');
}

/** Tells the editor's commands the results of the moment; an editor that is being replaced has no storage any more. */
export function keepLiveResults(editor: Editor, live: LiveResults): void {
  if (editor.isDestroyed) return;
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
          const { live } = this.storage;
          const { told: _told, ...stored } = findingOrigin(node.attrs);
          const origin = originNow(stored, live.outcomes, live.locale);
          const content = origin ? findingContent(origin, live) : null;
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
          const { live } = this.storage;
          const range = { from: position, to: position + node.nodeSize };
          const now = originNow(origin, live.outcomes, live.locale);
          // Beside other text (in a list, in a table) the sentence comes as a paragraph, and so does a finding of a whole evaluation.
          if (state.doc.resolve(position).depth > 0 || (origin.of && now)) {
            const content = now ? (findingContent(now, live) ?? []) : [];
            return chain()
              .insertContentAt(range, { type: 'paragraph', attrs: { origin: now }, content: content as never })
              .run();
          }
          if (!now) return chain().deleteRange(range).run();
          return chain()
            .insertContentAt(range, { type: 'finding', attrs: { ...now } })
            .setNodeSelection(position)
            .run();
        },
      keepEdited:
        (position) =>
        ({ state, tr, dispatch }) => {
          const node = state.doc.nodeAt(position);
          const origin = node?.attrs['origin'] as FindingOrigin | null | undefined;
          if (!node || !origin) return false;
          const { live } = this.storage;
          // What the program no longer says is the author's alone from now on.
          if (dispatch) tr.setNodeAttribute(position, 'origin', originNow(origin, live.outcomes, live.locale));
          return true;
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
