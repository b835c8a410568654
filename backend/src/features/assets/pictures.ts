// Pictures: their size, a small copy for lists, and a copy that a channel takes. A picture cannot make this process work forever: its pixels
// are limited before anything is decoded.
import sharp from 'sharp';

/** More than any camera; a bomb of a few kilobytes can claim billions. */
const mostPixels = 100_000_000;
/** Edge of a thumbnail: twice the widest bubble, for sharp screens. */
const thumbnailEdge = 560;

/** @throws Error when it cannot be decoded */
export async function measurePicture(path: string): Promise<{ width: number; height: number }> {
  const { width, height, orientation = 1 } = await sharp(path, { limitInputPixels: mostPixels }).metadata();
  // Cameras lay the picture on its side and say so; what counts is how it is seen.
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}

/** A small WebP without the camera's data, upright. @throws Error when it cannot be decoded */
export function makeThumbnail(input: string | Buffer): Promise<Buffer> {
  return sharp(input, { limitInputPixels: mostPixels, pages: 1 })
    .rotate()
    .resize(thumbnailEdge, thumbnailEdge, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 78 })
    .toBuffer();
}

/**
 * A JPEG of at most so many bytes: lower quality first, then smaller. Transparency becomes white.
 * @returns undefined when even a small copy is too large
 */
export async function fitPicture(input: Buffer, atMostBytes: number): Promise<Buffer | undefined> {
  for (const [edge, quality] of [
    [4096, 86],
    [2560, 82],
    [1920, 78],
    [1280, 70],
    [800, 60],
    [480, 50],
  ] as const) {
    const copy = await sharp(input, { limitInputPixels: mostPixels, pages: 1 })
      .rotate()
      .flatten({ background: '#ffffff' })
      .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality, mozjpeg: true })
      .toBuffer();
    if (copy.length <= atMostBytes) return copy;
  }
  return undefined;
}

/** A still for a video whose pictures cannot be read here: a dark plate with a triangle. */
export function drawVideoPlate(): Promise<Buffer> {
  const plate = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="270"><rect width="480" height="270" fill="#2a2824"/><circle cx="240" cy="135" r="44" fill="#ffffff" fill-opacity="0.16"/><path d="M227 113v44l36-22z" fill="#ffffff"/></svg>`;
  return sharp(Buffer.from(plate)).webp({ quality: 80 }).toBuffer();
}
