// Auth: bindings only.
import * as contract from '@parley/contract';
import { found } from '../../platform/errors';
import { bind, bindOpen, bindPublic } from '../../platform/http/context';
import { login } from './actions/login';
import { refresh } from './actions/refresh';
import { register } from './actions/register';
import { askForReset, resetPassword } from './actions/reset-password';
import { revokeSessions } from './actions/revoke-sessions';
import { switchTenant } from './actions/switch-tenant';
import { updateProfile } from './actions/update-profile';
import { presentDevice } from './present';
import { findDevices } from './queries';
import { dropCookie, readCookie, withCookie } from './refresh-cookie';
import { describeSession } from './sessions';
import { signInAgain } from './tokens';
import { createTicket } from './ws-tickets';

export const authBindings = [
  bindPublic(contract.register, async (context, { body }) => withCookie(context, await register(context, body))),
  bindPublic(contract.login, async (context, { body }) => withCookie(context, await login(context, body))),
  bindPublic(contract.refresh, async (context, { body }) => {
    const token = body.refreshToken ?? readCookie(context);
    if (!token) throw signInAgain();
    return withCookie(context, await refresh(context, token));
  }),
  bind(contract.logout, async (context) => {
    const { userId, sessionId } = context.actor;
    await revokeSessions({ sessionId, reason: 'logout' });
    await context.record({ type: 'user.signed_out', subjectId: userId, data: { sessionId } });
    dropCookie(context);
    return {};
  }),
  bind(contract.getProfile, ({ parts, tx, actor }) => describeSession(parts, tx, actor.userId)),
  bindOpen(contract.updateProfile, (context, { body }) => updateProfile(context, body)),
  bindOpen(contract.switchTenant, async (context, { body }) =>
    withCookie(context, await switchTenant(context, body.tenantId)),
  ),
  bindPublic(contract.forgotPassword, async (context, { body }) => {
    askForReset(context, body.email);
    return {};
  }),
  bindPublic(contract.resetPassword, async (context, { body }) => {
    await resetPassword(context, body.token, body.password);
    return {};
  }),
  bind(contract.listSessions, async ({ actor }) => {
    const items = (await findDevices(actor.userId)).map((row) => presentDevice(row, actor.sessionId));
    return { items, pagination: { total: items.length, limit: 100 } };
  }),
  bind(contract.revokeSession, async ({ actor, record }, { params }) => {
    const ended = await revokeSessions({ sessionId: params.id, userId: actor.userId, reason: 'revoked' });
    found(ended > 0 ? true : undefined, 'device');
    await record({ type: 'user.signed_out', subjectId: actor.userId, data: { sessionId: params.id } });
    return {};
  }),
  bindOpen(contract.createWsTicket, ({ parts, actor }) => createTicket(parts, actor)),
];
