// Connecting a number: start, show the QR or the pairing code, and rebuild what cannot be saved.
import type { ConnectionQr } from '@parley/contract';
import { EvolutionError } from '../../../channels/evolution/errors';
import type { ConnectAnswer, EvolutionGateway, InstanceState } from '../../../channels/evolution/gateway';
import type { Actor } from '../../../platform/actor';
import { AppError, found } from '../../../platform/errors';
import type { Parts } from '../../../platform/parts';
import { parsePhone } from '../../../platform/phone';
import { demandManage } from '../access';
import { isTokenChannel } from '../credentials';
import { atGateway, demandGateway } from '../gateway';
import { rebuildInstance } from '../instance';
import { changeLine } from '../line';
import { afterPoll, afterStart, type Line, withQr } from '../policy';
import { presentQr } from '../present';
import { type ConnectionRow, findVisible, tenantCountry } from '../queries';
import { repairTokenLine } from './check';

/**
 * Starts connecting, or joins the attempt under way.
 * @param phone asks for a pairing code; any spelling, the tenant's country is assumed
 * @throws AppError not_found, forbidden, wrong_state for a line by token, invalid_phone, unavailable, upstream_failed
 */
export async function startConnecting(parts: Parts, actor: Actor, id: string, phone?: string): Promise<ConnectionQr> {
  const { row, digits } = await parts.db.withTenant(actor.tenantId, async (tx) => {
    const visible = found(await findVisible(tx, actor, id), 'connection');
    demandManage(actor, visible);
    demandQrLine(visible);
    return { row: visible, digits: phone ? readDigits(phone, await tenantCountry(tx)) : undefined };
  });
  const gateway = demandGateway(parts.config);
  return atGateway(async () => {
    const state = await readState(gateway, row.instanceName);
    if (state === 'open') return showOpen(parts, gateway, actor, row);
    // A pairing code is only made for an attempt that began with the number.
    const fresh = state === undefined || (state === 'connecting' && digits !== undefined);
    const name = fresh ? await rebuildInstance(parts, gateway, actor.tenantId, row) : row.instanceName;
    return begin(parts, gateway, actor, { ...row, instanceName: name }, digits);
  });
}

/**
 * Rebuilds the session: an open line is restarted, anything else gets a new instance and must be scanned again. A line by token is checked and
 * its webhooks are asked for anew. History stays.
 * @throws AppError not_found, forbidden, unavailable, upstream_failed
 */
export async function repairConnection(parts: Parts, actor: Actor, id: string): Promise<ConnectionQr> {
  const row = await loadManaged(parts, actor, id);
  if (isTokenChannel(row.channel)) return presentQr(await repairTokenLine(parts, actor, row));
  const gateway = demandGateway(parts.config);
  return atGateway(async () => {
    const state = await readState(gateway, row.instanceName);
    if (state === 'open' && row.instanceName) {
      await gateway.restart(row.instanceName);
      return showOpen(parts, gateway, actor, row);
    }
    const name = await rebuildInstance(parts, gateway, actor.tenantId, row);
    return begin(parts, gateway, actor, { ...row, instanceName: name });
  });
}

/** @throws AppError wrong_state for a line by token */
export function demandQrLine({ channel }: ConnectionRow): void {
  if (isTokenChannel(channel))
    throw new AppError(
      'wrong_state',
      'This line is connected by a token; there is nothing to scan. Replace its token.',
    );
}

/** A connection the actor may see and manage. @throws AppError not_found, forbidden */
export async function loadManaged(parts: Parts, actor: Actor, id: string): Promise<ConnectionRow> {
  return parts.db.withTenant(actor.tenantId, async (tx) => {
    const row = found(await findVisible(tx, actor, id), 'connection');
    demandManage(actor, row);
    return row;
  });
}

/** Notes what the gateway answered to a connect. */
export async function noteAnswer(
  parts: Parts,
  tenantId: string,
  id: string,
  answer: ConnectAnswer,
): Promise<ConnectionRow> {
  return change(parts, { tenantId, userId: null }, id, (line, now) => {
    if (answer.state === 'open') return afterPoll(line, { is: 'open' }, now).line;
    return answer.qr ? withQr(line, answer.qr, now) : line;
  });
}

async function begin(
  parts: Parts,
  gateway: EvolutionGateway,
  actor: Actor,
  { id, instanceName }: ConnectionRow,
  digits?: string,
): Promise<ConnectionQr> {
  if (!instanceName) throw new AppError('upstream_failed', 'This number has no place at the gateway. Press Repair.');
  // Noted before the gateway is asked, so that its webhooks meet a line that is waiting. A line that reconnects by itself stays so.
  await change(parts, actor, id, (line, now) =>
    line.state === 'connecting' && line.reason === 'reconnecting' ? line : afterStart(line, now),
  );
  const answer = await gateway.connect(instanceName, digits);
  return presentQr(await noteAnswer(parts, actor.tenantId, id, answer));
}

async function showOpen(
  parts: Parts,
  gateway: EvolutionGateway,
  actor: Actor,
  row: ConnectionRow,
): Promise<ConnectionQr> {
  const owner = row.instanceName ? await gateway.readOwner(row.instanceName) : {};
  const line = await change(
    parts,
    actor,
    row.id,
    (before, now) => afterPoll({ ...before, recoveryAttempts: 0 }, { is: 'open', ...owner }, now).line,
  );
  return presentQr(line);
}

async function change(
  parts: Parts,
  { tenantId, userId }: { tenantId: string; userId: string | null },
  id: string,
  rule: (line: Line, now: Date) => Line,
): Promise<ConnectionRow> {
  const changed = await parts.db.withTenant(tenantId, (tx) => changeLine(tx, parts, id, rule, userId));
  return found(changed, 'connection').row;
}

/** The instance's state; undefined when there is no instance. */
async function readState(gateway: EvolutionGateway, name: string | null): Promise<InstanceState | undefined> {
  if (!name) return undefined;
  try {
    return await gateway.readState(name);
  } catch (error) {
    if (error instanceof EvolutionError && error.kind === 'instance_missing') return undefined;
    throw error;
  }
}

function readDigits(phone: string, country: string): string {
  const parsed = parsePhone(phone, country);
  if (parsed) return parsed.e164.slice(1);
  throw new AppError(
    'invalid_phone',
    'This is not a phone number. Write it with its country code, e.g. +972 50 123 4567.',
  );
}
