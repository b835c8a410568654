// The bodies of the control calls on Meta's side, beside those that make assets and people's messages.
import { z } from 'zod';
import { QUALITIES } from '../assets';

const id = z.string().min(1);
/** One person's conversation with one number, Page or account. */
const conversation = { senderId: id, personId: id };

export const failSchema = z.strictObject({
  code: z.number().int(),
  subcode: z.number().int().optional(),
  /** HTTP status; the code's typical one when left out. */
  status: z.number().int().min(400).max(599).optional(),
  details: z.string().optional(),
  /** `answer` refuses the call; `status` accepts it and tells the failure by webhook (WhatsApp). */
  as: z.enum(['answer', 'status']).default('answer'),
  senderId: id.optional(),
  to: id.optional(),
  times: z.number().int().min(1).default(1),
});

export const expireSchema = z.strictObject({
  token: id,
  /** 463 expired, 460 password changed, 458 app removed, 467 logged out … */
  subcode: z.number().int().default(463),
});

export const qualitySchema = z.strictObject({
  pnid: id,
  quality: z.enum(QUALITIES).optional(),
  tier: z.string().optional(),
  throughput: z.enum(['STANDARD', 'HIGH', 'NOT_APPLICABLE']).optional(),
  isLocked: z.boolean().optional(),
  isRegistered: z.boolean().optional(),
  /** Told as `phone_number_quality_update`. */
  event: z.string().optional(),
});

export const personSchema = z.strictObject({
  ...conversation,
  name: z.string().optional(),
  username: z.string().nullable().optional(),
  userId: z.string().nullable().optional(),
  profile: z.enum(['open', 'private']).optional(),
  isBlocked: z.boolean().optional(),
  /** Unix milliseconds of their last message; null as if they never wrote. */
  lastInboundAt: z.number().int().nullable().optional(),
});

export const marketingSchema = z.strictObject({ ...conversation, value: z.enum(['stop', 'resume']) });
export const writtenSchema = z.strictObject({ ...conversation, text: z.string().min(1) });
export const readSchema = z.strictObject(conversation);

export const rawSchema = z.strictObject({
  /** Any JSON; text is sent byte for byte. */
  body: z.unknown(),
  product: z.enum(['whatsapp', 'meta']).default('whatsapp'),
  /** The product's usual address when left out. */
  url: z.url().optional(),
  appId: id.optional(),
});

export const handshakeSchema = z.strictObject({
  product: z.enum(['whatsapp', 'meta']).default('whatsapp'),
  appId: id.optional(),
  /** Another token than the app's, to see it refused. */
  verifyToken: z.string().optional(),
});

export const fileSchema = z.strictObject({ fileId: id });
