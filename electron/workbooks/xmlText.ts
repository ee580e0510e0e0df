/** Numeric and the five named references; anything else stays as written, since nothing else can be defined without a DTD. */
function decodeReference(body: string): string {
  switch (body) {
    case 'amp':
      return '&';
    case 'lt':
      return '<';
    case 'gt':
      return '>';
    case 'quot':
      return '"';
    case 'apos':
      return "'";
  }
  const hex = /^#x([0-9a-fA-F]{1,8})$/.exec(body);
  const decimal = /^#([0-9]{1,10})$/.exec(body);
  if (!hex && !decimal) return `&${body};`;
  const code = hex ? Number.parseInt(hex[1]!, 16) : Number(decimal![1]);
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd';
  return String.fromCodePoint(code);
}

/** Raw bytes between tags as text: UTF-8, line ends made LF as XML asks, references decoded (not in CDATA). */
export function decodeXmlText(bytes: Uint8Array, start: number, end: number, cdata = false): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
  let text = buffer.toString('utf8');
  if (text.includes('\r')) text = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  return cdata || !text.includes('&')
    ? text
    : text.replace(/&([^&;\s]{1,12});/g, (_, body: string) => decodeReference(body));
}

/** Spreadsheet texts carry characters XML cannot hold as _xHHHH_, and a literal "_x0041_" as "_x005F_x0041_" (ECMA-376 22.9.2.19). */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Leading and trailing white space counts only where the writer said xml:space="preserve", as in Excel. */
export function trimUnpreserved(text: string, preserve: boolean): string {
  return preserve ? text : text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
}

/** Collects the text of one element over pieces and CDATA sections; bytes are copied, so it outlives the scanner's buffer. */
export class TextBuffer {
  bytes: Uint8Array = new Uint8Array(256);
  length = 0;
  #decoded = '';

  clear(): void {
    this.length = 0;
    this.#decoded = '';
  }

  append(bytes: Uint8Array, start: number, end: number, cdata: boolean): void {
    if (cdata) {
      this.#flush();
      this.#decoded += decodeXmlText(bytes, start, end, true);
      return;
    }
    const needed = this.length + end - start;
    if (needed > this.bytes.length) {
      const larger = new Uint8Array(Math.max(needed, 2 * this.bytes.length));
      larger.set(this.bytes.subarray(0, this.length));
      this.bytes = larger;
    }
    const own = this.bytes;
    let to = this.length;
    for (let p = start; p < end; p++) own[to++] = bytes[p]!;
    this.length = to;
  }

  #flush(): void {
    if (this.length === 0) return;
    this.#decoded += decodeXmlText(this.bytes, 0, this.length);
    this.length = 0;
  }

  /** True when the text is exactly bytes[0, length) and needs no decoding of CDATA. */
  get plain(): boolean {
    return this.#decoded === '';
  }

  toText(): string {
    this.#flush();
    return this.#decoded;
  }
}
