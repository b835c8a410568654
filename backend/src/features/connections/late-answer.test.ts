// A provider that accepts a question and lets the time pass, over real sockets.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errorStatus } from '@parley/contract';
import { createEvolutionClient } from '../../channels/evolution/client';
import { createGraphClient } from '../../channels/meta/client';
import { GraphError, toChannelError } from '../../channels/meta/errors';
import type { AppError } from '../../platform/errors';
import { atGateway } from './gateway';
import { atProvider } from './provider';

let silent: Server;
let url: string;

beforeAll(async () => {
  silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
});

afterAll(() => {
  silent.closeAllConnections();
  silent.close();
});

const refusalOf = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => Promise.reject(new Error('it was answered')),
    (error) => error,
  );

const askMeta = async (graphUrl: string) => {
  const client = createGraphClient({
    graphUrl,
    instagramUrl: graphUrl,
    version: 'v25.0',
    appSecrets: [],
    answerTimeoutMs: 20,
  });
  const asked = client.ask('GET', '/1', { token: 't' }).catch((error) => {
    throw error instanceof GraphError ? toChannelError(error) : error;
  });
  const error = await refusalOf(atProvider(() => asked));
  await client.close();
  return error;
};

const askGateway = async (gatewayUrl: string) => {
  const client = createEvolutionClient({ url: gatewayUrl, apiKey: 'k', answerTimeoutMs: 20 });
  const error = await refusalOf(atGateway(() => client.ask('GET', '/')));
  await client.close();
  return error;
};

test.each([
  ['Meta', askMeta],
  ['the gateway', askGateway],
])('%s not answering in time is told apart from being away', async (_name, ask) => {
  const late = await ask(url);
  expect(late).toMatchObject({ code: 'upstream_timeout', message: expect.stringContaining('in time') });
  expect(errorStatus[late.code]).toBe(504);
  expect(await ask('http://127.0.0.1:9')).toMatchObject({ code: 'upstream_failed' });
});
