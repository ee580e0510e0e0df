import { largestReportFile } from '../../../shared/commands/reportFiles.ts';

/** Longer side of a drawing as a picture, in pixels: sharp across a printed page. */
const longestSide = 1800;
const png = 'image/png';

const isDrawing = ({ type, name }: File): boolean => type === 'image/svg+xml' || (type === '' && /\.svg$/i.test(name));

/**
 * A drawing (SVG) as the PNG that Word, PowerPoint and every other file can hold; anything else as it is.
 * Drawn as a picture, it runs no script and asks for nothing outside itself.
 * @returns null where the drawing cannot be read
 */
export async function drawnPicture(file: File): Promise<File | null> {
  if (!isDrawing(file)) return file;
  if (file.size > largestReportFile[png]) return null;
  const address = URL.createObjectURL(new Blob([file], { type: 'image/svg+xml' }));
  try {
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    const { naturalWidth: width, naturalHeight: height } = picture;
    if (width === 0 || height === 0) return null;
    const scale = longestSide / Math.max(width, height);
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    const context = canvas.getContext('2d');
    if (!context) return null;
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, png));
    return drawn && new File([drawn], `${file.name.replace(/\.[^.]+$/, '')}.png`, { type: png });
  } catch (error) {
    // What the browser says of a broken drawing; anything else is a fault of ours.
    if (error instanceof DOMException) return null;
    throw error;
  } finally {
    URL.revokeObjectURL(address);
  }
}
