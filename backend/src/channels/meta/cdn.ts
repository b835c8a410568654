// Files of Messenger and Instagram: a signed address in the webhook, open to everybody for some time, no token needed.
import { ChannelError, type FetchedFile } from '../channel';
import { textOf } from '../foreign';

/**
 * Downloads from an address that somebody else chose: private networks are refused, redirects are followed with the same care.
 * @throws ChannelError
 */
export type FetchBytes = (url: string, atMostBytes: number) => Promise<FetchedFile>;

/** @param reference as the webhook's translation made it. @throws ChannelError */
export async function fetchCdnFile(
  fetchBytes: FetchBytes,
  reference: Record<string, unknown>,
  atMostBytes: number,
): Promise<FetchedFile> {
  const url = textOf(reference.url);
  if (!url) throw new ChannelError('missing', 'The message came without the file’s address');
  return fetchBytes(url, atMostBytes);
}
