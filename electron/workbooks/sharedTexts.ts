import { InputError } from '../../shared/model/errors.ts';
import type { ReadLimits } from './limits.ts';
import { AttributeCursor, nameIs } from './xmlScanner.ts';
import type { XmlHandler } from './xmlScanner.ts';
import { decodeEscapes, TextBuffer, trimUnpreserved } from './xmlText.ts';

/** Counts the text taken from one workbook. */
export class TextBudget {
  readonly #limit: number;
  #used = 0;

  constructor(limits: ReadLimits) {
    this.#limit = limits.allText;
  }

  /** @throws InputError workbook.tooMuchText */
  spend(units: number): void {
    this.#used += units;
    if (this.#used > this.#limit)
      throw new InputError('workbook.tooMuchText', { limitMB: Math.round(this.#limit / 1048576) });
  }
}

/**
 * The text of one string item (a shared <si> or an inline <is>): plain <t> or the runs of a rich text put together.
 * Phonetic runs (<rPh>) are reading aids, not content, and are skipped.
 */
export class StringItemReader {
  readonly #attributes = new AttributeCursor();
  readonly #buffer = new TextBuffer();
  #text = '';
  #phonetic = false;
  #inText = false;
  #preserve = false;

  begin(): void {
    this.#text = '';
    this.#phonetic = false;
    this.#inText = false;
  }

  open(bytes: Uint8Array, nameStart: number, nameEnd: number, tagEnd: number): void {
    const length = nameEnd - nameStart;
    if (length === 1 && bytes[nameStart] === 0x74 && !this.#phonetic) {
      this.#inText = true;
      this.#preserve = false;
      this.#buffer.clear();
      const attributes = this.#attributes;
      attributes.reset(bytes, nameEnd, tagEnd);
      while (attributes.next()) {
        if (attributes.nameIs('space'))
          this.#preserve = nameIs(bytes, attributes.valueStart, attributes.valueEnd, 'preserve');
      }
    } else if (length === 3 && nameIs(bytes, nameStart, nameEnd, 'rPh')) {
      this.#phonetic = true;
    }
  }

  close(bytes: Uint8Array, nameStart: number, nameEnd: number): void {
    const length = nameEnd - nameStart;
    if (length === 1 && bytes[nameStart] === 0x74 && this.#inText) {
      this.#inText = false;
      const text = decodeEscapes(trimUnpreserved(this.#buffer.toText(), this.#preserve));
      this.#text = this.#text === '' ? text : this.#text + text;
    } else if (length === 3 && nameIs(bytes, nameStart, nameEnd, 'rPh')) {
      this.#phonetic = false;
    }
  }

  append(bytes: Uint8Array, start: number, end: number, cdata: boolean): void {
    if (this.#inText) this.#buffer.append(bytes, start, end, cdata);
  }

  get text(): string {
    return this.#text;
  }
}

/** Reads xl/sharedStrings.xml. */
export class SharedTextsHandler implements XmlHandler {
  readonly texts: string[] = [];
  /** Indexes of texts that were cut at the cell limit. */
  readonly cut = new Set<number>();
  readonly #limits: ReadLimits;
  readonly #budget: TextBudget;
  readonly #item = new StringItemReader();
  #inItem = false;

  constructor(limits: ReadLimits, budget: TextBudget) {
    this.#limits = limits;
    this.#budget = budget;
  }

  open(bytes: Uint8Array, nameStart: number, nameEnd: number, tagEnd: number): void {
    if (this.#inItem) this.#item.open(bytes, nameStart, nameEnd, tagEnd);
    else if (nameIs(bytes, nameStart, nameEnd, 'si')) {
      this.#inItem = true;
      this.#item.begin();
    }
  }

  close(bytes: Uint8Array, nameStart: number, nameEnd: number): void {
    if (!this.#inItem) return;
    if (!nameIs(bytes, nameStart, nameEnd, 'si')) {
      this.#item.close(bytes, nameStart, nameEnd);
      return;
    }
    this.#inItem = false;
    let text = this.#item.text;
    if (text.length > this.#limits.cellText) {
      text = text.slice(0, this.#limits.cellText);
      this.cut.add(this.texts.length);
    }
    this.#budget.spend(text.length);
    this.texts.push(text);
    if (this.texts.length > this.#limits.sharedTexts) {
      throw new InputError('workbook.tooManyTexts', { limit: this.#limits.sharedTexts });
    }
  }

  text(bytes: Uint8Array, start: number, end: number, cdata: boolean): void {
    if (this.#inItem) this.#item.append(bytes, start, end, cdata);
  }
}
