// Connections: one number or page on one channel, its live state, QR and pacing.
import { z } from 'zod';
import { id, isoTime } from './core';
import { slowDown, warmUp } from './pace';

export const channels = ['whatsapp_evolution', 'whatsapp_cloud', 'messenger', 'instagram'] as const;
export const channel = z.enum(channels);
export type Channel = z.infer<typeof channel>;

export const connectionState = z.enum(['connected', 'connecting', 'disconnected', 'error']);
export type ConnectionState = z.infer<typeof connectionState>;

/** Why a connection is not connected; the UI turns it into words. */
export const connectionReason = z.enum([
  'never_connected',
  'waiting_for_scan',
  'reconnecting',
  'logged_out',
  'banned',
  'qr_limit',
  'gateway_unreachable',
  'gateway_refused',
  'unlicensed',
  'instance_missing',
  'replaced',
  'token_invalid',
  'permissions_missing',
  'not_subscribed',
  'account_restricted',
  'not_registered',
  'silent',
]);
export type ConnectionReason = z.infer<typeof connectionReason>;

/** null = no cap; delays in milliseconds, 0 allowed. */
export const pacing = z
  .object({
    perMinute: z.number().int().min(1).max(100_000).nullable(),
    perHour: z.number().int().min(1).max(1_000_000).nullable(),
    perDay: z.number().int().min(1).max(10_000_000).nullable(),
    perSecond: z.number().int().min(1).max(1000).nullable().default(null),
    minDelayMs: z.number().int().min(0).max(600_000),
    maxDelayMs: z.number().int().min(0).max(600_000),
  })
  .refine((value) => value.maxDelayMs >= value.minDelayMs, {
    path: ['maxDelayMs'],
    message: 'The longest delay must not be below the shortest',
  });
export type Pacing = z.infer<typeof pacing>;

/** A line's limits with its warm-up. */
export const linePacing = pacing.safeExtend({
  warmUp: warmUp.nullable().optional().describe('null: none; left out: as it is'),
});

/** Default for QR numbers: 20 a minute, 100 an hour, 1,000 a day, 2–5 s between messages (product rule "anti-ban"). */
export const defaultPacing: Pacing = {
  perMinute: 20,
  perHour: 100,
  perDay: 1000,
  perSecond: null,
  minDelayMs: 2000,
  maxDelayMs: 5000,
};

/** Default for the Cloud API: 80 messages a second per number; one per six seconds to the same person is the channel's own rule. */
export const cloudPacing: Pacing = {
  perMinute: null,
  perHour: null,
  perDay: null,
  perSecond: 80,
  minDelayMs: 0,
  maxDelayMs: 0,
};

/** The pacing a new connection of a channel starts with. Messenger and Instagram share the Send API's caution. */
export const defaultPacingOf: Record<Channel, Pacing> = {
  whatsapp_evolution: defaultPacing,
  whatsapp_cloud: cloudPacing,
  messenger: { ...cloudPacing, perSecond: 40 },
  instagram: { ...cloudPacing, perSecond: 10 },
};

/** What is needed to connect by token; the fields are those of Meta's own consoles. */
export const connectionCredentials = z.union([
  z.object({
    phoneNumberId: z
      .string()
      .trim()
      .regex(/^\d{5,25}$/, 'Digits only, from WhatsApp → API setup'),
    wabaId: z
      .string()
      .trim()
      .regex(/^\d{5,25}$/, 'Digits only, the WhatsApp Business Account id'),
    accessToken: z.string().trim().min(10).max(1000),
  }),
  z.object({
    pageId: z
      .string()
      .trim()
      .regex(/^\d{3,25}$/, 'Digits only, the page id'),
    pageAccessToken: z.string().trim().min(10).max(1000),
  }),
  z.object({
    igUserId: z
      .string()
      .trim()
      .regex(/^\d{3,25}$/, 'Digits only, the Instagram account id'),
    accessToken: z.string().trim().min(10).max(1000),
  }),
]);
export type ConnectionCredentials = z.infer<typeof connectionCredentials>;

/** What the provider says of a number or page; null where the channel has no such thing. */
export const connectionHealth = z.object({
  quality: z.enum(['green', 'yellow', 'red', 'unknown']).nullable(),
  messagingLimit: z.string().nullable().describe('Provider’s tier of people a day, e.g. TIER_2K'),
  throughput: z.string().nullable(),
  tokenExpiresAt: isoTime.nullable().describe('null = does not expire, or not known'),
  checkedAt: isoTime.nullable(),
  problems: z.array(z.string()).describe('The provider’s own words'),
});
export type ConnectionHealth = z.infer<typeof connectionHealth>;

/** What a channel can carry; the composer offers no more. Sizes in bytes after recompression. */
export const channelCapabilities = z.object({
  windowHours: z.number().nullable(),
  sends: z.array(z.string()),
  interactive: z.boolean().describe('Real buttons; otherwise choices become numbered text'),
  templates: z.boolean(),
  reactions: z.boolean(),
  replies: z.boolean(),
  captions: z.boolean(),
  withdraw: z.boolean(),
  edit: z.boolean(),
  readReceipts: z.boolean(),
  typing: z.boolean(),
  maxTextLength: z.number().int(),
  maxTextBytes: z.number().int().nullable(),
  mediaBytes: z.object({
    image: z.number().int(),
    video: z.number().int(),
    audio: z.number().int(),
    document: z.number().int(),
  }),
});
export type ChannelCapabilities = z.infer<typeof channelCapabilities>;

/** An outage, while it lasts or afterwards. */
export const connectionGap = z.object({
  id,
  from: isoTime,
  to: isoTime.nullable(),
  cause: connectionReason.nullable(),
  state: z.enum(['open', 'may_be_missing', 'recovered']),
  recovered: z.number().int(),
});
export type ConnectionGap = z.infer<typeof connectionGap>;

export const connectionStatus = z.object({
  state: connectionState,
  reason: connectionReason.nullable(),
  since: isoTime,
  nextRetryAt: isoTime.nullable(),
  phone: z.string().nullable(),
});
export type ConnectionStatus = z.infer<typeof connectionStatus>;

/** Messages sent in the running minute, hour and day, for the "today's use against limits" meters. */
export const connectionUse = z.object({ minute: z.number().int(), hour: z.number().int(), day: z.number().int() });

export const connection = connectionStatus.extend({
  id,
  channel,
  name: z.string(),
  externalName: z.string().nullable(),
  profileName: z.string().nullable(),
  ownerId: id.nullable(),
  ownerName: z.string().nullable(),
  pacing,
  warmUp: warmUp
    .extend({ startedAt: isoTime, perDayNow: z.number().int() })
    .nullable()
    .describe('While a new number is warmed up'),
  slowDown: slowDown.nullable().describe('The provider asked for less'),
  use: connectionUse,
  queued: z.number().int().describe('Messages waiting to leave through this connection'),
  externalId: z.string().nullable().describe('Phone number id, page id or Instagram account id'),
  accountId: z.string().nullable().describe('WhatsApp Business Account id'),
  health: connectionHealth.nullable().describe('null for QR numbers'),
  capabilities: channelCapabilities,
  lastEventAt: isoTime.nullable(),
  lastGap: connectionGap.nullable(),
  webhookUrl: z.string().nullable().describe('To enter in Meta’s app dashboard; null for QR numbers'),
  createdAt: isoTime,
  abilities: z.object({ manage: z.boolean() }),
});
export type Connection = z.infer<typeof connection>;

/** `image` is a data URI; `pairingCode` is written WZYE-H1YY. Both null while the gateway is still making one. */
export const connectionQr = connectionStatus.extend({
  image: z.string().nullable(),
  code: z.string().nullable(),
  pairingCode: z.string().nullable(),
  expiresAt: isoTime.nullable(),
});
export type ConnectionQr = z.infer<typeof connectionQr>;
