/** Cuts running text into words. Chinese has no spaces, so that a dictionary decides; the host brings the dictionary. */
export interface Segmenter {
  /** Stable name kept with results: the same text may be cut differently by another. */
  readonly name: string;
  /** Words and the characters between them, in order; joined they are the text again. */
  cut(text: string): readonly string[];
}

let words: Intl.Segmenter | null = null;

/** The language's own word boundaries, for hosts without a dictionary. */
export const plainSegmenter: Segmenter = {
  name: 'unicode',
  cut(text) {
    words ??= new Intl.Segmenter('zh', { granularity: 'word' });
    return Array.from(words.segment(text), ({ segment }) => segment);
  },
};
