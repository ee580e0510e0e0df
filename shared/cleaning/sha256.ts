/**
 * SHA-256 and HMAC-SHA-256 on bytes (FIPS 180-4, RFC 2104), synchronous and without a platform, so that pseudonyms are the same in every host.
 * Checked against Node's own over random lengths: tests/shared/cleaning/pieces.
 */
const primes = (count: number): number[] => {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
};
const fraction = (value: number): number => ((value - Math.floor(value)) * 2 ** 32) >>> 0;
const roundConstants = Uint32Array.from(primes(64), (prime) => fraction(Math.cbrt(prime)));
const startState = Uint32Array.from(primes(8), (prime) => fraction(Math.sqrt(prime)));

const blockBytes = 64;
const turn = (value: number, by: number): number => (value >>> by) | (value << (32 - by));

function compress(state: Uint32Array, bytes: Uint8Array, from: number, words: Uint32Array): void {
  for (let i = 0; i < 16; i++) {
    const at = from + i * 4;
    words[i] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
  }
  for (let i = 16; i < 64; i++) {
    const early = words[i - 15]!;
    const late = words[i - 2]!;
    const s0 = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
    const s1 = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
    words[i] = words[i - 16]! + s0 + words[i - 7]! + s1;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i++) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + roundConstants[i]! + words[i]!) | 0;
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((value, i) => {
    state[i] = state[i]! + value;
  });
}

/** SHA-256 of bytes, 32 bytes. Source: FIPS 180-4. Checked against Node's: tests/shared/cleaning/pieces. */
export function sha256(message: Uint8Array): Uint8Array {
  const length = Math.ceil((message.length + 9) / blockBytes) * blockBytes;
  const padded = new Uint8Array(length);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(length - 8, Math.floor((message.length * 8) / 2 ** 32));
  view.setUint32(length - 4, (message.length * 8) >>> 0);
  const state = startState.slice();
  const words = new Uint32Array(64);
  for (let from = 0; from < length; from += blockBytes) compress(state, padded, from, words);
  const digest = new Uint8Array(32);
  const out = new DataView(digest.buffer);
  state.forEach((word, i) => out.setUint32(i * 4, word));
  return digest;
}

/** UTF-8 without a platform's encoder; a lone surrogate becomes U+FFFD as everywhere. */
export function utf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const sign of text) {
    const point = sign.codePointAt(0)!;
    const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return Uint8Array.from(bytes);
}

/** The keyed form, 32 bytes. Source: RFC 2104. Checked against Node's: tests/shared/cleaning/pieces. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(blockBytes);
  block.set(key.length > blockBytes ? sha256(key) : key);
  const joined = (pad: number, rest: Uint8Array): Uint8Array => {
    const bytes = new Uint8Array(blockBytes + rest.length);
    bytes.set(block.map((byte) => byte ^ pad));
    bytes.set(rest, blockBytes);
    return bytes;
  };
  return sha256(joined(0x5c, sha256(joined(0x36, message))));
}

/** A name for a text that shows nothing of it: without the key it can be neither undone nor guessed by trying. length: hexadecimal digits. */
export function pseudonym(key: string, text: string, length: number): string {
  const hex = [...hmacSha256(utf8(key), utf8(text))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.slice(0, length);
}
