import type { JsonObject } from '../../analyses/types.ts';
import type { Bilingual } from '../../model/text.ts';
import { alignBlocks } from '../alignBlocks.ts';
import { canonicalJson } from '../requestKey.ts';
import type { ResolvedDocument } from '../resolved.ts';
import { bareNode, type WordOrigin } from '../wordOrigin.ts';
import { asInWord, joinedDetails, kindChange, ownHeading, ownParagraph } from './blockKinds.ts';
import { attrsOf, Blocks, contentOf, nodeAt, placesOf } from './storedTree.ts';
import { inlineOf, numbersOf, saysOf, sectionsOf, shownNow, toldOf } from './threeStates.ts';
import { wordInline } from './wordInline.ts';
import { listNodes, sameItems, storedListText, wordListText } from './wordLists.ts';
import { linkChanges, lookChanges, noteChanges } from './wordLooks.ts';
import { outOfOrder, piecesText, plain, wordOutline } from './wordOutline.ts';
import { newRemarks, remarkMark, withMark } from './wordRemarks.ts';
import { isPlainTable, sameCells, storedTableText, tableRows, tableText } from './wordTables.ts';
import type { WordParagraph, WordRemark } from './wordText.ts';

export type WordChangeKind =
  | 'text'
  | 'format'
  | 'caption'
  | 'removed'
  | 'added'
  | 'moved'
  | 'split'
  | 'joined'
  | 'table'
  | 'list'
  | 'remark';

/** One thing that was done in Word, and what stands in the project there. */
export interface WordChange {
  readonly id: string;
  readonly kind: WordChangeKind;
  /** The project changed the same place after the file was exported: somebody must choose. */
  readonly conflict: boolean;
  /** Heading under which it stands. */
  readonly section: string;
  readonly exported: string;
  readonly word: string;
  /** As the project has it now; '' where it is gone or never was. */
  readonly project: string;
  /** A number that was typed over in Word and is plain text from now on, if Word's text is taken. */
  readonly numbersTyped: readonly string[];
  /** What the texts do not show: looks, levels, places. */
  readonly details: Bilingual | null;
}
export type WordChoice = 'word' | 'project';

export interface WordMerge {
  readonly changes: readonly WordChange[];
  /** Tables whose rows or columns were changed in Word, which is not taken over: there are lists or tables in them. */
  readonly tablesChanged: number;
  /** The stored document with the changes chosen; those without a choice are taken from Word unless they conflict. */
  apply(choices: Readonly<Record<string, WordChoice>>): JsonObject;
}

interface Planned {
  readonly change: WordChange;
  readonly apply: (blocks: Blocks) => void;
}

/**
 * Brings what was done in Word back into the report. The file says what it was made from, so that three states are compared: exported,
 * edited in Word, and the project of today. Words and looks come from Word, numbers stay references and are as new as the project; where
 * both changed the same place the project's stays unless the choice says otherwise. Tracked changes count as accepted. The tables of
 * results are the project's.
 *
 * @param current  the project's stored document
 * @param resolved  the same document as it shows now
 * @param remarks  what readers wrote beside the text in Word
 */
export function mergeWord(
  origin: WordOrigin,
  paragraphs: readonly WordParagraph[],
  current: JsonObject,
  resolved: ResolvedDocument,
  remarks: readonly WordRemark[] = [],
): WordMerge {
  const blocks = contentOf(current);
  const bare = blocks.map(bareNode);
  const places = alignBlocks(origin.blocks, bare);
  const now = shownNow(resolved);
  const sectionOf = sectionsOf(origin);
  const word = wordOutline(origin, paragraphs);
  const planned: Planned[] = [];
  /** Blocks that come back as a whole: nothing in them is looked at by itself. */
  const whole = new Set<number>();
  let tablesChanged = 0;

  /** Place in the project of a place in the exported document; null where its block is gone or has become something else. */
  const placeNow = (at: string): readonly number[] | null => {
    const [first = -1, ...rest] = placesOf(at);
    const place = places[first];
    return place === null || place === undefined ? null : [place, ...rest];
  };
  const plan = (
    given: Omit<WordChange, 'id' | 'section' | 'numbersTyped' | 'details'> &
      Partial<Pick<WordChange, 'numbersTyped' | 'details'>> & { readonly at: string },
    apply: (target: Blocks) => void,
  ): void => {
    const { at, ...change } = given;
    planned.push({
      change: { numbersTyped: [], details: null, ...change, id: `${planned.length}`, section: sectionOf(at) },
      apply,
    });
  };
  /** After which block of the project something stands that follows this block of the exported document. */
  const blockBefore = (first: number): number => {
    for (let before = first; before >= 0; before--) {
      const place = places[before];
      if (place !== null && place !== undefined) return place;
    }
    return -1;
  };
  /** All that a block of the project shows. */
  const projectText = (place: number): string =>
    [...now.captions, ...now.texts].flatMap(([at, text]) => (placesOf(at)[0] === place ? [text] : [])).join('\n');
  const untouched = (first: number): boolean => {
    const place = places[first];
    return place !== null && place !== undefined && saysOf(bare[place]!) === saysOf(origin.blocks[first]!);
  };

  planTables();
  planLists();
  planTexts();
  planCaptions();
  planRemoved();
  planAdded();
  planMoves();
  planRemarks();
  return {
    changes: planned.map(({ change }) => change),
    tablesChanged,
    apply(choices) {
      const edited = new Blocks(blocks);
      for (const { change, apply } of planned)
        if ((choices[change.id] ?? (change.conflict ? 'project' : 'word')) === 'word') apply(edited);
      return { ...current, content: edited.done() } as JsonObject;
    },
  };

  function planTables(): void {
    for (const [first, table] of word.tables) {
      const at = String(first);
      if (sameCells(origin, at, table)) continue;
      if (!isPlainTable(origin, at)) {
        tablesChanged++;
        continue;
      }
      whole.add(first);
      const { rows, numbersTyped } = tableRows(origin, at, table);
      const place = places[first] ?? null;
      const [exported, inWord] = [storedTableText(origin, at), tableText(table)];
      if (place !== null && canonicalJson(contentOf(bare[place]).map(saysOf)) === canonicalJson(rows.map(saysOf)))
        continue;
      plan(
        {
          at,
          kind: 'table',
          conflict: !untouched(first),
          exported,
          word: inWord,
          project: place === null ? '' : projectText(place),
          numbersTyped,
        },
        (edited) =>
          place === null
            ? edited.insertAfter(blockBefore(first - 1), { type: 'table', attrs: { caption: null }, content: rows })
            : edited.change([place], (node) => [{ ...node, content: rows }]),
      );
    }
  }

  function planLists(): void {
    for (const [first, items] of word.lists) {
      const at = String(first);
      if (sameItems(origin, at, items) !== false) continue;
      whole.add(first);
      const { nodes, numbersTyped } = listNodes(origin, at, items);
      const place = places[first] ?? null;
      if (place !== null && canonicalJson(nodes.map(saysOf)) === canonicalJson([saysOf(bare[place]!)])) continue;
      plan(
        {
          at,
          kind: 'list',
          conflict: !untouched(first),
          exported: storedListText(origin, at),
          word: wordListText(items),
          project: place === null ? '' : projectText(place),
          numbersTyped,
        },
        (edited) => {
          if (place !== null) edited.change([place], () => nodes);
          else for (const node of nodes) edited.insertAfter(blockBefore(first - 1), node);
        },
      );
    }
  }

  function planTexts(): void {
    for (const at of Object.keys(origin.shown)) {
      const own = word.texts.get(at);
      const [head, ...split] = own ?? [];
      if (!head || whole.has(placesOf(at)[0]!)) continue;
      const source = nodeAt(origin.blocks, placesOf(at));
      if (!source) continue;
      const joined = [...word.joined].flatMap(([other, to]) =>
        to === at && !whole.has(placesOf(other)[0]!) ? [other] : [],
      );
      const exported = [at, ...joined].map((one) => (origin.shown[one] ?? []).join('')).join('\n');
      const inWord = [head, ...split].map(({ pieces }) => piecesText(pieces)).join('\n');
      const numbers = numbersOf(origin, at);
      const sameText = plain(inWord) === plain(exported) && joined.length === 0;
      const inline = [head, ...split].map(({ pieces }, part) => wordInline(pieces, part === 0 ? at : null, origin));
      const [{ content }, ...rest] = inline as [ReturnType<typeof wordInline>, ...ReturnType<typeof wordInline>[]];
      const lookedAt = (before: readonly JsonObject[]): Bilingual | null =>
        joinedDetails([
          lookChanges(before, content, numbers),
          linkChanges(before, content, numbers),
          noteChanges(before, content),
        ]);
      const kindChanged = placesOf(at).length === 1 ? kindChange(source, head) : null;
      const looks = sameText ? lookedAt(inlineOf(origin, at)) : null;
      if (sameText && !looks && !kindChanged) continue;
      const place = placeNow(at);
      const target = place ? nodeAt(bare, place) : undefined;
      const project = place ? (now.texts.get(place.join('.')) ?? '') : '';
      const alike = plain(project) === plain(inWord) && joined.length === 0;
      const asWanted =
        target !== undefined &&
        (!kindChanged || kindChange(target, head) === null) &&
        (!looks || (contentOf(target).length > 0 && lookedAt(contentOf(target)) === null));
      if (alike && asWanted) continue;
      const isUntouched =
        target !== undefined &&
        saysOf(target) === saysOf(source) &&
        joined.every((other) => {
          const there = placeNow(other);
          const was = nodeAt(origin.blocks, placesOf(other));
          const is = there ? nodeAt(bare, there) : undefined;
          return was !== undefined && is !== undefined && saysOf(was) === saysOf(is);
        });
      plan(
        {
          at,
          kind: joined.length > 0 ? 'joined' : split.length > 0 ? 'split' : sameText ? 'format' : 'text',
          conflict: !isUntouched,
          exported,
          word: inWord,
          project,
          numbersTyped: inline.flatMap(({ numbersTyped }) => numbersTyped),
          details: joinedDetails([kindChanged, looks]),
        },
        (edited) => {
          const others = rest.map((one, part) =>
            asInWord(
              ownParagraph(one.content),
              split[part]!,
              split[part]!.heading !== null || split[part]!.list !== null,
            ),
          );
          if (!place || !target) {
            const after = blockBefore((placesOf(at)[0] ?? 0) - 1);
            for (const node of [asInWord(ownParagraph(content), head, kindChanged !== null), ...others])
              edited.insertAfter(after, node);
            return;
          }
          edited.change(place, (node) => {
            const { drafted: _drafted, ...attrs } = attrsOf(node);
            const written: JsonObject =
              node['type'] === 'finding'
                ? { ...ownParagraph(content), attrs: { origin: { ...attrs, told: toldOf(origin, at) } } }
                : { ...node, ...('attrs' in node ? { attrs } : {}), content };
            return [asInWord(written, head, kindChanged !== null), ...others];
          });
          for (const other of joined) {
            const there = placeNow(other);
            if (there) edited.change(there, () => []);
          }
        },
      );
    }
  }

  function planCaptions(): void {
    for (const [at, exported] of Object.entries(origin.captions)) {
      const own = word.captions.get(at);
      if (own === undefined || plain(own) === plain(exported) || plain(own) === '') continue;
      const place = placeNow(at);
      const target = place ? nodeAt(bare, place) : undefined;
      if (!place || !target) continue;
      const before = attrsOf(nodeAt(origin.blocks, placesOf(at)))['caption'] ?? null;
      const project = now.captions.get(place.join('.')) ?? '';
      if (plain(project) === plain(own)) continue;
      const conflict = (attrsOf(target)['caption'] ?? null) !== before;
      plan({ at, kind: 'caption', conflict, exported, word: own, project }, (edited) =>
        edited.change(place, (node) => [{ ...node, attrs: { ...attrsOf(node), caption: own.trim() } }]),
      );
    }
  }

  // A block is gone when nothing of it is left; titles may have given way to the cover of a letterhead.
  function planRemoved(): void {
    origin.blocks.forEach((block, first) => {
      if (block['type'] === 'title' || block['type'] === 'subtitle') return;
      const within = (at: string): boolean => placesOf(at)[0] === first;
      const ownTexts = Object.keys(origin.shown).filter(within);
      const ownCaptions = Object.keys(origin.captions).filter(within);
      if (ownTexts.length + ownCaptions.length === 0) return;
      // Word leaves the caption of a table whose rows are deleted.
      const left =
        ownTexts.length > 0
          ? ownTexts.some((at) => word.texts.has(at) || word.joined.has(at))
          : ownCaptions.some((at) => word.captions.has(at));
      if (left) return;
      const texts =
        block['type'] === 'table'
          ? [storedTableText(origin, String(first))]
          : ownTexts.map((at) => origin.shown[at]!.join(''));
      const exported = [...ownCaptions.map((at) => origin.captions[at]!), ...texts].join('\n');
      const place = places[first];
      if (plain(exported) === '' || place === null || place === undefined) return;
      plan(
        {
          at: String(first),
          kind: 'removed',
          conflict: !untouched(first),
          exported,
          word: '',
          project: projectText(place),
        },
        (edited) => edited.change([place], () => []),
      );
    });
  }

  function planAdded(): void {
    for (const { after, paragraphs: own, table } of word.added) {
      const first = after === null ? -1 : (placesOf(after)[0] ?? -1);
      const at = after ?? '0';
      const put = (nodes: readonly JsonObject[], text: string, numbersTyped: readonly string[]): void =>
        plan({ at, kind: 'added', conflict: false, exported: '', word: text, project: '', numbersTyped }, (edited) => {
          for (const node of nodes) edited.insertAfter(blockBefore(first), node);
        });
      const [only] = own;
      if (table) {
        const { rows, numbersTyped } = tableRows(origin, null, table);
        put([{ type: 'table', attrs: { caption: null }, content: rows }], tableText(table), numbersTyped);
      } else if (only?.list) {
        const { nodes, numbersTyped } = listNodes(origin, null, own);
        put(nodes, wordListText(own), numbersTyped);
      } else if (only) {
        const { content, numbersTyped } = wordInline(only.pieces, null, origin);
        put(
          [only.heading === null ? ownParagraph(content) : ownHeading(only.heading, content)],
          piecesText(only.pieces),
          numbersTyped,
        );
      }
    }
  }

  function planMoves(): void {
    const known = word.order.filter((first) => places[first] !== null && places[first] !== undefined);
    const moved = outOfOrder(known);
    known.forEach((first, at) => {
      if (!moved.has(first)) return;
      const before = at === 0 ? null : known[at - 1]!;
      const place = places[first]!;
      const after = before === null ? -1 : places[before]!;
      const wordsOf = (one: number): string => {
        const text =
          origin.captions[String(one)] ??
          Object.entries(origin.shown)
            .find(([own]) => placesOf(own)[0] === one)?.[1]
            .join('') ??
          '';
        return text.length > 40 ? `${text.slice(0, 40)}…` : text;
      };
      const own = projectText(place);
      plan(
        {
          at: String(first),
          kind: 'moved',
          conflict: false,
          exported: own,
          word: own,
          project: own,
          details:
            before === null
              ? { zh: '移到最前', en: 'moved to the beginning' }
              : { zh: `移到“${wordsOf(before)}”之后`, en: `moved behind "${wordsOf(before)}"` },
        },
        (edited) => edited.move(place, after),
      );
    });
  }

  function planRemarks(): void {
    for (const { remark, at, paragraph, words } of newRemarks(current, remarks, word.paragraphs)) {
      const place = placeNow(at);
      if (!place || whole.has(placesOf(at)[0]!)) continue;
      const about = words === '' ? (origin.shown[at] ?? []).join('') : words;
      plan(
        {
          at,
          kind: 'remark',
          conflict: false,
          exported: about,
          word: `${remark.author === '' ? '' : `${remark.author}：`}${remark.text}`,
          project: '',
        },
        (edited) =>
          edited.change(place, (node) => {
            const written: JsonObject =
              node['type'] === 'finding'
                ? {
                    ...ownParagraph(wordInline(paragraph.pieces, at, origin).content),
                    attrs: { origin: { ...attrsOf(node), told: toldOf(origin, at) } },
                  }
                : node;
            return 'content' in written
              ? [{ ...written, content: withMark(contentOf(written), words, remarkMark(remark)) }]
              : [written];
          }),
      );
    }
  }
}
