import type { Node } from '@tiptap/pm/model';
import { withHyphen } from '../../../../shared/format/minus.ts';
import type { LiveResults } from '../liveResults.ts';
import { noLetter, type Piece, piecesOf, shownWords } from './shownText.ts';

export interface FindQuery {
  readonly text: string;
  readonly matchCase: boolean;
}

/** Where a text stands on the page. */
export interface Found {
  /** The letters, or the node that shows them. */
  readonly from: number;
  readonly to: number;
  /** Whose words they are: text, footnote and caption are the author's; live ones follow the data and are not replaced. */
  readonly owner: 'text' | 'footnote' | 'caption' | 'live';
  /** In a node that shows several texts, or in a footnote: in which one (0 = first) and from which letter of it, without a caption's number. */
  readonly inside: { readonly words: number; readonly at: number; readonly length: number } | null;
}

function* placesOf(text: string, wanted: string, matchCase: boolean): Generator<number> {
  const plain = withHyphen(text);
  const lower = matchCase ? plain : plain.toLowerCase();
  // Lower case of few letters is longer than the letter: such a text is searched as it is.
  const searched = lower.length === text.length ? lower : plain;
  for (let at = searched.indexOf(wanted); at >= 0; at = searched.indexOf(wanted, at + wanted.length)) yield at;
}

/** A find in the pieces of a block: letters are marked one by one, a live number or reference as a whole. */
function inPieces(pieces: readonly Piece[], at: number, length: number): Found {
  let start = 0;
  const touched = pieces.flatMap((piece) => {
    const begin = start;
    start += piece.text.length;
    return begin < at + length && start > at ? [{ piece, begin }] : [];
  });
  const [first, last] = [touched[0]!, touched.at(-1)!];
  if (first.piece.owner === 'footnote') {
    const { from, size } = first.piece;
    // One letter of the piece stands before the note's own.
    return { from, to: from + size, owner: 'footnote', inside: { words: 0, at: at - first.begin - 1, length } };
  }
  const from = first.piece.from + (first.piece.owner === 'text' ? at - first.begin : 0);
  const to = last.piece.from + (last.piece.owner === 'text' ? at + length - last.begin : last.piece.size);
  const owner = touched.every(({ piece }) => piece.owner === 'text') ? 'text' : 'live';
  return { from, to, owner, inside: null };
}

/**
 * Where a text stands in the document, in reading order: in the author's words across changes of look and live numbers, in footnotes and
 * captions, and in everything the program writes. The table of contents repeats headings and is passed over.
 */
export function findInDocument(document: Node, { text, matchCase }: FindQuery, results: LiveResults): readonly Found[] {
  if (text === '' || text.includes(noLetter)) return [];
  const wanted = withHyphen(matchCase ? text : text.toLowerCase());
  const found: Found[] = [];
  document.descendants((node, position) => {
    if (node.isTextblock) {
      const pieces = piecesOf(node, position + 1, document, results);
      const whole = pieces.map((piece) => piece.text).join('');
      for (const at of placesOf(whole, wanted, matchCase)) found.push(inPieces(pieces, at, wanted.length));
      return false;
    }
    for (const [words, { text: shown, before, owner }] of shownWords(node, position, document, results).entries())
      for (const at of placesOf(shown, wanted, matchCase)) {
        const inside = { words, at: at - before, length: wanted.length };
        // The number of a caption is the program's.
        const own = owner === 'caption' && at >= before ? 'caption' : 'live';
        found.push({ from: position, to: position + node.nodeSize, owner: own, inside });
      }
    return true;
  });
  return found;
}
