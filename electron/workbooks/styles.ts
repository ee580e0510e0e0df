import { AttributeCursor, nameIs } from './xmlScanner.ts';
import type { XmlHandler } from './xmlScanner.ts';
import { decodeXmlText } from './xmlText.ts';
import { digitMask, formatKind, numberFormatKind } from './numberFormats.ts';
import type { FormatKind } from './numberFormats.ts';

/** Reads xl/styles.xml for one thing: which cell styles show a number as a date, time, percentage or row of digits. */
export class StylesHandler implements XmlHandler {
  readonly #codes = new Map<number, string>();
  readonly #formatIds: number[] = [];
  readonly #attributes = new AttributeCursor();
  #inCellFormats = false;

  open(bytes: Uint8Array, nameStart: number, nameEnd: number, tagEnd: number): void {
    if (nameIs(bytes, nameStart, nameEnd, 'cellXfs')) {
      this.#inCellFormats = true;
    } else if (nameIs(bytes, nameStart, nameEnd, 'numFmt')) {
      const { id, code } = this.#read(bytes, nameEnd, tagEnd);
      if (id !== null && code !== null) this.#codes.set(id, code);
    } else if (this.#inCellFormats && nameIs(bytes, nameStart, nameEnd, 'xf')) {
      this.#formatIds.push(this.#read(bytes, nameEnd, tagEnd).id ?? 0);
    }
  }

  close(bytes: Uint8Array, nameStart: number, nameEnd: number): void {
    if (nameIs(bytes, nameStart, nameEnd, 'cellXfs')) this.#inCellFormats = false;
  }

  text(): void {}

  #read(bytes: Uint8Array, start: number, end: number): { readonly id: number | null; readonly code: string | null } {
    let id: number | null = null;
    let code: string | null = null;
    const attributes = this.#attributes;
    attributes.reset(bytes, start, end);
    while (attributes.next()) {
      if (attributes.nameIs('numFmtId')) {
        const value = Number(decodeXmlText(bytes, attributes.valueStart, attributes.valueEnd));
        id = Number.isInteger(value) ? value : null;
      } else if (attributes.nameIs('formatCode')) {
        code = decodeXmlText(bytes, attributes.valueStart, attributes.valueEnd);
      }
    }
    return { id, code };
  }

  /** Format kind by the style index of a cell (its s attribute). */
  kinds(): Uint8Array {
    const byId = new Map<number, FormatKind>();
    return Uint8Array.from(this.#formatIds, (id) => {
      const kind = byId.get(id) ?? numberFormatKind(id, this.#codes);
      byId.set(id, kind);
      return kind;
    });
  }

  /** Mask of digits by the style index of a cell (numberFormats.ts); null where its format has none. */
  masks(): readonly (string | null)[] {
    return this.#formatIds.map((id) => digitMask(this.#codes.get(id) ?? ''));
  }
}

export const noStyles: Uint8Array = Uint8Array.of(formatKind.number);
