import { type Api, type Receiver, startApi, startReceiver } from '../../test/harness';

let api: Api;
let receiver: Receiver;
beforeAll(async () => {
  api = await startApi();
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver.stop();
  await api.stop();
});

describe('phone page', () => {
  it('is whole by itself and lets nothing but its own files run', async () => {
    const page = await fetch(`${api.url}/phone?instance=shop-1&lang=he`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const html = await page.text();
    expect(html).not.toMatch(/<script>|style="|onclick/);
    const files = [...html.matchAll(/(?:href|src)="(\/phone\/[^"]+)"/g)].map(([, path]) => path);
    expect(files.length).toBeGreaterThan(3);
    for (const path of [...files, '/phone/view.js', '/phone/words.js']) {
      expect((await fetch(api.url + path)).status).toBe(200);
    }
  });

  it('has every word of the page in both languages', async () => {
    const source = await (await fetch(`${api.url}/phone/words.js`)).text();
    const keysOf = (part: string | undefined) => [...String(part).matchAll(/^ {4}(\w+):/gm)].map(([, key]) => key);
    const [english, hebrew] = source.split(/^ {2}he: \{/m);
    expect(keysOf(english).length).toBeGreaterThan(40);
    expect(keysOf(hebrew)).toEqual(keysOf(english));
  });

  it('scans, reads and answers as the customer, without a key', async () => {
    await api.put('/_control/statuses', { ackDelayMs: 0, deliveryDelayMs: 0, readRate: 0 });
    const webhook = { url: receiver.url, events: [] };
    await api.post('/instance/create', {
      instanceName: 'shop-1',
      integration: 'WHATSAPP-BAILEYS',
      qrcode: true,
      webhook,
    });
    const phone = (path: string) => api.get(`/_phone/instances${path}`, null);
    const act = (path: string, body: unknown = {}) => api.post(`/_phone/instances/shop-1/${path}`, body, null);
    expect((await phone('')).body[0]).toMatchObject({ name: 'shop-1', state: 'connecting', qr: { count: 1 } });
    expect((await act('scan')).body).toMatchObject({ state: 'open', profileName: 'Sandbox phone' });
    expect((await act('scan')).status).toBe(409);

    await api.post('/message/sendText/shop-1', { number: '15550001111', text: 'Your order is ready' });
    await receiver.until('messages.update', 2);
    const [chat] = (await phone('/shop-1/chats')).body;
    expect(chat).toMatchObject({
      number: '15550001111',
      last: { text: 'Your order is ready', status: 'DELIVERY_ACK' },
    });
    await act(`open/${encodeURIComponent(chat.jid)}`);
    expect((await receiver.until('messages.update', 3))[2]?.body.data.status).toBe('READ');

    expect((await act('write', { from: '15550001111', name: 'Ann', text: 'Thanks!' })).status).toBe(201);
    const [upsert] = await receiver.until('messages.upsert');
    expect(upsert?.body.data).toMatchObject({ pushName: 'Ann', message: { conversation: 'Thanks!' } });
    const thread = (await phone(`/shop-1/chats/${encodeURIComponent(chat.jid)}`)).body;
    expect(thread.map(({ text }: { text: string }) => text)).toEqual(['Your order is ready', 'Thanks!']);

    expect((await act('typing', { from: '15550001111', isTyping: true })).status).toBe(200);
    expect((await act('typing', { from: '15550001111', isTyping: false })).status).toBe(200);
    const presences = (await receiver.until('presence.update', 2)).map(({ body }) => body.data);
    const jid = '15550001111@s.whatsapp.net';
    expect(presences).toEqual([
      { id: jid, presences: { [jid]: { lastKnownPresence: 'composing' } } },
      { id: jid, presences: { [jid]: { lastKnownPresence: 'paused' } } },
    ]);
    expect((await act('typing', { from: '15550001111' })).status).toBe(400);

    expect((await act('write', { from: '12', text: 'x' })).status).toBe(400);
    expect((await act('logout')).body).toMatchObject({ state: 'close', reasonCode: 401 });
    expect((await act('write', { from: '15550001111', text: 'x' })).status).toBe(409);
  });

  it('acts on nothing that another site could send', async () => {
    const response = await fetch(`${api.url}/_phone/instances/shop-1/logout`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(415);
  });

  it('tells an open page when something changed', async () => {
    const response = await fetch(`${api.url}/_phone/events`);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toMatch(/^data: \d+\n\n$/);
    await api.post('/_control/reset');
    expect((await reader.read()).value).toMatch(/^data: \d+\n\n$/);
    await reader.cancel();
  });
});
