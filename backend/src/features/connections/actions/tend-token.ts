// Tending a token: proved once a day, and renewed while it still works.
import { ChannelError } from '../../../channels/channel';
import type { Parts } from '../../../platform/parts';
import { readChannelConnection } from '../channel-connection';
import { isTokenChannel } from '../credentials';
import { findConnection } from '../queries';
import { checkLine } from './check';
import { keepToken } from './refresh-token';

/** Tokens of Meta live some sixty days and cannot be renewed once they ended: a week leaves time to ask a person. */
export const renewWithinMs = 7 * 86_400_000;

/** Checks the line; renews its token when it ends soon. What cannot be renewed stays until it ends, and shows its date meanwhile. */
export async function tendToken(parts: Parts, tenantId: string, connectionId: string): Promise<void> {
  const seen = await parts.db.withTenant(tenantId, (tx) => findConnection(tx, connectionId));
  if (!seen || !isTokenChannel(seen.channel)) return;
  const truth = await checkLine(parts, tenantId, seen);
  if (truth.is !== 'usable') return;
  const endsAt = truth.check.tokenExpiresAt ?? seen.tokenExpiresAt;
  if (!endsAt || endsAt.getTime() - Date.now() > renewWithinMs) return;
  const { channel, connection } = (await readChannelConnection(parts, tenantId, connectionId)) ?? {};
  if (!connection || !channel?.refreshToken) return;
  try {
    await keepToken(parts, tenantId, seen, await channel.refreshToken(connection), null);
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    parts.logger.warn('a token could not be renewed', { tenantId, connectionId, detail: error.detail });
  }
}
