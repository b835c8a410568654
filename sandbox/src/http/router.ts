// The HTTP door shared by all dialects: reads the request, hands it to the dialect of its path, writes the answer.
// Written on node:http directly because the send endpoint must stay far cheaper than the gateway calls it stands for.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Logger } from '../logger';
import { type Multipart, readMultipart } from './multipart';

/** Evolution's own body limit. */
const BODY_LIMIT_BYTES = 136 * 1024 * 1024;
const NO_QUERY = new URLSearchParams();

/** One request, body already parsed. `brokenBody` holds the parser's text when the JSON was not readable. */
export interface Call {
  method: string;
  /** Path and query exactly as asked. */
  url: string;
  path: string;
  query: URLSearchParams;
  request: IncomingMessage;
  response: ServerResponse;
  body: unknown;
  brokenBody?: string;
  /** Fields and files of a multipart body. */
  multipart?: Multipart;
  /** A body of any other type, as it came. */
  bytes?: Buffer;
}

/** JSON with a status; bytes with their type; `drop` destroys the socket; `taken` means that the handler answers by itself. */
export type Answer =
  | { status: number; body: unknown }
  | { status: number; bytes: Buffer; headers: Record<string, string> }
  | 'drop'
  | 'taken';

export type Dialect = (call: Call) => Answer | Promise<Answer>;

/**
 * Serves each path prefix with its dialect; the first match wins, `''` is the rest.
 * What a dialect did not turn into an answer, and a request cut short, ends the connection and is logged.
 */
export function serveDialects(dialects: [prefix: string, dialect: Dialect][], logger: Logger): RequestListener {
  return (request, response) => {
    void serve(dialects, request, response).catch((error: unknown) => {
      logger.warn('request ended without an answer', { url: request.url, reason: String(error) });
      response.destroy();
    });
  };
}

async function serve(dialects: [string, Dialect][], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const dialect = dialects.find(([prefix]) => path.startsWith(prefix))?.[1];
  if (dialect === undefined) return void response.destroy();
  const call: Call = {
    method: request.method ?? 'GET',
    url,
    path,
    query: mark < 0 ? NO_QUERY : new URLSearchParams(url.slice(mark + 1)),
    request,
    response,
    body: undefined,
  };
  if (call.method !== 'GET') await readBody(call);
  writeAnswer(response, await dialect(call));
}

function writeAnswer(response: ServerResponse, answer: Answer): void {
  if (answer === 'taken') return;
  if (answer === 'drop') return void response.destroy();
  if ('bytes' in answer) {
    response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.bytes.length }).end(answer.bytes);
    return;
  }
  const text = JSON.stringify(answer.body);
  response
    .writeHead(answer.status, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
    })
    .end(text);
}

async function readBody(call: Call): Promise<void> {
  const bytes = await collect(call.request);
  const type = call.request.headers['content-type'] ?? '';
  if (bytes.length === 0) return;
  try {
    if (type.includes('json')) call.body = JSON.parse(bytes.toString('utf8'));
    else if (type.startsWith('multipart/')) call.multipart = await readMultipart(bytes, type);
    else call.bytes = bytes;
    if (type.startsWith('application/x-www-form-urlencoded')) {
      call.body = Object.fromEntries(new URLSearchParams(bytes.toString('utf8')));
    }
  } catch (error) {
    call.brokenBody = error instanceof Error ? error.message : String(error);
  }
}

function collect(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    request.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes > BODY_LIMIT_BYTES) reject(new Error('body over the limit'));
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', reject);
    request.on('aborted', () => reject(new Error('request aborted')));
  });
}
