import type { Node } from '@tiptap/pm/model';
import type { JsonObject } from '../../../../shared/analyses/types.ts';
import type { Run } from '../../../../shared/report/resolved.ts';
import { type LiveResults, liveNode } from '../liveResults.ts';
import { numbersIn, referenceTargets } from '../numbering/reportNumbers.ts';

/** Stands where no words are: nothing is found across it. */
export const noLetter = '\uffff';

/** A stretch of one block: letters of the author's, or what a node shows in their place. */
export interface Piece {
  readonly text: string;
  /** The place of the first letter, or of the node. */
  readonly from: number;
  readonly size: number;
  readonly owner: 'text' | 'live' | 'footnote';
}

/** What a node without letters of its own shows: a table's caption, heads, cells and notes one by one, a finding's sentence. */
export interface ShownWords {
  readonly text: string;
  /** Letters of the text that stand before the words themselves: the number of a caption. */
  readonly before: number;
  readonly owner: 'live' | 'caption';
}

const live = (text: string): ShownWords => ({ text, before: 0, owner: 'live' });

/** Texts of runs as they stand behind each other on the page; a break and a note's sign are no letters. */
export const runLetters = (run: Run): string =>
  run.type === 'run' ? run.text : run.type === 'break' ? noLetter : noLetter.repeat(String(run.number).length);

/** The words of runs as one text, as FindingView shows them. */
const lettersOf = (runs: readonly Run[]): string => runs.map(runLetters).join('');

function inlineText(node: Node, document: Node, results: LiveResults): string {
  if (node.type.name === 'number') {
    const [shown] = liveNode('number', node.attrs as JsonObject, results).nodes;
    return shown?.type === 'paragraph' ? lettersOf(shown.runs) : noLetter;
  }
  const target = referenceTargets(document, results).find(({ anchor }) => anchor === node.attrs['target']);
  return target?.label || noLetter;
}

/** The stretches of a block of text in order; a note's own words are a stretch that no other joins. */
export function piecesOf(block: Node, start: number, document: Node, results: LiveResults): readonly Piece[] {
  const pieces: Piece[] = [];
  block.forEach((node, offset) => {
    const place = { from: start + offset, size: node.nodeSize };
    switch (node.type.name) {
      case 'text':
        pieces.push({ ...place, text: node.text ?? '', owner: 'text' });
        break;
      case 'number':
      case 'crossReference':
        pieces.push({ ...place, text: inlineText(node, document, results), owner: 'live' });
        break;
      case 'footnote':
        pieces.push({ ...place, text: `${noLetter}${String(node.attrs['text'])}${noLetter}`, owner: 'footnote' });
        break;
      default:
        pieces.push({ ...place, text: noLetter, owner: 'live' });
    }
  });
  return pieces;
}

/** A caption with its number before it. One the author typed can be replaced, the program's own cannot. */
function captionWords(caption: string, node: Node, position: number, document: Node, results: LiveResults): ShownWords {
  const numbered = numbersIn(document, results).find((one) => one.position === position);
  const label = numbered ? `${numbered.label}\u3000` : '';
  return { text: label + caption, before: label.length, owner: node.attrs['caption'] === null ? 'live' : 'caption' };
}

/** The words of a node that has none of the author's; empty where it shows none. */
export function shownWords(node: Node, position: number, document: Node, results: LiveResults): readonly ShownWords[] {
  const { name } = node.type;
  if (name === 'image' || name === 'table') {
    const caption = String(node.attrs['caption'] ?? '');
    return caption === '' ? [] : [captionWords(caption, node, position, document, results)];
  }
  if (name !== 'finding' && name !== 'figure' && name !== 'resultTable') return [];
  const [shown] = liveNode(name, node.attrs as JsonObject, results).nodes;
  switch (shown?.type) {
    case 'paragraph':
      return [live(lettersOf(shown.runs))];
    case 'notice':
      return [live(shown.text)];
    case 'figure':
      return [captionWords(shown.caption, node, position, document, results)];
    case 'resultTable':
      return [
        captionWords(shown.caption, node, position, document, results),
        ...shown.table.columns.map(({ title }) => live(title)),
        ...shown.table.rows.flatMap(({ cells }) => cells.map(live)),
        ...shown.table.notes.map(live),
      ];
    default:
      return [];
  }
}
