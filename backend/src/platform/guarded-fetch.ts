// Fetching from an address that a user or a provider gave. Whatever it resolves to is checked at the moment of connecting, on every redirect,
// so that nobody makes this server talk to its own network.
import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent, request } from 'undici';
import type { Config } from './config';

/** An address that must not be talked to, or that does not answer as it should. `refused`: asking again will not help. */
export class FetchFault extends Error {
  constructor(
    readonly kind: 'refused' | 'missing' | 'unreachable' | 'too_large',
    message: string,
  ) {
    super(message);
  }
}

export interface GuardedFile {
  bytes: Buffer;
  mime: string;
}

/** @throws FetchFault */
export type GuardedFetch = (url: string, atMostBytes: number) => Promise<GuardedFile>;

const redirectsAtMost = 3;
const timeoutMs = 20_000;

/** True for an address of the open internet. IPv4 within IPv6 is judged as what it is. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ipaddr.process(address).range() === 'unicast';
}

/** @param config.allowPrivateAddresses outside production, for a sandbox on the same machine */
export function createGuardedFetch(config: Pick<Config, 'allowPrivateAddresses'>): GuardedFetch {
  const agent = new Agent({
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: 10_000, ...(config.allowPrivateAddresses ? {} : { lookup: publicLookup }) },
  });
  return async (given, atMostBytes) => {
    let url = readUrl(given);
    for (let hop = 0; hop <= redirectsAtMost; hop += 1) {
      // A literal address is never looked up, so it is judged here.
      if (!config.allowPrivateAddresses) demandPublicHost(url);
      const answer = await ask(url, agent);
      const location = [answer.headers.location].flat()[0];
      if (answer.statusCode < 300 || answer.statusCode >= 400 || !location) return readFile(answer, atMostBytes);
      await answer.body.dump();
      url = readUrl(new URL(location, url).href);
    }
    throw new FetchFault('refused', 'The address redirects too often');
  };
}

const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0);
    const foreign = addresses.find(({ address }) => !isPublicAddress(address));
    const [first] = addresses;
    if (foreign || !first) return callback(new FetchFault('refused', 'The address lies in a private network'), '', 0);
    if (options.all) return callback(null, addresses);
    callback(null, first.address, first.family);
  });
};

function demandPublicHost({ hostname }: URL): void {
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(literal) && !isPublicAddress(literal))
    throw new FetchFault('refused', 'The address lies in a private network');
}

function readUrl(given: string): URL {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '')
    throw new FetchFault('refused', 'Only http and https addresses are fetched');
  return url;
}

type Answer = Awaited<ReturnType<typeof request>>;

async function ask(url: URL, dispatcher: Agent): Promise<Answer> {
  try {
    return await request(url, { dispatcher, headers: { 'user-agent': 'Parley' } });
  } catch (error) {
    if (error instanceof FetchFault) throw error;
    throw new FetchFault('unreachable', error instanceof Error ? error.message : String(error));
  }
}

async function readFile({ statusCode, headers, body }: Answer, atMostBytes: number): Promise<GuardedFile> {
  if (statusCode !== 200) {
    await body.dump();
    const gone = statusCode === 403 || statusCode === 404 || statusCode === 410;
    throw new FetchFault(gone ? 'missing' : 'unreachable', `The address answered ${statusCode}`);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > atMostBytes) throw new FetchFault('too_large', `The file is larger than ${atMostBytes} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof FetchFault) throw error;
    throw new FetchFault('unreachable', error instanceof Error ? error.message : String(error));
  }
  const mime = String([headers['content-type']].flat()[0] ?? '')
    .split(';')[0]
    ?.trim();
  return { bytes: Buffer.concat(chunks), mime: mime || 'application/octet-stream' };
}
