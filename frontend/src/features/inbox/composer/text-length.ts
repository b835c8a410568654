// How much more may be written: our own limit, or the channel's when it is shorter. Some channels count bytes.
import { type ChannelCapabilities, longestText } from '@parley/contract';

/** From here on the number is worth showing. */
const shownFrom = 200;

export interface TextLength {
  /** Letters (or bytes) left; null while there are plenty. */
  left: number | null;
  tooLong: boolean;
}

export function judgeLength(
  text: string,
  capabilities: Pick<ChannelCapabilities, 'maxTextLength' | 'maxTextBytes'> | undefined,
): TextLength {
  const letters = Math.min(longestText, capabilities?.maxTextLength ?? longestText) - text.length;
  const bytes = capabilities?.maxTextBytes
    ? capabilities.maxTextBytes - new TextEncoder().encode(text).length
    : letters;
  const left = Math.min(letters, bytes);
  return { left: left < shownFrom ? left : null, tooLong: left < 0 };
}
