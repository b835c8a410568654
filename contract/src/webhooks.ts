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
