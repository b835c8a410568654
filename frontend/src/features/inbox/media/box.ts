// The room a picture or film takes in a bubble: known before it has loaded, so that nothing moves when it comes.

/** Widest and highest in pixels; the mock's picture is 252 wide, tall ones may be a little higher than wide. */
export const widestPx = 252;
const highestPx = 320;
const smallestPx = 96;
/** Of a picture nobody has measured yet: the mock's landscape. */
const unknown = { width: 252, height: 168 };

export interface Box {
  width: number;
  height: number;
}

/** Fits a picture into the bubble, keeping its shape; extreme shapes are cropped to the smallest edge. */
export function boxOf(width: number | null, height: number | null): Box {
  if (!width || !height) return unknown;
  const scale = Math.min(widestPx / width, highestPx / height, 1);
  return {
    width: Math.round(Math.max(width * scale, smallestPx)),
    height: Math.round(Math.max(height * scale, smallestPx)),
  };
}
