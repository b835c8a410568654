// Webhooks that providers post to us.
import { z } from 'zod';
import { defineEndpoint, empty } from './core';

export const evolutionWebhook = defineEndpoint({
  name: 'evolutionWebhook',
  method: 'POST',
  path: '/api/webhooks/evolution/:token',
  summary: 'Evolution API events: stored before acknowledged, applied once; 503 asks for a retry',
  auth: 'webhook',
  limit: 'webhook',
  media: 'raw',
  params: z.object({ token: z.string().min(20).max(100) }),
  response: empty,
  errors: ['not_found', 'unauthenticated', 'malformed_request', 'unavailable'],
});

/** Meta’s handshake: dots belong to the parameters’ names. Answered as plain text with the challenge, or 403. */
const handshake = z.object({
  'hub.mode': z.string().max(40),
  'hub.verify_token': z.string().max(200),
  'hub.challenge': z.string().regex(/^\d{1,40}$/),
});

export const metaHandshake = defineEndpoint({
  name: 'metaHandshake',
  method: 'GET',
  path: '/api/webhooks/meta',
  summary: 'Handshake of Messenger and Instagram',
  auth: 'webhook',
  limit: 'webhook',
  media: 'text',
  query: handshake,
  response: z.string(),
  errors: ['forbidden'],
});
export const metaWebhook = defineEndpoint({
  name: 'metaWebhook',
  method: 'POST',
  path: '/api/webhooks/meta',
  summary: 'Messenger and Instagram events, signed by the app secret: stored before acknowledged, applied once',
  auth: 'webhook',
  limit: 'webhook',
  media: 'raw',
  response: empty,
  errors: ['unauthenticated', 'malformed_request', 'unavailable'],
});
export const whatsappHandshake = defineEndpoint({
  name: 'whatsappHandshake',
  method: 'GET',
  path: '/api/webhooks/whatsapp',
  summary: 'Handshake of the WhatsApp Cloud API',
  auth: 'webhook',
  limit: 'webhook',
  media: 'text',
  query: handshake,
  response: z.string(),
  errors: ['forbidden'],
});
export const whatsappWebhook = defineEndpoint({
  name: 'whatsappWebhook',
  method: 'POST',
  path: '/api/webhooks/whatsapp',
  summary: 'WhatsApp Cloud API events, signed by the app secret: stored before acknowledged, applied once',
  auth: 'webhook',
  limit: 'webhook',
  media: 'raw',
  response: empty,
  errors: ['unauthenticated', 'malformed_request', 'unavailable'],
});
