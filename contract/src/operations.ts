// Health and the contract's own document.
import { z } from 'zod';
import { defineEndpoint } from './core';

const check = z.object({ ok: z.boolean(), ms: z.number() });
export const health = z.object({
  status: z.enum(['ok', 'degraded']),
  uptimeSeconds: z.number().int(),
  version: z.string(),
  checks: z.object({ database: check, redis: check }),
});

export const getHealth = defineEndpoint({
  name: 'getHealth',
  method: 'GET',
  path: '/health',
  summary: 'Alive and able to serve',
  auth: 'public',
  response: health,
  errors: ['unavailable'],
});
