import type { JsonObject } from '../../analyses/types.ts';
import type { Bilingual } from '../../model/text.ts';
import { isObject } from './storedTree.ts';

const looks = ['bold', 'italic', 'underline'] as const;
type Look = (typeof looks)[number];
const names: Readonly<Record<Look, Bilingual>> = {
  bold: { zh: '加粗', en: 'bold' },
  italic: { zh: '斜体', en: 'italic' },
  underline: { zh: '下划线', en: 'underlined' },
};

interface Letter {
  readonly text: string;
  readonly looks: ReadonlySet<string>;
  /** Where it leads; '' = nowhere. */
  readonly link: string;
}

function linkOf(marks: readonly JsonObject[]): string {
  const attrs = marks.find((mark) => mark['type'] === 'link')?.['attrs'];
  return isObject(attrs) && typeof attrs['href'] === 'string' ? attrs['href'] : '';
}

/** Letters of the content with their looks, blanks left out; a number is one letter. References take their look from the place they stand in. */
function lettersOf(content: readonly JsonObject[], numbers: readonly string[]): readonly Letter[] {
  let number = 0;
  return content.flatMap((node): readonly Letter[] => {
    const all = (Array.isArray(node['marks']) ? node['marks'] : []).filter(isObject);
    const link = linkOf(all);
    const marks = new Set(
      // Links are underlined for being links.
      looks.filter((look) => !(look === 'underline' && link !== '') && all.some((mark) => mark['type'] === look)),
    );
    if (node['type'] === 'number') return [{ text: numbers[number++] ?? '#', looks: marks, link }];
    if (node['type'] !== 'text') return [];
    return String(node['text'])
      .split('')
      .flatMap((text) => (text.trim() === '' ? [] : [{ text, looks: marks, link }]));
  });
}

/** Longest quotation of the words that look another way. */
const longest = 16;
const mostNamed = 3;
const quoted = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

/**
 * What was made bold, italic or underlined, or is so no longer, in a paragraph whose words are the same.
 *
 * @param numbers  what its numbers showed, in order
 * @returns null when nothing
 */
export function lookChanges(
  before: readonly JsonObject[],
  after: readonly JsonObject[],
  numbers: readonly string[],
): Bilingual | null {
  const [old, now] = [lettersOf(before, numbers), lettersOf(after, numbers)];
  if (old.length !== now.length) return null;
  const found: { readonly look: Look; readonly on: boolean; readonly text: string }[] = [];
  for (const look of looks) {
    let words = '';
    let on = false;
    const end = (): void => {
      if (words !== '') found.push({ look, on, text: words });
      words = '';
    };
    now.forEach((letter, place) => {
      const is = letter.looks.has(look);
      if (is === old[place]!.looks.has(look)) return end();
      if (is !== on) end();
      on = is;
      words += letter.text;
    });
    end();
  }
  if (found.length === 0) return null;
  const list = found.slice(0, mostNamed);
  const more = found.length > mostNamed;
  return {
    zh: `${list.map(({ look, on, text }) => `${on ? '' : '取消'}${names[look].zh}“${quoted(text)}”`).join('；')}${more ? '等' : ''}`,
    en: `${list.map(({ look, on, text }) => `${on ? '' : 'no longer '}${names[look].en}: "${quoted(text)}"`).join('; ')}${more ? ' …' : ''}`,
  };
}

/**
 * Words that lead somewhere now, somewhere else, or nowhere any longer, in a paragraph whose words are the same.
 *
 * @param numbers  what its numbers showed, in order
 * @returns null when nothing
 */
export function linkChanges(
  before: readonly JsonObject[],
  after: readonly JsonObject[],
  numbers: readonly string[],
): Bilingual | null {
  const [old, now] = [lettersOf(before, numbers), lettersOf(after, numbers)];
  if (old.length !== now.length) return null;
  const found: { text: string; readonly link: string; readonly was: string }[] = [];
  let last = -2;
  now.forEach(({ text, link }, place) => {
    const was = old[place]!.link;
    if (link === was) return;
    const open = found.at(-1);
    if (open && last === place - 1 && open.link === link && open.was === was) open.text += text;
    else found.push({ text, link, was });
    last = place;
  });
  if (found.length === 0) return null;
  return {
    zh: found.map(({ text, link }) => `“${quoted(text)}”${link === '' ? '不再是链接' : `链接到 ${link}`}`).join('；'),
    en: found
      .map(({ text, link }) =>
        link === '' ? `"${quoted(text)}" is no link any more` : `"${quoted(text)}" links to ${link}`,
      )
      .join('; '),
  };
}

const notesOf = (content: readonly JsonObject[]): readonly string[] =>
  content.flatMap((node) =>
    node['type'] === 'footnote' && isObject(node['attrs']) ? [String(node['attrs']['text']).trim()] : [],
  );

/** Footnotes written, taken away or changed in a paragraph whose words are the same. */
export function noteChanges(before: readonly JsonObject[], after: readonly JsonObject[]): Bilingual | null {
  const [old, now] = [notesOf(before), notesOf(after)];
  const gone = old.filter((note) => !now.includes(note));
  const fresh = now.filter((note) => !old.includes(note));
  const told = [
    ...fresh.map((note) => ({ zh: `新增脚注“${note}”`, en: `new footnote: "${note}"` })),
    ...gone.map((note) => ({ zh: `删去脚注“${note}”`, en: `footnote removed: "${note}"` })),
  ];
  if (told.length === 0) return null;
  return { zh: told.map(({ zh }) => zh).join('；'), en: told.map(({ en }) => en).join('; ') };
}
