// The catalogue of machine-readable error codes and the one map from code to HTTP status.
import { z } from 'zod';

export const errorStatus = {
  validation_failed: 400,
  malformed_request: 400,
  unauthenticated: 401,
  invalid_credentials: 401,
  token_expired: 401,
  session_revoked: 401,
  insufficient_credits: 402,
  forbidden: 403,
  origin_refused: 403,
  not_found: 404,
  conflict: 409,
  email_taken: 409,
  phone_taken: 409,
  name_taken: 409,
  wrong_state: 409,
  window_closed: 409,
  not_connected: 409,
  last_owner: 409,
  request_in_progress: 409,
  answered_meanwhile: 409,
  already_connected: 409,
  too_large: 413,
  unsupported_type: 415,
  rule_broken: 422,
  template_unusable: 422,
  invalid_phone: 422,
  unknown_variable: 422,
  empty_audience: 422,
  opted_out: 422,
  idempotency_mismatch: 422,
  invitation_invalid: 422,
  too_many_requests: 429,
  account_locked: 429,
  internal: 500,
  upstream_failed: 502,
  unavailable: 503,
  upstream_timeout: 504,
} as const;

export type ErrorCode = keyof typeof errorStatus;

export const errorDetail = z.object({ path: z.string(), message: z.string() });
export type ErrorDetail = z.infer<typeof errorDetail>;

export const errorEnvelope = z.object({
  success: z.literal(false),
  message: z.string(),
  error: z.string(),
  details: z.array(errorDetail).optional(),
  data: z.record(z.string(), z.unknown()).optional(),
  requestId: z.string(),
});
export type ErrorEnvelope = z.infer<typeof errorEnvelope>;

/** Why a message failed or was skipped. The UI turns the code into a plain reason and a fix; see `outcomeReasons`. */
export const outcomeCodes = [
  'not_on_whatsapp',
  'not_connected',
  'invalid_number',
  'invalid_request',
  'auth_failed',
  'rate_limited',
  'provider_error',
  'window_closed',
  'opted_out',
  'consent_review',
  'no_address',
  'blank_variable',
  'duplicate',
  'campaign_cancelled',
  'connection_removed',
  'contact_removed',
  'provider_failed',
  'unconfirmed',
  'media_failed',
  'media_too_large',
  'unsupported_kind',
  'template_rejected',
  'pair_limited',
  'restricted',
  'undeliverable',
  'unsubscribed',
  'payment_problem',
  'quiet_hours',
] as const;
export const outcomeCode = z.enum(outcomeCodes);
export type OutcomeCode = z.infer<typeof outcomeCode>;
