import { type Bilingual, inLocale, type Locale } from '../model/text.ts';
import type { HeadingKind, HeadingLevel } from './document.ts';

const words = {
  figure: { zh: '图', en: 'Figure' },
  table: { zh: '表', en: 'Table' },
  annex: { zh: '附录', en: 'Annex' },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** The label of a caption: 图 3, Table 2. */
export function captionLabel(kind: 'figure' | 'table', number: number, locale: Locale): string {
  return `${inLocale(words[kind], locale)} ${number}`;
}

/** Counts headings as the reader sees them: 1, 1.1, 1.1.1; 附录 A, A.1. */
export class HeadingCounter {
  private readonly sections: number[] = [0, 0, 0];
  private readonly annexes: number[] = [0, 0, 0];
  private readonly locale: Locale;

  constructor(locale: Locale) {
    this.locale = locale;
  }

  /** The label of the next heading; '' for plain ones. */
  next(level: HeadingLevel, kind: HeadingKind): string {
    if (kind === 'plain') return '';
    const counts = kind === 'section' ? this.sections : this.annexes;
    counts[level - 1] = (counts[level - 1] ?? 0) + 1;
    for (let deeper = level; deeper < 3; deeper++) counts[deeper] = 0;
    if (kind === 'section') return counts.slice(0, level).join('.');
    const letter = String.fromCharCode(64 + Math.min(26, Math.max(1, counts[0] ?? 1)));
    if (level > 1) return [letter, ...counts.slice(1, level)].join('.');
    return `${inLocale(words.annex, this.locale)} ${letter}`;
  }
}
