// What must not be in the logs is not in the logs: texts, numbers, tokens, keys; by rule, and in a run with everything logged.
import { Writable } from 'node:stream';
import winston from 'winston';
import { type TestPerson, testPassword, until } from '../../test/app';
import { inbound, insertChat, receive } from '../../test/conversation';
import { startGateway, type TestGateway } from '../../test/gateway';
import { createReachableApp, type ReachableApp } from '../../test/reachable';
import { redact } from './logger';

test.each([
  [
    { password: 'x', nested: [{ access_key: 'y' }] },
    { password: '[secret]', nested: [{ access_key: '[secret]' }] },
  ],
  [
    { text: 'Hello', payload: 'abc' },
    { text: '[5 characters]', payload: '[3 characters]' },
  ],
  ['sent to +972501234567@s.whatsapp.net', 'sent to …567@s.whatsapp.net'],
  [{ detail: '{"number":"972501234567"}' }, { detail: '{"number":"…567"}' }],
  ['01890000-0000-7000-8000-123456789012', '01890000-0000-7000-8000-123456789012'],
])('%j is logged as %j', (given, logged) => {
  expect(redact(given)).toEqual(logged);
});

test('an error is logged without the number in it', () => {
  expect(redact(new Error('no such number 972501234567'))).toMatchObject({ message: 'no such number …567' });
});

describe('with everything logged', () => {
  let gateway: TestGateway;
  let app: ReachableApp;
  let owner: TestPerson;
  const lines: string[] = [];

  beforeAll(async () => {
    gateway = await startGateway();
    app = await createReachableApp({ ...gateway.env, LOG_LEVEL: 'debug' });
    const stream = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    app.parts.logger.clear().add(new winston.transports.Stream({ stream }));
    app.work();
    owner = await app.register();
  });
  afterAll(async () => {
    await app.close();
    await gateway.close();
  });

  test('a message that goes out, one that comes in and one that fails leave neither text, number, token nor key in the logs', async () => {
    const texts = ['leaving-words-4711', 'arriving-words-4712', 'failing-words-4713', 'refused-words-4714'] as const;
    const line = await gateway.connectLine(app.parts, owner.tenantId);
    const [good, bad] = [
      await insertChat(app.parts, owner.tenantId, line.id),
      await insertChat(app.parts, owner.tenantId, line.id),
    ];
    const sendUntil = async (chatId: string, text: string, state: string) => {
      const { id } = (await owner.post('/api/messages', { chatId, text }).expect(201)).body.data;
      await until(
        `the message is ${state}`,
        async () => (await owner.get(`/api/messages/${id}`)).body.data.state === state,
      );
    };
    await sendUntil(good.id, texts[0], 'sent');
    await gateway.sandbox.control.setFaults({ notOnWhatsAppRate: 1 });
    await sendUntil(bad.id, texts[2], 'failed');
    await receive(app.parts, owner.tenantId, line.id, [inbound(good.phone!, { text: texts[1] })]);
    await owner.post('/api/messages', { chatId: line.id, text: texts[3] }).expect(404);
    await owner.post('/api/contacts', { name: 'X', phone: `${good.phone}\0` });
    app.parts.logger.error('a batch failed', { error: new Error(`for ${good.phone}`), text: texts[0] });
    const all = lines.join('');
    expect(lines.length).toBeGreaterThan(0);
    const { apiKey } = app.parts.config.evolution!;
    for (const secret of [...texts, good.phone!.slice(1), bad.phone!.slice(1), owner.token, apiKey, testPassword])
      expect({ secret, logged: all.includes(secret) }).toEqual({ secret, logged: false });
  });
});
