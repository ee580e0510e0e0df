import { strFromU8, unzipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeptBytes } from '../../../electron/export/byteSink.ts';
import { ZipFull, ZipOut } from '../../../electron/export/zipOut.ts';

function zipped(parts: readonly (readonly [name: string, pieces: readonly string[]])[], limit?: number): Uint8Array {
  const kept = new KeptBytes();
  const zip = new ZipOut(kept, limit);
  for (const [name, pieces] of parts) {
    zip.begin(name);
    for (const piece of pieces) zip.write(piece);
    zip.end();
  }
  zip.finish();
  return kept.all();
}

// In a folder: the reader gives an object by name, which would put "1" before "a" and lose "__proto__".
const part = fc.tuple(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map((name) => `xl/${name}`),
  fc.array(fc.string({ unit: 'grapheme', maxLength: 200 }), { maxLength: 5 }),
);

describe('writing zip files', () => {
  it('gives back every part under its name, and the same bytes for the same parts', () => {
    fc.assert(
      fc.property(fc.uniqueArray(part, { maxLength: 6, selector: ([name]) => name }), (parts) => {
        const bytes = zipped(parts);
        const files = unzipSync(bytes);
        expect(Object.keys(files)).toEqual(parts.map(([name]) => name));
        for (const [name, pieces] of parts) expect(strFromU8(files[name]!)).toBe(pieces.join(''));
        expect(zipped(parts)).toEqual(bytes);
      }),
      { numRuns: 100 },
    );
  });

  it('deflates long parts in pieces that are one stream', () => {
    const line = (at: number): string => `<c r="A${at}"><v>${at % 97}</v></c>满意`;
    const pieces = Array.from({ length: 150_000 }, (_, at) => line(at));
    const bytes = zipped([
      ['long.xml', pieces],
      ['short.xml', ['x']],
    ]);
    const files = unzipSync(bytes);
    expect(files['long.xml']!.length).toBeGreaterThan(4 << 20);
    expect(strFromU8(files['long.xml']!) === pieces.join('')).toBe(true);
    expect(strFromU8(files['short.xml']!)).toBe('x');
    expect(bytes.length).toBeLessThan(files['long.xml']!.length / 8);
  });

  it('refuses to pass its limit, in a part as in the file', () => {
    const same = 'a'.repeat(3 << 20);
    expect(() => zipped([['a', [same]]], 4 << 20)).not.toThrow();
    expect(() => zipped([['a', [same, same]]], 4 << 20)).toThrow(ZipFull);
    const many = Array.from({ length: 40 }, (_, at) => [`part ${at}`, [String(at)]] as const);
    expect(() => zipped(many, 2000)).toThrow(ZipFull);
  });

  it('keeps parts apart', () => {
    const zip = new ZipOut(new KeptBytes());
    expect(() => zip.write('x')).toThrow();
    expect(() => zip.end()).toThrow();
    zip.begin('a');
    expect(() => zip.begin('b')).toThrow();
    expect(() => zip.finish()).toThrow();
  });
});
