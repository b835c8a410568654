// Team: bindings only.
import { acceptInvitation, createInvitation, listInvitations, listUsers, revokeInvitation } from '@parley/contract';
import { bind, bindPublic } from '../../platform/http/context';
import { withCookie } from '../auth';
import { acceptInvitation as accept } from './actions/accept-invitation';
import { invite, revokeInvitation as revoke } from './actions/invite';
import { presentInvitation, presentMember } from './present';
import { findMembers, findOpenInvitations } from './queries';

export const teamBindings = [
  bind(listUsers, async ({ tx, actor }) => {
    const items = (await findMembers(tx)).map((row) => presentMember(row, actor));
    return { items, pagination: { total: items.length, limit: items.length } };
  }),
  bind(listInvitations, async ({ tx }) => {
    const items = (await findOpenInvitations(tx)).map(presentInvitation);
    return { items, pagination: { total: items.length, limit: items.length } };
  }),
  bind(createInvitation, (context, { body }) => invite(context, body)),
  bind(revokeInvitation, async (context, { params }) => {
    await revoke(context, params.id);
    return {};
  }),
  bindPublic(acceptInvitation, async (context, { params, body }) =>
    withCookie(context, await accept(context, params.token, body)),
  ),
];
