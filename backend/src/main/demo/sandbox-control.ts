// The sandbox's control door, for what a person would do outside of Parley: scanning a code, writing from a phone. Only the demo knows it.
import { z } from 'zod';
import type { Config } from '../../platform/config';

export interface SandboxControl {
  /** @throws Error when the sandbox refuses */
  post(path: string, body: object): Promise<unknown>;
}

/** The sandbox behind the Evolution address, or undefined when a real server stands there. */
export async function evolutionSandbox({ evolution }: Config): Promise<SandboxControl | undefined> {
  return evolution && open(evolution.url, evolution.apiKey);
}

/** The sandbox behind the Graph address; it is the same one, under `/graph`. */
export async function metaSandbox({ evolution, meta }: Config): Promise<SandboxControl | undefined> {
  if (!evolution || !meta?.graphUrl.endsWith('/graph')) return undefined;
  return open(meta.graphUrl.slice(0, -'/graph'.length), evolution.apiKey);
}

async function open(url: string, apiKey: string): Promise<SandboxControl | undefined> {
  const ask = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${url}/_control/${path}`, {
      method,
      headers: { apikey: apiKey, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(5000),
    });
    if (!response.ok) throw new Error(`The sandbox answered ${response.status} to ${path}`);
    return z.unknown().parse(await response.json());
  };
  const isSandbox = await ask('GET', 'state').then(
    () => true,
    () => false,
  );
  return isSandbox ? { post: (path, body) => ask('POST', path, body) } : undefined;
}
