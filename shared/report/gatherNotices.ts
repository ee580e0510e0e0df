import type { Locale } from '../model/text.ts';
import type { ResolvedDocument, ResolvedNode } from './resolved.ts';

type Notice = Extract<ResolvedNode, { type: 'notice' }>;
type Missing = NonNullable<Notice['missing']>;

/** Says of what there is nothing to show, and why. */
export function noticeText(names: readonly string[], reason: string, locale: Locale): string {
  return locale === 'zh-CN'
    ? `${names.join('、')}：无法给出，${reason}。`
    : `${names.join(', ')}: not available, ${reason}.`;
}

/** Places between one heading and the next, and whether the next goes deeper. */
interface Section {
  readonly places: readonly number[];
  readonly leadsOn: boolean;
}

function sectionsOf(content: readonly ResolvedNode[]): readonly Section[] {
  const sections: { places: number[]; leadsOn: boolean; level: number }[] = [{ places: [], leadsOn: true, level: 0 }];
  content.forEach((node, place) => {
    if (node.type !== 'heading') {
      sections.at(-1)!.places.push(place);
      return;
    }
    const open = sections.at(-1)!;
    open.leadsOn = node.level > open.level;
    sections.push({ places: [], leadsOn: false, level: node.level });
  });
  return sections;
}

/**
 * What cannot be had is said once, not at every place of a finding, table or figure: a notice in the words of an earlier one becomes empty,
 * neighbours with the same reason become one sentence. A section of which nothing else would be left keeps its notice. Places do not change: an
 * emptied notice stays, and is not rendered.
 */
export function gatherNotices(document: ResolvedDocument): ResolvedDocument {
  const { locale } = document;
  const content = [...document.content];
  const noticeAt = (place: number): (Notice & { readonly missing: Missing }) | null => {
    const node = content[place]!;
    return node.type === 'notice' && node.missing ? { ...node, missing: node.missing } : null;
  };
  const said = new Set<string>();
  const empty = (place: number): void => {
    content[place] = { type: 'notice', text: '' };
  };
  for (const { places, leadsOn } of sectionsOf(content)) {
    const bare = !leadsOn && places.every((place) => noticeAt(place) !== null || content[place]!.type === 'pageBreak');
    /** The notice neighbours join, with the names in it. */
    let open: { readonly place: number; readonly names: string[]; readonly reason: string } | null = null;
    let kept = 0;
    for (const place of places) {
      const notice = noticeAt(place);
      if (!notice) {
        open = null;
        continue;
      }
      const { name, reason } = notice.missing;
      const again = said.has(notice.text);
      said.add(notice.text);
      if (again && !(bare && kept === 0)) {
        empty(place);
        continue;
      }
      kept++;
      if (open && open.reason === reason) {
        open.names.push(name);
        content[open.place] = { type: 'notice', text: noticeText(open.names, reason, locale) };
        empty(place);
      } else open = { place, names: [name], reason };
    }
  }
  return { ...document, content };
}
