// Connections: one number or page on one channel, its live state, QR and pacing.
import { z } from 'zod';
import { defineEndpoint, empty, id, idParams, isoTime } from './core';

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

/** Default for QR numbers: 20 a minute, 100 an hour, 1,000 a day, 2–5 s between messages (product rule "anti-ban"). */
export const defaultPacing: Pacing = {
  perMinute: 20,
  perHour: 100,
  perDay: 1000,
  perSecond: null,
  minDelayMs: 2000,
  maxDelayMs: 5000,
};

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
  use: connectionUse,
  queued: z.number().int().describe('Messages waiting to leave through this connection'),
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

const name = z.string().trim().min(1, 'Enter a name').max(80);

export const listConnections = defineEndpoint({
  name: 'listConnections',
  method: 'GET',
  path: '/api/social-connections',
  summary: 'Numbers and pages',
  permission: 'connections.read',
  list: true,
  response: connection,
});
export const createConnection = defineEndpoint({
  name: 'createConnection',
  method: 'POST',
  path: '/api/social-connections',
  summary: 'Add a number; then ask for its QR',
  permission: 'connections.manage',
  status: 201,
  body: z.object({
    channel: z.literal('whatsapp_evolution').describe('Further channels follow'),
    name,
    externalName: z.string().trim().min(1).max(80).optional(),
    ownerId: id.nullable().optional(),
  }),
  response: connection,
  errors: ['validation_failed', 'name_taken', 'upstream_failed', 'unavailable'],
});
export const getConnection = defineEndpoint({
  name: 'getConnection',
  method: 'GET',
  path: '/api/social-connections/:id',
  summary: 'One connection',
  permission: 'connections.read',
  params: idParams,
  response: connection,
  errors: ['not_found'],
});
export const updateConnection = defineEndpoint({
  name: 'updateConnection',
  method: 'PUT',
  path: '/api/social-connections/:id',
  summary: 'Rename or hand over',
  permission: 'connections.manage',
  params: idParams,
  body: z.object({ name: name.optional(), ownerId: id.nullable().optional() }),
  response: connection,
  errors: ['not_found', 'validation_failed', 'name_taken'],
});
export const deleteConnection = defineEndpoint({
  name: 'deleteConnection',
  method: 'DELETE',
  path: '/api/social-connections/:id',
  summary: 'Log out and remove; its chats stay readable',
  permission: 'connections.manage',
  params: idParams,
  response: empty,
  errors: ['not_found', 'wrong_state'],
});
export const connectConnection = defineEndpoint({
  name: 'connectConnection',
  method: 'POST',
  path: '/api/social-connections/:id/connect',
  summary: 'Start connecting; with a phone number a pairing code is made',
  permission: 'connections.manage',
  params: idParams,
  body: z.object({ phone: z.string().max(40).optional() }).default({}),
  response: connectionQr,
  errors: ['not_found', 'upstream_failed', 'unavailable', 'invalid_phone'],
});
export const getConnectionQr = defineEndpoint({
  name: 'getConnectionQr',
  method: 'GET',
  path: '/api/social-connections/:id/qr',
  summary: 'The current QR',
  permission: 'connections.manage',
  params: idParams,
  response: connectionQr,
  errors: ['not_found'],
});
export const getConnectionStatus = defineEndpoint({
  name: 'getConnectionStatus',
  method: 'GET',
  path: '/api/social-connections/:id/status',
  summary: 'State, reason, age',
  permission: 'connections.read',
  params: idParams,
  response: connectionStatus,
  errors: ['not_found'],
});
export const testConnection = defineEndpoint({
  name: 'testConnection',
  method: 'POST',
  path: '/api/social-connections/:id/test',
  summary: 'Ask the gateway for the true state now',
  permission: 'connections.manage',
  params: idParams,
  response: connectionStatus,
  errors: ['not_found'],
});
export const repairConnection = defineEndpoint({
  name: 'repairConnection',
  method: 'POST',
  path: '/api/social-connections/:id/repair',
  summary: 'Rebuild the session at the gateway; history stays',
  permission: 'connections.manage',
  params: idParams,
  response: connectionQr,
  errors: ['not_found', 'upstream_failed', 'unavailable'],
});
export const logoutConnection = defineEndpoint({
  name: 'logoutConnection',
  method: 'POST',
  path: '/api/social-connections/:id/logout',
  summary: 'Log the number out',
  permission: 'connections.manage',
  params: idParams,
  response: connectionStatus,
  errors: ['not_found', 'upstream_failed', 'unavailable'],
});
export const getPacing = defineEndpoint({
  name: 'getPacing',
  method: 'GET',
  path: '/api/social-connections/:id/pacing',
  summary: 'Sending limits',
  permission: 'connections.read',
  params: idParams,
  response: pacing,
  errors: ['not_found'],
});
export const updatePacing = defineEndpoint({
  name: 'updatePacing',
  method: 'PUT',
  path: '/api/social-connections/:id/pacing',
  summary: 'Change the sending limits; running campaigns follow at once',
  permission: 'connections.manage',
  params: idParams,
  body: pacing,
  response: pacing,
  errors: ['not_found', 'validation_failed'],
});
