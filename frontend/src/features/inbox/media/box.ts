// The room a picture or film takes in a bubble: known before it has loaded, so that nothing moves when it comes.

/** Widest and highest in pixels; the mock's picture is 252 wide, tall ones may be a little higher than wide. */
export const widestPx = 252;
const highestPx = 320;
const smallestPx = 96;
/** Words under a picture are as wide as it: narrower than this they would stand in a column of syllables. */
const narrowestCaptionedPx = 184;
/** Of a picture nobody has measured yet: the mock's landscape. */
const unknown = { width: 252, height: 168 };

export interface Box {
  width: number;
  height: number;
}

/**
 * Fits a picture into the bubble, keeping its shape; extreme shapes are cropped to the smallest edge.
 * @param captioned words stand under it, in its width
 */
export function boxOf(width: number | null, height: number | null, captioned = false): Box {
  if (!width || !height) return unknown;
  const scale = Math.min(widestPx / width, highestPx / height, 1);
  return {
    width: Math.round(Math.max(width * scale, captioned ? narrowestCaptionedPx : smallestPx)),
    height: Math.round(Math.max(height * scale, smallestPx)),
  };
}
