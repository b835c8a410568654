// Which variant somebody gets: always the same for one person in one campaign, whoever computes it. Pure.
import { createHash } from 'node:crypto';

/** A person's place among ten thousand, evenly spread and different in every campaign. */
function placeOf(campaignId: string, contactId: string): number {
  return createHash('sha1').update(`${campaignId}:${contactId}`).digest().readUInt32BE(0) % 10_000;
}

/**
 * @param shares percent of the recipients, summing to 100
 * @returns the variant's number, from 0
 */
export function variantOf(campaignId: string, contactId: string, shares: readonly number[]): number {
  const place = placeOf(campaignId, contactId);
  let end = 0;
  for (const [number, share] of shares.entries()) {
    end += share * 100;
    if (place < end) return number;
  }
  return 0;
}
