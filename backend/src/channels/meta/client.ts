// HTTP to Meta's Graph API over connections that stay open. Tokens travel in the header and are never logged.
import { createHmac } from 'node:crypto';
import { Agent, type FormData, request } from 'undici';
import { fieldsOf } from '../foreign';
import { readTransportFailure } from '../transport';
import { GraphError, readRefusal } from './errors';

export interface GraphAccess {
  /** Base URLs without a trailing slash; may have a path. */
  graphUrl: string;
  instagramUrl: string;
  /** Like `v25.0`. */
  version: string;
  appId?: string | undefined;
  /** The current secret first. */
  appSecrets: readonly string[];
  /** How long Meta may take to answer, 30 s unless set. */
  answerTimeoutMs?: number;
}

export interface GraphCall {
  token: string;
  /** `instagram`: the host of Instagram Login. */
  host?: 'graph' | 'instagram';
  query?: Record<string, string>;
  body?: object | FormData;
  /** A piece of a resumable upload. Meta wants the token of these calls under another name. */
  piece?: { offsetBytes: number; bytes?: Buffer };
  signal?: AbortSignal | undefined;
}

export interface GraphClient {
  readonly appId: string | undefined;
  /** The app's secret, for calls that ask for it. */
  readonly appSecret: string | undefined;
  /**
   * Asks Meta; resolves with the parsed body of a success.
   * @param path without the version, as `/1065/messages`
   * @throws GraphError for every refusal and every failure on the way
   */
  ask(method: 'GET' | 'POST' | 'DELETE', path: string, call: GraphCall): Promise<Record<string, unknown>>;
  /** Downloads a file that Meta keeps for the token's owner. @throws GraphError */
  download(url: string, token: string, atMostBytes: number): Promise<{ mime: string; bytes: Buffer }>;
  close(): Promise<void>;
}

/** Some of Meta's file servers refuse clients without a name. */
const userAgent = 'Parley/1.0';

/** Where Meta keeps files; a token is shown to nobody else. */
const fileHosts = /(^|\.)(fbsbx\.com|fbcdn\.net|facebook\.com|whatsapp\.net|whatsapp\.com)$/;

export function createGraphClient(access: GraphAccess): GraphClient {
  const { graphUrl, instagramUrl, version, appId, appSecrets, answerTimeoutMs = 30_000 } = access;
  const [appSecret] = appSecrets;
  const dispatcher = new Agent({
    connections: 64,
    pipelining: 1,
    headersTimeout: answerTimeoutMs,
    bodyTimeout: answerTimeoutMs,
    connect: { timeout: 10_000 },
  });
  return {
    appId,
    appSecret,
    async ask(method, path, { token, host = 'graph', query = {}, body, piece, signal }) {
      if (signal?.aborted) throw new GraphError('never_asked', 'Given up before it was asked');
      const url = new URL(`${host === 'instagram' ? instagramUrl : graphUrl}/${version}${path}`);
      // Instagram Login has an app secret of its own, which this installation does not know.
      const proof = host === 'graph' && appSecret ? { appsecret_proof: prove(token, appSecret) } : {};
      for (const [name, value] of Object.entries({ ...query, ...proof })) url.searchParams.set(name, value);
      const isForm = body !== undefined && 'append' in body;
      const answer = await transport(async () => {
        const response = await request(url, {
          method,
          headers: {
            authorization: `${piece ? 'OAuth' : 'Bearer'} ${token}`,
            'user-agent': userAgent,
            ...(body && !isForm ? { 'content-type': 'application/json' } : {}),
            ...(piece?.bytes
              ? { 'content-type': 'application/octet-stream', file_offset: String(piece.offsetBytes) }
              : {}),
          },
          body: piece?.bytes ?? (body === undefined ? null : isForm ? body : JSON.stringify(body)),
          signal,
          dispatcher,
        });
        return { ...response, text: await response.body.text() };
      });
      const parsed = parse(answer.text);
      if (answer.statusCode >= 200 && answer.statusCode < 300) {
        if (parsed === undefined) throw new GraphError('unclear', 'The answer was not JSON', answer.statusCode);
        return fieldsOf(parsed);
      }
      const headers = {
        retryAfter: first(answer.headers['retry-after']),
        businessUsage: first(answer.headers['x-business-use-case-usage']),
      };
      throw readRefusal(answer.statusCode, parsed ?? answer.text, headers, token);
    },
    async download(url, token, atMostBytes) {
      const hostname = URL.canParse(url) ? new URL(url).hostname : 'nowhere';
      if (!fileHosts.test(hostname) && hostname !== new URL(graphUrl).hostname)
        throw new GraphError('refused', `Files are not fetched from ${hostname}`);
      return transport(async () => {
        const { statusCode, headers, body } = await request(url, {
          headers: { authorization: `Bearer ${token}`, 'user-agent': userAgent },
          dispatcher,
        });
        if (statusCode !== 200) {
          await body.dump();
          throw new GraphError('refused', `The file's address answered ${statusCode}`, statusCode);
        }
        const chunks: Buffer[] = [];
        let sizeBytes = 0;
        for await (const chunk of body) {
          sizeBytes += chunk.length;
          // Leaving the loop ends the connection.
          if (sizeBytes > atMostBytes)
            throw new GraphError('refused', `The file is larger than ${atMostBytes} bytes`, 413);
          chunks.push(chunk);
        }
        return { mime: first(headers['content-type']) ?? 'application/octet-stream', bytes: Buffer.concat(chunks) };
      });
    },
    close: () => dispatcher.destroy(),
  };
}

function prove(token: string, appSecret: string): string {
  return createHmac('sha256', appSecret).update(token).digest('hex');
}

async function transport<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof GraphError) throw error;
    const failure = readTransportFailure(error);
    const fault = new GraphError(failure.neverAsked ? 'never_asked' : 'unclear', failure.detail);
    fault.cause = error;
    throw fault;
  }
}

function first(header: string | string[] | undefined): string | undefined {
  return [header].flat()[0];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
