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
const size = { body: 21, small: 18, dense: 15, note: 16 };
const auto = LineRuleType.AUTO;

/** A bar beside the lines of the cover, one for all of them: they have the same border and indent. */
const coverBar = (accent: string) => ({
  indent: { left: 440 },
  border: { left: { style: BorderStyle.SINGLE, size: 36, color: accent, space: 18 } },
});
const noBar = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;

/** Paragraph styles of the report under Word's own names, so that a letterhead's styles of the same name can take their place. */
export function styles({
  locale,
  accent,
  bodyFont,
}: StyleLook): NonNullable<ConstructorParameters<typeof Document>[0]['styles']> {
  const heading = (half: number, before: number, after: number) => ({
    run: { font: bodyFont, size: half, bold: true, color: ink },
    paragraph: { spacing: { before, after, line: 300, lineRule: auto }, keepNext: true, keepLines: true },
  });
  return {
    default: {
      document: {
        run: { font: bodyFont, size: size.body, color: ink, language: { value: 'en-US', eastAsia: 'zh-CN' } },
        paragraph: { spacing: { line: 300, lineRule: auto } },
      },
      title: {
        run: { font: bodyFont, size: 56, bold: true, color: ink },
        paragraph: {
          alignment: AlignmentType.LEFT,
          spacing: { before: 3400, after: 0, line: 320, lineRule: auto },
          ...coverBar(accent),
        },
      },
      heading1: {
        ...heading(32, 400, 180),
        paragraph: {
          ...heading(32, 400, 180).paragraph,
          border: { bottom: { style: BorderStyle.SINGLE, size: 6, color: accent, space: 4 } },
        },
      },
      heading2: heading(25, 280, 110),
      heading3: heading(21, 200, 80),
      hyperlink: { run: { color: '1F5FBF', underline: { color: '1F5FBF' } } },
      footnoteText: { run: { font: bodyFont, size: size.note } },
      caption: {
        run: { font: bodyFont, size: 19, bold: true, italics: false, color: ink },
        paragraph: { alignment: AlignmentType.CENTER, spacing: { line: 276, lineRule: auto } },
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
          spacing: { before: 0, after: 120 },
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
          spacing: { before: 160, after: 0, line: 320, lineRule: auto },
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
          spacing: { before: 0, after: 160 },
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
          spacing: { after: 100, line: 312, lineRule: auto },
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
        paragraph: { spacing: { after: 50, line: 300, lineRule: auto } },
      },
      {
        id: 'TableText',
        name: 'Table Text',
        basedOn: 'Normal',
        quickFormat: true,
        run: { size: size.small },
        // As high for Latin letters as for Chinese ones, so that a row's words and numbers stand on one line.
        paragraph: { spacing: { line: 262, lineRule: LineRuleType.AT_LEAST } },
      },
      {
        id: 'TableTextDense',
        name: 'Table Text Dense',
        basedOn: 'TableText',
        run: { size: size.dense },
        paragraph: { spacing: { line: 220, lineRule: LineRuleType.AT_LEAST } },
      },
      {
        id: 'TableNote',
        name: 'Table Note',
        basedOn: 'Normal',
        quickFormat: true,
        run: { size: size.note, color: soft },
        paragraph: { spacing: { before: 40, line: 252, lineRule: auto } },
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
        paragraph: { spacing: { after: 200 } },
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
