import {
  AlignmentType,
  BorderStyle,
  type Document,
  type ILevelsOptions,
  LevelFormat,
  LevelSuffix,
  LineRuleType,
} from 'docx';
import type { ReportLook } from '../../shared/model/project.ts';
import type { Locale } from '../../shared/model/text.ts';
import { coverIndent } from './titleSize.ts';

export const ink = '1A2129';
export const soft = '4A5561';

export interface StyleLook {
  readonly locale: Locale;
  readonly accent: string;
  readonly bodyFont: { readonly ascii: string; readonly hAnsi: string; readonly cs: string; readonly eastAsia: string };
}

/** Faces by name, as Word and WPS have them on Windows and macOS; other machines substitute. */
export function styleLook(locale: Locale, look: Partial<ReportLook> = {}): StyleLook {
  const latin = look.latinFont || 'Arial';
  const accent = look.accent ? look.accent.slice(1).toUpperCase() : '1F5FBF';
  return {
    locale,
    accent,
    bodyFont: { ascii: latin, hAnsi: latin, cs: latin, eastAsia: look.eastAsianFont || '微软雅黑' },
  };
}

/** Half-points. */
const size = { body: 21, small: 18, dense: 15, note: 16, caption: 19 };
const auto = LineRuleType.AUTO;

/**
 * Lines high enough for every face: Word sets 微软雅黑 1.714 of its size high, 宋体 1.3, Arial 1.15, and other programs put faces of
 * their own in the place of those they lack. As a multiple of the face's own height the same report would be half as long again in Word.
 *
 * @param half  the letters' size in half-points
 */
const lines = (half: number, share = 1.72) =>
  ({ line: Math.ceil((half / 2) * 20 * share), lineRule: LineRuleType.AT_LEAST }) as const;

/**
 * Closing punctuation as Word has it where nothing is said. Said outright because LibreOffice, where nothing is said, sets it beyond the
 * margin, ends its lines elsewhere and so its pages.
 */
const punctuation = { overflowPunctuation: true };

/** A bar beside the lines of the cover, one for all of them: they have the same border and indent. */
const coverBar = (accent: string) => ({
  indent: { left: coverIndent },
  border: { left: { style: BorderStyle.SINGLE, size: 36, color: accent, space: 18 } },
});
const noBar = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;

/** Paragraph styles of the report under Word's own names, so that a letterhead's styles of the same name can take their place. */
export function styles(
  { locale, accent, bodyFont }: StyleLook,
  /** Half-points of the title on a cover. */
  titleHalf: number,
): NonNullable<ConstructorParameters<typeof Document>[0]['styles']> {
  const heading = (outlineLevel: number, half: number, before: number, after: number) => ({
    run: { font: bodyFont, size: half, bold: true, color: ink },
    // Word knows its headings by name; LibreOffice makes no bookmarks of them without their level.
    paragraph: { spacing: { before, after, ...lines(half) }, keepNext: true, keepLines: true, outlineLevel },
  });
  return {
    default: {
      document: {
        run: { font: bodyFont, size: size.body, color: ink, language: { value: 'en-US', eastAsia: 'zh-CN' } },
        paragraph: { ...punctuation, spacing: lines(size.body) },
      },
      title: {
        run: { font: bodyFont, size: titleHalf, bold: true, color: ink },
        paragraph: {
          alignment: AlignmentType.LEFT,
          spacing: { before: 3300, after: 0, ...lines(titleHalf) },
          ...coverBar(accent),
        },
      },
      heading1: {
        ...heading(0, 32, 380, 150),
        paragraph: {
          ...heading(0, 32, 380, 150).paragraph,
          border: { bottom: { style: BorderStyle.SINGLE, size: 6, color: accent, space: 4 } },
        },
      },
      heading2: heading(1, 25, 250, 90),
      heading3: heading(2, 21, 180, 70),
      hyperlink: { run: { color: '1F5FBF', underline: { color: '1F5FBF' } } },
      footnoteText: { run: { font: bodyFont, size: size.note }, paragraph: { spacing: lines(size.note) } },
      caption: {
        run: { font: bodyFont, size: size.caption, bold: true, italics: false, color: ink },
        paragraph: { alignment: AlignmentType.CENTER, spacing: lines(size.caption) },
      },
    },
    paragraphStyles: [
      // Without a page of its own the title stands at the top and is small.
      {
        id: 'CompactTitle',
        name: 'Compact Title',
        basedOn: 'Title',
        run: { size: 38 },
        paragraph: {
          alignment: AlignmentType.CENTER,
          spacing: { before: 0, after: 120, ...lines(38) },
          indent: { left: 0 },
          border: { left: noBar },
        },
      },
      {
        id: 'Subtitle',
        name: 'Subtitle',
        basedOn: 'Normal',
        quickFormat: true,
        run: { size: 26, color: soft },
        paragraph: {
          alignment: AlignmentType.LEFT,
          spacing: { before: 160, after: 0, ...lines(26) },
          ...coverBar(accent),
        },
      },
      {
        id: 'CompactSubtitle',
        name: 'Compact Subtitle',
        basedOn: 'Subtitle',
        run: { size: 22 },
        paragraph: {
          alignment: AlignmentType.CENTER,
          spacing: { before: 0, after: 160, ...lines(22) },
          indent: { left: 0 },
          border: { left: noBar },
        },
      },
      {
        id: 'BodyText',
        name: 'Body Text',
        basedOn: 'Normal',
        quickFormat: true,
        paragraph: {
          spacing: { after: 120, ...lines(size.body, 1.75) },
          ...(locale === 'zh-CN'
            ? { indent: { firstLine: 420, firstLineChars: 200 }, alignment: AlignmentType.BOTH }
            : {}),
        },
      },
      {
        id: 'ListText',
        name: 'List Text',
        basedOn: 'Normal',
        quickFormat: true,
        paragraph: { spacing: { after: 50, ...lines(size.body, 1.75) } },
      },
      {
        id: 'TableText',
        name: 'Table Text',
        basedOn: 'Normal',
        quickFormat: true,
        run: { size: size.small },
        // As high for Latin letters as for Chinese ones, so that a row's words and numbers stand on one line.
        paragraph: { spacing: lines(size.small) },
      },
      {
        id: 'TableTextDense',
        name: 'Table Text Dense',
        basedOn: 'TableText',
        run: { size: size.dense },
        paragraph: { spacing: lines(size.dense) },
      },
      {
        id: 'TableNote',
        name: 'Table Note',
        basedOn: 'Normal',
        quickFormat: true,
        run: { size: size.note, color: soft },
        paragraph: { spacing: { before: 40, ...lines(size.note) } },
      },
      {
        id: 'AfterTable',
        name: 'After Table',
        basedOn: 'Normal',
        run: { size: 10 },
        paragraph: { spacing: { line: 160, lineRule: LineRuleType.EXACT, after: 60 } },
      },
      {
        id: 'Figure',
        name: 'Figure',
        basedOn: 'Normal',
        paragraph: { alignment: AlignmentType.CENTER, spacing: { before: 160, line: 240, lineRule: auto } },
      },
      {
        id: 'ContentsTitle',
        name: 'Contents Title',
        basedOn: 'Normal',
        run: { size: 32, bold: true },
        paragraph: { spacing: { after: 200, ...lines(32) } },
      },
      {
        id: 'TOC1',
        name: 'toc 1',
        basedOn: 'Normal',
        run: { bold: true },
        paragraph: { spacing: { before: 80, after: 20 } },
      },
      { id: 'TOC2', name: 'toc 2', basedOn: 'Normal', paragraph: { indent: { left: 420 }, spacing: { after: 10 } } },
    ],
  };
}

export function headingNumbers(
  first: string,
  format: (typeof LevelFormat)[keyof typeof LevelFormat],
  accent: string,
): readonly ILevelsOptions[] {
  return [first, '%1.%2', '%1.%2.%3'].map((text, level) => ({
    level,
    format: level === 0 ? format : LevelFormat.DECIMAL,
    text,
    suffix: LevelSuffix.SPACE,
    alignment: AlignmentType.LEFT,
    style: { run: { color: accent }, paragraph: { indent: { left: 0, hanging: 0 } } },
  }));
}

export const listIndent = (level: number) => ({ indent: { left: 420 * (level + 1), hanging: 360 } });
