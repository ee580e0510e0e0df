import { InputError } from '../../../shared/model/errors.ts';
import { wordLimits } from './officeParts.ts';
import { AttributeCursor, type XmlHandler, XmlScanner } from '../xmlScanner.ts';
import { decodeXmlText } from '../xmlText.ts';

/** An element by its local name. start and end: bytes from "<" to after its last ">". text: its own, of w:t and the like. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

interface Growing extends XmlElement {
  readonly children: Growing[];
  text: string;
  end: number;
}

/** Elements of one part; a report of some hundred pages has about a tenth. */
const mostElements = 2_000_000;
const lessThan = 0x3c;
const greaterThan = 0x3e;

/** @throws InputError 'workbook.xmlMalformed', 'workbook.doctype', 'report.wordTooLarge' */
export function readXmlTree(bytes: Uint8Array, part: string): XmlElement {
  const decoder = new TextDecoder();
  const nameOf = (from: number, to: number): string => decoder.decode(bytes.subarray(from, to));
  const cursor = new AttributeCursor();
  const open: Growing[] = [];
  let root: Growing | null = null;
  let count = 0;
  const handler: XmlHandler = {
    open(_piece, nameStart, nameEnd, tagEnd) {
      if (++count > mostElements) throw new InputError('report.wordTooLarge');
      const attributes = new Map<string, string>();
      cursor.reset(bytes, nameEnd, tagEnd);
      while (cursor.next())
        attributes.set(
          nameOf(cursor.nameStart, cursor.nameEnd),
          decodeXmlText(bytes, cursor.valueStart, cursor.valueEnd),
        );
      let start = nameStart;
      while (bytes[start] !== lessThan) start--;
      const element: Growing = { name: nameOf(nameStart, nameEnd), attributes, children: [], text: '', start, end: 0 };
      open.at(-1)?.children.push(element);
      root ??= element;
      open.push(element);
    },
    close(_piece, _nameStart, nameEnd) {
      const element = open.pop();
      if (!element) return;
      let end = nameEnd;
      if (bytes.subarray(element.start, nameEnd).indexOf(greaterThan) < 0) {
        // A self-closing tag is closed at its own name: its end lies after its attributes, which may hold ">" in quotes.
        let quote = 0;
        for (; end < bytes.length; end++) {
          const byte = bytes[end]!;
          if (quote !== 0) quote = byte === quote ? 0 : quote;
          else if (byte === 0x22 || byte === 0x27) quote = byte;
          else if (byte === greaterThan) break;
        }
      } else while (bytes[end] !== greaterThan) end++;
      element.end = end + 1;
    },
    text(_piece, start, end, cdata) {
      const element = open.at(-1);
      if (element) element.text += decodeXmlText(bytes, start, end, cdata);
    },
  };
  // In one piece, so that places are those of the whole part.
  const scanner = new XmlScanner(handler, part, { ...wordLimits, tokenBytes: bytes.length + 1 });
  scanner.write(bytes);
  scanner.end();
  return root!;
}

export const childrenOf = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((child) => child.name === name) ?? [];
export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child) => child.name === name);

/** Text of the w:t elements below, in order. */
export function wordTextOf(element: XmlElement): string {
  if (element.name === 't') return element.text;
  return element.children.map(wordTextOf).join('');
}
