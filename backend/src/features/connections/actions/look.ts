// Looking at a line: asking the gateway what is true, and helping a line that is down.
import type { ConnectionQr, ConnectionStatus } from '@parley/contract';
import { evolutionGateway } from '../../../channels';
import { EvolutionError } from '../../../channels/evolution/errors';
import type { Actor } from '../../../platform/actor';
import type { Parts } from '../../../platform/parts';
import { isTokenChannel } from '../credentials';
import { askTruth } from '../gateway';
import { changeLine, sameMoment } from '../line';
import { afterPoll, type Remedy } from '../policy';
import { presentQr, presentStatus } from '../present';
import { type ConnectionRow, findConnection } from '../queries';
import { checkLine } from './check';
import { demandQrLine, loadManaged, noteAnswer } from './connect';

/** The true state, asked now. @throws AppError not_found, forbidden */
export async function testConnection(parts: Parts, actor: Actor, id: string): Promise<ConnectionStatus> {
  const row = await loadManaged(parts, actor, id);
  if (isTokenChannel(row.channel)) await checkLine(parts, actor.tenantId, row);
  else await lookAt(parts, actor.tenantId, row);
  return presentStatus(await loadManaged(parts, actor, id));
}

/**
 * The current QR. It comes from the row, which webhooks keep fresh; the gateway is asked only when that ran out, and at most every few
 * seconds however many screens wait for it.
 * @throws AppError not_found, forbidden, wrong_state for a line by token
 */
export async function readQr(parts: Parts, actor: Actor, id: string): Promise<ConnectionQr> {
  const row = await loadManaged(parts, actor, id);
  demandQrLine(row);
  const shown = presentQr(row);
  const waits = row.state === 'connecting' && row.reason === 'waiting_for_scan' && !shown.code;
  if (!waits || !row.instanceName) return shown;
  if (!takesQuestion(id, Date.now())) return shown;
  await lookAt(parts, actor.tenantId, row);
  const looked = await loadManaged(parts, actor, id);
  const gateway = evolutionGateway(parts.config);
  // Only while an attempt is under way: asking an offline instance would open another socket.
  if (!gateway || looked.reason !== 'waiting_for_scan' || !looked.instanceName) return presentQr(looked);
  try {
    return presentQr(await noteAnswer(parts, actor.tenantId, id, await gateway.connect(looked.instanceName)));
  } catch (error) {
    if (!(error instanceof EvolutionError)) throw error;
    parts.logger.warn('the gateway gave no QR', { connectionId: id, kind: error.kind, detail: error.detail });
    return presentQr(looked);
  }
}

/** When each connection's gateway was last asked for a QR, in this process. */
const askedAt = new Map<string, number>();
const askEveryMs = 4000;

/** True for one caller every few seconds: that one asks the gateway. */
function takesQuestion(id: string, now: number): boolean {
  for (const [key, at] of askedAt) if (now - at >= askEveryMs) askedAt.delete(key);
  if (askedAt.has(id)) return false;
  askedAt.set(id, now);
  return true;
}

/** Asks the gateway, applies the answer, and does what it takes to bring a lost line back. Harmless to repeat. */
export async function lookAt(parts: Parts, tenantId: string, seen: ConnectionRow): Promise<void> {
  if (!seen.instanceName) return;
  const wantsOwner = seen.state !== 'connected' || seen.phone === null;
  const truth = await askTruth(parts, seen.instanceName, wantsOwner);
  let remedy: Remedy | undefined;
  await parts.db.withTenant(tenantId, (tx) =>
    changeLine(tx, parts, seen.id, (line, now) => {
      if (!sameMoment(seen, line)) return line;
      const after = afterPoll(line, truth, now);
      remedy = after.remedy;
      return after.line;
    }),
  );
  if (remedy) await apply(parts, tenantId, seen.id, remedy);
}

/** Looks at a connection by its id, if it is still there. */
export async function lookAtConnection(parts: Parts, tenantId: string, connectionId: string): Promise<void> {
  const row = await parts.db.withTenant(tenantId, (tx) => findConnection(tx, connectionId));
  if (row) await (isTokenChannel(row.channel) ? checkLine(parts, tenantId, row) : lookAt(parts, tenantId, row));
}

async function apply(parts: Parts, tenantId: string, id: string, remedy: Remedy): Promise<void> {
  const gateway = evolutionGateway(parts.config);
  const row = await parts.db.withTenant(tenantId, (tx) => findConnection(tx, id));
  if (!gateway || !row?.instanceName) return;
  try {
    parts.logger.info('helping a line back', { tenantId, connectionId: id, remedy, attempt: row.recoveryAttempts });
    if (remedy === 'restart') await gateway.restart(row.instanceName);
    else await noteAnswer(parts, tenantId, id, await gateway.connect(row.instanceName));
  } catch (error) {
    if (!(error instanceof EvolutionError)) throw error;
    // The next look follows by itself.
    parts.logger.warn('a line could not be helped back', { connectionId: id, remedy, detail: error.detail });
  }
}
