import { InputError } from '../../shared/model/errors.ts';
import type { ReadLimits } from './limits.ts';

/**
 * Receives markup as positions in bytes; valid only during the call. Names are local (the prefix is skipped).
 * Attributes of an opening tag lie in bytes[nameEnd, tagEnd): read them with AttributeCursor.
 * A self-closing tag calls open and then close.
 */
export interface XmlHandler {
  open(bytes: Uint8Array, nameStart: number, nameEnd: number, tagEnd: number): void;
  close(bytes: Uint8Array, nameStart: number, nameEnd: number): void;
  text(bytes: Uint8Array, start: number, end: number, cdata: boolean): void;
}

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const COLON = 0x3a;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const BANG = 0x21;
const QUESTION = 0x3f;
const DASH = 0x2d;
const BRACKET = 0x5d;

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** First position after the two or three closing bytes, or -1. */
function afterClosing(bytes: Uint8Array, from: number, first: number, second: number): number {
  for (let p = from; p < bytes.length; p++) {
    if (bytes[p] === GT && bytes[p - 1] === second && bytes[p - 2] === first) return p + 1;
  }
  return -1;
}

/**
 * Push scanner for the XML of office packages: UTF-8, elements, attributes, text, CDATA; comments and instructions skipped.
 * It builds no strings and no tree, keeps an unfinished token between pieces, and knows no DTD: any <!DOCTYPE ends the reading,
 * so that entities can neither be defined nor fetched.
 */
export class XmlScanner {
  readonly #handler: XmlHandler;
  readonly #part: string;
  readonly #limits: ReadLimits;
  #rest: Uint8Array = new Uint8Array(0);
  #depth = 0;
  #rootSeen = false;
  #started = false;

  constructor(handler: XmlHandler, part: string, limits: ReadLimits) {
    this.#handler = handler;
    this.#part = part;
    this.#limits = limits;
  }

  #malformed(): InputError {
    return new InputError('workbook.xmlMalformed', { part: this.#part });
  }

  /** @throws InputError workbook.xmlMalformed, workbook.doctype, workbook.xmlEncoding */
  write(piece: Uint8Array): void {
    let bytes = piece;
    if (this.#rest.length > 0) {
      bytes = new Uint8Array(this.#rest.length + piece.length);
      bytes.set(this.#rest);
      bytes.set(piece, this.#rest.length);
    }
    let from = 0;
    if (!this.#started) {
      if (bytes.length < 4) {
        this.#rest = bytes.slice();
        return;
      }
      this.#started = true;
      from = this.#checkStart(bytes);
    }
    const done = this.#scan(bytes, from);
    if (bytes.length - done > this.#limits.tokenBytes) throw this.#malformed();
    this.#rest = bytes.slice(done);
  }

  /** @throws InputError workbook.xmlMalformed when elements are left open or nothing was there */
  end(): void {
    if (!this.#rootSeen || this.#depth !== 0) throw this.#malformed();
    for (const byte of this.#rest) if (!isSpace(byte)) throw this.#malformed();
  }

  #checkStart(bytes: Uint8Array): number {
    const [a, b, c] = bytes;
    if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || a === 0 || b === 0) {
      throw new InputError('workbook.xmlEncoding', { part: this.#part, encoding: 'UTF-16' });
    }
    return a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0;
  }

  /** Handles every complete token; returns where the first incomplete one begins. */
  #scan(bytes: Uint8Array, from: number): number {
    const handler = this.#handler;
    const length = bytes.length;
    let p = from;
    for (;;) {
      let q = p;
      while (q < length && bytes[q] !== LT) q++;
      if (q === length) return p;
      if (q > p && this.#depth > 0) handler.text(bytes, p, q, false);
      p = q;
      if (q + 1 >= length) return p;
      const first = bytes[q + 1]!;
      if (first === SLASH) {
        let nameStart = q + 2;
        let e = nameStart;
        while (e < length && bytes[e] !== GT) {
          if (bytes[e] === COLON) nameStart = e + 1;
          e++;
        }
        if (e === length) return p;
        let nameEnd = e;
        while (nameEnd > nameStart && isSpace(bytes[nameEnd - 1]!)) nameEnd--;
        if (--this.#depth < 0) throw this.#malformed();
        handler.close(bytes, nameStart, nameEnd);
        p = e + 1;
      } else if (first === BANG || first === QUESTION) {
        const next = this.#skipSpecial(bytes, q);
        if (next < 0) return p;
        p = next;
      } else {
        let nameStart = q + 1;
        let e = nameStart;
        let byte = first;
        while (e < length && (byte = bytes[e]!) !== GT && byte !== SLASH && !isSpace(byte)) {
          if (byte === COLON) nameStart = e + 1;
          e++;
        }
        const nameEnd = e;
        while (e < length && (byte = bytes[e]!) !== GT) {
          e++;
          if (byte === QUOTE || byte === APOSTROPHE) {
            while (e < length && bytes[e] !== byte) e++;
            e++;
          }
        }
        if (e >= length) return p;
        if (nameEnd === nameStart) throw this.#malformed();
        const selfClosing = bytes[e - 1] === SLASH;
        if (this.#depth === 0) {
          if (this.#rootSeen) throw this.#malformed();
          this.#rootSeen = true;
        }
        handler.open(bytes, nameStart, nameEnd, selfClosing ? e - 1 : e);
        if (selfClosing) handler.close(bytes, nameStart, nameEnd);
        else if (++this.#depth > this.#limits.depth) throw this.#malformed();
        p = e + 1;
      }
    }
  }

  /** Position after a comment, CDATA section or instruction at q; -1 when it is not complete yet. */
  #skipSpecial(bytes: Uint8Array, q: number): number {
    if (bytes[q + 1] === QUESTION) {
      for (let p = q + 3; p < bytes.length; p++) {
        if (bytes[p] !== GT || bytes[p - 1] !== QUESTION) continue;
        this.#checkDeclaration(bytes, q, p);
        return p + 1;
      }
      return -1;
    }
    if (q + 9 > bytes.length) return -1;
    if (bytes[q + 2] === DASH && bytes[q + 3] === DASH) return afterClosing(bytes, q + 6, DASH, DASH);
    const opening = String.fromCharCode(...bytes.subarray(q, q + 9));
    if (opening === '<![CDATA[') {
      const after = afterClosing(bytes, q + 11, BRACKET, BRACKET);
      if (after > 0 && this.#depth > 0) this.#handler.text(bytes, q + 9, after - 3, true);
      return after;
    }
    if (opening.toUpperCase() === '<!DOCTYPE') throw new InputError('workbook.doctype', { part: this.#part });
    throw this.#malformed();
  }

  #checkDeclaration(bytes: Uint8Array, start: number, end: number): void {
    const text = String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 200)));
    if (!text.startsWith('<?xml ')) return;
    const encoding = /encoding\s*=\s*["']([^"']*)["']/.exec(text)?.[1] ?? 'UTF-8';
    if (!/^(utf-?8|us-ascii)$/i.test(encoding)) {
      throw new InputError('workbook.xmlEncoding', { part: this.#part, encoding: encoding.slice(0, 40) });
    }
  }
}

/** Walks the attributes of one opening tag without building strings. One instance serves a whole part. */
export class AttributeCursor {
  nameStart = 0;
  nameEnd = 0;
  valueStart = 0;
  valueEnd = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  #end = 0;

  reset(bytes: Uint8Array, start: number, end: number): void {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
  }

  /** Moves to the next attribute; the name is local. False at the end or where the markup cannot be read. */
  next(): boolean {
    const bytes = this.#bytes;
    const end = this.#end;
    let p = this.#at;
    while (p < end && isSpace(bytes[p]!)) p++;
    this.nameStart = p;
    let byte = 0;
    while (p < end && (byte = bytes[p]!) !== 0x3d && !isSpace(byte)) {
      if (byte === COLON) this.nameStart = p + 1;
      p++;
    }
    this.nameEnd = p;
    while (p < end && isSpace(bytes[p]!)) p++;
    if (p >= end || bytes[p] !== 0x3d) return false;
    p++;
    while (p < end && isSpace(bytes[p]!)) p++;
    const quote = bytes[p];
    if (p >= end || (quote !== QUOTE && quote !== APOSTROPHE)) return false;
    p++;
    this.valueStart = p;
    while (p < end && bytes[p] !== quote) p++;
    if (p >= end) return false;
    this.valueEnd = p;
    this.#at = p + 1;
    return true;
  }

  nameIs(name: string): boolean {
    return nameIs(this.#bytes, this.nameStart, this.nameEnd, name);
  }
}

/** Compares an ASCII name with bytes. */
export function nameIs(bytes: Uint8Array, start: number, end: number, name: string): boolean {
  if (end - start !== name.length) return false;
  for (let i = 0; i < name.length; i++) if (bytes[start + i] !== name.charCodeAt(i)) return false;
  return true;
}
