// Accounts: register, sign in, refresh, sign out, profile, sessions, password reset.
import { z } from 'zod';
import { defineEndpoint, empty, id, idParams, isoTime } from './core';
import { permission, role } from './permissions';

export const locale = z.enum(['en', 'he']);
export type Locale = z.infer<typeof locale>;

export const email = z
  .email('Enter an e-mail address like name@example.com')
  .max(254)
  .transform((value) => value.toLowerCase());
/** bcrypt reads 72 bytes; longer passwords would be silently cut, so they are refused. */
export const newPassword = z
  .string()
  .min(8, 'Use at least 8 characters')
  .refine((value) => new TextEncoder().encode(value).length <= 72, 'Use at most 72 bytes');

/** The coach's own answers, used by `{{coach.*}}` variables. */
export const coachProfile = z.object({
  whatsapp: z.string().max(40).optional(),
  instagram: z.string().max(100).optional(),
  profession: z.string().max(200).optional(),
  incomeGoal: z.string().max(200).optional(),
  investment: z.string().max(200).optional(),
  timeAvailability: z.string().max(200).optional(),
  timeline: z.string().max(200).optional(),
  description: z.string().max(1000).optional(),
  readiness: z.string().max(200).optional(),
  commitment: z.string().max(200).optional(),
  timeCommitment: z.string().max(200).optional(),
});
export type CoachProfile = z.infer<typeof coachProfile>;

export const user = z.object({
  id,
  name: z.string(),
  email: z.string(),
  locale,
  coachProfile,
  createdAt: isoTime,
});
export type User = z.infer<typeof user>;

export const tenantSummary = z.object({ id, name: z.string(), role });
export type TenantSummary = z.infer<typeof tenantSummary>;

export const session = z.object({
  user,
  tenant: z.object({ id, name: z.string(), locale, timezone: z.string(), country: z.string() }),
  role,
  permissions: z.array(permission),
  tenants: z.array(tenantSummary),
  sandboxPhoneUrl: z
    .string()
    .nullable()
    .default(null)
    .describe('Where the sandbox phone is served; null when real phones are used'),
});
export type Session = z.infer<typeof session>;

/** `expiresIn` is the access token's life in seconds. The refresh token also travels as an httpOnly cookie for browsers. */
export const signedIn = session.extend({
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresIn: z.number().int(),
});
export type SignedIn = z.infer<typeof signedIn>;

const name = z.string().trim().min(1, 'Enter a name').max(120);

export const register = defineEndpoint({
  name: 'register',
  method: 'POST',
  path: '/api/auth/register',
  summary: 'Create a user and a tenant that the user owns',
  auth: 'public',
  limit: 'auth',
  status: 201,
  body: z.object({
    name,
    email,
    password: newPassword,
    tenantName: z.string().trim().min(1).max(120).optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional()
      .describe('ISO 3166-1 alpha-2; numbers without a country code are read as of this country'),
    timezone: z.string().max(64).optional(),
    locale: locale.optional(),
  }),
  response: signedIn,
  errors: ['validation_failed', 'email_taken', 'too_many_requests'],
});

export const login = defineEndpoint({
  name: 'login',
  method: 'POST',
  path: '/api/auth/login',
  summary: 'Sign in with e-mail and password',
  auth: 'public',
  limit: 'auth',
  body: z.object({ email, password: z.string().min(1, 'Enter your password').max(1000) }),
  response: signedIn,
  errors: ['validation_failed', 'invalid_credentials', 'forbidden', 'account_locked', 'too_many_requests'],
});

export const refresh = defineEndpoint({
  name: 'refresh',
  method: 'POST',
  path: '/api/auth/refresh',
  summary: 'Exchange a refresh token (cookie or body) for new tokens; a reused one ends the session family',
  auth: 'public',
  body: z.object({ refreshToken: z.string().max(2000).optional() }).default({}),
  response: signedIn,
  errors: ['unauthenticated', 'token_expired', 'session_revoked', 'origin_refused'],
});

export const logout = defineEndpoint({
  name: 'logout',
  method: 'POST',
  path: '/api/auth/logout',
  summary: 'End this session',
  response: empty,
});

export const getProfile = defineEndpoint({
  name: 'getProfile',
  method: 'GET',
  path: '/api/auth/profile',
  summary: 'Who am I, in which tenant, with which permissions',
  response: session,
});

export const updateProfile = defineEndpoint({
  name: 'updateProfile',
  method: 'PUT',
  path: '/api/auth/profile',
  replay: 'never',
  summary: 'Change my name, language, coach answers or password',
  body: z.object({
    name: name.optional(),
    locale: locale.optional(),
    coachProfile: coachProfile.optional(),
    currentPassword: z.string().max(1000).optional(),
    newPassword: newPassword.optional(),
  }),
  response: session,
  errors: ['validation_failed', 'invalid_credentials', 'account_locked'],
});

export const switchTenant = defineEndpoint({
  name: 'switchTenant',
  method: 'POST',
  path: '/api/auth/switch-tenant',
  replay: 'never',
  summary: 'Continue in another tenant I am a member of',
  body: z.object({ tenantId: id }),
  response: signedIn,
  errors: ['not_found'],
});

export const forgotPassword = defineEndpoint({
  name: 'forgotPassword',
  method: 'POST',
  path: '/api/auth/forgot-password',
  summary: 'Mail a reset link; the answer is the same whether the address exists or not',
  auth: 'public',
  limit: 'auth',
  status: 202,
  body: z.object({ email }),
  response: empty,
});

export const resetPassword = defineEndpoint({
  name: 'resetPassword',
  method: 'POST',
  path: '/api/auth/reset-password',
  summary: 'Set a new password with the token from the mail; ends all sessions',
  auth: 'public',
  limit: 'auth',
  body: z.object({ token: z.string().min(20).max(200), password: newPassword }),
  response: empty,
  errors: ['validation_failed', 'invitation_invalid'],
});

export const listSessions = defineEndpoint({
  name: 'listSessions',
  method: 'GET',
  path: '/api/auth/sessions',
  summary: 'My signed-in devices',
  list: true,
  response: z.object({
    id,
    userAgent: z.string().nullable(),
    ip: z.string().nullable(),
    current: z.boolean(),
    createdAt: isoTime,
    lastUsedAt: isoTime,
  }),
});

export const revokeSession = defineEndpoint({
  name: 'revokeSession',
  method: 'DELETE',
  path: '/api/auth/sessions/:id',
  summary: 'Sign one of my devices out',
  params: idParams,
  response: empty,
  errors: ['not_found'],
});

export const createWsTicket = defineEndpoint({
  name: 'createWsTicket',
  method: 'POST',
  path: '/api/ws-ticket',
  replay: 'never',
  summary: 'A one-time ticket (30 s) that opens /ws',
  status: 201,
  response: z.object({ ticket: z.string(), expiresIn: z.number().int() }),
  errors: ['unavailable'],
});
