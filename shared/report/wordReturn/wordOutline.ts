import type { WordOrigin } from '../wordOrigin.ts';
import { placesOf } from './storedTree.ts';
import { wordTables, type WordTable } from './wordTables.ts';
import type { WordParagraph, WordPiece } from './wordText.ts';

/** Word and LibreOffice write some characters their own way; ends of paragraphs have no blanks that count. */
export const plain = (text: string): string => text.replaceAll('\u00a0', ' ').replaceAll('\r', '').trim();
export const piecesText = (pieces: readonly WordPiece[]): string => pieces.map(({ text }) => text).join('');
const textOf = ({ pieces }: WordParagraph): string => plain(piecesText(pieces));

/** Shorter texts are written twice by chance. */
const shortestMoved = 8;

/** A paragraph moved under tracking has lost its bookmark: it is known by its words. */
function recognised(origin: WordOrigin, paragraphs: readonly WordParagraph[]): readonly WordParagraph[] {
  const there = new Set(paragraphs.flatMap(({ begins }) => begins));
  const gone = new Map(
    Object.entries(origin.shown).flatMap(([at, runs]): [string, string][] => {
      const text = plain(runs.join(''));
      return there.has(at) || text.length < shortestMoved || at.includes('.') ? [] : [[text, at]];
    }),
  );
  return paragraphs.map((one) => {
    const at =
      one.begins.length > 0 || one.cell || one.machine || one.goesOn !== null ? undefined : gone.get(textOf(one));
    if (at === undefined) return one;
    gone.delete(textOf(one));
    return { ...one, begins: [at] };
  });
}

/** A block that is in Word and not in the report. */
export interface AddedBlock {
  /** Place in the exported report after which it stands; null = before everything. */
  readonly after: string | null;
  /** Paragraphs: one, or the items of a list. */
  readonly paragraphs: readonly WordParagraph[];
  readonly table: WordTable | null;
}

/** What stands in Word now, by the places of the exported report. */
export interface WordOutline {
  /** The paragraph of each place, and those that were split off it. */
  readonly texts: ReadonlyMap<string, readonly WordParagraph[]>;
  readonly captions: ReadonlyMap<string, string>;
  /** Paragraphs that begin in the one of another place now. */
  readonly joined: ReadonlyMap<string, string>;
  readonly added: readonly AddedBlock[];
  /** Tables by the place of the author's table they are. */
  readonly tables: ReadonlyMap<number, WordTable>;
  /** Paragraphs of lists by the place of the list. */
  readonly lists: ReadonlyMap<number, readonly WordParagraph[]>;
  /** Places of blocks in the order they have in Word. */
  readonly order: readonly number[];
  readonly paragraphs: readonly WordParagraph[];
}

/**
 * Bookmarks of empty cells drift: LibreOffice puts those of a whole row into its last cell. What showed nothing begins nowhere else but
 * where it stands alone.
 */
function settled(origin: WordOrigin, paragraphs: readonly WordParagraph[]): readonly WordParagraph[] {
  const isEmpty = (at: string): boolean => plain((origin.shown[at] ?? []).join('')) === '';
  return paragraphs.map((one) => {
    if (one.begins.length < 2) return one;
    const told = one.begins.filter((at) => !isEmpty(at));
    return { ...one, begins: told.length > 0 ? told : one.begins.slice(-1) };
  });
}

const sameCell = (a: WordParagraph, b: WordParagraph): boolean =>
  a.cell?.table === b.cell?.table && a.cell?.row === b.cell?.row && a.cell?.column === b.cell?.column;

export function wordOutline(origin: WordOrigin, given: readonly WordParagraph[]): WordOutline {
  const paragraphs = recognised(origin, settled(origin, given));
  const texts = new Map<string, WordParagraph[]>();
  const captions = new Map<string, string>();
  const joined = new Map<string, string>();
  const added: { after: string | null; paragraphs: WordParagraph[]; table: WordTable | null }[] = [];
  const lists = new Map<number, WordParagraph[]>();
  const order: number[] = [];
  const typeAt = (place: number): unknown => origin.blocks[place]?.['type'];
  const isList = (place: number): boolean => typeAt(place) === 'bulletList' || typeAt(place) === 'orderedList';

  const allTables = wordTables(paragraphs);
  const tables = new Map<number, WordTable>();
  const ownTable = new Map<number, number>();
  const machineTables = new Set<number>();
  for (const one of paragraphs) {
    if (!one.cell) continue;
    if (one.machine) machineTables.add(one.cell.table);
    const [first] = one.begins;
    if (first === undefined || ownTable.has(one.cell.table) || one.cell.depth > 0) continue;
    const place = placesOf(first)[0]!;
    if (typeAt(place) !== 'table' || tables.has(place)) continue;
    ownTable.set(one.cell.table, place);
    tables.set(place, allTables.get(one.cell.table)!);
  }

  let last: string | null = null;
  let before: WordParagraph | null = null;
  let list: number | null = null;
  let waiting: WordParagraph[] = [];
  const tablesAdded = new Set<number>();
  const saw = (place: number): void => void (order.includes(place) ? 0 : order.push(place));
  const add = (one: WordParagraph): void => {
    const group = added.at(-1);
    const goesWith =
      one.list !== null && group?.after === last && group.table === null && group.paragraphs.at(-1)?.list;
    if (goesWith && before === group.paragraphs.at(-1)) group.paragraphs.push(one);
    else if (textOf(one) !== '') added.push({ after: last, paragraphs: [one], table: null });
  };
  const close = (): void => {
    for (const one of waiting) add(one);
    waiting = [];
    list = null;
  };
  const goesOnIn = (one: WordParagraph): boolean => {
    const [head] = one.goesOn === null ? [] : (texts.get(one.goesOn) ?? []);
    return head !== undefined && sameCell(head, one) && (list === null || one.cell !== null);
  };
  for (const one of paragraphs) {
    if (one.machine) {
      before = one;
      continue;
    }
    const caption = one.pieces.find((piece) => piece.caption !== null)?.caption ?? null;
    const [first, ...others] = one.begins;
    if (caption !== null) {
      close();
      captions.set(caption, piecesText(one.pieces.filter((piece) => piece.caption === caption)));
      last = caption;
      saw(placesOf(caption)[0]!);
    } else if (first !== undefined) {
      const place = placesOf(first)[0]!;
      if (list !== place) close();
      else {
        // What stands between two items belongs to the list.
        lists.get(place)!.push(...waiting);
        waiting = [];
      }
      texts.set(first, [one]);
      for (const other of others) joined.set(other, first);
      last = one.begins.at(-1)!;
      saw(place);
      if (isList(place) && !one.cell) {
        (lists.get(place) ?? lists.set(place, []).get(place)!).push(one);
        list = place;
      }
    } else if (goesOnIn(one)) {
      texts.get(one.goesOn!)!.push(one);
    } else if (one.cell) {
      const { table, depth } = one.cell;
      const isNew = !ownTable.has(table) && !machineTables.has(table) && depth === 0 && !tablesAdded.has(table);
      // The table of a result follows its caption.
      const ofResult = before !== null && !before.cell && before.pieces.some((piece) => piece.caption !== null);
      if (isNew && !ofResult) {
        close();
        tablesAdded.add(table);
        const own = allTables.get(table)!;
        if (own.some((row) => row.some((cell) => cell.paragraphs.some((part) => textOf(part) !== ''))))
          added.push({ after: last, paragraphs: [], table: own });
      } else if (isNew) machineTables.add(table);
    } else if (list !== null) {
      if (one.list && waiting.length === 0) lists.get(list)!.push(one);
      else waiting.push(one);
    } else add(one);
    before = one;
  }
  close();
  return { texts, captions, joined, added, tables, lists, order, paragraphs };
}

/** Items that do not stand in order: all but a longest run that does. */
export function outOfOrder(order: readonly number[]): ReadonlySet<number> {
  const best = order.map(() => 1);
  const previous = order.map(() => -1);
  let end = -1;
  order.forEach((place, i) => {
    for (let j = 0; j < i; j++)
      if (order[j]! < place && best[j]! + 1 > best[i]!) {
        best[i] = best[j]! + 1;
        previous[i] = j;
      }
    if (end < 0 || best[i]! > best[end]!) end = i;
  });
  const kept = new Set<number>();
  for (let at = end; at >= 0; at = previous[at]!) kept.add(order[at]!);
  return new Set(order.filter((place) => !kept.has(place)));
}
