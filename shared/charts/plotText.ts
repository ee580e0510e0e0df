/**
 * A user's text for a plotly figure. Plotly reads a small HTML in every text and %{...} as a template, so both are made harmless:
 * the reader sees exactly the characters of the text.
 */
export function plotText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('%{', '%&#123;');
}

/** Estimated width of a text in units of its font size: CJK characters count 1, others about half. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += character.codePointAt(0)! >= 0x2e80 ? 1 : 0.56;
  return width;
}

/** Breaks a text into lines of at most maxWidth (font-size units), at spaces where there are any; lines are escaped and joined by <br>. */
export function wrapPlotText(text: string, maxWidth: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*|\s+/gu) ?? []) {
    if (line !== '' && textWidth(line + word.trimEnd()) > maxWidth) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += word;
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines.map(plotText).join('<br>');
}

/** Shortened with an ellipsis to maxWidth (font-size units); not escaped. */
export function shorten(text: string, maxWidth: number): string {
  if (textWidth(text) <= maxWidth) return text;
  let short = '';
  for (const character of text) {
    if (textWidth(short + character) > maxWidth - 1) break;
    short += character;
  }
  return `${short}…`;
}

/** Names shortened so that no two that differ look alike: a name cut to the letters of another keeps its end as well. Not escaped. */
export function shortenApart(names: readonly string[], maxWidth: number): readonly string[] {
  const short = names.map((name) => shorten(name, maxWidth));
  const counts = new Map<string, number>();
  for (const one of short) counts.set(one, (counts.get(one) ?? 0) + 1);
  const taken = new Set<string>();
  return names.map((name, index) => {
    const plain = short[index]!;
    let own = plain;
    if (counts.get(plain)! > 1 && plain !== name) {
      const letters = Array.from(name);
      for (let kept = 2; kept < letters.length && (own === plain || taken.has(own)); kept++) {
        const end = letters.slice(-kept).join('');
        own = `${shorten(name, Math.max(2, maxWidth - textWidth(end)))}${end}`;
      }
    }
    // Names that are the same to the last letter are told apart by their place.
    for (let number = 2; taken.has(own); number++) own = `${plain} ${number}`;
    taken.add(own);
    return own;
  });
}

/** Names along an axis or in a legend: those that differ never look alike, the same name stays the same. Not escaped. */
export function shortNames(names: readonly string[], maxWidth: number): readonly string[] {
  const unique = [...new Set(names)];
  const short = shortenApart(unique, maxWidth);
  const byName = new Map(unique.map((name, index) => [name, short[index]!]));
  return names.map((name) => byName.get(name)!);
}

/** The characters a reader sees of a text that plotText or wrapPlotText made; line breaks become spaces. */
export function plainText(text: string): string {
  return text
    .replaceAll('<br>', ' ')
    .replaceAll('&#123;', '{')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
