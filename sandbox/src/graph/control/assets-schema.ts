// What a control call needs to make apps, numbers, Pages and Instagram accounts; everything but the ids has a default.
import { z } from 'zod';
import { QUALITIES } from '../assets';

const id = z.string().min(1).max(64);
const url = z.url().nullable().default(null);

export const appSchema = z.strictObject({
  appId: id,
  appSecret: z.string().min(1),
  verifyToken: z.string().min(1).default('verify'),
  webhookBaseUrl: url,
});
export type GraphAppGiven = z.input<typeof appSchema>;

/** Fields of every token given with an asset. */
const tokenFields = {
  token: z.string().min(1),
  /** Unix seconds; 0 never expires. */
  tokenExpiresAt: z.number().int().min(0).default(0),
  /** Unix seconds; now when left out. Instagram refreshes only what is a day old. */
  tokenIssuedAt: z.number().int().min(0).optional(),
  /** Permissions; those usual for the product when left out. */
  scopes: z.array(z.string()).optional(),
  /** The first app when left out. */
  appId: id.optional(),
  /** Where its webhooks go; the app's usual address when null. */
  callbackUrl: url,
  /** Whether the app is subscribed from the start. */
  isSubscribed: z.boolean().default(true),
};

export const numberSchema = z.strictObject({
  ...tokenFields,
  pnid: id,
  wabaId: id,
  displayPhone: z.string().default('+1 555-000-9999'),
  name: z.string().default('Sandbox shop'),
  quality: z.enum(QUALITIES).default('GREEN'),
  throughput: z.enum(['STANDARD', 'HIGH', 'NOT_APPLICABLE']).default('STANDARD'),
  tier: z.string().default('TIER_2K'),
  isRegistered: z.boolean().default(true),
});
export type GraphNumberGiven = z.input<typeof numberSchema>;

export const pageSchema = z.strictObject({ ...tokenFields, pageId: id, name: z.string().default('Sandbox Page') });
export type GraphPageGiven = z.input<typeof pageSchema>;

export const instagramSchema = z.strictObject({
  ...tokenFields,
  igId: id,
  username: z.string().default('sandbox.shop'),
  name: z.string().default('Sandbox shop'),
  /** The linked Page, when the account is used through it. */
  pageId: id.nullable().default(null),
});
export type GraphInstagramGiven = z.input<typeof instagramSchema>;
