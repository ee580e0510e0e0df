import type { ColumnHeading } from '../headings.ts';
import { serviceKind } from './platform.ts';
import type { ServiceKind, SurveyPlatform } from './platform.ts';

/** One heading of an export, taken apart. */
export interface PlatformHeading {
  readonly heading: ColumnHeading;
  readonly service: ServiceKind | null;
  /** Question number, or null for a column of the platform's own or one that is neither. */
  readonly number: number | null;
  /** The question, without number and closing colon; '' where the export writes the option only ("3(A)"). */
  readonly stem: string;
  /** Option or row, '' for a question of one column. */
  readonly part: string;
}

const divider = /[—–:：_(（[【-]/;
const closing = /[:：]$/;

/** Length of the longest common beginning that ends at a divider; 0 when there is none. */
function stemLength(texts: readonly string[]): number {
  const first = texts[0] ?? '';
  let common = first.length;
  for (const text of texts) {
    let same = 0;
    while (same < Math.min(common, text.length) && text[same] === first[same]) same++;
    common = same;
  }
  for (let at = common; at > 0; at--) if (divider.test(first[at - 1]!)) return at;
  return 0;
}

const bare = (part: string): string =>
  part
    .replace(/^[\s—–:：_(（[【-]+/, '')
    .replace(/[\s)）\]】:：]+$/, '')
    .trim();

const ownText = (text: string): string => text.trim().replace(closing, '').trim();

/** Length of the question where options or rows stand in a heading row of their own below it; 0 where they do not. */
function upperLength({ group, own }: ColumnHeading, text: string): number {
  const below = ` / ${own}`;
  return group !== '' && text.endsWith(below) ? text.length - below.length : 0;
}

/**
 * Takes the headings of an export apart. Columns of one number are options or rows of one question: the question is the upper heading
 * row, or what their headings have in common up to a dash, colon or bracket.
 */
export function platformHeadings(
  platform: SurveyPlatform,
  headings: readonly ColumnHeading[],
): readonly PlatformHeading[] {
  const parsed = headings.map((heading) => {
    const text = heading.header.trim();
    const service = serviceKind(platform, text);
    const groups = service === null ? platform.question?.exec(text)?.groups : undefined;
    const number = groups?.['number'] === undefined ? null : Number(groups['number']);
    return { heading, service, number, text: groups?.['text'] ?? groups?.['text2'] ?? text };
  });
  const texts = new Map<number, string[]>();
  for (const { number, text } of parsed) if (number !== null) texts.set(number, [...(texts.get(number) ?? []), text]);
  const stems = new Map([...texts].map(([number, all]) => [number, all.length > 1 ? stemLength(all) : 0]));
  return parsed.map(({ heading, service, number, text }): PlatformHeading => {
    const length = number === null ? 0 : stems.get(number)!;
    const optionOnly = /^[(（](.{1,3})[)）]$/.exec(text);
    if (number !== null && optionOnly) return { heading, service, number, stem: '', part: optionOnly[1]! };
    const upper = number !== null && texts.get(number)!.length > 1 ? upperLength(heading, text) : 0;
    if (upper > 0) return { heading, service, number, stem: ownText(text.slice(0, upper)), part: heading.own };
    if (length === 0) return { heading, service, number, stem: ownText(text), part: '' };
    const stem = text
      .slice(0, length)
      .replace(/[\s—–:：_(（[【-]+$/, '')
      .trim();
    return { heading, service, number, stem, part: bare(text.slice(length)) };
  });
}

/** The headings as the general proposal reads them best: the question above its options and rows. */
export function plainHeadings(parts: readonly PlatformHeading[]): readonly ColumnHeading[] {
  return parts.map(({ heading, number, stem, part }) => {
    const { header } = heading;
    if (number === null) return heading;
    return part === ''
      ? { header, group: '', own: stem || header }
      : { header, group: stem || `Q${number}`, own: part };
  });
}
