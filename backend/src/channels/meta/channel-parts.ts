// What the three channels of Meta do alike: the line's token and ids, calls outside of sending, and what a lost call means.
import type { OutcomeCode } from '@parley/contract';
import { type ChannelConnection, ChannelError, type OutboundFile, type SendResult } from '../channel';
import { textOf } from '../foreign';
import { GraphError, judgePreparation, judgeSend, toChannelError } from './errors';

/** A line that can be used. */
export interface MetaLine {
  token: string;
  /** Phone number id, page id or Instagram account id. */
  externalId: string;
  accountId: string | null;
}

export type Failure = SendResult & { ok: false };

export function refused(kind: Failure['kind'], code: OutcomeCode, detail: string): Failure {
  return { ok: false, kind, code, detail };
}

/** @returns undefined when the connection has no token or no id */
export function lineOf({ accessToken, externalId, accountId }: ChannelConnection): MetaLine | undefined {
  return accessToken && externalId ? { token: accessToken, externalId, accountId } : undefined;
}

export const withoutToken = refused('not_connected', 'auth_failed', 'The connection has no access token');

/** The same for verbs that throw. @throws ChannelError */
export function demandLine(connection: ChannelConnection): MetaLine {
  const line = lineOf(connection);
  if (!line) throw new ChannelError('refused', withoutToken.detail, 'token_invalid');
  return line;
}

/** A call outside of sending. @throws ChannelError instead of GraphError */
export async function callGraph<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof GraphError ? toChannelError(error) : error;
  }
}

/** Fails before anything left: the file cannot be read or handed over. */
class PreparationFailure extends Error {
  constructor(readonly failure: Failure) {
    super(failure.detail);
  }
}

/** What comes before a send and may be repeated without harm. @throws PreparationFailure, which `attempt` understands */
export async function prepare<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new PreparationFailure(
      error instanceof GraphError
        ? judgePreparation(error)
        : refused('permanent', 'media_failed', error instanceof Error ? error.message : String(error)),
    );
  }
}

/** One attempt to send; every failure becomes a result. */
export async function attempt(work: () => Promise<SendResult>): Promise<SendResult> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof GraphError) return judgeSend(error);
    if (error instanceof PreparationFailure) return error.failure;
    throw error;
  }
}

/** Uploads live thirty days at WhatsApp; one is left for messages on their way. */
const uploadLifeMs = 29 * 86_400_000;

/**
 * Sends with a file that Meta already has, or uploads it. An earlier upload that Meta has lost is uploaded anew, once.
 * @param isLost whether a refusal may mean that the upload is gone; nothing left then
 */
export async function sendUploaded(
  file: OutboundFile,
  upload: () => Promise<string>,
  send: (uploadId: string) => Promise<SendResult>,
  isLost: (error: GraphError) => boolean,
): Promise<SendResult> {
  if (file.uploadedId) {
    try {
      return await send(file.uploadedId);
    } catch (error) {
      if (!(error instanceof GraphError && error.kind === 'refused' && isLost(error))) throw error;
    }
  }
  const fresh = await prepare(upload);
  file.rememberUpload?.(fresh, new Date(Date.now() + uploadLifeMs));
  return send(fresh);
}

/** An id in an answer. @throws GraphError unclear when it is missing: no proof of either outcome */
export function demandId(value: unknown): string {
  const id = textOf(value, 512);
  if (!id) throw new GraphError('unclear', 'The answer carried no id');
  return id;
}
