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

/** The characters a reader sees of a text that plotText or wrapPlotText made; line breaks become spaces. */
export function plainText(text: string): string {
  return text
    .replaceAll('<br>', ' ')
    .replaceAll('&#123;', '{')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
