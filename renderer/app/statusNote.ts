import { create } from 'zustand';

const shownMs = 4000;

interface StatusNote {
  readonly text: string;
  say(text: string): void;
}

let timer: ReturnType<typeof setTimeout> | undefined;

/** One short line at the foot of the window, for steps taken many at a time (undo, redo): a notice over the work would hide what changed. */
export const useStatusNote = create<StatusNote>((set) => ({
  text: '',
  say: (text) => {
    clearTimeout(timer);
    timer = setTimeout(() => set({ text: '' }), shownMs);
    set({ text });
  },
}));
