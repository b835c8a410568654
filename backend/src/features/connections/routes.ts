// Which endpoint calls which verb.
import * as contract from '@parley/contract';
import { found } from '../../platform/errors';
import { bind, bindOpen } from '../../platform/http/context';
import { linePacingOf, updateConnection, updatePacing } from './actions/change';
import { repairConnection, startConnecting } from './actions/connect';
import { createConnection } from './actions/create';
import { verifyCredentials } from './actions/create-by-token';
import { logoutConnection, removeConnection } from './actions/leave';
import { readQr, testConnection } from './actions/look';
import { refreshToken } from './actions/refresh-token';
import { listGaps } from './gaps';
import { presentConnection, presentConnections, presentStatus } from './present';
import { findVisible, listVisible } from './queries';

/** As the contract says. */
const gapsAtMost = 50;

export const connectionBindings = [
  bind(contract.listConnections, async ({ tx, actor, parts }) => {
    const items = await presentConnections(tx, parts.config, actor, await listVisible(tx, actor));
    return { items, pagination: { total: items.length, limit: items.length, nextCursor: null } };
  }),
  bindOpen(contract.createConnection, ({ parts, actor, requestId }, { body }) =>
    createConnection(parts, actor, body, requestId),
  ),
  bindOpen(contract.verifyCredentials, ({ parts }, { body }) => verifyCredentials(parts, body)),
  bindOpen(contract.refreshConnectionToken, ({ parts, actor }, { params, body }) =>
    refreshToken(parts, actor, params.id, body.accessToken),
  ),
  bind(contract.listConnectionGaps, async ({ tx, actor }, { params }) => {
    const { id } = found(await findVisible(tx, actor, params.id), 'connection');
    const items = await listGaps(tx, id, gapsAtMost);
    return { items, pagination: { limit: gapsAtMost, nextCursor: null } };
  }),
  bind(contract.getConnection, async ({ tx, actor, parts }, { params }) =>
    presentConnection(tx, parts.config, actor, found(await findVisible(tx, actor, params.id), 'connection')),
  ),
  bind(contract.updateConnection, (ctx, { params, body }) => updateConnection(ctx, params.id, body)),
  bind(contract.deleteConnection, async (ctx, { params }) => {
    await removeConnection(ctx, params.id);
    return {};
  }),
  bindOpen(contract.connectConnection, ({ parts, actor }, { params, body }) =>
    startConnecting(parts, actor, params.id, body.phone),
  ),
  bindOpen(contract.getConnectionQr, ({ parts, actor }, { params }) => readQr(parts, actor, params.id)),
  bind(contract.getConnectionStatus, async ({ tx, actor }, { params }) =>
    presentStatus(found(await findVisible(tx, actor, params.id), 'connection')),
  ),
  bindOpen(contract.testConnection, ({ parts, actor }, { params }) => testConnection(parts, actor, params.id)),
  bindOpen(contract.repairConnection, ({ parts, actor }, { params }) => repairConnection(parts, actor, params.id)),
  bindOpen(contract.logoutConnection, ({ parts, actor }, { params }) => logoutConnection(parts, actor, params.id)),
  bind(contract.getPacing, async ({ tx, actor }, { params }) =>
    linePacingOf(found(await findVisible(tx, actor, params.id), 'connection')),
  ),
  bind(contract.updatePacing, (ctx, { params, body }) => updatePacing(ctx, params.id, body)),
];
