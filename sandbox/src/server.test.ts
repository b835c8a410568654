import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApi } from '../test/harness';

describe('restart', () => {
  it('keeps connected numbers when it has a data folder', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'));
    const first = await startApi({ dataDir });
    const created = await first.connect('shop-1', {
      webhook: { url: 'http://127.0.0.1:9/x', events: ['SEND_MESSAGE'] },
    });
    await first.post('/instance/create', { instanceName: 'waiting', integration: 'WHATSAPP-BAILEYS', qrcode: true });
    await first.stop();

    const second = await startApi({ dataDir });
    const key = created.body.hash;
    expect((await second.get('/instance/connectionState/shop-1', key)).body.instance.state).toBe('open');
    expect((await second.get('/instance/connectionState/waiting')).body.instance.state).toBe('close');
    expect((await second.get('/webhook/find/shop-1')).body).toMatchObject({ events: ['SEND_MESSAGE'] });
    expect((await second.post('/message/sendText/shop-1', { number: '15550001111', text: 'hi' })).status).toBe(201);
    await second.remove('/instance/delete/shop-1');
    await second.stop();

    const third = await startApi({ dataDir });
    expect((await third.get('/instance/fetchInstances')).body).toHaveLength(1);
    await third.stop();
    await rm(dataDir, { recursive: true });
  });

  it('keeps Meta’s numbers, tokens, templates and open windows when it has a data folder', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'));
    const first = await startApi({ dataDir });
    const { graph } = first.control;
    await graph.addNumber({ pnid: '1', wabaId: 'w', token: 't', name: 'Shop' });
    const components = [{ type: 'BODY', text: 'Hello there' }];
    await graph.addTemplate({ wabaId: 'w', name: 'hello', components });
    await graph.receiveInbound({ to: '1', from: '15550001111', text: 'hi' });
    await first.stop();

    const second = await startApi({ dataDir });
    const ask = async (path: string, body?: object) => {
      const headers = { authorization: 'Bearer t', 'content-type': 'application/json' };
      const options = body && { method: 'POST', body: JSON.stringify(body) };
      const response = await fetch(`${second.graphUrl}/${path}`, { ...options, headers });
      return (await response.json()) as { data?: { name: string }[]; messages?: object[] };
    };
    expect((await ask('w/message_templates')).data?.map(({ name }) => name)).toEqual(['hello']);
    const text = { messaging_product: 'whatsapp', to: '15550001111', type: 'text', text: { body: 'still open' } };
    expect((await ask('1/messages', text)).messages).toHaveLength(1);
    await second.stop();
    await rm(dataDir, { recursive: true });
  });

  it('forgets everything without one', async () => {
    const first = await startApi();
    await first.connect('shop-1');
    await first.stop();
    const second = await startApi();
    expect((await second.get('/instance/fetchInstances')).body).toEqual([]);
    await second.stop();
  });

  it('plants the instances it is given, connected', async () => {
    const api = await startApi({ seed: true });
    const [row] = (await api.get('/instance/fetchInstances', 'tok-1')).body;
    expect(row).toMatchObject({ name: 'shop-1', connectionStatus: 'open', profileName: 'Shop One' });
    await api.stop();
  });

  it('is controlled by its typed client', async () => {
    const api = await startApi({ seed: true });
    const { control } = api;
    await control.setStatuses({ enabled: false });
    await api.post('/message/sendText/shop-1', { number: '15550001111', text: 'hi' });
    expect(await control.listReceived({ instance: 'shop-1' })).toMatchObject([
      { seq: 1, number: '15550001111', text: 'hi' },
    ]);
    expect(await control.summarizeReceived('shop-1')).toMatchObject({ total: 1, duplicates: 0 });
    expect(await control.receiveInbound('shop-1', { from: '15550001111', text: 'yes' })).toHaveProperty('messageId');
    expect(await control.typeOnPhone('shop-1', { to: '15550001111', text: 'call me' })).toHaveProperty('messageId');
    expect(await control.disconnect('shop-1', { reason: 'banned' })).toMatchObject({ state: 'close' });
    expect(await control.scan('shop-1')).toMatchObject({ state: 'open', ownerJid: '15550009999@s.whatsapp.net' });
    expect((await control.setFaults({ latencyMs: 1 })).latencyMs).toBe(1);
    await expect(control.setFaults({ hangRate: 2 })).rejects.toThrow('hangRate');
    expect(await control.reset()).toMatchObject({ instances: [], accepted: 0, faults: { latencyMs: 0 } });
    await api.stop();
  });

  it('ends held requests when it stops', async () => {
    const api = await startApi({ seed: true });
    await api.put('/_control/faults', { hangRate: 1 });
    const held = api.post('/message/sendText/shop-1', { number: '15550001111', text: 'hi' }).catch(() => 'cut');
    await api.get('/_control/state');
    await api.stop();
    expect(await held).toBe('cut');
  });
});
