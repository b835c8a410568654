// Checking a line by token: asking its provider, and noting what is true.
import type { Actor } from '../../../platform/actor';
import type { TenantTx } from '../../../platform/db/database';
import { found } from '../../../platform/errors';
import { recordEvent } from '../../../platform/events';
import type { Parts } from '../../../platform/parts';
import { readChannelConnection } from '../channel-connection';
import { notePastGap, notePastGapOfSisters } from '../gaps';
import { mergeCheck, sameHealth, storeHealth } from '../health';
import { changeLine, sameMoment } from '../line';
import { askProvider, atProvider, canCheck, demandChannel, silentProvider, type TokenTruth } from '../provider';
import { type ConnectionRow, findConnection } from '../queries';
import { afterTruth } from '../token-policy';

/** Asks the provider and applies the answer. Harmless to repeat. */
export async function checkLine(parts: Parts, tenantId: string, seen: ConnectionRow): Promise<TokenTruth> {
  const truth = await learnTruth(parts, tenantId, seen.id);
  await noteTruth(parts, tenantId, seen, truth, { actorId: null });
  if (truth.is === 'unreachable')
    parts.logger.info('a provider did not say whether a line works', {
      connectionId: seen.id,
      detail: truth.error.detail,
    });
  return truth;
}

/** Checks, and asks for the line's webhooks again. @throws AppError unavailable, upstream_failed, upstream_timeout, rule_broken */
export async function repairTokenLine(parts: Parts, actor: Actor, seen: ConnectionRow): Promise<ConnectionRow> {
  demandChannel(parts.config, seen.channel);
  const truth = await learnTruth(parts, actor.tenantId, seen.id);
  if (truth.is === 'unreachable') throw silentProvider(truth.error);
  if (truth.is === 'usable') {
    const { channel, connection } = found(await readChannelConnection(parts, actor.tenantId, seen.id), 'connection');
    await atProvider(async () => channel.subscribe?.(connection));
  }
  await noteTruth(parts, actor.tenantId, seen, truth, { actorId: actor.userId, asked: seen.state !== 'disconnected' });
  const row = await parts.db.withTenant(actor.tenantId, (tx) => findConnection(tx, seen.id));
  return found(row, 'connection');
}

async function learnTruth(parts: Parts, tenantId: string, connectionId: string): Promise<TokenTruth> {
  const reachable = await readChannelConnection(parts, tenantId, connectionId);
  // The installation has lost its app at Meta.
  if (!reachable || !canCheck(reachable.channel)) return { is: 'unusable', reason: 'gateway_refused', check: null };
  return askProvider(reachable.channel, reachable.connection);
}

interface Note {
  /** Who asked; null when the clock did. */
  actorId: string | null;
  /** A person wants the line connected, even when one ended it. */
  asked?: boolean;
  /** When the token ends, when it is a new one; otherwise what is known stays unless the provider says better. */
  newToken?: { expiresAt: Date | null };
}

export async function noteTruth(
  parts: Parts,
  tenantId: string,
  seen: ConnectionRow,
  truth: TokenTruth,
  note: Note,
): Promise<void> {
  await parts.db.withTenant(tenantId, async (tx) => {
    const rule = (line: ConnectionRow, now: Date) =>
      sameMoment(seen, line)
        ? afterTruth(line, truth, now, { asked: note.asked ?? false, checkedAt: line.checkedAt })
        : line;
    const changed = await changeLine(tx, parts, seen.id, rule, note.actorId);
    if (!changed || truth.is === 'unreachable' || !truth.check) return;
    const { row } = changed;
    const known = note.newToken ? note.newToken.expiresAt : row.tokenExpiresAt;
    const health = mergeCheck(row.health, truth.check);
    await storeHealth(tx, row.id, health, truth.check.tokenExpiresAt ?? known);
    if (!sameHealth(row.health, health)) await tellHealth(tx, parts, row.id, note.actorId);
    if (truth.is === 'usable' && truth.mended && seen.state === 'connected')
      await notePastGap(tx, parts, seen, 'not_subscribed', new Date());
  });
  if (truth.is === 'usable' && truth.mended) await notePastGapOfSisters(parts, seen.accountId, seen.id, new Date());
}

/** A rating, a limit or a problem changed. */
export async function tellHealth(tx: TenantTx, parts: Parts, subjectId: string, actorId: string | null): Promise<void> {
  await recordEvent(tx, parts.publish, { type: 'connection.health', subjectId, actorId });
}
