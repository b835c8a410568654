// What somebody pasted to connect by token, and whether it is what the channel needs. Pure.
import type { Channel, ConnectionCredentials } from '@parley/contract';
import { AppError } from '../../platform/errors';

/** The channels that are connected by a token; numbers by QR are not. */
export type TokenChannel = Exclude<Channel, 'whatsapp_evolution'>;

export interface GivenToken {
  externalId: string;
  accountId: string | null;
  accessToken: string;
}

export function isTokenChannel(channel: Channel): channel is TokenChannel {
  return channel !== 'whatsapp_evolution';
}

const needed: Record<TokenChannel, { path: string; message: string }> = {
  whatsapp_cloud: {
    path: 'credentials.phoneNumberId',
    message: 'A phone number id, a WhatsApp Business Account id and an access token are needed',
  },
  messenger: { path: 'credentials.pageId', message: 'A page id and a page access token are needed' },
  instagram: { path: 'credentials.igUserId', message: 'An Instagram account id and an access token are needed' },
};

/** @throws AppError validation_failed when the fields are those of another channel, or are missing */
export function readCredentials(channel: TokenChannel, given: ConnectionCredentials | undefined): GivenToken {
  if (given && channel === 'whatsapp_cloud' && 'phoneNumberId' in given)
    return { externalId: given.phoneNumberId, accountId: given.wabaId, accessToken: given.accessToken };
  if (given && channel === 'messenger' && 'pageId' in given)
    return { externalId: given.pageId, accountId: null, accessToken: given.pageAccessToken };
  if (given && channel === 'instagram' && 'igUserId' in given)
    return { externalId: given.igUserId, accountId: null, accessToken: given.accessToken };
  const detail = needed[channel];
  throw new AppError('validation_failed', `${detail.message}.`, { details: [detail] });
}

/** @throws AppError validation_failed: numbers by QR have no token */
export function refuseCredentials(given: ConnectionCredentials | undefined): void {
  if (!given) return;
  const message = 'A number by QR has no token. Leave this out, or choose another channel';
  throw new AppError('validation_failed', `${message}.`, { details: [{ path: 'credentials', message }] });
}
