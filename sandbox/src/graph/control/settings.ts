// How strictly Meta behaves: where errors show, which limits count, how webhooks are packed.
import { z } from 'zod';

export const graphSettingsSchema = z.strictObject({
  /** Where a free message outside the window is refused: in the answer, or later as a failed status. WhatsApp only. */
  windowErrorAs: z.enum(['answer', 'status']).default('answer'),
  /** Where a link that cannot be fetched shows. WhatsApp only; Messenger and Instagram always answer at once. */
  linkErrorAs: z.enum(['answer', 'status']).default('status'),
  /** Messages a second per number before 130429; null goes by the number's throughput level: 80 or 1,000. */
  perSecond: z.number().int().min(1).nullable().default(null),
  /** One message in 6 s to the same person, with a burst of 45, before 131056. */
  pairLimit: z.boolean().default(false),
  /** Life of a download address, 5 minutes at Meta. */
  mediaUrlLifeMs: z.number().int().min(0).default(300_000),
  /** Life of the public addresses of Messenger's and Instagram's files. */
  cdnUrlLifeMs: z.number().int().min(0).default(86_400_000),
  /** Packs what happens within this time into one post; 0 sends each thing alone. */
  batchMs: z.number().int().min(0).max(60_000).default(0),
  /**
   * When a submitted or edited template is decided: approved, or rejected as PROMOTIONAL when its body contains "reject-me".
   * null leaves it to the control API and the phone page.
   */
  reviewAfterMs: z.number().int().min(0).max(3_600_000).nullable().default(1_500),
  /** Voice notes that were read are also played. */
  playVoice: z.boolean().default(false),
});
export type GraphSettings = z.infer<typeof graphSettingsSchema>;
