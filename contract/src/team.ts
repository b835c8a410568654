// The team of a tenant, invitations, and the tenant's own settings.
import { z } from 'zod';
import { email, locale, newPassword, signedIn } from './auth';
import { defineEndpoint, empty, id, idParams, isoTime } from './core';
import { role } from './permissions';

export const member = z.object({
  id,
  name: z.string(),
  email: z.string(),
  role,
  status: z.enum(['active', 'deactivated']),
  joinedAt: isoTime,
  abilities: z.object({ changeRole: z.boolean(), remove: z.boolean() }),
});
export type Member = z.infer<typeof member>;

export const listUsers = defineEndpoint({
  name: 'listUsers',
  method: 'GET',
  path: '/api/users',
  summary: 'The team',
  permission: 'team.read',
  list: true,
  response: member,
});

export const updateUser = defineEndpoint({
  name: 'updateUser',
  method: 'PATCH',
  path: '/api/users/:id',
  summary: 'Change a member’s role or (de)activate them',
  permission: 'team.manage',
  params: idParams,
  body: z.object({ role: role.optional(), status: z.enum(['active', 'deactivated']).optional() }),
  response: member,
  errors: ['not_found', 'forbidden', 'last_owner'],
});

export const removeUser = defineEndpoint({
  name: 'removeUser',
  method: 'DELETE',
  path: '/api/users/:id',
  summary: 'Remove a member from the tenant',
  permission: 'team.manage',
  params: idParams,
  response: empty,
  errors: ['not_found', 'forbidden', 'last_owner'],
});

export const invitation = z.object({
  id,
  email: z.string(),
  role,
  expiresAt: isoTime,
  acceptedAt: isoTime.nullable(),
  createdAt: isoTime,
});
export type Invitation = z.infer<typeof invitation>;

export const listInvitations = defineEndpoint({
  name: 'listInvitations',
  method: 'GET',
  path: '/api/invitations',
  summary: 'Open invitations',
  permission: 'team.manage',
  list: true,
  response: invitation,
});

export const createInvitation = defineEndpoint({
  name: 'createInvitation',
  method: 'POST',
  path: '/api/invitations',
  replay: 'never',
  summary: 'Invite someone by mail; the link is also returned once',
  permission: 'team.manage',
  status: 201,
  body: z.object({ email, role }),
  response: invitation.extend({ acceptUrl: z.string() }),
  errors: ['validation_failed', 'forbidden', 'conflict'],
});

export const revokeInvitation = defineEndpoint({
  name: 'revokeInvitation',
  method: 'DELETE',
  path: '/api/invitations/:id',
  summary: 'Withdraw an invitation',
  permission: 'team.manage',
  params: idParams,
  response: empty,
  errors: ['not_found'],
});

export const acceptInvitation = defineEndpoint({
  name: 'acceptInvitation',
  method: 'POST',
  path: '/api/invitations/:token/accept',
  summary: 'Join the tenant; a new person gives name and password, a known one their password',
  auth: 'public',
  limit: 'auth',
  params: z.object({ token: z.string().min(20).max(200) }),
  body: z.object({ name: z.string().trim().min(1).max(120).optional(), password: newPassword }),
  response: signedIn,
  errors: ['validation_failed', 'invitation_invalid', 'invalid_credentials', 'account_locked'],
});

export const tenant = z.object({
  id,
  name: z.string(),
  website: z.string().nullable(),
  locale,
  timezone: z.string(),
  country: z.string(),
  createdAt: isoTime,
});
export type Tenant = z.infer<typeof tenant>;

export const getTenant = defineEndpoint({
  name: 'getTenant',
  method: 'GET',
  path: '/api/tenant',
  summary: 'This tenant',
  response: tenant,
});

export const updateTenant = defineEndpoint({
  name: 'updateTenant',
  method: 'PATCH',
  path: '/api/tenant',
  summary: 'Change the tenant’s settings',
  permission: 'tenant.manage',
  body: z.object({
    name: z.string().trim().min(1).max(120).optional(),
    website: z
      .url({ protocol: /^https?$/, message: 'Enter an address like https://example.com' })
      .max(300)
      .nullable()
      .optional(),
    locale: locale.optional(),
    timezone: z.string().max(64).optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional(),
  }),
  response: tenant,
  errors: ['validation_failed'],
});
