import { InputError } from '../../shared/model/errors.ts';

export interface ImageFile {
  readonly type: 'png' | 'jpg';
  readonly bytes: Uint8Array;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Kind, width and height of a picture as its own header says. @throws InputError 'report.image' */
function imageFacts(bytes: Uint8Array): Omit<ImageFile, 'bytes'> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length > 24 && view.getUint32(0) === 0x89504e47)
    return { type: 'png', width: view.getUint32(16), height: view.getUint32(20) };
  for (let at = 2; at + 9 < bytes.length; ) {
    const marker = view.getUint8(at + 1);
    if (view.getUint8(at) !== 0xff) break;
    // Start-of-frame segments hold the size; C4, C8 and CC are tables.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { type: 'jpg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + view.getUint16(at + 2);
  }
  throw new InputError('report.image');
}

/** The picture of a data: URL. @throws InputError 'report.image' */
export function imageOfUrl(src: string): ImageFile {
  const bytes = Buffer.from(src.slice(src.indexOf(',') + 1), 'base64');
  return { ...imageFacts(bytes), bytes };
}
