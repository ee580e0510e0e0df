import type { JsonObject } from '../../analyses/types.ts';
import { isObject } from './storedTree.ts';
import type { WordParagraph, WordRemark } from './wordText.ts';

/** A remark made in Word, and the words it is about. */
export interface PlacedRemark {
  readonly remark: WordRemark;
  /** Place of the paragraph of the report it is about, or the nearest before it. */
  readonly at: string;
  readonly paragraph: WordParagraph;
  /** '' = the paragraph as a whole. */
  readonly words: string;
}

const marksOf = (node: JsonObject): readonly JsonObject[] =>
  Array.isArray(node['marks']) ? node['marks'].filter(isObject) : [];

function* commentsIn(node: JsonObject): Generator<JsonObject> {
  for (const mark of marksOf(node)) if (mark['type'] === 'comment' && isObject(mark['attrs'])) yield mark['attrs'];
  if (Array.isArray(node['content']))
    for (const child of node['content']) if (isObject(child)) yield* commentsIn(child);
}

const keyOf = (author: unknown, text: unknown): string =>
  `${String(author)}\n${String(text).replaceAll(/\s+/g, ' ').trim()}`;

/** Remarks of the file that the project does not have: those that were exported come back as they are. */
export function newRemarks(
  document: JsonObject,
  remarks: readonly WordRemark[],
  paragraphs: readonly WordParagraph[],
): readonly PlacedRemark[] {
  const known = new Set([...commentsIn(document)].map(({ author, text }) => keyOf(author, text)));
  return remarks.flatMap((remark): readonly PlacedRemark[] => {
    if (remark.text === '' || known.has(keyOf(remark.author, remark.text))) return [];
    const covers = ({ pieces }: WordParagraph): boolean => pieces.some((piece) => piece.remarks.includes(remark.id));
    const at = paragraphs.findIndex((one) => one.remarks.includes(remark.id));
    const covered = paragraphs.find((one) => one.begins.length > 0 && covers(one));
    const near =
      covered ??
      paragraphs.slice(0, at + 1).findLast(({ begins }) => begins.length > 0) ??
      paragraphs.find(({ begins }) => begins.length > 0);
    if (at < 0 || !near) return [];
    const words = (covered?.pieces ?? [])
      .filter((piece) => piece.remarks.includes(remark.id))
      .map(({ text }) => text)
      .join('');
    return [{ remark, at: near.begins[0]!, paragraph: near, words }];
  });
}

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/;

/** The remark as a mark of the report. Read again, the same file gives the same mark. */
export function remarkMark({ id, author, text, at }: WordRemark): JsonObject {
  const time = isoTime.test(at) ? at : '';
  return { type: 'comment', attrs: { id: `word-${id}-${time}`, author, text, at: time, resolved: false } };
}

/** The content with the mark on these words, or on all of it where they are not found. */
export function withMark(content: readonly JsonObject[], words: string, mark: JsonObject): readonly JsonObject[] {
  const textOf = (node: JsonObject): string => (node['type'] === 'text' ? String(node['text']) : '');
  const all = content.map(textOf).join('');
  const wanted = words.replaceAll('\n', '').replaceAll('\u00a0', ' ');
  const found = wanted === '' ? -1 : all.indexOf(wanted);
  const [from, to] = found < 0 ? [0, all.length] : [found, found + wanted.length];
  let place = 0;
  return content.flatMap((node): readonly JsonObject[] => {
    const text = textOf(node);
    const [start, end] = [place, place + text.length];
    place = end;
    const marked = (part: JsonObject): JsonObject => ({ ...part, marks: [...marksOf(part), mark] });
    if (text === '') {
      // Numbers inside the words are part of what is remarked on.
      const inside =
        node['type'] === 'number' && start >= from && start <= to && (found < 0 || (start > from && start < to));
      return [inside ? marked(node) : node];
    }
    const [first, last] = [Math.max(from, start) - start, Math.min(to, end) - start];
    if (first >= last) return [node];
    const part = (a: number, b: number): JsonObject => ({ ...node, text: text.slice(a, b) });
    return [
      ...(first > 0 ? [part(0, first)] : []),
      marked(part(first, last)),
      ...(last < text.length ? [part(last, text.length)] : []),
    ];
  });
}
