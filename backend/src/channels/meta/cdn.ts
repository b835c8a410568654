// Files of Messenger and Instagram: a signed address in the webhook, open to everybody for some time, no token needed.
import { FetchFault, type GuardedFetch } from '../../platform/guarded-fetch';
import { ChannelError, type FetchedFile } from '../channel';
import { textOf } from '../foreign';

const kinds = {
  refused: 'refused',
  too_large: 'refused',
  missing: 'missing',
  unreachable: 'unreachable',
} as const;

/**
 * @param guardedFetch because somebody else chose the address
 * @param reference as the webhook's translation made it. @throws ChannelError
 */
export async function fetchCdnFile(
  guardedFetch: GuardedFetch,
  reference: Record<string, unknown>,
  atMostBytes: number,
): Promise<FetchedFile> {
  const url = textOf(reference.url);
  if (!url) throw new ChannelError('missing', 'The message came without the file’s address');
  try {
    return { ...(await guardedFetch(url, atMostBytes)), fileName: null };
  } catch (error) {
    throw error instanceof FetchFault ? new ChannelError(kinds[error.kind], error.message) : error;
  }
}
