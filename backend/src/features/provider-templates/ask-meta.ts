// One question to Meta about templates, its refusals in words for people.
import { graphClient } from '../../channels';
import { ChannelError } from '../../channels/channel';
import type { GraphClient } from '../../channels/meta/client';
import { isTimeout } from '../../channels/transport';
import { AppError } from '../../platform/errors';
import type { Parts } from '../../platform/parts';

/** @throws AppError unavailable without a Meta app */
export function demandClient(parts: Parts): GraphClient {
  const client = graphClient(parts.config);
  if (client) return client;
  throw new AppError(
    'unavailable',
    'WhatsApp Cloud API is not set up in this installation. Its operator must set META_APP_SECRET.',
  );
}

/** @throws AppError name_taken, rule_broken, upstream_failed, upstream_timeout, unavailable */
export async function askMeta<T>(parts: Parts, ask: (client: GraphClient) => Promise<T>): Promise<T> {
  try {
    return await ask(demandClient(parts));
  } catch (error) {
    throw error instanceof ChannelError ? toAppError(error) : error;
  }
}

/** Subcode of a template that exists already in this language. */
const existsAlready = '100/2388024';

function toAppError(error: ChannelError): AppError {
  const options = { internal: error.message, cause: error };
  if (error.kind === 'unreachable')
    return isTimeout(error)
      ? new AppError('upstream_timeout', 'Meta did not answer in time. Sync the templates, then try again.', options)
      : new AppError('upstream_failed', 'Meta does not answer. Try again in a minute.', options);
  if (error.kind === 'missing')
    return new AppError(
      'rule_broken',
      'Meta takes no sample files from this number’s token: it belongs to another Meta app than this installation (META_APP_ID). Connect the number with a token of that app.',
      options,
    );
  if (error.reason === 'token_invalid')
    return new AppError('rule_broken', 'Meta does not accept this number’s token any more. Replace it first.', options);
  if (error.providerCode === existsAlready)
    return new AppError('name_taken', 'Meta has a template of this name in this language. Choose another name.', {
      ...options,
      details: [{ path: 'name', message: 'This name is taken' }],
    });
  return new AppError('rule_broken', `Meta refuses this: ${error.detail}`, options);
}
