import type { JsonObject } from '../../analyses/types.ts';
import type { WordOrigin } from '../wordOrigin.ts';
import { attrsOf, contentOf, nodeAt, placesOf } from './storedTree.ts';
import { wordInline } from './wordInline.ts';
import type { WordParagraph } from './wordText.ts';

type Bullet = NonNullable<WordParagraph['list']>;
/** A paragraph of a list in reading order; bullet null: it goes on in the item before. */
interface Entry {
  readonly at: string;
  readonly bullet: Bullet | null;
}

const isList = (node: JsonObject | undefined): boolean =>
  node?.['type'] === 'bulletList' || node?.['type'] === 'orderedList';

/** Paragraphs of a stored list in reading order; null where something else stands in it. */
function entriesOf(origin: WordOrigin, at: string, level = 0): readonly Entry[] | null {
  const list = nodeAt(origin.blocks, placesOf(at));
  const entries: Entry[] = [];
  for (const [i, item] of contentOf(list).entries())
    for (const [p, part] of contentOf(item).entries()) {
      const own = `${at}.${i}.${p}`;
      if (part['type'] === 'paragraph')
        entries.push({
          at: own,
          bullet: p === 0 ? { ordered: list?.['type'] === 'orderedList', level: Math.min(2, level) } : null,
        });
      else if (isList(part) && p > 0) {
        const inner = entriesOf(origin, own, level + 1);
        if (!inner) return null;
        entries.push(...inner);
      } else return null;
    }
  return entries;
}

/** The list as lines with their signs. */
const lineOf = (bullet: Bullet | null, text: string): string =>
  `${'　'.repeat(bullet?.level ?? 0)}${bullet ? (bullet.ordered ? '# ' : '• ') : ''}${text.trim()}`;
export const storedListText = (origin: WordOrigin, at: string): string =>
  (entriesOf(origin, at) ?? []).map((one) => lineOf(one.bullet, (origin.shown[one.at] ?? []).join(''))).join('\n');
export const wordListText = (paragraphs: readonly WordParagraph[]): string =>
  paragraphs.map(({ list, pieces }) => lineOf(list, pieces.map(({ text }) => text).join(''))).join('\n');

/** Do the paragraphs stand in the items they were exported in? null: the list is not one of paragraphs alone. */
export function sameItems(origin: WordOrigin, at: string, paragraphs: readonly WordParagraph[]): boolean | null {
  const entries = entriesOf(origin, at);
  if (!entries) return null;
  return (
    entries.length === paragraphs.length &&
    entries.every(({ at: own, bullet }, place) => {
      const { begins, list } = paragraphs[place]!;
      return (
        begins.length === 1 &&
        begins[0] === own &&
        (bullet === null ? list === null : list?.ordered === bullet.ordered && list.level === bullet.level)
      );
    })
  );
}

/** Builds lists while paragraphs come in order. */
class ListBuilder {
  readonly nodes: JsonObject[] = [];
  private readonly open: { readonly ordered: boolean; readonly items: JsonObject[][] }[] = [];
  private readonly start: number;

  constructor(start: number) {
    this.start = start;
  }

  private closeTo(depth: number): void {
    while (this.open.length > depth) {
      const { ordered, items } = this.open.pop()!;
      const node: JsonObject = {
        type: ordered ? 'orderedList' : 'bulletList',
        ...(ordered ? { attrs: { start: this.open.length === 0 && this.nodes.length === 0 ? this.start : 1 } } : {}),
        content: items.map((content) => ({ type: 'listItem', content })),
      };
      const above = this.open.at(-1);
      if (above) above.items.at(-1)!.push(node);
      else this.nodes.push(node);
    }
  }

  add(bullet: Bullet | null, paragraph: JsonObject, goesOn: boolean): void {
    const last = this.open.at(-1);
    if (bullet === null) {
      if (goesOn && last) last.items.at(-1)!.push(paragraph);
      else {
        this.closeTo(0);
        this.nodes.push(paragraph);
      }
      return;
    }
    // A level may be left out in Word, not in a stored list.
    const level = Math.min(bullet.level, this.open.length);
    this.closeTo(level + 1);
    if (this.open.length === level + 1 && this.open[level]!.ordered !== bullet.ordered) this.closeTo(level);
    if (this.open.length === level) this.open.push({ ordered: bullet.ordered, items: [] });
    this.open[level]!.items.push([paragraph]);
  }

  done(): readonly JsonObject[] {
    this.closeTo(0);
    return this.nodes;
  }
}

/**
 * Lists of paragraphs that came back, and paragraphs between them that are items no longer.
 *
 * @param at  place of the stored list they come from, null for new ones
 */
export function listNodes(
  origin: WordOrigin,
  at: string | null,
  paragraphs: readonly WordParagraph[],
): { readonly nodes: readonly JsonObject[]; readonly numbersTyped: readonly string[] } {
  const source = at === null ? undefined : nodeAt(origin.blocks, placesOf(at));
  const before = new Map((at === null ? [] : (entriesOf(origin, at) ?? [])).map((one) => [one.at, one.bullet]));
  const builder = new ListBuilder(Number(attrsOf(source)['start'] ?? 1));
  const numbersTyped: string[] = [];
  for (const { begins, list, pieces } of paragraphs) {
    const own = wordInline(pieces, begins[0] ?? null, origin);
    numbersTyped.push(...own.numbersTyped);
    const goesOn = begins[0] !== undefined && before.get(begins[0]) === null;
    builder.add(list, { type: 'paragraph', attrs: { origin: null }, content: own.content }, goesOn);
  }
  return { nodes: builder.done(), numbersTyped };
}
