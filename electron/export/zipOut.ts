import { constants, crc32, deflateRawSync } from 'node:zlib';
import type { ByteSink } from './byteSink.ts';

/** Pieces are deflated one by one: large enough that this costs about a hundredth of the size, small enough to be nothing in memory. */
const pieceBytes = 1 << 20;
/** What is small leaves together: a call to the disk for each head would cost more than the head. */
const leavingBytes = 1 << 16;
/** Lengths and places are numbers of 32 bits. */
const largest = 0xffff_ffff;
/** Lengths follow the part (bit 3), names are UTF-8 (bit 11). */
const flags = 0x808;
const deflated = 8;
/** Twice as fast as zlib's usual 6, files a seventh larger (100,000 forms of 60 questions: 2.0 s and 25 MB). */
const level = 4;
const version = 20;
/** 1980-01-01 12:00, as zip counts: a fixed time, or the bytes would change with the clock. */
const time = 12 << 11;
const date = (1 << 5) | 1;

/** What is written would pass the limit of a zip file. */
export class ZipFull extends Error {}

interface Part {
  readonly name: Buffer;
  readonly at: number;
  crc: number;
  packed: number;
  size: number;
}

/**
 * Writes a zip file forward, part after part, and holds one piece of a part at a time. Parts are begun, written to as often as needed and
 * ended before the next. Same input, same bytes.
 * @throws ZipFull when a part or the file would pass `limit` bytes, at most 4 GiB; what the sink throws
 */
export class ZipOut {
  private readonly sink: ByteSink;
  private readonly limit: number;
  private readonly parts: Part[] = [];
  private written = 0;
  private current: Part | null = null;
  private readonly waiting = Buffer.allocUnsafe(pieceBytes);
  private waits = 0;
  private leaving: Uint8Array[] = [];
  private leaves = 0;

  constructor(sink: ByteSink, limit: number = largest) {
    this.sink = sink;
    this.limit = Math.min(limit, largest);
  }

  private put(bytes: Uint8Array): void {
    this.written += bytes.length;
    if (this.written > this.limit) throw new ZipFull();
    this.leaving.push(bytes);
    this.leaves += bytes.length;
    if (this.leaves >= leavingBytes) this.send();
  }

  private send(): void {
    const bytes = Buffer.concat(this.leaving);
    this.leaving = [];
    this.leaves = 0;
    this.sink.write(bytes);
  }

  /** What all parts' heads have in common, from the version needed to the length of the extra field. */
  private static head(part: Part, known: boolean): Buffer {
    const head = Buffer.alloc(26);
    head.writeUInt16LE(version, 0);
    head.writeUInt16LE(flags, 2);
    head.writeUInt16LE(deflated, 4);
    head.writeUInt16LE(time, 6);
    head.writeUInt16LE(date, 8);
    if (known) {
      head.writeUInt32LE(part.crc, 10);
      head.writeUInt32LE(part.packed, 14);
      head.writeUInt32LE(part.size, 18);
    }
    head.writeUInt16LE(part.name.length, 22);
    return head;
  }

  begin(name: string): void {
    if (this.current) throw new Error('a part of the zip file is still open');
    const part: Part = { name: Buffer.from(name, 'utf8'), at: this.written, crc: 0, packed: 0, size: 0 };
    this.current = part;
    this.put(Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), ZipOut.head(part, false), part.name]));
  }

  private flush(part: Part, last: boolean): void {
    const bytes = this.waiting.subarray(0, this.waits);
    this.waits = 0;
    part.size += bytes.length;
    if (part.size > this.limit) throw new ZipFull();
    part.crc = crc32(bytes, part.crc);
    // A full flush ends a piece at a whole byte and forgets what came before, so that the pieces are one stream.
    const finishFlush = last ? constants.Z_FINISH : constants.Z_FULL_FLUSH;
    const packed = deflateRawSync(bytes, { level, finishFlush });
    part.packed += packed.length;
    this.put(packed);
  }

  write(text: string): void {
    const part = this.current;
    if (!part) throw new Error('no part of the zip file is open');
    const bytes = Buffer.from(text, 'utf8');
    for (let at = 0; at < bytes.length; ) {
      if (this.waits === pieceBytes) this.flush(part, false);
      const taken = bytes.copy(this.waiting, this.waits, at);
      this.waits += taken;
      at += taken;
    }
  }

  end(): void {
    const part = this.current;
    if (!part) throw new Error('no part of the zip file is open');
    this.flush(part, true);
    const tail = Buffer.alloc(16);
    tail.write('PK\x07\x08', 0, 'latin1');
    tail.writeUInt32LE(part.crc, 4);
    tail.writeUInt32LE(part.packed, 8);
    tail.writeUInt32LE(part.size, 12);
    this.put(tail);
    this.parts.push(part);
    this.current = null;
  }

  /** A part given whole. */
  add(name: string, text: string): void {
    this.begin(name);
    this.write(text);
    this.end();
  }

  /** Writes the directory; the file is whole then. */
  finish(): void {
    if (this.current) throw new Error('a part of the zip file is still open');
    const start = this.written;
    for (const part of this.parts) {
      const rest = Buffer.alloc(14);
      rest.writeUInt32LE(part.at, 10);
      const made = Buffer.from([version, 0]);
      this.put(Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), made, ZipOut.head(part, true), rest, part.name]));
    }
    const end = Buffer.alloc(22);
    end.write('PK\x05\x06', 0, 'latin1');
    end.writeUInt16LE(this.parts.length, 8);
    end.writeUInt16LE(this.parts.length, 10);
    end.writeUInt32LE(this.written - start, 12);
    end.writeUInt32LE(start, 16);
    this.put(end);
    this.send();
  }
}
