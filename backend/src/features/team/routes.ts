// Team: bindings only.
import * as contract from '@parley/contract';
import { found } from '../../platform/errors';
import { bind, bindPublic } from '../../platform/http/context';
import { withCookie } from '../auth';
import { acceptInvitation } from './actions/accept-invitation';
import { invite, revokeInvitation } from './actions/invite';
import { removeMember } from './actions/remove-member';
import { updateMember } from './actions/update-member';
import { updateTenant } from './actions/update-tenant';
import { presentInvitation, presentMember, presentTenant } from './present';
import { findMembers, findOpenInvitations, findTenant } from './queries';

export const teamBindings = [
  bind(contract.listUsers, async ({ tx, actor }) => {
    const items = (await findMembers(tx)).map((row) => presentMember(row, actor));
    return { items, pagination: { total: items.length, limit: items.length } };
  }),
  bind(contract.updateUser, (context, { params, body }) => updateMember(context, params.id, body)),
  bind(contract.removeUser, async (context, { params }) => {
    await removeMember(context, params.id);
    return {};
  }),
  bind(contract.getTenant, async ({ tx }) => presentTenant(found(await findTenant(tx), 'team'))),
  bind(contract.updateTenant, (context, { body }) => updateTenant(context, body)),
  bind(contract.listInvitations, async ({ tx }) => {
    const items = (await findOpenInvitations(tx)).map(presentInvitation);
    return { items, pagination: { total: items.length, limit: items.length } };
  }),
  bind(contract.createInvitation, (context, { body }) => invite(context, body)),
  bind(contract.revokeInvitation, async (context, { params }) => {
    await revokeInvitation(context, params.id);
    return {};
  }),
  bindPublic(contract.acceptInvitation, async (context, { params, body }) =>
    withCookie(context, await acceptInvitation(context, params.token, body)),
  ),
];
