// Sending over real sockets: to the stand-in gateway, and to servers that misbehave in ways it does not.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Sandbox, startSandbox } from '../../../../sandbox/src/server';
import type { Channel, OutboundMessage } from '../channel';
import { createEvolutionClient, type EvolutionClient } from './client';
import { createEvolutionGateway, type EvolutionGateway } from './gateway';
import { createEvolutionChannel } from './send';

const apiKey = 'send-test-key';
const line = { id: 'c1', instanceName: 'shop-1', externalId: null, accountId: null, accessToken: null };
const hello: OutboundMessage = {
  to: { phone: '+15550001111' },
  body: { kind: 'text', text: 'hello' },
  messageId: 'm1',
};

let sandbox: Sandbox;
let client: EvolutionClient;
let gateway: EvolutionGateway;
let channel: Channel;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, apiKey });
  client = createEvolutionClient({ url: sandbox.url, apiKey });
  gateway = createEvolutionGateway(client);
  channel = createEvolutionChannel(client);
});
beforeEach(async () => {
  await sandbox.control.reset();
  await gateway.create({ name: line.instanceName, webhook: { url: 'http://127.0.0.1:9/none', secret: 's' } });
});
afterAll(async () => {
  await client.close();
  await sandbox.stop();
});

const open = async () => {
  await gateway.connect(line.instanceName);
  await sandbox.control.scan(line.instanceName, { number: '15550009999', profileName: 'Shop One' });
};

describe('a line that is open', () => {
  beforeEach(open);

  test('a sent text carries the gateway’s id and the address it went to', async () => {
    const result = await channel.send(line, hello);
    const [received] = await sandbox.control.listReceived();
    expect(result).toEqual({ ok: true, providerId: received?.messageId, to: { phone: '+15550001111' } });
    expect(received).toMatchObject({ number: '15550001111', text: 'hello' });
  });

  test('somebody known only by a hidden identity is written to by it', async () => {
    const result = await channel.send(line, { ...hello, to: { phone: null, lid: '198765432109876' } });
    expect(result).toMatchObject({ ok: true, to: { lid: '198765432109876' } });
  });

  test('an address that can be nobody’s is refused without asking', async () => {
    for (const to of [{}, { phone: '' }, { phone: '+12' }, { phone: 'abc' }, { lid: 'x' }])
      expect(await channel.send(line, { ...hello, to })).toMatchObject({ kind: 'permanent', code: 'invalid_number' });
    expect(await sandbox.control.listReceived()).toEqual([]);
  });

  test.each([
    ['too many requests', { status429Rate: 1 }, 'retry', 'rate_limited'],
    ['an unexplained 500', { status500Rate: 1 }, 'unknown', 'unconfirmed'],
    ['a dead socket behind an open line', { connectionClosedRate: 1 }, 'not_connected', 'not_connected'],
    ['a cut after acceptance', { acceptThenResetRate: 1 }, 'unknown', 'unconfirmed'],
    ['a cut before acceptance', { hangRate: 1, hangMs: 20 }, 'unknown', 'unconfirmed'],
    ['a number without WhatsApp', { numbersNotOnWhatsApp: ['15550001111'] }, 'permanent', 'not_on_whatsapp'],
  ] as const)('%s is what it is', async (_what, faults, kind, code) => {
    await sandbox.control.setFaults({
      ...faults,
      numbersNotOnWhatsApp: 'numbersNotOnWhatsApp' in faults ? [...faults.numbersNotOnWhatsApp] : [],
    });
    expect(await channel.send(line, hello)).toMatchObject({ ok: false, kind, code });
  });

  test('numbers are looked up by the digits that were asked', async () => {
    await sandbox.control.setFaults({ numbersNotOnWhatsApp: ['15554040000'] });
    const found = await gateway.lookUpNumbers(line.instanceName, ['15550001111', '15554040000']);
    expect([found.get('15550001111'), found.get('15554040000')]).toEqual([true, false]);
  });

  test('its owner is known', async () => {
    expect(await gateway.readOwner(line.instanceName)).toEqual({ phone: '+15550009999', profileName: 'Shop One' });
  });
});

test('a line that was never opened, a missing instance and a wrong key leave the message waiting', async () => {
  expect(await channel.send(line, hello)).toMatchObject({ kind: 'not_connected' });
  expect(await channel.send({ ...line, instanceName: 'nobody' }, hello)).toMatchObject({ kind: 'not_connected' });
  const foreign = createEvolutionClient({ url: sandbox.url, apiKey: 'wrong' });
  expect(await createEvolutionChannel(foreign).send(line, hello)).toMatchObject({
    kind: 'not_connected',
    code: 'auth_failed',
  });
  await foreign.close();
});

test('without a gateway nothing is lost', async () => {
  expect(await createEvolutionChannel(undefined).send(line, hello)).toMatchObject({ kind: 'not_connected' });
});

test('creating an instance twice is harmless; so are logging out and removing one that is gone', async () => {
  const again = { name: line.instanceName, webhook: { url: 'http://127.0.0.1:9/other', secret: 's' } };
  await gateway.create(again);
  expect((await sandbox.control.readState()).instances).toMatchObject([{ webhookUrl: 'http://127.0.0.1:9/other' }]);
  await gateway.logout(line.instanceName);
  await gateway.remove(line.instanceName);
  await gateway.remove(line.instanceName);
  await gateway.logout(line.instanceName);
});

test('connecting answers with a QR, joins the attempt under way, and tells an open line', async () => {
  const first = await gateway.connect(line.instanceName);
  expect(first).toMatchObject({
    state: 'connecting',
    qr: { count: 1, image: expect.stringMatching(/^data:image\/png/) },
  });
  expect(await gateway.connect(line.instanceName)).toEqual(first);
  await sandbox.control.scan(line.instanceName);
  expect(await gateway.connect(line.instanceName)).toEqual({ state: 'open' });
  expect(await gateway.readVersion()).toMatch(/^2\./);
});

describe('a server that misbehaves', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  const sendTo = async (listener: RequestListener, answerTimeoutMs?: number) => {
    const started = createServer(listener);
    server = started;
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
    const own = createEvolutionClient({ url, apiKey, ...(answerTimeoutMs ? { answerTimeoutMs } : {}) });
    const result = await createEvolutionChannel(own).send(line, hello);
    await own.close();
    return { result, url };
  };

  test.each<[string, RequestListener]>([
    ['a success that is not JSON', (_req, res) => res.writeHead(201).end('created')],
    ['a success without an id', (_req, res) => res.writeHead(201).end('{"status":"PENDING"}')],
    [
      'a success cut off midway',
      (_req, res) => {
        res.writeHead(201, { 'content-length': '500' });
        res.write('{"key":');
        setImmediate(() => res.destroy());
      },
    ],
    ['an HTML page with status 500', (_req, res) => res.writeHead(500).end('<h1>Oops</h1>')],
  ])('%s may have sent', async (_what, listener) => {
    expect((await sendTo(listener)).result).toMatchObject({ ok: false, kind: 'unknown', code: 'unconfirmed' });
  });

  test('no answer in time may have sent', async () => {
    // undici counts timeouts in steps of about a second.
    expect((await sendTo(() => undefined, 300)).result).toMatchObject({ kind: 'unknown', code: 'unconfirmed' });
  });

  test('a port nobody listens on has sent nothing', async () => {
    const { url } = await sendTo((_req, res) => res.writeHead(500).end());
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
    const own = createEvolutionClient({ url, apiKey });
    expect(await createEvolutionChannel(own).send(line, hello)).toMatchObject({ kind: 'not_connected' });
    await own.close();
  });
});

test('what arrived while nobody listened is read afterwards, oldest first, and only of the time asked for', async () => {
  await open();
  const texts = ['one', 'two', 'three'];
  for (const text of texts) await sandbox.control.receiveInbound(line.instanceName, { from: '15550001111', text });
  const [from, to] = [new Date(Date.now() - 60_000), new Date(Date.now() + 60_000)];
  const found = await channel.readHistory?.(line, from, to, 10_000);
  expect(found?.complete).toBe(true);
  expect(found?.messages.map(({ text, from: who }) => [text, who.phone])).toEqual(
    texts.map((text) => [text, '+15550001111']),
  );
  expect(await channel.readHistory?.(line, new Date(0), from, 10_000)).toEqual({ messages: [], complete: true });
  const part = await channel.readHistory?.(line, from, to, texts.length - 1);
  expect(part).toMatchObject({ complete: false });
  expect(part?.messages.map(({ text }) => text)).toEqual(texts.slice(1));
});
