import type { Json, JsonObject } from '../../analyses/types.ts';
import { withHyphen } from '../../format/minus.ts';
import type { WordOrigin } from '../wordOrigin.ts';
import { contentOf, isInside, nodeAt, placesOf } from './storedTree.ts';
import type { WordPiece } from './wordText.ts';

type Look = Pick<WordPiece, 'bold' | 'italic' | 'underline' | 'link'>;

const marksOf = ({ bold, italic, underline, link }: Look): { readonly marks?: readonly JsonObject[] } => {
  const marks = [
    ...(bold ? [{ type: 'bold' }] : []),
    ...(italic ? [{ type: 'italic' }] : []),
    ...(underline ? [{ type: 'underline' }] : []),
    ...(link === null ? [] : [{ type: 'link', attrs: { href: link } }]),
  ];
  return marks.length > 0 ? { marks } : {};
};

const textNode = (text: string, look: Look): JsonObject => ({ type: 'text', text, ...marksOf(look) });

/** Text with its line feeds as breaks. */
function textNodes(text: string, look: Look): readonly JsonObject[] {
  return text
    .split('\n')
    .flatMap((line, place) => [
      ...(place > 0 ? [{ type: 'hardBreak' } as JsonObject] : []),
      ...(line === '' ? [] : [textNode(line.replaceAll('\u00a0', ' '), look)]),
    ]);
}

const sameLook = (a: WordPiece, b: WordPiece): boolean =>
  a.bold === b.bold &&
  a.italic === b.italic &&
  a.underline === b.underline &&
  a.link === b.link &&
  a.footnote === null &&
  b.footnote === null &&
  a.number?.at === b.number?.at &&
  a.number?.run === b.number?.run;

/** Word splits text into runs as it likes (spelling, time of editing): neighbours of one look are one. */
function joined(pieces: readonly WordPiece[]): readonly WordPiece[] {
  const all: WordPiece[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (last && sameLook(last, piece)) all[all.length - 1] = { ...last, text: last.text + piece.text };
    else all.push(piece);
  }
  return all;
}

/** A number's own pieces as one, whatever look parts of it were given. */
function wholeNumbers(pieces: readonly WordPiece[]): readonly WordPiece[] {
  const all: WordPiece[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (last?.number && piece.number && last.number.at === piece.number.at && last.number.run === piece.number.run)
      all[all.length - 1] = { ...last, text: last.text + piece.text };
    else all.push(piece);
  }
  return all;
}

export interface WordInline {
  readonly content: readonly JsonObject[];
  /** Numbers that were typed over: they are text from now on. */
  readonly numbersTyped: readonly string[];
}

/**
 * The inline content of a paragraph that came back from Word: words as text, numbers and references as the nodes they were, from whatever
 * paragraph of the report they come. Words typed into a number's bookmark are set apart from it; a number that was typed over is text.
 *
 * @param at  the paragraph's place when exported; null for a new one
 */
export function wordInline(pieces: readonly WordPiece[], at: string | null, origin: WordOrigin): WordInline {
  const numbersTyped: string[] = [];
  const nodeOf = (from: string, run: number, look: Look): JsonObject | null => {
    const source = nodeAt(origin.blocks, placesOf(from));
    const request = (source?.['attrs'] as JsonObject | undefined)?.['request'];
    const path = origin.sentences[from]?.[run];
    if (path && request !== undefined)
      return {
        type: 'number',
        attrs: { request: request as Json, path: path.path, format: path.format },
        ...marksOf(look),
      };
    const node = contentOf(source)[run];
    return node && (node['type'] === 'number' || node['type'] === 'crossReference')
      ? { type: node['type'], attrs: node['attrs'] ?? {}, ...marksOf(look) }
      : null;
  };
  // Heads of tables are bold by their cell, which Word says of each run.
  const byCell =
    at !== null &&
    isInside(origin.blocks, at, 'tableHeader') &&
    pieces.every((piece) => piece.bold || piece.text.trim() === '');
  const own = byCell ? pieces.map((piece) => ({ ...piece, bold: false })) : pieces;
  const content = wholeNumbers(joined(own)).flatMap((piece): readonly JsonObject[] => {
    if (piece.footnote !== null) return [{ type: 'footnote', attrs: { text: piece.footnote } }];
    const { number, text } = piece;
    if (number === null) return textNodes(text, piece);
    const node = nodeOf(number.at, number.run, piece);
    const before = origin.shown[number.at]?.[number.run] ?? '';
    const place = before === '' ? -1 : withHyphen(text).indexOf(withHyphen(before));
    if (!node || place < 0) {
      if (node && text.trim() !== '') numbersTyped.push(before);
      return textNodes(text, piece);
    }
    return [...textNodes(text.slice(0, place), piece), node, ...textNodes(text.slice(place + before.length), piece)];
  });
  return { content, numbersTyped };
}
