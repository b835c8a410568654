// Asking the providers of token lines what is true, and how their refusals read to a person.
import type { Channel as ChannelKind, ConnectionReason } from '@parley/contract';
import { channelOf } from '../../channels';
import { type Channel, type ChannelConnection, ChannelError, type LineCheck } from '../../channels/channel';
import { isTimeout } from '../../channels/transport';
import type { Config } from '../../platform/config';
import { AppError } from '../../platform/errors';

const names: Record<ChannelKind, string> = {
  whatsapp_evolution: 'WhatsApp by QR',
  whatsapp_cloud: 'WhatsApp Cloud API',
  messenger: 'Messenger',
  instagram: 'Instagram',
};

/** What a provider says of a token line. `mended`: its webhooks did not reach us until just now. */
export type TokenTruth =
  | { is: 'usable'; check: LineCheck; mended: boolean }
  | { is: 'unusable'; reason: ConnectionReason; check: LineCheck | null }
  | { is: 'unreachable'; error: ChannelError };

export type CheckingChannel = Channel & Required<Pick<Channel, 'check'>>;

/** @throws AppError unavailable when the installation has no app at Meta */
export function demandChannel(config: Config, kind: ChannelKind): CheckingChannel {
  const channel = channelOf(config, kind);
  if (canCheck(channel)) return channel;
  throw new AppError(
    'unavailable',
    `${names[kind]} is not set up in this installation. Its operator must set META_APP_SECRET.`,
  );
}

export function canCheck(channel: Channel): channel is CheckingChannel {
  return channel.check !== undefined;
}

/** Checks a line, and asks for its webhooks when they do not reach us. Never throws for what a provider answers or fails to answer. */
export async function askProvider(channel: CheckingChannel, connection: ChannelConnection): Promise<TokenTruth> {
  try {
    const check = await channel.check(connection);
    if (!check.usable) return { is: 'unusable', reason: check.reason ?? 'gateway_refused', check };
    if (check.reason !== 'not_subscribed') return { is: 'usable', check, mended: false };
    return await mendSubscription(channel, connection, check);
  } catch (error) {
    return refusalOf(error);
  }
}

async function mendSubscription(
  channel: CheckingChannel,
  connection: ChannelConnection,
  check: LineCheck,
): Promise<TokenTruth> {
  try {
    await channel.subscribe?.(connection);
    return { is: 'usable', check: { ...check, reason: null }, mended: true };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal.is === 'unreachable') return refusal;
    const detail = error instanceof ChannelError ? [error.detail] : [];
    return {
      is: 'unusable',
      reason: 'not_subscribed',
      check: { ...check, usable: false, problems: [...check.problems, ...detail] },
    };
  }
}

/** @throws what is no ChannelError */
function refusalOf(error: unknown): Exclude<TokenTruth, { is: 'usable' }> {
  if (!(error instanceof ChannelError)) throw error;
  if (error.kind === 'unreachable') return { is: 'unreachable', error };
  return { is: 'unusable', reason: error.reason ?? 'gateway_refused', check: null };
}

/** Runs a call that a person waits for. @throws AppError upstream_failed, upstream_timeout, rule_broken when the provider refuses */
export async function atProvider<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    const options = { internal: error.message, cause: error };
    if (error.kind === 'unreachable') throw silentProvider(error);
    throw new AppError('rule_broken', `Meta refuses this: ${error.detail}`, options);
  }
}

/** Meta gave no answer, or not in time. */
export function silentProvider(error: ChannelError): AppError {
  const options = { internal: error.detail, cause: error };
  return isTimeout(error)
    ? new AppError('upstream_timeout', 'Meta did not answer in time. Try again in a minute.', options)
    : new AppError('upstream_failed', 'Meta does not answer. Try again in a minute.', options);
}
