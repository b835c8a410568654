// A small client of our own API, typed by the contract.
import type { Endpoint, EndpointInput, EndpointOutput } from '@parley/contract';
import { z } from 'zod';

type Given<E extends Endpoint> = Partial<EndpointInput<E>> & { token?: string };
type AnyGiven = { params?: unknown; query?: unknown; body?: unknown; token?: string };

export interface Client {
  /** @throws Error with the server's words when it is refused */
  call<const E extends Endpoint>(endpoint: E, given: Given<E>): Promise<EndpointOutput<E>>;
  /** The items of a list. @throws Error as `call` */
  list<const E extends Endpoint>(endpoint: E, given: Given<E>): Promise<EndpointOutput<E>[]>;
}

const answer = z.object({ data: z.unknown(), message: z.string().optional() });

/** @param url base URL of the API */
export function createClient(url: string): Client {
  const ask = async (endpoint: Endpoint, given: AnyGiven): Promise<unknown> => {
    const { params, query, body, token } = given;
    const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => String(Object(params)[name]));
    const search = query
      ? `?${new URLSearchParams(Object.entries(Object(query)).map(([key, value]): [string, string] => [key, String(value)]))}`
      : '';
    const response = await fetch(`${url}${path}${search}`, {
      method: endpoint.method,
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      ...(endpoint.method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
    });
    const { data, message } = answer.parse(await response.json());
    if (!response.ok) throw new Error(`${endpoint.name}: ${message ?? response.status}`);
    return data;
  };
  return {
    call: async (endpoint, given) =>
      endpoint.response.parse(await ask(endpoint, given)) as EndpointOutput<typeof endpoint>,
    list: async (endpoint, given) =>
      z.array(endpoint.response).parse(await ask(endpoint, given)) as EndpointOutput<typeof endpoint>[],
  };
}
