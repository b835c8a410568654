// What can be asked about connections and done with them.
import { z } from 'zod';
import {
  channel,
  connection,
  connectionCredentials,
  connectionGap,
  connectionHealth,
  connectionQr,
  connectionReason,
  connectionStatus,
  linePacing,
} from './connections';
import { defineEndpoint, empty, id, idParams } from './core';

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
  summary:
    'Add a number or page. QR numbers: ask for the QR next. Others are verified with their token before they are kept',
  permission: 'connections.manage',
  status: 201,
  replay: 'never',
  body: z.object({
    channel,
    name,
    externalName: z.string().trim().min(1).max(80).optional(),
    ownerId: id.nullable().optional(),
    credentials: connectionCredentials.optional().describe('Needed for every channel but whatsapp_evolution'),
  }),
  response: connection,
  errors: [
    'validation_failed',
    'name_taken',
    'already_connected',
    'rule_broken',
    'upstream_failed',
    'upstream_timeout',
    'unavailable',
  ],
});
/** Verifies while somebody pastes: what the token is for, without keeping anything. */
export const verifyCredentials = defineEndpoint({
  name: 'verifyCredentials',
  method: 'POST',
  path: '/api/social-connections/verify',
  summary: 'Check a token before connecting',
  permission: 'connections.manage',
  replay: 'never',
  body: z.object({ channel, credentials: connectionCredentials }),
  response: z.object({
    ok: z.boolean(),
    displayName: z.string().nullable(),
    phone: z.string().nullable(),
    health: connectionHealth.nullable(),
    problem: z.string().nullable().describe('What is wrong and how to mend it'),
    code: connectionReason.nullable(),
  }),
  errors: ['validation_failed', 'upstream_failed', 'upstream_timeout', 'unavailable'],
});
export const refreshConnectionToken = defineEndpoint({
  name: 'refreshConnectionToken',
  method: 'POST',
  path: '/api/social-connections/:id/refresh-token',
  summary: 'Renew the token at Meta, or replace it with a given one',
  permission: 'connections.manage',
  replay: 'never',
  params: idParams,
  body: z.object({ accessToken: z.string().trim().min(10).max(1000).optional() }).default({}),
  response: connection,
  errors: ['not_found', 'rule_broken', 'upstream_failed', 'upstream_timeout', 'unavailable'],
});
export const listConnectionGaps = defineEndpoint({
  name: 'listConnectionGaps',
  method: 'GET',
  path: '/api/social-connections/:id/gaps',
  summary: 'Outages, newest first (at most 50)',
  permission: 'connections.read',
  params: idParams,
  list: true,
  response: connectionGap,
  errors: ['not_found'],
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
  errors: ['not_found', 'wrong_state', 'upstream_failed', 'upstream_timeout', 'unavailable', 'invalid_phone'],
});
export const getConnectionQr = defineEndpoint({
  name: 'getConnectionQr',
  method: 'GET',
  path: '/api/social-connections/:id/qr',
  summary: 'The current QR',
  permission: 'connections.manage',
  params: idParams,
  response: connectionQr,
  errors: ['not_found', 'wrong_state'],
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
  errors: ['not_found', 'rule_broken', 'upstream_failed', 'upstream_timeout', 'unavailable'],
});
export const logoutConnection = defineEndpoint({
  name: 'logoutConnection',
  method: 'POST',
  path: '/api/social-connections/:id/logout',
  summary: 'Log the number out',
  permission: 'connections.manage',
  params: idParams,
  response: connectionStatus,
  errors: ['not_found', 'upstream_failed', 'upstream_timeout', 'unavailable'],
});
export const getPacing = defineEndpoint({
  name: 'getPacing',
  method: 'GET',
  path: '/api/social-connections/:id/pacing',
  summary: 'Sending limits',
  permission: 'connections.read',
  params: idParams,
  response: linePacing,
  errors: ['not_found'],
});
export const updatePacing = defineEndpoint({
  name: 'updatePacing',
  method: 'PUT',
  path: '/api/social-connections/:id/pacing',
  summary: 'Change the sending limits; running campaigns follow at once',
  permission: 'connections.manage',
  params: idParams,
  body: linePacing,
  response: linePacing,
  errors: ['not_found', 'validation_failed'],
});
