import { create } from 'zustand';

/** Letters to mark in a text that a node shows. */
export interface FoundMark {
  readonly words: number;
  readonly at: number;
  readonly length: number;
  readonly now: boolean;
}

interface FoundMarks {
  /** By the node's place in the document. */
  readonly marks: ReadonlyMap<number, readonly FoundMark[]>;
  /** Grows with every step to a place. */
  readonly steps: number;
}

/** What is found in nodes that are drawn by views of their own: the editor's marks do not reach into them. */
export const useFoundMarks = create<FoundMarks>(() => ({ marks: new Map(), steps: 0 }));
