import type { Sentence } from '../analyses/types.ts';
import type { FindingOrigin } from './document.ts';

type SentenceRef = Pick<FindingOrigin, 'index' | 'about'>;

/** Where a sentence of a report stands among those of today: the one that tells of the same. null: it is written no longer, or all are meant. */
export function sentencePlace(
  sentences: readonly Pick<Sentence, 'about'>[],
  { index, about }: SentenceRef,
): number | null {
  if (index === null) return null;
  const place = about === undefined ? index : sentences.findIndex((one) => one.about === about);
  return place >= 0 && place < sentences.length ? place : null;
}

/** The sentences meant: all, one, or none where it is written no longer. */
export function sentencesOf(sentences: readonly Sentence[], ref: SentenceRef): readonly Sentence[] {
  if (ref.index === null) return sentences;
  const place = sentencePlace(sentences, ref);
  return place === null ? [] : [sentences[place]!];
}
