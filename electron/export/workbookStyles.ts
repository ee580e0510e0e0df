import { xmlHead, xmlText } from './xmlOut.ts';

export const spreadsheetNamespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

export interface CellStyle {
  /** Excel number format; absent = General. '@' keeps a text a text. */
  readonly format?: string;
  readonly bold?: boolean;
  readonly size?: number;
  /** RRGGBB */
  readonly colour?: string;
  readonly fill?: string;
  readonly align?: 'left' | 'right' | 'center';
  readonly indent?: number;
  readonly wrap?: boolean;
  readonly top?: 'thin' | 'medium';
  readonly bottom?: 'thin' | 'medium';
  readonly link?: boolean;
}

/** A cell without a look of its own. */
export const unstyled: CellStyle = {};

/** Collects the styles cells use; equal ones are one. */
export class Styles {
  private readonly fonts: string[] = [];
  private readonly fills: string[] = [
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
  ];
  private readonly borders: string[] = [];
  private readonly formats: string[] = [];
  private readonly cells: string[] = [];
  private readonly known = new Map<string, number>();
  /** By the style object itself, plain and guarded: what a sheet of millions of cells asks for. */
  private readonly plain = new WeakMap<CellStyle, number>();
  private readonly guarded = new WeakMap<CellStyle, number>();

  constructor() {
    this.of(unstyled, false);
  }

  private static place(list: string[], xml: string): number {
    const at = list.indexOf(xml);
    return at >= 0 ? at : list.push(xml) - 1;
  }

  /** Number of the style. guarded: the text stays a text although it looks like a formula. */
  of(style: CellStyle, guarded: boolean): number {
    const seen = guarded ? this.guarded : this.plain;
    let number = seen.get(style);
    if (number === undefined) {
      number = this.numbered(style, guarded);
      seen.set(style, number);
    }
    return number;
  }

  private numbered(style: CellStyle, guarded: boolean): number {
    const key = JSON.stringify([style, guarded]);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const font = Styles.place(
      this.fonts,
      `<font>${style.bold ? '<b/>' : ''}${style.link ? '<u/>' : ''}<sz val="${style.size ?? 11}"/><color rgb="FF${style.link ? '0B6BCB' : (style.colour ?? '1F2933')}"/><name val="微软雅黑"/><family val="2"/><charset val="134"/></font>`,
    );
    const fill = style.fill
      ? Styles.place(
          this.fills,
          `<fill><patternFill patternType="solid"><fgColor rgb="FF${style.fill}"/><bgColor indexed="64"/></patternFill></fill>`,
        )
      : 0;
    const edge = (side: 'top' | 'bottom'): string =>
      style[side] ? `<${side} style="${style[side]}"><color rgb="FF1F2933"/></${side}>` : `<${side}/>`;
    const border = Styles.place(
      this.borders,
      `<border><left/><right/>${edge('top')}${edge('bottom')}<diagonal/></border>`,
    );
    // Formats of one's own begin at 164; 0 is General and 49 is text.
    const format =
      style.format === undefined ? 0 : style.format === '@' ? 49 : 164 + Styles.place(this.formats, style.format);
    const placed = style.align || style.wrap || style.indent;
    const alignment = placed
      ? `<alignment${style.align ? ` horizontal="${style.align}"` : style.indent ? ' horizontal="left"' : ''} vertical="${style.wrap ? 'top' : 'center'}"${style.wrap ? ' wrapText="1"' : ''}${style.indent ? ` indent="${style.indent}"` : ''}/>`
      : '';
    const number =
      this.cells.push(
        `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0"${guarded ? ' quotePrefix="1"' : ''} applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">${alignment}</xf>`,
      ) - 1;
    this.known.set(key, number);
    return number;
  }

  part(): string {
    const list = (tag: string, items: readonly string[]): string =>
      `<${tag} count="${items.length}">${items.join('')}</${tag}>`;
    const formats = this.formats.map(
      (code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${xmlText(code)}"/>`,
    );
    return `${xmlHead}<styleSheet xmlns="${spreadsheetNamespace}">${formats.length > 0 ? list('numFmts', formats) : ''}${list('fonts', this.fonts)}${list('fills', this.fills)}${list('borders', this.borders)}<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>${list('cellXfs', this.cells)}<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
  }
}
