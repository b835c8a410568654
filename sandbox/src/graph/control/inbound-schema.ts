// What a control call may let a person send, on any of Meta's products.
import { z } from 'zod';

export const INBOUND_KINDS = [
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contacts',
  'reaction',
  'edit',
  'revoke',
  'unsupported',
  'referral',
  // WhatsApp
  'button',
  'button_reply',
  'list_reply',
  'flow_reply',
  'order',
  'system',
  'failed_media',
  // Messenger and Instagram
  'quick_reply',
  'postback',
  'share',
  'story_reply',
  'story_mention',
] as const;

const record = z.record(z.string(), z.unknown());

export const inboundSchema = z.strictObject({
  /** The number (PNID), Page or Instagram account that receives it. */
  to: z.string().min(1),
  /** Digits of a phone, a PSID or an IGSID; for a hidden phone any BSUID. */
  from: z.string().min(1),
  kind: z.enum(INBOUND_KINDS).default('text'),
  /** The person's profile name; kept for later messages. */
  name: z.string().optional(),
  username: z.string().optional(),
  /** BSUID, `US.1200000000000001`. */
  userId: z.string().optional(),
  /** Leaves out `wa_id` and `from`, as for people with a user name. Needs `userId`. */
  isPhoneHidden: z.boolean().default(false),
  /** Text, caption, or the title of a place, share or postback. */
  text: z.string().optional(),
  /** Bytes of the file; a small real file of the kind when left out. */
  base64: z.base64().optional(),
  mimeType: z.string().optional(),
  fileName: z.string().optional(),
  isVoice: z.boolean().default(true),
  isAnimated: z.boolean().default(false),
  latitude: z.number().default(32.0853),
  longitude: z.number().default(34.7818),
  address: z.string().optional(),
  contacts: z.array(z.strictObject({ name: z.string(), phone: z.string() })).optional(),
  /** Id of the message answered. */
  replyTo: z.string().optional(),
  /** Id of the message reacted to, edited or taken back. */
  targetId: z.string().optional(),
  /** Empty or left out takes a reaction back. */
  emoji: z.string().optional(),
  /** Button or row id, quick reply or postback payload. */
  payload: z.string().optional(),
  description: z.string().optional(),
  isForwarded: z.boolean().default(false),
  /** Where the person came from: an ad or a link. */
  referral: record.optional(),
  /** Laid over the fields of the kind. */
  content: record.default({}),
  /** Laid over the whole message, or the whole messaging item. */
  extra: record.default({}),
  /** Unix milliseconds; now when left out. */
  at: z.number().int().optional(),
  /** Sends the very same webhook so many times. */
  repeat: z.number().int().min(1).max(100).default(1),
});
export type GraphInboundBody = z.infer<typeof inboundSchema>;
export type GraphInbound = z.input<typeof inboundSchema>;
