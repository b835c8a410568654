// Connecting by token: what somebody pasted is verified at the provider before anything is kept.
import type { Connection, EndpointOutput, EndpointParsed, verifyCredentials as endpoint } from '@parley/contract';
import type { ChannelConnection, LineCheck } from '../../../channels/channel';
import type { Actor } from '../../../platform/actor';
import { AppError } from '../../../platform/errors';
import { newId } from '../../../platform/ids';
import type { Parts } from '../../../platform/parts';
import { ownerFor } from '../access';
import { storeToken } from '../channel-connection';
import { type GivenToken, isTokenChannel, readCredentials, type TokenChannel } from '../credentials';
import { notePastGapOfSisters } from '../gaps';
import { explainProblem, healthOf, storeHealth } from '../health';
import { atProvider, type CheckingChannel, demandChannel } from '../provider';
import { refusingTakenNames } from '../unique';
import { announce, demandMember, insertConnection, type NewConnection } from './insert';

/**
 * @throws AppError validation_failed, forbidden, rule_broken (the token is refused; `data.code` says why), name_taken, already_connected,
 * unavailable, upstream_failed, upstream_timeout
 */
export async function createTokenLine(
  parts: Parts,
  actor: Actor,
  wanted: NewConnection & { channel: TokenChannel },
  requestId?: string,
): Promise<Connection> {
  const given = readCredentials(wanted.channel, wanted.credentials);
  const channel = demandChannel(parts.config, wanted.channel);
  // Said before a provider is asked.
  await parts.db.withTenant(actor.tenantId, (tx) => demandMember(tx, ownerFor(actor, wanted.ownerId, null)));
  const check = await demandUsable(channel, given);
  await atProvider(async () => channel.subscribe?.(reach(given)));
  if (check.reason === 'not_subscribed') await notePastGapOfSisters(parts, given.accountId, null, new Date());
  const id = newId();
  return refusingTakenNames(() =>
    parts.db.withTenant(actor.tenantId, async (tx) => {
      await insertConnection(tx, id, actor, wanted);
      await tx.query(
        `update connections set external_id = $3, account_id = $4, state = 'connected', reason = null, phone = $5, profile_name = $6
         where tenant_id = $1 and id = $2`,
        [tx.tenantId, id, given.externalId, given.accountId, check.phone, check.displayName],
      );
      await storeToken(tx, parts, id, given.accessToken, check.tokenExpiresAt);
      await storeHealth(tx, id, healthOf(check), check.tokenExpiresAt);
      return announce(tx, parts, actor, id, wanted, requestId);
    }),
  );
}

/** What a token is for, without keeping anything. @throws AppError validation_failed, unavailable, upstream_failed, upstream_timeout */
export async function verifyCredentials(
  parts: Parts,
  { channel: kind, credentials }: EndpointParsed<typeof endpoint>['body'],
): Promise<EndpointOutput<typeof endpoint>> {
  if (!isTokenChannel(kind)) {
    const message = 'A number by QR has no token to verify';
    throw new AppError('validation_failed', `${message}.`, { details: [{ path: 'channel', message }] });
  }
  const given = readCredentials(kind, credentials);
  const channel = demandChannel(parts.config, kind);
  const check = await askForCheck(channel, given);
  return {
    ok: check.usable,
    displayName: check.displayName,
    phone: check.phone,
    health: {
      ...healthOf(check),
      tokenExpiresAt: check.tokenExpiresAt?.toISOString() ?? null,
      checkedAt: new Date().toISOString(),
    },
    problem: check.usable ? null : explainProblem(check.reason, check.problems),
    code: check.usable ? null : check.reason,
  };
}

/** @throws AppError rule_broken, upstream_failed, upstream_timeout */
export async function demandUsable(channel: CheckingChannel, given: GivenToken): Promise<LineCheck> {
  const check = await askForCheck(channel, given);
  if (check.usable) return check;
  const message = explainProblem(check.reason, check.problems);
  throw new AppError('rule_broken', message, {
    details: [{ path: 'credentials.accessToken', message }],
    data: { code: check.reason },
  });
}

/** A refusal is an answer too. @throws AppError upstream_failed, upstream_timeout, rule_broken */
function askForCheck(channel: CheckingChannel, given: GivenToken): Promise<LineCheck> {
  return atProvider(() => channel.check(reach(given)));
}

/** A connection that is not kept yet. */
function reach({ externalId, accountId, accessToken }: GivenToken): ChannelConnection {
  return { id: newId(), instanceName: null, externalId, accountId, accessToken };
}
