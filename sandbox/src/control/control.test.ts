import { type Api, type Receiver, startApi, startReceiver } from '../../test/harness';

let api: Api;
let receiver: Receiver;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  receiver = await startReceiver();
  await api.post('/_control/reset');
  await api.connect('shop-1', { webhook: { url: receiver.url, events: ['MESSAGES_UPDATE'] } });
});
afterEach(() => receiver.stop());
afterAll(() => api.stop());

const sendText = (text: string, number = '15550001111') => api.post('/message/sendText/shop-1', { number, text });
const setFaults = (faults: unknown) => api.put('/_control/faults', faults);
const summary = async () => (await api.get('/_control/received/summary')).body;

/** The status of each of `count` sends in turn, `cut` when the line was cut. */
async function sendInTurn(count: number): Promise<(number | 'cut')[]> {
  const outcomes: (number | 'cut')[] = [];
  for (let index = 0; index < count; index++) {
    const number = String(15550002000 + index);
    outcomes.push(
      await sendText('hello', number).then(
        ({ status }) => status,
        () => 'cut' as const,
      ),
    );
  }
  return outcomes;
}

describe('control', () => {
  it('requires the global key', async () => {
    expect((await api.get('/_control/state', 'wrong')).status).toBe(401);
    expect((await api.get('/_control/state', null)).status).toBe(401);
  });

  it('refuses what it does not know, naming the field', async () => {
    const { status, body } = await setFaults({ latency: 5 });
    expect(status).toBe(400);
    expect(body.error).toContain('latency');
    expect((await api.post('/_control/instances/ghost/scan')).status).toBe(404);
  });

  it('lists accepted messages in order and pages through them', async () => {
    for (const text of ['one', 'two', 'three']) await sendText(text);
    const { body } = await api.get('/_control/received?after=1&limit=1');
    expect(body).toEqual([
      {
        seq: 2,
        at: expect.any(String),
        instance: 'shop-1',
        number: '15550001111',
        text: 'two',
        messageId: expect.any(String),
        kind: 'conversation',
      },
    ]);
    expect((await api.get('/_control/received?instance=other')).body).toEqual([]);
  });

  it('counts the pairs of number and text that were accepted more than once', async () => {
    for (const text of ['one', 'two', 'one', 'one']) await sendText(text);
    expect(await summary()).toEqual({
      total: 4,
      numbers: 1,
      duplicates: 1,
      examples: [{ number: '15550001111', text: 'one', count: 3 }],
    });
  });

  it('forgets everything on reset', async () => {
    await sendText('one');
    const { body } = await api.post('/_control/reset');
    expect(body).toMatchObject({ instances: [], accepted: 0 });
  });
});

describe('faults', () => {
  it('are counted since they were set', async () => {
    await api.put('/_control/faults', { acceptThenResetRate: 1 });
    await sendText('one').catch(() => undefined);
    expect((await api.get('/_control/state')).body.fates).toMatchObject({ normal: 0, reset: 1 });
    await api.put('/_control/faults', {});
    expect((await api.get('/_control/state')).body.fates).toMatchObject({ reset: 0 });
  });

  it('draw the same fates from the same seed, and others from another', async () => {
    const rates = { status429Rate: 0.2, status500Rate: 0.2, connectionClosedRate: 0.2, acceptThenResetRate: 0.2 };
    await setFaults({ ...rates, seed: 7 });
    const first = await sendInTurn(40);
    await setFaults({ ...rates, seed: 7 });
    expect(await sendInTurn(40)).toEqual(first);
    await setFaults({ ...rates, seed: 8 });
    expect(await sendInTurn(40)).not.toEqual(first);
    expect(new Set(first)).toEqual(new Set([201, 429, 500, 'cut']));
  });

  it('accept and count a message before its line is cut', async () => {
    await setFaults({ acceptThenResetRate: 1 });
    expect(await sendInTurn(2)).toEqual(['cut', 'cut']);
    expect(await summary()).toMatchObject({ total: 2 });
  });

  it('hold a request and accept nothing when it hangs', async () => {
    await setFaults({ hangRate: 1, hangMs: 20 });
    expect(await sendInTurn(1)).toEqual(['cut']);
    expect(await summary()).toMatchObject({ total: 0 });
  });

  it('refuse with the envelope of each status', async () => {
    await setFaults({ status429Rate: 1 });
    expect((await sendText('x')).body).toMatchObject({ status: 429, error: 'Too Many Requests' });
    await setFaults({ connectionClosedRate: 1 });
    expect((await sendText('x')).body).toMatchObject({ status: 500, response: { message: 'Connection Closed' } });
    await setFaults({});
    expect((await sendText('x')).status).toBe(201);
  });

  it('keep a number on or off WhatsApp for the whole life of a seed', async () => {
    await setFaults({ notOnWhatsAppRate: 0.5, seed: 3 });
    const first = await sendInTurn(20);
    expect(await sendInTurn(20)).toEqual(first);
    expect(new Set(first)).toEqual(new Set([201, 400]));
  });

  it('repeat statuses and let them overtake each other', async () => {
    await api.put('/_control/statuses', { ackDelayMs: 10, deliveryDelayMs: 30, readDelayMs: 30, readRate: 1 });
    await setFaults({ duplicateStatusRate: 1, shuffleStatuses: true, seed: 2 });
    await sendInTurn(20);
    const told = (await receiver.until('messages.update', 120)).map(({ body }) => body.data);
    const ordersById = new Map<string, string[]>();
    for (const { keyId, status } of told) ordersById.set(keyId, [...(ordersById.get(keyId) ?? []), status]);
    const orders = [...ordersById.values()];
    for (const order of orders) {
      expect([...order].sort()).toEqual(['DELIVERY_ACK', 'DELIVERY_ACK', 'READ', 'READ', 'SERVER_ACK', 'SERVER_ACK']);
    }
    expect(orders.some(([first]) => first === 'READ')).toBe(true);
  });

  it('tell no statuses when they are switched off', async () => {
    await api.put('/_control/statuses', { enabled: false });
    await sendText('one');
    await api.put('/_control/statuses', { ackDelayMs: 0, deliveryDelayMs: 0, readRate: 0 });
    const second = await sendText('two');
    const told = await receiver.until('messages.update', 2);
    expect(told.map(({ body }) => body.data.keyId)).toEqual([second.body.key.id, second.body.key.id]);
  });
});
