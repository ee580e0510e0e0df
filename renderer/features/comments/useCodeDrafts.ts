import { useState } from 'react';
import type { CommentCode } from '../../../shared/model/commentCode.ts';
import { type CodeDraft, draftsOf, sameCodes, usableCodes } from './codeDrafts.ts';

interface State {
  /** The saved code book as last seen. */
  readonly seen: readonly CommentCode[];
  readonly drafts: readonly CodeDraft[];
  /** Sent to be saved and not yet come back, in order. */
  readonly sent: readonly (readonly CommentCode[])[];
}

/**
 * The code book while it is edited. Codes that do not count yet live here alone; a code book saved elsewhere (undo, another window)
 * takes the place of what is here, what was saved from here does not.
 */
export function useCodeDrafts(
  saved: readonly CommentCode[],
  save: (codes: readonly CommentCode[]) => void,
): {
  readonly drafts: readonly CodeDraft[];
  /** Shows the drafts without saving them, while one is being typed. */
  readonly type: (drafts: readonly CodeDraft[]) => void;
  /** Saves the codes that count where they are others than before. */
  readonly commit: (drafts: readonly CodeDraft[]) => void;
} {
  const [held, setState] = useState<State>(() => ({ seen: saved, drafts: draftsOf(saved), sent: [] }));
  let state = held;
  if (!sameCodes(state.seen, saved)) {
    const own = state.sent.findIndex((codes) => sameCodes(codes, saved));
    state =
      own >= 0
        ? { ...state, seen: saved, sent: state.sent.slice(own + 1) }
        : { seen: saved, drafts: draftsOf(saved), sent: [] };
    setState(state);
  }
  return {
    drafts: state.drafts,
    type: (drafts) => setState({ ...state, drafts }),
    commit: (drafts) => {
      const { codes } = usableCodes(drafts);
      if (sameCodes(codes, state.sent.at(-1) ?? state.seen)) {
        setState({ ...state, drafts });
        return;
      }
      setState({ ...state, drafts, sent: [...state.sent, codes] });
      save(codes);
    },
  };
}
