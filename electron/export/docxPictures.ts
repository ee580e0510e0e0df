import { unzipSync, type Zippable, zipSync } from 'fflate';
import type { FigurePicture } from '../services/ports.ts';

const mark = 'csi-figure:';

/** What stands for a figure's picture in a Word file until the picture is there. */
export const pictureMark = (figureId: string): Uint8Array => new TextEncoder().encode(mark + figureId);

/** A mark holds a figure's id; real pictures are longer. */
const longestMark = 200;

/**
 * The Word file with its marks replaced by the pictures.
 * @param pictures  by the figure's id; every marked figure must have one
 */
export function placePictures(docx: Uint8Array, pictures: ReadonlyMap<string, FigurePicture>): Uint8Array {
  const placed: Zippable = {};
  for (const [name, bytes] of Object.entries(unzipSync(docx))) {
    const text = bytes.length < longestMark ? new TextDecoder().decode(bytes) : '';
    if (!text.startsWith(mark)) {
      placed[name] = bytes;
      continue;
    }
    const figureId = text.slice(mark.length);
    const picture = pictures.get(figureId);
    if (!picture) throw new Error(`figure ${figureId} was not drawn`);
    // PNGs are compressed already.
    placed[name] = [picture.png, { level: 0 }];
  }
  return zipSync(placed);
}
