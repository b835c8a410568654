// Files given by address: the address is really fetched, as the servers stood in for do, so that a wrong one shows here too.
import { request } from 'undici';

const TIMEOUT_MS = 10_000;
const LARGEST_BYTES = 100 * 1024 * 1024;
const REDIRECTS = 3;

export interface Fetched {
  mimeType: string;
  fileName: string;
  bytes: Buffer;
}

/**
 * @returns the file, or the reason why there is none, in words
 * Addresses of this machine are fetched too: on a demo everything is at home.
 */
export async function fetchLink(link: string, redirects = REDIRECTS): Promise<Fetched | string> {
  if (!URL.canParse(link) || !/^https?:/.test(link)) return `the link ${link} is not an http address`;
  try {
    const options = {
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      headers: { 'user-agent': 'facebookexternalua' },
    };
    const { statusCode, headers, body } = await request(link, options);
    const location = headers.location;
    if (statusCode >= 300 && statusCode < 400 && typeof location === 'string' && redirects > 0) {
      await body.dump();
      return await fetchLink(new URL(location, link).href, redirects - 1);
    }
    if (statusCode !== 200) {
      await body.dump();
      return `downloading media from the link failed with http code ${statusCode}`;
    }
    const length = Number(headers['content-length'] ?? 0);
    if (length > LARGEST_BYTES) {
      body.destroy();
      return `the file has ${length} bytes`;
    }
    const bytes = Buffer.from(await body.arrayBuffer());
    const type = headers['content-type'];
    const mimeType = typeof type === 'string' ? type : 'application/octet-stream';
    return { mimeType, bytes, fileName: nameIn(link) };
  } catch (error) {
    return `the link could not be reached: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function nameIn(link: string): string {
  const last = new URL(link).pathname.split('/').pop() ?? '';
  try {
    return decodeURIComponent(last) || 'file';
  } catch {
    return last;
  }
}
