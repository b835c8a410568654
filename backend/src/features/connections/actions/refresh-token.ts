// Tokens of lines: renewed at the provider, or replaced by one that somebody pasted. Neither is ever shown or logged.
import type { Connection } from '@parley/contract';
import type { ChannelConnection } from '../../../channels/channel';
import type { Actor } from '../../../platform/actor';
import { AppError, found } from '../../../platform/errors';
import { recordEvent } from '../../../platform/events';
import type { Parts } from '../../../platform/parts';
import { readChannelConnection, storeToken } from '../channel-connection';
import { isTokenChannel } from '../credentials';
import { explainProblem } from '../health';
import { presentConnection } from '../present';
import {
  askProvider,
  atProvider,
  type CheckingChannel,
  demandChannel,
  silentProvider,
  type TokenTruth,
} from '../provider';
import { type ConnectionRow, findConnection, lockConnection } from '../queries';
import { noteTruth } from './check';
import { loadManaged } from './connect';

export interface FreshToken {
  accessToken: string;
  /** null = not known, or never. */
  expiresAt: Date | null;
}

/**
 * @param given replaces the token; without it the provider renews the one there is
 * @throws AppError not_found, forbidden, rule_broken (no token to renew, or the token is refused), unavailable, upstream_failed,
 * upstream_timeout
 */
export async function refreshToken(parts: Parts, actor: Actor, id: string, given?: string): Promise<Connection> {
  const row = await loadManaged(parts, actor, id);
  if (!isTokenChannel(row.channel))
    throw new AppError('rule_broken', 'This number is connected by QR and has no token. Press Repair instead.');
  const channel = demandChannel(parts.config, row.channel);
  const { connection } = found(await readChannelConnection(parts, actor.tenantId, id), 'connection');
  const fresh = given ? { accessToken: given, expiresAt: null } : await renew(channel, connection);
  const truth = await askProvider(channel, { ...connection, accessToken: fresh.accessToken });
  if (truth.is === 'unreachable') throw silentProvider(truth.error);
  if (truth.is === 'unusable') throw refusedToken(truth);
  await keepToken(parts, actor.tenantId, row, fresh, actor.userId);
  await noteTruth(parts, actor.tenantId, row, truth, {
    actorId: actor.userId,
    asked: true,
    newToken: { expiresAt: fresh.expiresAt },
  });
  return parts.db.withTenant(actor.tenantId, async (tx) =>
    presentConnection(tx, parts.config, actor, found(await findConnection(tx, id), 'connection')),
  );
}

/** Seals and keeps a token. @param actorId null when it was renewed by the clock */
export async function keepToken(
  parts: Parts,
  tenantId: string,
  { id }: ConnectionRow,
  { accessToken, expiresAt }: FreshToken,
  actorId: string | null,
): Promise<void> {
  await parts.db.withTenant(tenantId, async (tx) => {
    found(await lockConnection(tx, id), 'connection');
    await storeToken(tx, parts, id, accessToken, expiresAt);
    const data = { expiresAt: expiresAt?.toISOString() ?? null };
    await recordEvent(tx, parts.publish, { type: 'connection.token', subjectId: id, actorId, data });
  });
}

async function renew(channel: CheckingChannel, connection: ChannelConnection): Promise<FreshToken> {
  if (!channel.refreshToken || !connection.accessToken)
    throw new AppError('rule_broken', 'There is no token to renew. Paste a new one.');
  const { refreshToken: ask } = channel;
  return atProvider(() => ask(connection));
}

function refusedToken(truth: TokenTruth & { is: 'unusable' }): AppError {
  const message = explainProblem(truth.reason, truth.check?.problems ?? []);
  return new AppError('rule_broken', message, {
    details: [{ path: 'accessToken', message }],
    data: { code: truth.reason },
  });
}
