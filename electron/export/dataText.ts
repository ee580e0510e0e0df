/** Longest text of a cell in Excel, in UTF-16 units. */
const longestCellText = 32_767;

/** What a spreadsheet takes for the beginning of a formula, half- and full-width, also behind blanks; tab and line ends move cells. */
const formulaStart = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/;

/** A text that no spreadsheet runs when it opens a .csv: those that look like formulas get an apostrophe in front (ASVS 5.0 1.2.10). */
export const neutralText = (text: string): string => (formulaStart.test(text) ? `'${text}` : text);

/** The longest beginning of at most so many UTF-16 units that does not cut a character. */
export function shortened(text: string, units: number): string {
  if (text.length <= units) return text;
  const last = text.charCodeAt(units - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? units - 1 : units);
}

const escape = (unit: number): string => `_x${unit.toString(16).toUpperCase().padStart(4, '0')}_`;

/** Half of a pair without its other half, which UTF-8 cannot hold. */
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * A text as a workbook stores it: at most 32,767 units, characters XML cannot hold as _xHHHH_, and a literal "_x0041_" so that it is
 * read as itself (ECMA-376 22.9.2.19). Line ends keep their carriage returns.
 */
export function workbookText(text: string): string {
  const short = shortened(text, longestCellText);
  if (!/[\u0000-\u0008\u000b-\u001f\u007f\ud800-\udfff\ufffe\uffff]|_x/.test(short)) return short;
  return short
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/g, (character) => escape(character.charCodeAt(0)))
    .replace(loneSurrogate, (character) => escape(character.charCodeAt(0)));
}

/** The longest beginning that takes at most so many bytes in UTF-8 and does not cut a character. */
export function firstBytes(text: string, bytes: number): string {
  if (text.length * 3 <= bytes) return text;
  const encoded = Buffer.from(text, 'utf8');
  if (encoded.length <= bytes) return text;
  let end = bytes;
  while (end > 0 && (encoded[end]! & 0xc0) === 0x80) end--;
  return encoded.toString('utf8', 0, end);
}
