// The sample of a media header: handed over by the resumable upload of Meta's app, in exchange for a handle.
import { type ChannelConnection, ChannelError } from '../channel';
import { countOf } from '../foreign';
import { callGraph, demandId, demandLine } from '../meta/channel-parts';
import type { GraphClient } from '../meta/client';
import { GraphError } from '../meta/errors';

export interface TemplateSample {
  fileName: string;
  /** One of `application/pdf`, `image/jpeg`, `image/png`, `video/mp4`: the upload knows no others. */
  mime: string;
  bytes: Buffer;
}

/** How often an upload that was cut off goes on. */
const mostPieces = 4;

/**
 * Hands a file over; nothing is published by that.
 * @returns the handle, for `example.header_handle`
 * @throws ChannelError refused without an app's id, `missing` when the token may not upload for the app
 */
export function uploadSample(
  client: GraphClient,
  connection: ChannelConnection,
  { fileName, mime, bytes }: TemplateSample,
): Promise<string> {
  return callGraph(async () => {
    const { appId } = client;
    if (!appId) throw new ChannelError('refused', 'Uploading samples needs META_APP_ID');
    const { token } = demandLine(connection);
    const query = { file_name: fileName, file_length: String(bytes.length), file_type: mime };
    const session = demandId((await startSession(client, appId, token, query)).id);
    return sendPieces(client, token, session, bytes);
  });
}

async function startSession(client: GraphClient, appId: string, token: string, query: Record<string, string>) {
  try {
    return await client.ask('POST', `/${appId}/uploads`, { token, query });
  } catch (error) {
    // To who may not use it, Meta says that the app does not exist.
    const isHidden = error instanceof GraphError && error.code === 100 && error.subcode === 33;
    throw isHidden ? new ChannelError('missing', error.detail, undefined, error.providerCode, { cause: error }) : error;
  }
}

/** @param session begins with `upload:` and may carry a query of its own */
async function sendPieces(client: GraphClient, token: string, session: string, bytes: Buffer): Promise<string> {
  let offsetBytes = 0;
  for (let left = mostPieces; ; left -= 1) {
    try {
      const piece = { offsetBytes, bytes: bytes.subarray(offsetBytes) };
      return demandId((await client.ask('POST', `/${session}`, { token, piece })).h);
    } catch (error) {
      // What was refused is refused again; what was cut off goes on where it ended.
      const isCut = error instanceof GraphError && (error.kind !== 'refused' || error.isTransient);
      if (!isCut || left <= 1) throw error;
      const far = await client.ask('GET', `/${session}`, { token, piece: { offsetBytes } });
      offsetBytes = Math.min(countOf(far.file_offset) ?? 0, bytes.length);
    }
  }
}
