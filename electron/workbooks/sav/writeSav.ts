import { deflateSync } from 'node:zlib';
import type { SavCompression, SavFile } from '../../../shared/importing/savFile.ts';
import { uncontrolled } from '../../../shared/model/runControl.ts';
import type { RunControl } from '../../../shared/model/runControl.ts';
import { ByteWriter } from './byteWriter.ts';
import { segmentBytes, sysmis } from './savLimits.ts';
import { compressionBias, writeDictionary } from './writeDictionary.ts';
import { planWriting } from './writePlan.ts';
import type { WrittenVariable } from './writePlan.ts';

export interface WriteSavOptions {
  /** 'zlib' files are called .zsav and need SPSS 21 or later. Default 'bytecode'. */
  readonly compression?: SavCompression;
}

/** Inflated size of a zlib block, the only one SPSS writes. */
const blockBytes = 0x3ff000;
const everyCases = 2048;

/** Takes the 8-byte units of the cases. */
interface UnitSink {
  number(value: number): void;
  /** Eight bytes of text from `at`; `end` is where the text ends and spaces begin. */
  text(bytes: Uint8Array, at: number, end: number): void;
  finish(): void;
}

function plainSink(out: ByteWriter): UnitSink {
  return {
    number: (value) => out.float64(Number.isNaN(value) ? sysmis : value),
    text(bytes, at, end) {
      const count = Math.max(0, Math.min(8, end - at));
      out.bytes(bytes.subarray(at, at + count));
      out.fill(0x20, 8 - count);
    },
    finish: () => undefined,
  };
}

/** Codes are written ahead of the values they announce: the place of the current group is kept and filled in. */
function bytecodeSink(out: ByteWriter): UnitSink {
  let group = 0;
  let used = 8;
  const code = (value: number): void => {
    if (used === 8) {
      group = out.length;
      used = 0;
      out.fill(0, 8);
    }
    out.setByte(group + used++, value);
  };
  return {
    number(value) {
      if (Number.isNaN(value)) code(255);
      else if (
        Number.isInteger(value) &&
        value > -compressionBias &&
        value <= 251 - compressionBias &&
        !Object.is(value, -0)
      )
        code(value + compressionBias);
      else {
        code(253);
        out.float64(value);
      }
    },
    text(bytes, at, end) {
      const count = Math.max(0, Math.min(8, end - at));
      if (count === 0) {
        code(254);
        return;
      }
      code(253);
      out.bytes(bytes.subarray(at, at + count));
      out.fill(0x20, 8 - count);
    },
    finish: () => code(252),
  };
}

function writeText(sink: UnitSink, text: string, widths: readonly number[], buffer: Buffer): void {
  const end = text === '' ? 0 : buffer.write(text, 0, 'utf8');
  widths.forEach((width, s) => {
    const from = s * segmentBytes.stored;
    // 255 bytes of each segment count; its last unit holds seven of them and a space.
    const to = Math.min(end, widths.length > 1 ? from + segmentBytes.stored : end);
    for (let at = from, units = Math.ceil(width / 8); units > 0; units--, at += 8) sink.text(buffer, at, to);
  });
}

function writeCases(sink: UnitSink, file: SavFile, plan: readonly WrittenVariable[], control: RunControl): void {
  const buffer = Buffer.alloc(Math.max(8, ...plan.map(({ width }) => width)) + 256);
  for (let row = 0; row < file.rowCount; row++) {
    if (row % everyCases === 0) {
      control.throwIfCancelled();
      control.report(row, file.rowCount, 'write');
    }
    for (const { column, segmentWidths } of plan) {
      if (column instanceof Float64Array) sink.number(column[row]!);
      else writeText(sink, column[row]!, segmentWidths, buffer);
    }
  }
  sink.finish();
}

function writeBlocks(out: ByteWriter, codes: Uint8Array): void {
  const start = out.length;
  const blocks: { readonly packed: Uint8Array; readonly inflated: number }[] = [];
  for (let at = 0; at < codes.length; at += blockBytes) {
    const piece = codes.subarray(at, at + blockBytes);
    blocks.push({ packed: deflateSync(piece), inflated: piece.length });
  }
  const packedBytes = blocks.reduce((sum, block) => sum + block.packed.length, 0);
  out.int64(start);
  out.int64(start + 24 + packedBytes);
  out.int64(24 + 24 * blocks.length);
  for (const { packed } of blocks) out.bytes(packed);
  out.int64(-compressionBias);
  out.int64(0);
  out.int32(blockBytes, blocks.length);
  let [inflatedAt, packedAt] = [start, start + 24];
  for (const { packed, inflated } of blocks) {
    out.int64(inflatedAt);
    out.int64(packedAt);
    out.int32(inflated, packed.length);
    inflatedAt += inflated;
    packedAt += packed.length;
  }
}

/**
 * Writes an SPSS system file in UTF-8, little-endian, with everything SavFile holds. Widths of texts grow where UTF-8 needs more
 * bytes than the file's first encoding. `encoding`, `compression` and `notices` of the file are not looked at.
 * Checked against PSPP, which reads it back unchanged.
 *
 * @throws InputError sav.noVariables; sav.writeName (not a name SPSS takes, or twice); sav.writeShape (column, label, weight or set
 *   does not fit the variables); sav.writeMissing; sav.writeTooLong (text beyond 32,767 bytes, value label 255, missing text 8, file
 *   label 64, document line 80); CancelledError
 */
export function writeSav(file: SavFile, options: WriteSavOptions = {}, control: RunControl = uncontrolled): Uint8Array {
  const { compression = 'bytecode' } = options;
  const plan = planWriting(file);
  const out = new ByteWriter();
  writeDictionary(out, file, plan, compression);
  if (compression === 'none') writeCases(plainSink(out), file, plan, control);
  else if (compression === 'bytecode') writeCases(bytecodeSink(out), file, plan, control);
  else {
    const codes = new ByteWriter();
    writeCases(bytecodeSink(codes), file, plan, control);
    writeBlocks(out, codes.finish());
  }
  return out.finish();
}
